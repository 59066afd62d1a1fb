// What requests would have the store write: statements that it does not know, and records that say more than its own. A
// request is taken as a whole or refused as a whole, whatever becomes of the others.

import { copyOf, isSameStatement, merge, recordText } from './copies.js';
import { ServiceError } from './errors.js';

/**
 * @typedef {{client: import('../stores/store.js').Client, received: import('./received.js').Received[]}} Request
 *
 * @typedef {object} News
 * @property {string} id
 * @property {string} record
 * @property {string | undefined} before the record that is stored, where one is
 * @property {Request} from who told it first
 */

/**
 * @param {Request[]} requests of one organisation
 * @param {Map<string, string>} known the stored records, by id
 * @returns {{news: News[], refused: Map<Request, ServiceError>}}
 */
export function newsOf(requests, known) {
  /** @type {Map<string, News>} */
  const news = new Map();
  /** @type {Map<Request, ServiceError>} */
  const refused = new Map();
  for (const request of requests) {
    try {
      for (const [id, one] of newsOfOne(request, news, known)) news.set(id, one);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refused.set(request, error);
    }
  }
  return { news: [...news.values()], refused };
}

/** @param {Request} request @param {Map<string, News>} others @param {Map<string, string>} known */
function newsOfOne(request, others, known) {
  /** @type {Map<string, News>} */
  const news = new Map();
  for (const [index, one] of request.received.entries()) {
    const { id } = one;
    const before = known.get(id);
    const told = news.get(id) ?? others.get(id);
    const sofar = told?.record ?? before;
    const record = sofar === undefined ? recordText(one) : moreThan(sofar, one, index);
    if (record !== undefined) news.set(id, { id, record, before, from: told?.from ?? request });
  }
  return news;
}

/** What is to be stored for two copies; undefined where that is stored already. @param {string} stored @param {import('./received.js').Received} later @param {number} index */
function moreThan(stored, later, index) {
  const copy = copyOf(stored);
  if (!isSameStatement(copy.statement, later.statement)) {
    const path = `${index}.id`;
    const message = `there is another statement with the id ${later.id}`;
    throw new ServiceError(409, `statement ${index}: ${message}`, { errors: { [path]: { path, message } } });
  }
  const record = recordText(merge(copy, later));
  return record === stored ? undefined : record;
}
