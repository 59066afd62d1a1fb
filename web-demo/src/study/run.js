// One journey put to all statements: what the workers replayed, merged, and what it tells.

import { overviewOf, spanOf } from './overview.js';
import { trackByOf } from './people.js';

/**
 * @typedef {import('../../../js/engine/index.js').Engine} Engine
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('./overview.js').Told} Told
 * @typedef {import('./people.js').People} People
 */

/** @param {number | null} instant */
const untilOf = (instant) => (instant === null ? undefined : { until: new Date(Math.ceil(instant)) });

export class Run {
  /** The last instant that was asked for. @type {{instant: number | null, told: Told} | undefined} */
  #last;
  /** @type {[number, number] | null} */
  #span = null;
  #took = 0;

  /** @param {Engine} engine @param {string} journey */
  constructor(engine, journey) {
    this.engine = engine;
    this.journey = engine.compile(journey);
    this.replay = engine.replay([this.journey]);
  }

  /** @param {Uint8Array} packed by a worker */
  merge(packed) {
    this.replay.merge(packed);
  }

  /** All is merged. @param {number} took in milliseconds */
  end(took) {
    this.#span = spanOf(this.#at(null).columns);
    this.#took = took;
  }

  /** @param {number | null} instant @returns {Told} */
  #at(instant) {
    if (this.#last?.instant !== instant) {
      const until = untilOf(instant);
      const told = { columns: this.replay.overview(0, until), summary: this.replay.summary(until)[0] };
      this.#last = { instant, told };
    }
    return /** @type {{told: Told}} */ (this.#last).told;
  }

  /** @param {number | null} instant @param {number} invalid bad statements, which no worker has @returns {import('./study.js').Overview} */
  overview(instant, invalid) {
    const { statements, hits, skipped } = this.replay.stats;
    const stats = { statements: statements + invalid, hits, skipped, invalid };
    const journey = this.journey.document;
    return overviewOf(this.#at(instant), { journey, instant, stats, span: this.#span, took: this.#took });
  }

  /** @param {number | null} instant @param {People} people @returns {import('./learners.js').Table} */
  table(instant, people) {
    const { columns, summary } = this.#at(instant);
    const needOf = new Map(this.journey.document.waypoints.map(({ _id, count }) => [_id, count]));
    return {
      columns,
      waypoints: summary.waypoints.map(({ _id }) => ({ _id, need: needOf.get(_id) ?? 1 })),
      peopleIn: (rows) => this.replay.idents(rows.map((row) => columns.owner[row])).map((ident) => people.of(ident)),
      rank: () => people.rank(),
    };
  }

  /** @param {Ident} ident @param {number | null} instant */
  explain(ident, instant) {
    return this.replay.explain(this.journey.id, { trackBy: trackByOf(ident), ident }, untilOf(instant));
  }

  dispose() {
    this.replay.dispose();
    this.journey.dispose();
  }
}
