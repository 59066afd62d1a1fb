// What of each kind a client may see: a filter for lists, and a test for one document. Progress and deliveries are seen
// where their journey is.

import { hasScope, mayEdit, mayView, visibleJourneys } from '../access.js';
import { ServiceError, notFound } from '../errors.js';
import { ID } from '../ids.js';

/**
 * @typedef {import('../../stores/store.js').Client} Client
 * @typedef {import('../../stores/store.js').Document} Document
 * @typedef {import('../../stores/store.js').Filter} Filter
 * @typedef {import('../../stores/store.js').Kind} Kind
 * @typedef {import('../../stores/store.js').Store} Store
 */

const PAGE = 1000;

/** @param {Filter} filter */
const isEmpty = (filter) => Object.keys(filter).length === 0;

/** Both have to be met. @param {Filter} one @param {Filter | undefined} other @returns {Filter} */
export function both(one, other) {
  if (!other || isEmpty(other)) return one;
  return isEmpty(one) ? other : { $and: [one, other] };
}

/** @param {Store} store @param {string} organisation @param {Filter} filter @returns {Promise<string[]>} */
async function idsOf(store, organisation, filter) {
  const ids = [];
  for (let after; ;) {
    /** @type {Document[]} */
    const page = await store.find('journey', organisation, { filter, after, sort: [['_id', 1]], limit: PAGE });
    for (const { _id } of page) ids.push(_id);
    if (page.length < PAGE) return ids;
    after = [page[page.length - 1]._id];
  }
}

/** @param {Store} store @param {Kind} kind @param {Client} client @returns {Promise<Filter>} @throws {ServiceError} 403 */
export async function visible(store, kind, client) {
  const journeys = visibleJourneys(client);
  if (kind === 'journey' || isEmpty(journeys)) return journeys;
  return { journey: { $in: await idsOf(store, client.organisation, journeys) } };
}

/**
 * A document, if it is there for this client.
 * @param {Store} store
 * @param {Kind} kind
 * @param {Client} client
 * @param {string} given
 * @returns {Promise<Document>}
 * @throws {ServiceError} 403, 404
 */
export async function visibleDocument(store, kind, client, given) {
  visibleJourneys(client); // 403 without any scope
  const id = given.toLowerCase();
  const document = ID.test(id) ? await store.get(kind, client.organisation, id) : null;
  if (document && (await isVisible(store, kind, client, document))) return document;
  throw notFound(kind, shown(given));
}

/** @param {string} id */
const shown = (id) => (id.length > 100 ? `${id.slice(0, 100)}…` : id).toWellFormed();

/** @param {Store} store @param {Kind} kind @param {Client} client @param {Document} document */
async function isVisible(store, kind, client, document) {
  if (kind === 'journey') return mayView(client, document);
  if (isEmpty(visibleJourneys(client))) return true;
  const journey = await store.get('journey', client.organisation, document.journey);
  return journey !== null && mayView(client, journey);
}

/** @param {Client} client @param {Document | null} journey null where it was deleted @throws {ServiceError} 403 */
export function needEdit(client, journey) {
  const may = journey ? mayEdit(client, journey) : hasScope(client, 'org/all/journey/edit');
  if (!may) throw new ServiceError(403, 'the client may see this journey but not change it');
}
