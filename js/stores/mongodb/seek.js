// A sort and a position in it as MongoDB takes them. The documents after a position are told as ranges that follow each
// other: first those that are equal in all keys but the last, then in all but the last two, and so on. Each is read from
// an index in its order, whatever the server's planner makes of `$or`. A comparison meets values of its own type only, so
// that each type is a range of its own.

import { rank } from '../order.js';

/** @typedef {import('../store.js').Sort} Sort */
/** @typedef {Record<string, any>} Range */

/** @param {Sort} sort @returns {[string, 1 | -1][]} */
export const orderBy = (sort) => sort.map(([path, direction]) => [`document.${path}`, direction]);

/** All values of the types that scalars have, in their order. */
const TYPES = [
  { rank: rank(null), all: { $eq: null } },
  { rank: rank(0), all: { $gte: -Infinity } },
  { rank: rank(''), all: { $gte: '' } },
  { rank: rank(false), all: { $gte: false } },
];

/**
 * @param {Sort} sort by paths that hold one value at most
 * @param {unknown[] | undefined} after
 * @returns {Range[]} which follow each other
 */
export function rangesAfter(sort, after) {
  if (after === undefined) return [{}];
  /** @type {Range[]} */
  const ranges = [];
  /** @type {Range} */
  let equal = {};
  for (const [index, [path, direction]] of sort.entries()) {
    const name = `document.${path}`;
    const value = after[index] ?? null;
    ranges.unshift(...beyond(value, direction).map((test) => ({ ...equal, [name]: test })));
    if (typeof value === 'object' && value !== null) break; // no document has it there
    equal = { ...equal, [name]: { $eq: value } };
  }
  return ranges;
}

/** Which values of a path come after one: ranges that follow each other. @param {any} value @param {1 | -1} direction @returns {object[]} */
function beyond(value, direction) {
  if (value === null) return direction === 1 ? [{ $ne: null }] : [];
  const type = rank(value);
  const others = TYPES.filter((each) => (each.rank - type) * direction > 0).map(({ all }) => all);
  if (direction === -1) others.reverse();
  if (typeof value === 'object') return others;
  return [direction === 1 ? { $gt: value } : { $lt: value }, ...others];
}
