// A worker's engine. One whose memory is exhausted cannot be used any more: another takes its place.

import { loadEngine } from '../../../js/engine/index.js';
import { StudyError } from './errors.js';

/** @typedef {import('../../../js/engine/index.js').Engine} Engine */

/** An engine that can be replaced. */
export class Engines {
  /** @param {WebAssembly.Module} module @param {Engine} engine */
  constructor(module, engine) {
    this.module = module;
    this.engine = engine;
  }

  /** @param {WebAssembly.Module} module */
  static async open(module) {
    return new Engines(module, await loadEngine({ module }));
  }

  /** The error for people; where the engine has ended, there is another from here on. @param {unknown} error */
  async mended(error) {
    if (!(error instanceof Error) || error.name !== 'EngineError') return error;
    this.engine.dispose();
    this.engine = await loadEngine({ module: this.module });
    return new StudyError(`the engine came to an end (${error.message}); fewer statements may help`);
  }
}
