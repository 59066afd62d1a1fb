// Reads documents from a collection one by one, for no longer than a list may take, and lets others have their turn.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreBusyError } from '../errors.js';
import { decode } from './keys.js';

/** Milliseconds that a list may take: the database, and what is done with what it finds. */
export const LONGEST = 10_000;

/** Milliseconds for which documents may be tried before others get their turn. */
const TURN = 5;
/** Documents in one answer of the database. */
const AT_ONCE = 1000;

/**
 * @param {import('mongodb').Collection<any>} collection
 * @param {object} filter
 * @param {number} end when time is up, by performance.now()
 * @param {{sort?: [string, 1 | -1][], skip?: number, limit?: number}} [page]
 * @returns {AsyncGenerator<import('../store.js').Document>}
 */
export async function* documents(collection, filter, end, { sort = [], skip = 0, limit = Infinity } = {}) {
  const cursor = collection.find(filter, {
    projection: { _id: 0, document: 1 }, // what else is in rows may be large
    maxTimeMS: Math.ceil(left(end)),
    batchSize: AT_ONCE,
    skip,
    ...(sort.length > 0 && { sort: new Map(sort) }),
    ...(limit < Infinity && { limit }),
  });
  let turnEnds = performance.now() + TURN;
  for await (const { document } of cursor) {
    yield decode(document);
    if (performance.now() < turnEnds) continue;
    left(end);
    await nextTurn();
    turnEnds = performance.now() + TURN;
  }
}

/** @param {number} end */
function left(end) {
  const time = end - performance.now();
  if (time <= 0) throw new StoreBusyError(`a list took longer than ${LONGEST} ms: filter more`);
  return time;
}
