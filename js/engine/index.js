// The engine for JavaScript: loads the WebAssembly and gives it an interface that a JavaScript engineer expects.
// Shapes and errors are in index.d.ts; nothing is decided here.
import { Core, toJson, toStatements } from './core.js';
import { JourneysError } from './errors.js';
import { Journey, handleOf } from './journey.js';
import { instantiate } from './load.js';
import { Matcher } from './matcher.js';
import { toContext, toOptions } from './options.js';
import { Query } from './query.js';
import { Replay } from './replay.js';
import { version } from './version.js';

export { JourneysError };

/** @typedef {import('./index.js').Json} Json */

/** What fits the number by which the engine is told of an attempt. */
const MOST_ATTEMPTS = 2 ** 32 - 1;

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
    return this.#core.json('validate', this.#core.put(0, toJson(journey, 'journey')));
  }

  /** @param {Json} journey */
  compile(journey) {
    return new Journey(this.#core, this.#core.json('compile', this.#core.put(0, toJson(journey, 'journey'))));
  }

  /** @param {import('./index.js').Journey[]} journeys */
  matcher(journeys) {
    return new Matcher(this.#core, journeys);
  }

  /** @param {import('./index.js').Journey[]} journeys @param {import('./index.js').ReplayOptions} [options] */
  replay(journeys, options) {
    return new Replay(this.#core, journeys, options);
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').References} references @param {import('./index.js').FoldOptions} [options] @returns {import('./index.js').Progress | null} */
  fold(journey, references, options) {
    return this.#core.json('fold', ...this.#putReferences(journey, references, options));
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').References} references @param {import('./index.js').FoldOptions} [options] @returns {import('./index.js').ProgressExplanation} */
  explainProgress(journey, references, options) {
    return this.#core.json('explainProgress', ...this.#putReferences(journey, references, options));
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').Progress} progress @param {number} attempt @param {import('./index.js').Statements} records */
  callbackBody(journey, progress, attempt, records) {
    const handle = handleOf(this.#core, journey);
    if (!Number.isInteger(attempt) || attempt < 0 || attempt > MOST_ATTEMPTS) {
      throw new JourneysError('ArgumentError', 'attempt', 'must be a whole number from 0');
    }
    const [progressText, recordTexts] = [toJson(progress, 'progress'), toStatements(records, 'records')];
    const size = this.#core.put(0, progressText);
    return this.#core.text('callbackBody', handle, size, attempt, this.#core.put(1, recordTexts));
  }

  /** @param {import('./index.js').Journey} journey @param {Json} statement @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').StatementExplanation} */
  explain(journey, statement, context) {
    return this.#core.json(
      'explain',
      handleOf(this.#core, journey),
      ...this.#put(toJson(statement, 'statement'), toContext(context)),
    );
  }

  /** @param {Json} query @param {Json} document @returns {boolean} */
  matches(query, document) {
    return this.#core.json('matches', ...this.#put(toJson(query, 'query'), toJson(document, 'document')));
  }

  /** @param {Json} query */
  query(query) {
    return new Query(this.#core, query);
  }

  /** @param {Json} query @param {Json} document @returns {import('./index.js').ConditionTrace} */
  explainQuery(query, document) {
    return this.#core.json('explainQuery', ...this.#put(toJson(query, 'query'), toJson(document, 'document')));
  }

  dispose() {
    this.#core.dispose();
  }

  [Symbol.dispose]() {
    this.dispose();
  }

  /** @param {import('./index.js').Journey} journey @param {import('./index.js').References} references @param {import('./index.js').FoldOptions | null | undefined} options @returns {[number, number, number]} */
  #putReferences(journey, references, options) {
    const handle = handleOf(this.#core, journey);
    const { voided, until } = options ?? {};
    return [handle, ...this.#put(toJson(references, 'references'), toOptions({ voided, until }))];
  }

  /** Both slots, from texts that are made already. @param {string | Uint8Array} first @param {string | Uint8Array} second @returns {[number, number]} */
  #put(first, second) {
    return [this.#core.put(0, first), this.#core.put(1, second)];
  }
}

/** @param {import('./index.js').LoadOptions} [options] @returns {Promise<import('./index.js').Engine>} */
export async function loadEngine(options = {}) {
  return new Engine(new Core(await instantiate(options.module)));
}
