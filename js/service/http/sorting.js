// What callers write to sort by, as the paths and directions that stores take.

import { MOST_PATHS, pathFault } from './paths.js';

/** @typedef {import('../../stores/store.js').Sort} Sort */

/** As mongoose takes them. */
const DIRECTIONS = new Map(
  /** @type {[unknown, 1 | -1][]} */ ([
    [1, 1],
    [-1, -1],
    ['1', 1],
    ['-1', -1],
    ['asc', 1],
    ['desc', -1],
    ['ascending', 1],
    ['descending', -1],
  ]),
);

/** `{"updatedAt":-1,"description":1}` @param {unknown} value @returns {Sort} @throws {SyntaxError} */
export function sortOfObject(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('must be a JSON object of paths and directions (1 or -1)');
  }
  return checked(
    Object.entries(value).map(([path, given]) => {
      const direction = DIRECTIONS.get(given);
      if (!direction) throw new SyntaxError(`the direction of ${JSON.stringify(path)} must be 1 or -1`);
      return [path, direction];
    }),
  );
}

/** `-updatedAt,description` @param {string} text @returns {Sort} @throws {SyntaxError} */
export function sortOfNames(text) {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return checked(
    names.map((name) => {
      const [, sign, path] = /** @type {RegExpExecArray} */ (/^([+-]?)(.*)$/s.exec(name));
      return [path, sign === '-' ? -1 : 1];
    }),
  );
}

/** The order made total by `_id`: what would come after that decides nothing. @param {Sort} sort @returns {Sort} */
function checked(sort) {
  if (sort.length > MOST_PATHS) throw new SyntaxError(`must have at most ${MOST_PATHS} paths`);
  for (const [path] of sort) {
    const fault = pathFault(path);
    if (fault !== null) throw new SyntaxError(fault);
  }
  const paths = sort.map(([path]) => path);
  if (new Set(paths).size < paths.length) throw new SyntaxError('names a path twice');
  const id = paths.indexOf('_id');
  return id < 0 ? [...sort, ['_id', 1]] : sort.slice(0, id + 1);
}
