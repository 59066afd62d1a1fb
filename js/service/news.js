// What requests would have the store write: statements that it does not know or has not settled, and records that say more
// than its own. A request is taken as a whole or refused as a whole, whatever becomes of the others.

import { copyOf, isSameStatement, merge, recordText } from './copies.js';
import { ServiceError } from './errors.js';

/**
 * @typedef {{client: Pick<import('../stores/store.js').Client, 'organisation'>, received: import('./received.js').Received[]}} Request
 *
 * @typedef {object} Known what the store has of the statements that requests tell
 * @property {Map<string, string>} records by id
 * @property {Set<string>} unsettled those of them that may lack what they cause
 *
 * @typedef {object} News
 * @property {string} id
 * @property {string} record
 * @property {string | undefined} before the record that is stored, where one is
 * @property {Request} from who told it first
 */

/**
 * @param {Request[]} requests of one organisation
 * @param {Known} known
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

/** @param {Request} request @param {Map<string, News>} others @param {Known} known */
function newsOfOne(request, others, { records, unsettled }) {
  /** @type {Map<string, News>} */
  const news = new Map();
  for (const [index, one] of request.received.entries()) {
    const { id } = one;
    const before = records.get(id);
    const told = news.get(id) ?? others.get(id);
    const sofar = told?.record ?? before;
    const more = sofar === undefined ? recordText(one) : moreThan(sofar, one, index);
    const record = more ?? (unsettled.has(id) ? sofar : undefined);
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
