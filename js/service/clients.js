// Clients: who may send statements and see journeys. Made, listed and revoked by the operator only; never through HTTP.

import { ServiceError } from './errors.js';
import { ID } from './ids.js';
import { hashSecret, newCredentials } from './secrets.js';

/** What a client may be allowed (contract: http, Scopes). */
export const SCOPES = [
  'all',
  'org/all/journey/view',
  'org/all/journey/edit',
  'org/public/journey/view',
  'org/public/journey/edit',
  'statements/write',
  'statements/read',
  'xapi/read',
  'xapi/all',
];

/**
 * @typedef {object} NewClient
 * @property {string} [title]
 * @property {string} [organisation] a new one where it is absent
 * @property {string[]} [scopes] default: all
 * @property {string | null} [user] becomes the owner of what the client creates
 * @property {string | null} [lrs_id] the store that its statements belong to
 * @property {boolean} [isTrusted]
 * @property {string} [key] default: random, and so the secret
 * @property {string} [secret]
 */

/**
 * Makes a client. Its secret is told here and never again.
 * @param {Pick<import('./service.js').Context, 'store' | 'clock' | 'newId'>} context
 * @param {NewClient} [wanted]
 * @returns {Promise<{client: import('../stores/store.js').Client, secret: string}>}
 * @throws {ServiceError} 400
 */
export async function createClient({ store, clock, newId }, wanted = {}) {
  const { title = '', scopes = ['all'], user = null, lrs_id = null, isTrusted = false } = wanted;
  const organisation = wanted.organisation ?? newId();
  for (const [name, id] of Object.entries({ organisation, user, lrs_id })) {
    if (id !== null && !ID.test(id)) throw new ServiceError(400, `${name} must be an id: 24 hexadecimal digits`);
  }
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (unknown.length > 0) throw new ServiceError(400, `no such scope: ${unknown}; there are ${SCOPES.join(', ')}`);
  const { key, secret } = { ...newCredentials(), ...given(wanted) };
  const client = {
    _id: newId(),
    ...{ key, secret: await hashSecret(secret), title, organisation, scopes, user, lrs_id, isTrusted },
    createdAt: new Date(clock.now()).toISOString(),
    revokedAt: null,
  };
  await store.change((transaction) => transaction.putClient(client));
  return { client, secret };
}

/** @param {NewClient} wanted */
const given = ({ key, secret }) => ({ ...(key && { key }), ...(secret && { secret }) });

/**
 * No request of the client is answered from here on.
 * @param {Pick<import('./service.js').Context, 'store' | 'clock'>} context
 * @param {string} name its key or its `_id`
 */
export async function revokeClient({ store, clock }, name) {
  const client = (await store.clients()).find(({ key, _id }) => key === name || _id === name);
  if (!client) throw new ServiceError(404, `there is no client ${name}`);
  const revokedAt = client.revokedAt ?? new Date(clock.now()).toISOString();
  await store.change((transaction) => transaction.putClient({ ...client, revokedAt }));
  return { ...client, revokedAt };
}
