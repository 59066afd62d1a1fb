// MongoDB queries over documents of the store: the engine decides, here as for statements. In a document dates and ids
// are text, so the literals that MongoDB writes for them are turned into text as well.

import { ServiceError } from './errors.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** What the literals {"$oid": …}, {"$date": …} and {"$dte": …} stand for, as text; undefined for anything else. @param {any} value */
function literalText(value) {
  const [key, ...others] = Object.keys(value);
  if (others.length > 0) return undefined;
  if (key === '$oid' && typeof value.$oid === 'string') return value.$oid.toLowerCase();
  if (key !== '$date' && key !== '$dte') return undefined;
  const given = value[key]?.$numberLong ?? value[key];
  const date = new Date(typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given);
  if (Number.isNaN(date.getTime())) throw new ServiceError(400, `${key} needs a date: ${JSON.stringify(value)}`);
  return date.toISOString();
}

/** @param {any} value @returns {any} */
function normalise(value) {
  if (typeof value === 'string') return TIME.test(value) ? new Date(value).toISOString() : value;
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  const text = literalText(value);
  if (text !== undefined) return text;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalise(inner)]));
}

/**
 * A filter as stores take it.
 * @param {import('../engine/index.js').Engine} engine
 * @param {unknown} query
 * @param {string} name of the parameter, for errors
 * @returns {import('../stores/store.js').Filter}
 * @throws {ServiceError} 400, with what the engine says of the query
 */
export function toFilter(engine, query, name) {
  if (typeof query !== 'object' || query === null || Array.isArray(query)) {
    throw new ServiceError(400, `${name} must be a MongoDB query: a JSON object`);
  }
  const filter = normalise(query);
  try {
    engine.query(filter).dispose();
  } catch (error) {
    const { path, message } = /** @type {import('../engine/index.js').JourneysError} */ (error);
    throw new ServiceError(400, `${name}: ${message}`, { name: 'QueryError', errors: { [path]: { path, message } } });
  }
  return filter;
}

/**
 * How stores try filters on documents.
 * @param {import('../engine/index.js').Engine} engine
 * @returns {import('../stores/store.js').Matching}
 */
export const matchingBy = (engine) => (filter) => {
  const query = engine.query(filter); // freed when nobody holds the test any more
  return (document) => query.matches(document);
};
