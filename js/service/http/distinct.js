// The different values that a field has in many documents, as MongoDB's distinct gives them: of arrays, the elements.

import { ServiceError } from '../errors.js';

const PAGE = 1000;
/** Beyond these an answer takes too long, or has too much in it. */
export const MOST_READ = 100_000;
export const MOST_VALUES = 10_000;

/** @param {string} message */
function refused(message) {
  return new ServiceError(400, message, { errors: { distinct: { path: 'distinct', message } } });
}

/** @param {any} value @param {string[]} steps @param {number} [at] @returns {any[]} */
function offered(value, steps, at = 0) {
  if (at === steps.length) return Array.isArray(value) ? value : [value];
  if (Array.isArray(value)) {
    const indexed = /^\d+$/.test(steps[at]) ? offered(value[Number(steps[at])], steps, at + 1) : [];
    const inside = value.filter((each) => !Array.isArray(each)).flatMap((each) => offered(each, steps, at));
    return [...indexed, ...inside];
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, steps[at])) return [];
  return offered(value[steps[at]], steps, at + 1);
}

/**
 * @param {(page: {after: unknown[] | undefined, limit: number}) => Promise<import('../../stores/store.js').Document[]>} find
 * @param {string} path
 * @returns {Promise<any[]>}
 * @throws {ServiceError} 400
 */
export async function distinctValues(find, path) {
  /** @type {Map<string, any>} */
  const values = new Map();
  const steps = path.split('.').map((step) => step.replaceAll('&46;', '.'));
  for (let after, read = 0; ;) {
    const page = await find({ after, limit: PAGE });
    for (const document of page) {
      for (const value of offered(document, steps)) if (value !== undefined) values.set(JSON.stringify(value), value);
    }
    if (values.size > MOST_VALUES) throw refused(`there are more than ${MOST_VALUES} values: narrow the query`);
    if (page.length < PAGE) return [...values.values()];
    read += page.length;
    if (read >= MOST_READ) throw refused(`there are more than ${MOST_READ} documents: narrow the query`);
    after = [page[page.length - 1]._id];
  }
}
