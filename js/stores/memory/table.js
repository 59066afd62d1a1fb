// Rows in memory with indexes, in two layers: what is committed, and over it what a change under way has put. So a change
// that fails only has to be forgotten, and readers outside never see half of one. Rows are never altered once they are in.

import { ChangeOverError } from '../errors.js';

/**
 * What rows are also found by: for each index the value of a row, null where the row is not in it.
 * @template Row
 * @typedef {Record<string, (row: Row) => string | null>} Indexing
 */

/** @template Row */
class Layer {
  /** @param {Indexing<Row>} indexing */
  constructor(indexing) {
    this.indexing = indexing;
    /** Null where a row was deleted. @type {Map<string, Row | null>} */
    this.rows = new Map();
    /** @type {Record<string, Map<string, Set<string>>>} */
    this.indexes = {};
    for (const name of Object.keys(indexing)) this.indexes[name] = new Map();
  }

  /** @param {string} key @param {Row | null} row */
  set(key, row) {
    const before = this.rows.get(key);
    for (const [name, valueOf] of Object.entries(this.indexing)) {
      const old = before ? valueOf(before) : null;
      const value = row ? valueOf(row) : null;
      if (old === value) continue;
      if (old !== null) this.#leave(name, old, key);
      if (value !== null) this.#enter(name, value, key);
    }
    this.rows.set(key, row);
  }

  /** @param {string} name @param {string} value @param {string} key */
  #enter(name, value, key) {
    const keys = this.indexes[name].get(value);
    if (keys) keys.add(key);
    else this.indexes[name].set(value, new Set([key]));
  }

  /** @param {string} name @param {string} value @param {string} key */
  #leave(name, value, key) {
    const keys = this.indexes[name].get(value);
    keys?.delete(key);
    if (keys?.size === 0) this.indexes[name].delete(value);
  }
}

/** @template Row */
export class Table {
  /**
   * @param {Indexing<Row>} indexing
   * @param {Layer<Row>} [base] what is committed
   */
  constructor(indexing, base) {
    this.indexing = indexing;
    /** @type {Layer<Row>} */
    this.base = base ?? new Layer(indexing);
    /** What a change has put so far. @type {Layer<Row> | null} */
    this.over = base ? new Layer(indexing) : null;
  }

  /** For a change. @returns {Table<Row>} */
  fork() {
    return new Table(this.indexing, this.base);
  }

  /** Makes what a change has put the committed state. */
  commit() {
    for (const [key, row] of this.#changes().rows) {
      this.base.set(key, row);
      if (row === null) this.base.rows.delete(key);
    }
    this.over = null;
  }

  /** Forgets what a change has put. */
  forget() {
    this.over = null;
  }

  #changes() {
    if (this.over === null) throw new ChangeOverError();
    return this.over;
  }

  /** @param {string} key @returns {Row | undefined} */
  get(key) {
    const row = this.over?.rows.get(key);
    return row === null ? undefined : (row ?? this.base.rows.get(key) ?? undefined);
  }

  /** @param {string} key @param {Row} row */
  put(key, row) {
    this.#changes().set(key, row);
  }

  /** @param {string} key */
  delete(key) {
    this.#changes().set(key, null);
  }

  /** @param {string} index @param {string} value @returns {Row[]} */
  by(index, value) {
    const rows = [];
    for (const key of this.base.indexes[index].get(value) ?? []) {
      const row = this.over?.rows.has(key) ? undefined : this.base.rows.get(key);
      if (row) rows.push(row);
    }
    for (const key of this.over?.indexes[index].get(value) ?? [])
      rows.push(/** @type {Row} */ (this.over?.rows.get(key)));
    return rows;
  }

  /** How many rows an index has for a value. @param {string} index @param {string} value */
  count(index, value) {
    return this.over ? this.by(index, value).length : (this.base.indexes[index].get(value)?.size ?? 0);
  }

  /** The values that an index has or had, each once. @param {string} index */
  valuesOf(index) {
    return new Set([...this.base.indexes[index].keys(), ...(this.over?.indexes[index].keys() ?? [])]);
  }

  /** @returns {Row[]} */
  all() {
    const rows = [];
    for (const [key, row] of this.base.rows) if (row && !this.over?.rows.has(key)) rows.push(row);
    for (const row of this.over?.rows.values() ?? []) if (row) rows.push(row);
    return rows;
  }
}
