// Saves a journey to a service: creates it, or changes it where this tab has saved it there before.

import { basicAuthorization } from '../study/bytes.js';
import { documentOf } from './document.js';

/**
 * @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput
 * @typedef {import('../../../js/engine/index.js').Fault} Fault
 * @typedef {import('../../../js/engine/index.js').Warning} Warning
 *
 * @typedef {object} Service
 * @property {string} address
 * @property {string} key
 * @property {string} secret
 *
 * @typedef {object} Saved
 * @property {string} id
 * @property {string} url
 * @property {string | null} etag the state that was saved; null where the browser may not see it
 * @property {number} v the same, as the document tells it
 * @property {boolean} isNew
 * @property {Warning[]} warnings
 */

/** Why a journey was not saved. */
export class SavingError extends Error {
  /** @param {string} title @param {string} message @param {{faults?: Fault[], isTaken?: boolean}} [more] */
  constructor(title, message, { faults = [], isTaken = false } = {}) {
    super(message);
    this.title = title;
    this.faults = faults;
    /** There is another state of it in the service: it can be replaced, if that is what is wanted. */
    this.isTaken = isTaken;
  }
}

/**
 * @param {Service} service
 * @param {JourneyInput} journey
 * @param {{before?: Saved, replace?: boolean, signal?: AbortSignal, ask?: typeof fetch}} [options] before: what this tab saved
 *   there last; replace: whatever is there
 * @returns {Promise<Saved>}
 * @throws {SavingError}
 */
export async function saveJourney(service, journey, { before, replace = false, signal, ask = fetch } = {}) {
  const routes = `${service.address}/api/v2/journey`;
  const isUpdate = replace || before !== undefined;
  const seen = replace ? undefined : before;
  const version = seen && seen.etag === null ? { __v: seen.v } : {};
  const answer = await ask(isUpdate ? `${routes}/${journey._id}` : routes, {
    method: isUpdate ? 'PUT' : 'POST',
    headers: headersOf(service, seen?.etag ?? null),
    body: JSON.stringify({ ...documentOf(journey), ...version }),
    ...{ credentials: 'omit', redirect: 'error', cache: 'no-store', signal },
  }).catch((error) => {
    if (signal?.aborted) throw error;
    throw unreachable(service.address);
  });
  const told = await answer.json().catch(() => null);
  if (!answer.ok) throw refusal(answer, told, isUpdate);
  if (typeof told?._id !== 'string') throw notAService(service.address);
  const { _id: id, __v: v, warnings = [] } = told;
  return { id, url: `${routes}/${id}`, etag: answer.headers.get('etag'), v, isNew: answer.status === 201, warnings };
}

/** @param {Service} service @param {string | null} etag */
function headersOf({ key, secret }, etag) {
  return {
    'Content-Type': 'application/json',
    Authorization: basicAuthorization({ key, secret }),
    ...(etag === null ? {} : { 'If-Match': etag }),
  };
}

/** A browser does not say why a request got no answer. @param {string} address */
const unreachable = (address) =>
  new SavingError(
    'The service could not be reached',
    `Either nothing answers at ${address}, or it lets no page of another origin in (CORS). Open this page at the ` +
      'service’s own address, or create the journey with the curl command.',
  );

/** @param {string} address */
const notAService = (address) =>
  new SavingError('This is no service of journeys', `Something answers at ${address}, but not as xapi-journeys does.`);

const CHANGED = /** @type {const} */ ([
  'The journey was changed by somebody else',
  'It is not as this tab saved it last. To replace it overwrites what was changed there.',
  { isTaken: true },
]);
const THERE = /** @type {const} */ ([
  'The service has this journey already',
  'It has one with the same id. To replace it overwrites that one; its learners keep their progress until it is recalculated.',
  { isTaken: true },
]);

/** @param {Response} answer @param {any} told @param {boolean} isUpdate */
function refusal({ status, url }, told, isUpdate) {
  const message = typeof told?.message === 'string' ? told.message : `It answered with status ${status}.`;
  if (status === 401)
    return new SavingError('The key or the secret is wrong', 'The service does not know this client.');
  if (status === 403) return new SavingError('This client may not save journeys', message);
  if (status === 409) return isUpdate ? new SavingError(...CHANGED) : new SavingError(...THERE);
  if (told === null) return notAService(new URL(url || 'http://there').origin);
  const faults = Object.values(told.errors ?? {});
  const title = faults.length > 0 ? 'The service finds faults with the journey' : 'The journey was not saved';
  return new SavingError(title, message, { faults });
}
