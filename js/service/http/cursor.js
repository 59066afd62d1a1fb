// Cursors: where in a sorted list a document stands. The base64 of the JSON of its sort-key values, by path.

import { sortKeys } from '../../stores/order.js';
import { ID } from '../ids.js';

/** @typedef {import('../../stores/store.js').Sort} Sort */

/** @param {import('../../stores/store.js').Document} document @param {Sort} sort */
export function cursorOf(document, sort) {
  const keys = sortKeys(document, sort);
  const values = Object.fromEntries(sort.map(([path], index) => [path, keys[index] ?? null]));
  return Buffer.from(JSON.stringify(values)).toString('base64');
}

/**
 * The sort-key values that a cursor holds.
 * @param {string} cursor
 * @param {Sort} sort
 * @returns {unknown[] | null} null where it is no cursor of such a list
 */
export function keysOf(cursor, sort) {
  // A plus that was not escaped in a URL arrives as a space.
  const bytes = Buffer.from(cursor.replaceAll(' ', '+'), 'base64');
  /** @type {any} */
  let values;
  try {
    values = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
  const isOfSort = Object.keys(values).length === sort.length && sort.every(([path]) => Object.hasOwn(values, path));
  if (!isOfSort || typeof values._id !== 'string' || !ID.test(values._id)) return null;
  return sort.map(([path]) => values[path]);
}
