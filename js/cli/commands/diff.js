// `diff`: what an edit of journeys would change for the people who are on them.

import { loadEngine } from '../../engine/index.js';
import { feed } from '../feed.js';
import { compileJourneys } from '../journeys.js';
import { changesOf, pairJourneys } from '../changes.js';
import { jsonReport, textReport } from '../diff-report.js';
import { standardOutput } from '../output.js';
import { openSources } from '../sources.js';
import { refuseJourneys } from '../statements.js';
import { colorsFor } from '../terminal.js';
import { startReplay } from './replay.js';

/**
 * @param {string[]} files
 * @param {{from: string, to: string, json?: boolean, until?: string, strict?: boolean}} flags
 */
export async function diff(files, flags) {
  const sources = await openSources(files, [flags.from, flags.to]);
  refuseJourneys(sources);
  const engine = await loadEngine();
  const colors = colorsFor(process.stderr);
  const before = await compileJourneys(engine, [flags.from], colors);
  const after = await compileJourneys(engine, [flags.to], colors);
  const runs = { before: startReplay(engine, before, flags.until), after: startReplay(engine, after, flags.until) };
  try {
    await feed(sources, [runs.before, runs.after], flags);
    const output = standardOutput();
    const report = flags.json ? jsonReport() : textReport(colorsFor(process.stdout));
    await output.write(report.begin());
    for (const pair of pairJourneys(before, after)) {
      for (const text of report.pair(pair, changesOf(pair, runs))) await output.write(text);
    }
    await output.write(report.end());
    await output.end();
  } finally {
    engine.dispose();
  }
}
