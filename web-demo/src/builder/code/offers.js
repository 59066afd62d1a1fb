// What can stand where the caret is in a condition: fields that occur, operators, and values that occur in the field.

/**
 * @typedef {import('../../study/study.js').Facet} Facet
 * @typedef {import('./context.js').Context} Context
 * @typedef {{text: string, isString: boolean, label?: string, detail?: string}} Offer `label`: what people call it
 */

/** Where a query's document begins; operators that the engine reads, with what they say. */
const OF_QUERIES = {
  $and: 'all of these queries',
  $or: 'any of these queries',
  $nor: 'none of these queries',
  $expr: 'an expression over fields',
  $comment: 'a note, without effect',
};
const OF_FIELDS = {
  $eq: 'equal to',
  $ne: 'not equal to',
  $in: 'one of a list',
  $nin: 'none of a list',
  $gt: 'more than',
  $gte: 'at least',
  $lt: 'less than',
  $lte: 'at most',
  $exists: 'there at all',
  $regex: 'matches a pattern',
  $options: 'of the pattern: i m s x',
  $not: 'not so',
  $type: 'of a type',
  $size: 'a list of so many',
  $all: 'has all of a list',
  $elemMatch: 'one element meets all',
  $mod: '[divisor, remainder]',
  $bitsAllSet: 'all these bits are 1',
  $bitsAllClear: 'all these bits are 0',
  $bitsAnySet: 'any of these bits is 1',
  $bitsAnyClear: 'any of these bits is 0',
  $date: 'a date, as ISO 8601',
};
const TAKE_VALUES = new Set(['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte', '$all']);
const TYPES = ['string', 'number', 'bool', 'object', 'array', 'date', 'objectId', 'null', 'int', 'long', 'double'];

/** @param {Record<string, string>} table @returns {Offer[]} */
const keysOf = (table) => Object.entries(table).map(([text, detail]) => ({ text, detail, isString: true }));

/** @param {string[]} keys from the condition's root @returns {{in: 'query' | 'test' | 'values' | 'types' | 'flag', path: string} | null} */
function placeOf(keys) {
  /** @type {'query' | 'test' | 'values' | 'types' | 'flag'} */
  let place = 'query';
  let path = '';
  for (const key of keys) {
    if (place === 'query' && !key.startsWith('$')) {
      path = path ? `${path}.${key}` : key;
      place = 'test';
    } else if (place === 'query' && /^\$(and|or|nor)$/.test(key)) place = 'query';
    else if (place === 'test' && key === '$not') place = 'test';
    else if (place === 'test' && key === '$elemMatch') place = 'query';
    else if (place === 'test' && TAKE_VALUES.has(key)) place = 'values';
    else if (place === 'test' && key === '$exists') place = 'flag';
    else if (place === 'test' && key === '$type') place = 'types';
    else return null;
  }
  return { in: place, path };
}

/** @param {Facet | undefined} facet @returns {Offer[]} */
function valuesOf(facet) {
  if (!facet) return [];
  return facet.values.map(({ value, label, count }) => ({
    text: String(value),
    isString: typeof value === 'string',
    label,
    detail: String(count),
  }));
}

/** @param {Context} context @param {Facet[]} facets @returns {Offer[]} */
export function offersAt({ at, keys }, facets) {
  const place = placeOf(keys);
  if (!place) return [];
  if (at === 'key') {
    if (place.in === 'test') return keysOf(OF_FIELDS);
    if (place.in !== 'query') return [];
    const prefix = place.path ? `${place.path}.` : '';
    const below = facets.filter(({ path }) => path.startsWith(prefix));
    const fields = below.map(({ path, label, count }) => ({
      text: path.slice(prefix.length),
      label,
      detail: String(count),
      isString: true,
    }));
    return [...fields, ...keysOf(OF_QUERIES)];
  }
  if (place.in === 'flag') return ['true', 'false'].map((text) => ({ text, isString: false }));
  if (place.in === 'types') return TYPES.map((text) => ({ text, isString: true }));
  return place.in === 'query' ? [] : valuesOf(facets.find(({ path }) => path === place.path));
}
