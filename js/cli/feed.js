// Streams files into replays, with a progress bar for people and a report of bad lines.

import { BadLines } from './bad-lines.js';
import { ProgressBar } from './progress-bar.js';

/**
 * @typedef {import('../engine/index.js').Replay} Replay
 * @typedef {import('./sources.js').Source} Source
 */

/**
 * @param {Source[]} sources
 * @param {Replay[]} replays each gets every byte
 * @param {{strict?: boolean}} options
 */
export async function feed(sources, replays, { strict }) {
  const bar = new ProgressBar(sources);
  const badLines = new BadLines({ strict, beforePrinting: () => bar.clear() });
  try {
    for (const { name, receivedAt, chunks } of sources) {
      const context = { receivedAt };
      // All replays find the same lines bad; the first one's report is enough.
      for await (const chunk of chunks((bytes) => bar.advance(bytes))) {
        const [{ invalid }] = replays.map((replay) => replay.write(chunk, context));
        badLines.report(name, invalid);
      }
      const [{ invalid }] = replays.map((replay) => replay.end(context));
      badLines.report(name, invalid);
    }
  } finally {
    bar.stop();
    badLines.finish();
  }
}
