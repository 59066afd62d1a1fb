// The engine for JavaScript: loads the WebAssembly and gives it an interface that a JavaScript engineer expects.
// Shapes and errors are in index.d.ts; nothing is decided here.
import { Core } from './core.js';
import { JourneysError } from './errors.js';
import { Journey, handleOf } from './journey.js';
import { instantiate } from './load.js';
import { Matcher } from './matcher.js';
import { toOptions } from './options.js';
import { Replay } from './replay.js';
import { version } from './version.js';

export { JourneysError };

/** @typedef {import('./index.js').Json} Json */

/** @implements {import('./index.js').Engine} */
class Engine {
  #core;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
  }

  get version() {
    return version;
  }

  get memory() {
    return this.#core.memory;
  }

  /** @param {Json} journey @returns {import('./index.js').Validation} */
  validate(journey) {
    return this.#core.json('validate', this.#core.put(0, journey, 'journey'));
  }

  /** @param {Json} journey */
  compile(journey) {
    return new Journey(this.#core, this.#core.json('compile', this.#core.put(0, journey, 'journey')));
  }

  /** @param {import('./index.js').Journey[]} journeys */
  matcher(journeys) {
    return new Matcher(this.#core, journeys);
  }

  /** @param {import('./index.js').Journey[]} journeys @param {import('./index.js').ReplayOptions} [options] */
  replay(journeys, options = {}) {
    return new Replay(this.#core, journeys, options);
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').Reference[]} references @param {import('./index.js').FoldOptions} [options] @returns {import('./index.js').Progress | null} */
  fold(journey, references, options = {}) {
    return this.#core.json('fold', ...this.#putReferences(journey, references, options));
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').Reference[]} references @param {import('./index.js').FoldOptions} [options] @returns {import('./index.js').ProgressExplanation} */
  explainProgress(journey, references, options = {}) {
    return this.#core.json('explainProgress', ...this.#putReferences(journey, references, options));
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').Progress} progress @param {number} attempt @param {import('./index.js').Statements} records */
  callbackBody(journey, progress, attempt, records) {
    const handle = handleOf(this.#core, journey);
    if (!Number.isInteger(attempt) || attempt < 0) {
      throw new JourneysError('ArgumentError', 'attempt', 'must be a whole number from 0');
    }
    const size = this.#core.put(0, progress, 'progress');
    return this.#core.text('callbackBody', handle, size, attempt, this.#core.put(1, records, 'records'));
  }

  /** @param {import('./index.js').Journey} journey @param {Json} statement @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').StatementExplanation} */
  explain(journey, statement, { receivedAt, organisation, lrs_id } = {}) {
    const handle = handleOf(this.#core, journey);
    const options = toOptions({ receivedAt, organisation, lrs_id });
    const size = this.#core.put(0, statement, 'statement');
    return this.#core.json('explain', handle, size, this.#core.put(1, options, 'context'));
  }

  /** @param {Json} query @param {Json} document @returns {boolean} */
  matches(query, document) {
    return this.#core.json('matches', this.#core.put(0, query, 'query'), this.#core.put(1, document, 'document'));
  }

  /** @param {Json} query @param {Json} document @returns {import('./index.js').ConditionTrace} */
  explainQuery(query, document) {
    return this.#core.json('explainQuery', this.#core.put(0, query, 'query'), this.#core.put(1, document, 'document'));
  }

  dispose() {
    this.#core.dispose();
  }

  [Symbol.dispose]() {
    this.dispose();
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').Reference[]} references @param {import('./index.js').FoldOptions} options @returns {[number, number, number]} */
  #putReferences(journey, references, { voided, until }) {
    const handle = handleOf(this.#core, journey);
    if (!Array.isArray(references)) throw new JourneysError('ArgumentError', 'references', 'must be an array');
    const size = this.#core.put(0, references, 'references');
    return [handle, size, this.#core.put(1, toOptions({ voided, until }), 'options')];
  }
}

/** @param {import('./index.js').LoadOptions} [options] @returns {Promise<import('./index.js').Engine>} */
export async function loadEngine(options = {}) {
  return new Engine(new Core(await instantiate(options.module)));
}
