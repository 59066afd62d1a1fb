// Tells a waiting person how far a long run is: on a terminal only, and only if it takes longer than a second.

import cliProgress from 'cli-progress';
import { bytes } from './format.js';

const PATIENCE_MS = 1000;

/** How much of the input has been read. */
export class ProgressBar {
  /** @param {import('./sources.js').Source[]} sources */
  constructor(sources) {
    this.total = sources.reduce((sum, { size }) => sum + (size ?? NaN), 0);
    this.read = 0;
    this.begin = performance.now();
    /** @type {cliProgress.SingleBar | undefined} */
    this.bar = undefined;
  }

  /** @param {number} size in bytes */
  advance(size) {
    this.read += size;
    if (!process.stderr.isTTY || process.env.TERM === 'dumb') return;
    const elapsed = performance.now() - this.begin;
    if (elapsed < PATIENCE_MS) return;
    this.bar ??= this.start();
    this.bar.update(this.read, { read: bytes(this.read), rate: bytes((this.read / elapsed) * 1000) });
  }

  start() {
    const known = Number.isFinite(this.total);
    const format = known ? '{bar} {percentage} % · {read} · {rate}/s · {eta_formatted} left' : '{read} · {rate}/s';
    const options = {
      format,
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      etaBuffer: 50,
    };
    const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
    bar.start(known ? this.total : 0, this.read, { read: '', rate: '' });
    return bar;
  }

  /** Makes room for a line of text; the next advance draws the bar again. */
  clear() {
    if (this.bar) process.stderr.write('\r\x1b[2K');
  }

  stop() {
    this.bar?.stop();
  }
}
