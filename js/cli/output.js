// Where results are written: a file or standard output, never faster than the reader can take them, so that a result
// larger than memory can be written too.

import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Failure, fileFailure } from './failure.js';

const BATCH = 1 << 16;

/** Text on its way to a file or to standard output. */
export class Output {
  /**
   * @param {import('node:stream').Writable} stream
   * @param {string} name
   */
  constructor(stream, name) {
    this.stream = stream;
    this.name = name;
    this.pending = '';
    /** @type {Error | undefined} */
    this.error = undefined;
  }

  /** @param {string} text */
  async write(text) {
    this.pending += text;
    if (this.pending.length >= BATCH) await this.flush();
  }

  async flush() {
    const text = this.pending;
    this.pending = '';
    if (text) await this.writeNow(text);
  }

  /** @param {string | Uint8Array} data */
  async writeNow(data) {
    // Where waiting ends with an error, the stream's owner has heard of it too.
    if (!this.stream.write(data)) await once(this.stream, 'drain').catch(() => {});
    if (this.error) throw fileFailure('write', this.name, this.error);
  }

  /** Waits until all is written; standard output stays open. */
  async end() {
    await this.flush();
    if (this.stream === process.stdout) return;
    this.stream.end();
    await finished(this.stream).catch((error) => (this.error ??= error));
    if (this.error) throw fileFailure('write', this.name, this.error);
  }
}

/** Standard output. */
export const standardOutput = () => new Output(process.stdout, 'standard output');

/**
 * Opens a file for writing, at once: a run of an hour is not to end with "permission denied".
 * @param {string} file `-` is standard output
 * @param {string[]} inputs files that must not be overwritten
 */
export async function openOutput(file, inputs) {
  if (file === '-') return standardOutput();
  if (inputs.some((input) => isSameFile(input, file)))
    throw new Failure(`cannot write ${file}: it is read by this command`);
  const stream = createWriteStream(file);
  const output = new Output(stream, file);
  stream.on('error', (error) => (output.error ??= error));
  await once(stream, 'open').catch((error) => {
    throw fileFailure('write', file, error);
  });
  return output;
}

/** @param {string} a @param {string} b */
function isSameFile(a, b) {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
