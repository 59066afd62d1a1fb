// The order of values and of documents, the same in every store: MongoDB's (manual, "Comparison/Sort Order"). Null and
// missing values come first, then numbers, strings, objects, arrays and booleans. Documents hold JSON only: dates and ids
// are strings here, and ISO 8601 times in UTC and ids in lower case are in order as strings.

/** @typedef {import('./store.js').Sort} Sort */
/** @typedef {import('./store.js').Document} Document */

/** @type {Sort} */
export const BY_ID = [['_id', 1]];

/** Where a value's type stands: null, number, string, object, array, boolean. @param {unknown} value */
export function rank(value) {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 5;
  return Array.isArray(value) ? 4 : 3;
}

/** @param {any} a @param {any} b @returns {number} negative, zero or positive */
export function compareValues(a, b) {
  const type = rank(a);
  if (type !== rank(b)) return type - rank(b);
  if (type === 0) return 0;
  if (type === 2) return compareText(a, b);
  if (type === 3) return compareFields(Object.entries(a), Object.entries(b));
  if (type === 4) return compareFields(Object.entries(a), Object.entries(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Field by field: the type, then the name, then the value; the shorter one first. @param {[string, any][]} a @param {[string, any][]} b */
function compareFields(a, b) {
  for (let index = 0; index < Math.min(a.length, b.length); ++index) {
    const [nameA, valueA] = a[index];
    const [nameB, valueB] = b[index];
    const order = rank(valueA) - rank(valueB) || compareText(nameA, nameB) || compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/**
 * By UTF-8 bytes, which is by code points. Half a surrogate pair counts as U+FFFD, which is what becomes of it in UTF-8.
 * @param {string} a
 * @param {string} b
 */
export function compareText(a, b) {
  if (a === b) return 0;
  const [left, right] = [a.toWellFormed(), b.toWellFormed()];
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) ++at;
  if (at === length) return left.length - right.length;
  return weight(left.charCodeAt(at)) - weight(right.charCodeAt(at));
}

/** Surrogates stand for code points beyond all that one unit can be. @param {number} unit */
const weight = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/**
 * What a document is sorted by, which is also what a cursor has to hold: a value for each path. Where a path meets
 * several values (in arrays), the least counts for an ascending sort and the greatest for a descending one. An empty
 * array is like null.
 * @param {Document} document
 * @param {Sort} sort
 * @returns {unknown[]}
 */
export function sortKeys(document, sort) {
  return sort.map(([path, direction]) => {
    const simple = path.includes('.') ? undefined : document[path];
    if (simple !== undefined && !Array.isArray(simple)) return simple;
    const values = valuesAt(document, path.split('.'), 0);
    return (
      values.reduce(
        (best, value) => (best === undefined || compareValues(value, best) * direction < 0 ? value : best),
        undefined,
      ) ?? null
    );
  });
}

/** All that a path offers for sorting. @param {any} value @param {string[]} path @param {number} at @returns {unknown[]} */
function valuesAt(value, path, at) {
  if (at === path.length) return Array.isArray(value) ? (value.length > 0 ? value : [null]) : [value ?? null];
  if (Array.isArray(value)) {
    const inside = value.filter((each) => rank(each) === 3).flatMap((each) => valuesAt(each, path, at));
    if (/^\d+$/.test(path[at]) && path[at] in value) inside.push(...valuesAt(value[Number(path[at])], path, at + 1));
    return inside.length > 0 ? inside : [null];
  }
  if (rank(value) !== 3) return [null];
  const escaped = path[at].replaceAll('&46;', '.');
  const name = Object.hasOwn(value, path[at]) ? path[at] : escaped;
  return valuesAt(Object.hasOwn(value, name) ? value[name] : null, path, at + 1);
}

/**
 * @param {unknown[]} a what sortKeys() told
 * @param {unknown[]} b
 * @param {Sort} sort
 */
export function compareKeys(a, b, sort) {
  for (let index = 0; index < sort.length; ++index) {
    const order = compareValues(a[index], b[index]);
    if (order !== 0) return order * sort[index][1];
  }
  return 0;
}

/**
 * What of an order counts: each path where it first stands, and nothing after `_id`, by which no two are equal.
 * @param {{sort?: import('./store.js').Sort, after?: unknown[]}} order
 * @returns {{sort: import('./store.js').Sort, after?: unknown[]}}
 */
export function whatCounts({ sort = BY_ID, after }) {
  const paths = sort.map(([path]) => path);
  const end = paths.includes('_id') ? paths.indexOf('_id') : paths.length;
  const counts = (/** @type {unknown} */ _, /** @type {number} */ place) =>
    place <= end && paths.indexOf(paths[place]) === place;
  return { sort: sort.filter(counts), after: after && paths.map((_, place) => after[place]).filter(counts) };
}
