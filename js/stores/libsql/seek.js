// A sort and a position in it as SQL. The documents after a position are told as ranges that follow each other: first
// those that are equal in all keys but the last, then in all but the last two, and so on. SQLite reads each range from an
// index, also where directions differ and where keys are null (which row values would not allow).

import { BY_ID, rank } from '../order.js';
import { columnValue } from './filter-sql.js';

/** @typedef {import('@libsql/client').InValue} Value */
/** @typedef {import('./kinds.js').Type} Type */
/** @typedef {{sql: string, args: Value[]}} Range */

/** @type {Record<Type, number>} */
const RANKS = { text: rank(''), number: rank(0), boolean: rank(false) };

/** Whether SQL can sort so. @param {import('../store.js').Sort} sort @param {Record<string, Type>} columns */
export const sortsBy = (sort, columns) => sort.every(([path]) => Object.hasOwn(columns, path));

/** @param {import('../store.js').Sort} sort */
export const orderBy = (sort = BY_ID) =>
  sort.map(([path, direction]) => `${path} ${direction === 1 ? 'ASC' : 'DESC'}`).join(', ');

/**
 * @param {import('../store.js').Sort} sort
 * @param {Record<string, Type>} columns
 * @param {unknown[] | undefined} after
 * @returns {Range[]} which follow each other
 */
export function rangesAfter(sort, columns, after) {
  if (after === undefined) return [{ sql: '1', args: [] }];
  /** @type {Range[]} */
  const ranges = [];
  /** @type {Range | null} */
  let equal = { sql: '1', args: [] };
  for (let index = 0; index < sort.length && equal; ++index) {
    const [path, direction] = sort[index];
    const { same, beyond } = place(path, columns[path], direction, after[index] ?? null);
    ranges.unshift(...beyond.map((range) => both(/** @type {Range} */ (equal), range)));
    equal = same && both(equal, same);
  }
  return ranges;
}

/** @param {Range} a @param {Range} b @returns {Range} */
const both = (a, b) => ({ sql: `${a.sql} AND ${b.sql}`, args: [...a.args, ...b.args] });

/**
 * Which values of a column equal one, and which come after it.
 * @param {string} path
 * @param {Type} type
 * @param {1 | -1} direction
 * @param {unknown} value
 * @returns {{same: Range | null, beyond: Range[]}}
 */
function place(path, type, direction, value) {
  const isNull = { sql: `${path} IS NULL`, args: [] };
  const isNot = { sql: `${path} IS NOT NULL`, args: [] };
  if (value === null) return { same: isNull, beyond: direction === 1 ? [isNot] : [] };
  const given = columnValue(value, type);
  if (given === undefined) {
    // A position of another type: before or after all values of the column.
    const order = rank(value) === RANKS[type] ? Number(value) : rank(value) - RANKS[type];
    if (direction === 1) return { same: null, beyond: order < 0 ? [isNot] : [] };
    return { same: null, beyond: order < 0 ? [isNull] : [isNot, isNull] };
  }
  const sign = direction === 1 ? '>' : '<';
  const further = { sql: `${path} ${sign} ?`, args: [given] };
  return { same: { sql: `${path} = ?`, args: [given] }, beyond: direction === 1 ? [further] : [further, isNull] };
}
