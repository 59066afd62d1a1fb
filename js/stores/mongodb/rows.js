// What a group of changes works on: rows as they were read, and as they are to be. Nothing is written here; the reads of a
// change see what it has put. Rows are never altered in place: whoever changes one puts another.

import { CODECS } from './codecs.js';
import { Conflict } from './conflict.js';
import { massesOf } from './tasks.js';

/** @typedef {import('./codecs.js').Name} Name */
/** @typedef {import('./codecs.js').Row} Row */
/** @typedef {import('mongodb').Filter<any>} Filter */

/**
 * Rows that a task alters where they are, however many: `test` and `apply` say of one row what the task does to those that
 * meet the filter.
 * @typedef {object} Mass
 * @property {Filter} filter
 * @property {(row: Row) => boolean} test
 * @property {(row: Row) => Row | null} apply null removes it
 * @property {import('./tasks.js').Task} task
 */

/** @typedef {{id: string, before: Row | null, row: Row | null, revision: number}} Change */
/** @typedef {{filter: Filter, test: (row: Row) => boolean, compare?: (a: Row, b: Row) => number, sort?: Record<string, 1 | -1>, limit?: number, projection?: object}} Query */

export class Rows {
  /** @type {Map<Name, Map<string, Row | null>>} */
  #seen = new Map();
  /** @type {Map<Name, Map<string, Row | null>>} */
  #put = new Map();
  /** @type {Map<Name, Mass[]>} */
  #masses = new Map();
  /** Rows that are there as an earlier run has written them. @type {Set<string>} */
  ours = new Set();
  /** Of rows that are there. @type {Map<string, number>} */
  #revisions = new Map();
  /** How to undo what was put, the last first. @type {(() => void)[]} */
  #undo = [];

  /** @param {import('./collections.js').Collections} collections @param {import('./work.js').Memory} memory */
  constructor(collections, memory) {
    this.collections = collections;
    this.memory = memory;
  }

  /** @param {Name} name @param {string} id @returns {Promise<any>} the row, or null */
  async get(name, id) {
    return (await this.getAll(name, [id])).get(id) ?? null;
  }

  /** @param {Name} name @param {string[]} ids @returns {Promise<Map<string, any>>} those that are there */
  async getAll(name, ids) {
    await this.materialise(name);
    const [put, seen] = [this.putIn(name), this.seenIn(name)];
    const unknown = [...new Set(ids)].filter((id) => !put.has(id) && !seen.has(id));
    if (unknown.length > 0) {
      for (const id of unknown) seen.set(id, null);
      const filter = { _id: unknown.length === 1 ? unknown[0] : { $in: unknown } };
      for await (const raw of this.collections[name].find(filter)) this.#see(name, raw);
    }
    const found = new Map();
    for (const id of ids) {
      const row = put.has(id) ? put.get(id) : seen.get(id);
      if (row) found.set(id, row);
    }
    return found;
  }

  /**
   * Rows that meet a filter; they count as read, so that they can be put.
   * @param {Name} name @param {Query} query @returns {Promise<any[]>}
   */
  async find(name, query) {
    const rows = (await this.#base(name, query)).map((raw) => this.#see(name, raw));
    return this.#merge(name, query, rows);
  }

  /** The same for rows that are only looked at: they may be parts (`projection`), and are not kept. @param {Name} name @param {Query} query @returns {Promise<any[]>} */
  async look(name, query) {
    const rows = (await this.#base(name, query)).map((raw) => this.#decode(name, raw));
    return this.#merge(name, query, rows);
  }

  /** As they lie in the database. @param {Name} name @param {Query} query @returns {Promise<any[]>} */
  async #base(name, { filter, sort, limit, projection }) {
    await this.materialise(name);
    const put = [...this.putIn(name).keys()];
    const others = put.length === 0 ? filter : { $and: [filter, { _id: { $nin: put } }] };
    const cursor = this.collections[name].find(others, { ...(projection && { projection }) });
    if (sort) cursor.sort(sort);
    if (limit !== undefined) cursor.limit(limit);
    return cursor.toArray();
  }

  /** Takes notice of a row. @param {Name} name @param {any} raw @returns {Row | null} */
  #see(name, raw) {
    const key = keyOf(name, raw._id);
    const revision = this.#revisions.get(key);
    if (revision !== undefined && revision !== raw.revision) throw new Conflict(key);
    this.#revisions.set(key, raw.revision);
    const row = this.seenIn(name).get(raw._id) ?? this.#decode(name, raw);
    this.seenIn(name).set(raw._id, row);
    if (this.#attemptOf(name, raw)) this.ours.add(key);
    return row;
  }

  /** A row as it was before an earlier run of this group wrote it: the run begins anew. @param {Name} name @param {any} raw @returns {Row | null} */
  #decode(name, raw) {
    const attempt = this.#attemptOf(name, raw);
    return attempt ? attempt.before : CODECS[name].decode(raw);
  }

  /** @param {Name} name @param {any} raw */
  #attemptOf(name, raw) {
    const attempt = raw.by === this.memory.id ? this.memory.attempted.get(keyOf(name, raw._id)) : undefined;
    return attempt?.revision === raw.revision ? attempt : undefined;
  }

  /** @param {Name} name @param {Query} query @param {(Row | null)[]} base @returns {Row[]} */
  #merge(name, { test, compare, limit = Infinity }, base) {
    const put = [...this.putIn(name).values()].filter((row) => row !== null && test(row));
    const all = /** @type {Row[]} */ ([...base.filter((row) => row !== null), ...put]);
    if (put.length === 0) return all;
    if (compare) all.sort(compare);
    return all.slice(0, limit);
  }

  /** @param {Name} name @param {Row} row what was read of it must have been whole */
  put(name, row) {
    this.#set(name, row._id, row);
  }

  /** @param {Name} name @param {string} id */
  remove(name, id) {
    this.#set(name, id, null);
  }

  /** @param {Name} name @param {string} id @param {Row | null} row */
  #set(name, id, row) {
    const put = this.putIn(name);
    const [had, before] = [put.has(id), put.get(id)];
    this.#undo.push(() => (had ? put.set(id, /** @type {any} */ (before)) : put.delete(id)));
    put.set(id, row);
  }

  /** @param {import('./tasks.js').Task} task */
  perform(task) {
    for (const [name, mass] of Object.entries(massesOf(task)))
      this.#mass(/** @type {Name} */ (name), { ...mass, task });
  }

  /** @param {Name} name @param {Mass} mass */
  #mass(name, mass) {
    for (const [id, row] of this.putIn(name)) if (row && mass.test(row)) this.#set(name, id, mass.apply(row));
    this.#setMasses(name, [...this.masses(name), mass]);
  }

  /** @param {Name} name @param {Mass[]} masses */
  #setMasses(name, masses) {
    const before = this.masses(name);
    this.#undo.push(() => this.#masses.set(name, before));
    this.#masses.set(name, masses);
  }

  /** What is to be done to rows that no change has read. @returns {import('./tasks.js').Task[]} */
  tasks() {
    return [...new Set([...this.#masses.values()].flat().map(({ task }) => task))];
  }

  /** @param {Name} name @returns {Mass[]} */
  masses(name) {
    return this.#masses.get(name) ?? [];
  }

  /** Puts each row that masses concern, so that reads see it. @param {Name} name */
  async materialise(name) {
    const masses = this.masses(name);
    if (masses.length === 0) return;
    this.#setMasses(name, []);
    for (const { filter } of masses) {
      for (const raw of await this.#base(name, { filter, test: () => true })) this.#see(name, raw);
    }
    const put = this.putIn(name);
    for (const [id, row] of this.seenIn(name)) {
      if (row === null || put.has(id)) continue;
      const applied = masses.reduce(
        (/** @type {Row | null} */ now, { test, apply }) => (now && test(now) ? apply(now) : now),
        row,
      );
      if (applied !== row) this.#set(name, id, applied);
    }
  }

  /** @param {Name} name */
  seenIn(name) {
    return mapIn(this.#seen, name);
  }

  /** @param {Name} name @returns {Map<string, Row | null>} */
  putIn(name) {
    return mapIn(this.#put, name);
  }

  /** Of a row as it was read: 0 where it was not, or is not there. @param {Name} name @param {string} id */
  revisionOf(name, id) {
    return this.#revisions.get(keyOf(name, id)) ?? 0;
  }

  /** What is to be written of a collection; `revision`: of what is there, 0 where nothing is. @param {Name} name @returns {Change[]} */
  changes(name) {
    const seen = this.seenIn(name);
    return [...this.putIn(name)]
      .map(([id, row]) => {
        return { id, before: seen.get(id) ?? null, row, revision: this.revisionOf(name, id) };
      })
      .filter(({ before, row, revision }) => (row === null ? revision > 0 : before !== row || revision === 0));
  }

  /** @param {() => unknown} act @param {() => void} undo */
  undoable(act, undo) {
    this.#undo.push(undo);
    act();
  }

  /** Runs a change; whatever it puts is taken back if it throws. @template Result @param {() => Promise<Result>} change @returns {Promise<Result>} */
  async undoing(change) {
    const start = this.#undo.length;
    try {
      return await change();
    } catch (error) {
      while (this.#undo.length > start) this.#undo.pop()?.();
      throw error;
    }
  }
}

/** @template Key, Inner, Value @param {Map<Key, Map<Inner, Value>>} maps @param {Key} key @returns {Map<Inner, Value>} */
function mapIn(maps, key) {
  const known = maps.get(key);
  if (known) return known;
  const map = new Map();
  maps.set(key, map);
  return map;
}

/** @param {Name} name @param {string} id */
export const keyOf = (name, id) => `${name} ${id}`;
