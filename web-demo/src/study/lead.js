// What the lead worker does: brings statements to the others, has them put journeys to these, and answers what the page asks.

import { Engines } from './engines.js';
import { abortError, StudyError } from './errors.js';
import { Holding } from './holding.js';
import { indent } from './indent.js';
import { byPlace, learnerView } from './learner.js';
import { learnersIn } from './learners.js';
import { Loading } from './loading.js';
import { People } from './people.js';
import { Run } from './run.js';
import { Shards } from './shards.js';

/**
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput
 * @typedef {import('./calls.js').Circumstances} Circumstances
 *
 * @typedef {object} Means
 * @property {() => Promise<WebAssembly.Module>} compile
 * @property {() => import('./shards.js').Worker} openWorker
 * @property {number} shards
 * @property {readonly string[]} languages
 */

const decoder = new TextDecoder();

export class Lead {
  #means;
  #engines = /** @type {Engines} */ (/** @type {unknown} */ (undefined)); // both until open()
  #shards = /** @type {Shards} */ (/** @type {unknown} */ (undefined));
  /** @type {Promise<unknown>} */
  #opening = Promise.resolve();
  #lastSet = 0;
  /** @type {Holding | null} */
  #held = null;
  /** @type {Run | null} */
  #run = null;
  #loading = new AbortController();
  #running = new AbortController();

  /** @param {Means} means */
  constructor(means) {
    this.#means = means;
  }

  /** To be called first. */
  async open() {
    this.#engines = await Engines.open(await this.#means.compile());
    this.#openShards();
    await this.#opening;
  }

  /** Begins with workers that hold nothing. */
  #openShards() {
    const { openWorker, shards } = this.#means;
    this.#shards?.close();
    this.#held = null;
    this.#shards = new Shards(Array.from({ length: shards }, openWorker));
    this.#opening = this.#shards.all('open', { module: this.#engines.module });
  }

  /** @param {import('./study.js').Source} source @param {Circumstances} circumstances */
  async load(source, { signal, onProgress }) {
    this.#loading.abort(abortError());
    this.#loading = new AbortController();
    const both = AbortSignal.any([signal, this.#loading.signal]);
    return this.#engines.mending(async () => {
      // The share of one that ended is lost, and with it the sense of the others'.
      if (this.#shards.isBroken) this.#openShards();
      await this.#opening;
      const [shards, set] = [this.#shards, ++this.#lastSet];
      const means = { shards, set, engine: this.#engines.engine, signal: both, onProgress };
      try {
        const { loaded, idents } = await new Loading(means).load(source);
        both.throwIfAborted();
        this.#held?.end();
        this.#held = new Holding(shards, set, loaded, new People(idents));
        return loaded;
      } catch (error) {
        shards.all('drop', { set }).catch(() => {});
        throw error;
      }
    });
  }

  async facets() {
    return this.#statements.facets;
  }

  /** @param {JourneyInput} journey */
  validate(journey) {
    return this.#engines.mending(() => this.#engines.engine.validate(journey));
  }

  /** @param {JourneyInput} journey @param {Circumstances} circumstances */
  run(journey, { signal }) {
    this.#running.abort(abortError());
    const running = (this.#running = new AbortController());
    const both = AbortSignal.any([signal, running.signal]);
    return this.#engines.mending(async () => {
      const began = performance.now();
      const { set, loaded } = this.#statements;
      const text = JSON.stringify(journey);
      const run = new Run(this.#engines.engine, text);
      try {
        const parts = this.#shards.callers.map(async (caller) => {
          const packed = await caller.call('run', { set, journey: text }, { signal: both });
          if (!both.aborted) run.merge(packed);
        });
        await Promise.all(parts);
        both.throwIfAborted();
        run.end(performance.now() - began);
      } catch (error) {
        running.abort(abortError());
        run.dispose();
        throw error;
      }
      this.#run?.dispose();
      this.#run = run;
      return run.overview(null, loaded.invalidCount);
    });
  }

  /** @param {number | null} instant */
  at(instant) {
    return this.#engines.mending(() => this.#lastRun.overview(instant, this.#statements.loaded.invalidCount));
  }

  /** @param {import('./study.js').LearnerQuery} query */
  learners(query) {
    return this.#engines.mending(() => learnersIn(this.#lastRun.table(query.instant, this.#statements.people), query));
  }

  /** @param {{ident: Ident, instant: number | null}} argument @param {Circumstances} circumstances */
  learner({ ident, instant }, { signal }) {
    return this.#engines.mending(async () => {
      const { set, people } = this.#statements;
      const explanation = this.#lastRun.explain(ident, instant);
      const found = (await this.#shards.all('statementsOf', { set, ident }, { signal })).flat();
      return learnerView({ person: people.of(ident), explanation, found, instant, languages: this.#means.languages });
    });
  }

  /** @param {string} id @param {Circumstances} circumstances @returns {Promise<import('./study.js').StatementView>} */
  statement(id, { signal }) {
    return this.#engines.mending(async () => {
      const [found] = await this.#find([id], signal);
      if (!found) throw new StudyError(`no statement that was brought has the id ${id}`);
      const context = { receivedAt: new Date(found.receivedAt) };
      const explanation = this.#engines.engine.explain(this.#lastRun.journey, found.bytes, context);
      return { explanation, text: indent(decoder.decode(found.bytes)) };
    });
  }

  /** @param {{ident: Ident, attempt: number}} argument @param {Circumstances} circumstances */
  callbackBody({ ident, attempt }, { signal }) {
    return this.#engines.mending(async () => {
      const run = this.#lastRun;
      const { progress, statements } = run.explain(ident, null);
      if (!progress?.completions[attempt]) throw new StudyError('this learner has not completed the journey so often');
      const listed = statements.filter((each) => each.role === 'counted' && each.attempt === attempt + 1);
      const ids = listed.map(({ id }) => id);
      const records = (await this.#find(ids, signal)).map(({ bytes }) => bytes);
      if (run !== this.#run) throw abortError(); // another journey was run meanwhile
      return indent(this.#engines.engine.callbackBody(run.journey, progress, attempt, records));
    });
  }

  /** @param {string} condition @param {Circumstances} circumstances */
  count(condition, { signal }) {
    return this.#engines.mending(async () => {
      this.#engines.engine.query(condition).dispose(); // which tells what is wrong with it
      return this.#statements.count(condition, signal);
    });
  }

  /** All copies of statements, in the order of reading. @param {string[]} ids @param {AbortSignal} signal @returns {Promise<import('./shard.js').Found[]>} */
  async #find(ids, signal) {
    const { set } = this.#statements;
    return (await this.#shards.all('statements', { set, ids }, { signal })).flat().sort(byPlace);
  }

  get #statements() {
    if (!this.#held) throw new StudyError('there are no statements yet');
    return this.#held;
  }

  get #lastRun() {
    const run = this.#run;
    // A run of an engine that has ended is gone with it.
    if (!run || run.engine !== this.#engines.engine) throw new StudyError('no journey was run yet');
    return run;
  }
}
