// What a client may see and do (contract: http, "Scopes"). What may be seen is told as a filter, to be joined with the
// caller's own, so that counts and pages are right. That nobody sees another organisation's anything is not decided here:
// every reading of a store names the organisation.
//
// Where the contract is silent: who may edit may also see; creating needs a scope for editing; a journey that a client
// without `user` made has no owner, so that only the scopes for public and for all journeys reach it. `isTrusted` is no
// scope: such a client may name the store (`lrs_id`) of each statement record that it sends, others send into their own.

import { ServiceError } from './errors.js';

/**
 * @typedef {import('../stores/store.js').Client} Client
 * @typedef {import('../stores/store.js').Document} Document
 * @typedef {import('../stores/store.js').Filter} Filter
 * @typedef {'view' | 'edit'} Right
 */

/** @param {Client} client @param {...string} wanted any of them will do */
export const hasScope = ({ scopes }, ...wanted) =>
  scopes.includes('all') || wanted.some((scope) => scopes.includes(scope));

/** @param {Client} client @param {string} what @param {...string} wanted */
export function needScope(client, what, ...wanted) {
  if (!hasScope(client, ...wanted))
    throw new ServiceError(403, `${what} needs the scope ${[...wanted, 'all'].join(' or ')}`);
}

/** How far a right reaches: over every journey, public and own ones, own ones, or none. @param {Client} client @param {Right} right @returns {'all' | 'public' | 'own' | null} */
function reachOf(client, right) {
  const rights = right === 'view' ? ['view', 'edit'] : ['edit'];
  for (const reach of /** @type {const} */ (['all', 'public'])) {
    if (hasScope(client, ...rights.map((each) => `org/${reach}/journey/${each}`))) return reach;
  }
  return client.user ? 'own' : null;
}

/** @param {Client} client @param {Right} right @param {Document} journey */
function reaches(client, right, { isPublic, owner }) {
  const reach = reachOf(client, right);
  if (reach === 'all') return true;
  const isOwn = client.user !== null && owner === client.user;
  return isOwn || (reach === 'public' && isPublic === true);
}

/** @param {Client} client @param {Document} journey */
export const mayView = (client, journey) => reaches(client, 'view', journey);

/** @param {Client} client @param {Document} journey */
export const mayEdit = (client, journey) => reaches(client, 'edit', journey);

/** The journeys that a client may see, as a filter. @param {Client} client @returns {Filter} @throws {ServiceError} 403 */
export function visibleJourneys(client) {
  const reach = reachOf(client, 'view');
  if (reach === 'all') return {};
  const own = client.user ? [{ owner: client.user }] : [];
  if (reach === 'public') return { $or: [{ isPublic: true }, ...own] };
  if (reach === 'own') return own[0];
  throw new ServiceError(403, 'seeing journeys needs the scope org/all/journey/view or org/public/journey/view');
}

/**
 * A client may create what it could edit afterwards.
 * @param {Client} client
 * @param {unknown} body
 * @throws {ServiceError} 403
 */
export function needCreate(client, body) {
  const scopes = ['org/all/journey/edit', 'org/public/journey/edit'];
  needScope(client, 'creating journeys', ...scopes);
  const draft = { owner: client.user, isPublic: /** @type {any} */ (body)?.isPublic };
  if (!mayEdit(client, /** @type {any} */ (draft))) {
    throw new ServiceError(
      403,
      'a client without a user needs the scope org/all/journey/edit to create private journeys',
    );
  }
}
