// Statements that could not be read: told with file and line, but not by the thousand, and counted.

import { Failure, FOUND_FAULTS } from './failure.js';
import { counted } from './format.js';
import { colorsFor } from './terminal.js';

const SHOWN_PER_FILE = 20;

/** Reports the bad lines of a run on standard error. */
export class BadLines {
  /**
   * @param {object} options
   * @param {boolean} [options.strict] the first one ends the run
   * @param {() => void} [options.beforePrinting]
   */
  constructor({ strict = false, beforePrinting = () => {} } = {}) {
    this.strict = strict;
    this.beforePrinting = beforePrinting;
    /** @type {Map<string, number>} */
    this.countOf = new Map();
  }

  /**
   * @param {string} file
   * @param {{line: number, path: string, message: string}[]} invalid
   */
  report(file, invalid) {
    for (const { line, path, message } of invalid) {
      const count = (this.countOf.get(file) ?? 0) + 1;
      this.countOf.set(file, count);
      if (count <= SHOWN_PER_FILE)
        this.print(`${file}:${line}: ${path && !message.includes(path) ? `${path}: ` : ''}${message}`);
      if (this.strict) throw new Failure('stopped at the first bad line, since --strict was given', FOUND_FAULTS);
    }
  }

  /** Says how many were not shown. */
  finish() {
    for (const [file, count] of this.countOf) {
      if (count > SHOWN_PER_FILE) this.print(`${file}: and ${counted(count - SHOWN_PER_FILE, 'more bad line')}`);
    }
  }

  /** @param {string} text */
  print(text) {
    this.beforePrinting();
    process.stderr.write(`${colorsFor(process.stderr).yellow(text)}\n`);
  }
}
