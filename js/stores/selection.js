// Sorts documents that come one by one and keeps a page of them, in memory that is bounded by the page.

import { TooFarError } from './errors.js';
import { BY_ID, compareKeys, sortKeys } from './order.js';

/** @typedef {import('./store.js').Document} Document */
/** @typedef {import('./store.js').Find} Find */

/** Documents that may be skipped where they are sorted here: they are all held until then. */
const MOST_KEPT = 20_000;

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

  /** One for which memory suffices. @param {ConstructorParameters<typeof Selection>[0]} find @throws {TooFarError} */
  static bounded(find) {
    if ((find.skip ?? 0) > MOST_KEPT) throw new TooFarError(MOST_KEPT);
    return new Selection(find);
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
