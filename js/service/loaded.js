// All journeys, compiled, and one matcher over them: what a process needs at hand to take statements in. The store says
// when another process has changed one. Whoever works with them holds a snapshot, which stays whole until let go.

/**
 * @typedef {import('../stores/store.js').JourneyRow} JourneyRow
 * @typedef {import('../engine/index.js').Journey} Journey
 * @typedef {{row: JourneyRow, journey: Journey}} Loaded
 */

/** The journeys as they were at one change. */
export class Snapshot {
  #users = 0;
  #isOld = false;

  /** @param {import('../engine/index.js').Engine} engine @param {number} change @param {Map<string, Loaded>} journeys */
  constructor(engine, change, journeys) {
    this.engine = engine;
    this.change = change;
    this.journeys = journeys;
    this.matcher = engine.matcher([...journeys.values()].map(({ journey }) => journey));
    /** @type {Map<string, import('../engine/index.js').Matcher>} */
    this.own = new Map();
  }

  /** @param {string} id @returns {Loaded | undefined} */
  get(id) {
    return this.journeys.get(id);
  }

  /** A matcher of one journey alone. @param {string} id */
  matcherOf(id) {
    const known = this.own.get(id);
    if (known) return known;
    const matcher = this.engine.matcher([/** @type {Loaded} */ (this.get(id)).journey]);
    this.own.set(id, matcher);
    return matcher;
  }

  hold() {
    this.#users++;
  }

  release() {
    this.#users--;
    this.#freeIfUnused();
  }

  retire() {
    this.#isOld = true;
    this.#freeIfUnused();
  }

  #freeIfUnused() {
    if (!this.#isOld || this.#users > 0) return;
    this.matcher.dispose();
    for (const matcher of this.own.values()) matcher.dispose();
  }
}

export class LoadedJourneys {
  /** @type {Snapshot} */
  #current;
  /** @type {Promise<void> | undefined} */
  #loading;
  #store;
  #log;

  /** @param {Pick<import('./service.js').Context, 'store' | 'engine' | 'log'>} context */
  constructor({ store, engine, log }) {
    this.#store = store;
    this.#log = log;
    this.#current = new Snapshot(engine, -1, new Map());
  }

  /** Runs `use` on the journeys as they are now. @template Result @param {(snapshot: Snapshot) => Promise<Result>} use @returns {Promise<Result>} */
  async with(use) {
    await this.#refresh();
    const snapshot = this.#current;
    snapshot.hold();
    try {
      return await use(snapshot);
    } finally {
      snapshot.release();
    }
  }

  async #refresh() {
    if ((await this.#store.journeyChange()) === this.#current.change) return;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
    await this.#loading;
  }

  async #load() {
    const before = this.#current;
    const { change, journeys, gone } = await this.#store.journeysSince(Math.max(0, before.change));
    const loaded = new Map(before.journeys);
    for (const id of gone) loaded.delete(id);
    for (const row of journeys) this.#compile(before.engine, row, loaded);
    this.#current = new Snapshot(before.engine, change, loaded);
    before.retire();
  }

  /** @param {import('../engine/index.js').Engine} engine @param {JourneyRow} row @param {Map<string, Loaded>} loaded */
  #compile(engine, row, loaded) {
    try {
      loaded.set(row._id, { row, journey: engine.compile(row.document) });
    } catch (error) {
      // A journey that an older version let in: the others go on.
      this.#log.error({ journey: row._id, error }, 'a stored journey cannot be compiled; it is left out');
      loaded.delete(row._id);
    }
  }
}
