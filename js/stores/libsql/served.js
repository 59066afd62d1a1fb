// Tells which lists an index serves: those are read at once. All others may read through a table, so they go to a thread.

import { KINDS } from './kinds.js';

/** @typedef {import('../store.js').Kind} Kind */
/** @typedef {import('../store.js').Sort} Sort */

/** Whether documents come in this order from an index. @param {Kind} kind @param {Sort} sort */
export function isIndexed(kind, sort) {
  const [[first, direction], ...others] = sort;
  if (kind === 'journey' && sort.every(([path]) => Object.hasOwn(KINDS.journey.columns, path))) return true; // there are few
  if (first === '_id') return true;
  return first === 'updatedAt' && others[0]?.[0] === '_id' && others[0][1] === direction;
}

/**
 * @param {Kind} kind
 * @param {import('../store.js').Filter} filter
 * @param {Sort} sort
 * @param {(path: string, value: any) => string | null} ownerHint
 */
export function isServed(kind, filter, sort, ownerHint) {
  if (!isIndexed(kind, sort)) return false;
  if (kind === 'journey') return true;
  const [[first]] = sort;
  return Object.entries(filter).every(([path, value]) => {
    if (path === '_id' || path === 'journey' || path === 'state') return typeof value === 'string';
    if (path === 'updatedAt') return first === 'updatedAt';
    if (path === 'isCompleted') return value === true && first === '_id' && typeof filter.journey === 'string';
    return kind === 'journeyprogress' && typeof value === 'string' && ownerHint(path, value) !== null;
  });
}
