// A worker's engine. One whose memory is exhausted cannot be used any more: another takes its place.

import { loadEngine } from '../../../js/engine/index.js';
import { StudyError } from './errors.js';

/** @typedef {import('../../../js/engine/index.js').Engine} Engine */

/** An engine that can be replaced. */
export class Engines {
  /** @type {Promise<void> | undefined} */
  #replacing;

  /** @param {WebAssembly.Module} module @param {Engine} engine */
  constructor(module, engine) {
    this.module = module;
    this.engine = engine;
  }

  /** @param {WebAssembly.Module} module */
  static async open(module) {
    return new Engines(module, await loadEngine({ module }));
  }

  /** Works with the engine. Where it ends at that, there is another from then on, and the error is one for people. @template Result @param {() => Result | Promise<Result>} work @returns {Promise<Result>} */
  async mending(work) {
    const { engine } = this;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'EngineError') throw error;
      // Of several calls that it ends, the first replaces it, and not each of them the one before.
      if (this.engine === engine) await (this.#replacing ??= this.#replace());
      throw new StudyError(`the engine came to an end (${error.message}); fewer statements may help`);
    }
  }

  async #replace() {
    try {
      this.engine.dispose();
      this.engine = await loadEngine({ module: this.module });
    } finally {
      this.#replacing = undefined;
    }
  }
}
