// The workers that hold the statements between them.

import { Caller } from './calls.js';

/** @typedef {import('./calls.js').CallOptions} CallOptions */

/** @typedef {import('./calls.js').Port & {terminate?: () => void}} Worker */

export class Shards {
  #next = 0;

  /** @param {Worker[]} workers */
  constructor(workers) {
    this.workers = workers;
    this.callers = workers.map((worker) => new Caller(worker));
  }

  /** Whether one of them has ended: with it, its share of the statements is lost. */
  get isBroken() {
    return this.callers.some(({ ended }) => ended !== null);
  }

  /** The same of each. @param {string} method @param {object} argument @param {CallOptions} [options] @returns {Promise<any[]>} */
  all(method, argument, options) {
    return Promise.all(this.callers.map((caller) => caller.call(method, argument, options)));
  }

  /** Something of one, each in its turn. @param {string} method @param {object} argument @param {CallOptions} [options] */
  oneAfterAnother(method, argument, options) {
    return this.callers[this.#next++ % this.callers.length].call(method, argument, options);
  }

  close() {
    for (const worker of this.workers) worker.terminate?.();
  }
}
