// Sorts documents that come one by one and keeps a page of them, in memory that is bounded by the page.

import { BY_ID, compareKeys, sortKeys } from './order.js';

/** @typedef {import('./store.js').Document} Document */
/** @typedef {import('./store.js').Find} Find */

export class Selection {
  /** @param {Omit<Find, 'filter'>} find */
  constructor({ sort = BY_ID, after, skip = 0, limit = Infinity }) {
    this.sort = sort;
    this.after = after;
    this.skip = skip;
    this.end = skip + limit;
    /** @type {{document: Document, keys: unknown[]}[]} */
    this.kept = [];
  }

  /** @param {Document} document */
  add(document) {
    const keys = sortKeys(document, this.sort);
    if (this.after !== undefined && compareKeys(keys, this.after, this.sort) <= 0) return;
    this.kept.push({ document, keys });
    if (this.kept.length >= 2 * this.end + 1000) this.trim();
  }

  trim() {
    this.kept.sort((a, b) => compareKeys(a.keys, b.keys, this.sort));
    if (this.kept.length > this.end) this.kept.length = this.end;
  }

  /** The page. */
  documents() {
    this.trim();
    return this.kept.slice(this.skip).map(({ document }) => document);
  }
}
