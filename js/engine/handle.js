// What lives inside the engine's memory and is known here by a number. dispose() frees it; where that is forgotten,
// the garbage collector's finalizer does.
import { JourneysError } from './errors.js';

/** @typedef {{ core: import('./core.js').Core, release: string, handle: number }} Held */

const finalizers = new FinalizationRegistry((/** @type {Held} */ held) => {
  held.core.release(held.release, held.handle);
});

export class Handle {
  /** @type {Held | undefined} */
  #held;
  #what;

  /**
   * @param {import('./core.js').Core} core
   * @param {'Journey' | 'Query' | 'Matcher' | 'Replay'} what
   * @param {number} handle
   */
  constructor(core, what, handle) {
    this.#held = { core, release: `release${what}`, handle };
    this.#what = what.toLowerCase();
    finalizers.register(this, this.#held, this);
  }

  /** @returns {import('./core.js').Core} */
  get core() {
    return this.#alive().core;
  }

  get handle() {
    return this.#alive().handle;
  }

  dispose() {
    if (!this.#held) return;
    finalizers.unregister(this);
    this.#held.core.release(this.#held.release, this.#held.handle);
    this.#held = undefined;
  }

  [Symbol.dispose]() {
    this.dispose();
  }

  #alive() {
    if (!this.#held) throw new JourneysError('DisposedError', '', `this ${this.#what} was disposed`);
    return this.#held;
  }
}
