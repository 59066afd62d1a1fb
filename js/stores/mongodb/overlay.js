// Rows that a running change has put, over those of the database: they are in lists as if they were written already.

import { compareKeys, sortKeys } from '../order.js';

/**
 * @typedef {import('../store.js').Document} Document
 * @typedef {import('../store.js').Sort} Sort
 *
 * @typedef {{organisation: string, document: Document | null, isGone?: boolean}} ListedRow
 *
 * Rows by their `_id` as changes know them, the documents decoded; null where one was removed.
 * @typedef {Map<string, any>} Overlay
 */

/** @param {ListedRow} row @param {string} organisation */
export const isListed = (row, organisation) =>
  row.organisation === organisation && row.document !== null && row.isGone !== true;

/** What is put of an organisation's documents; not copies. @param {Overlay} overlay @param {string} organisation @param {(document: Document) => boolean} test @returns {Document[]} */
export const documentsOver = (overlay, organisation, test) =>
  [...overlay.values()]
    .filter((row) => row !== null && isListed(row, organisation))
    .map(({ document }) => document)
    .filter(test);

/**
 * Both in one order; what is put as copies.
 * @param {AsyncIterable<Document>} base in that order
 * @param {Document[]} over in none
 * @param {Sort} sort
 * @param {unknown[]} [after]
 * @returns {AsyncGenerator<Document>}
 */
export async function* merged(base, over, sort, after) {
  const waiting = over
    .map((document) => ({ document, keys: sortKeys(document, sort) }))
    .filter(({ keys }) => after === undefined || compareKeys(keys, after, sort) > 0)
    .sort((a, b) => compareKeys(a.keys, b.keys, sort));
  let next = 0;
  for await (const document of base) {
    const keys = sortKeys(document, sort);
    for (; next < waiting.length && compareKeys(waiting[next].keys, keys, sort) < 0; ++next) {
      yield structuredClone(waiting[next].document);
    }
    yield document;
  }
  for (const { document } of waiting.slice(next)) yield structuredClone(document);
}
