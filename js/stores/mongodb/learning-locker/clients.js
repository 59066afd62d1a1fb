// Who may use the service, besides its own clients: those of Learning Locker's `client` collection, with the keys, secrets and
// scopes that they have there. They stay its own: nothing of them is written.

import { whenReached } from '../busy.js';
import { plainSecret } from '../../plain-secret.js';
import { plain } from './plain.js';

/** @typedef {import('../../store.js').Client} Client */

const ID = /^[0-9a-f]{24}$/;

/** @param {unknown} value */
const timeOf = (value) => (value instanceof Date ? value : new Date(0)).toISOString();

/** @param {unknown} value @returns {string | null} */
const idOf = (value) => {
  const text = plain(value);
  return typeof text === 'string' && ID.test(text) ? text : null;
};

/**
 * Null for one that nobody can use. Learning Locker turns away whom it does not trust. What it means by trust is not what a
 * client of ours is trusted with, to name the store of each statement: here each sends into its own.
 * @param {Record<string, any>} document @returns {Client | null}
 */
function clientOf({ _id, title, api, organisation, lrs_id, scopes, isTrusted, user, owner, ...times }) {
  const [id, belongsTo] = [idOf(_id), idOf(organisation)];
  const { basic_key: key, basic_secret: secret } = api ?? {};
  if (!id || !belongsTo || typeof key !== 'string' || typeof secret !== 'string' || secret === '') return null;
  return {
    ...{ _id: id, key, secret: plainSecret(secret), title: String(title ?? ''), organisation: belongsTo },
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    ...{ user: idOf(user ?? owner), lrs_id: idOf(lrs_id), isTrusted: false, createdAt: timeOf(times.createdAt) },
    revokedAt: isTrusted === false ? timeOf(times.updatedAt) : null,
  };
}

/**
 * Our own come first, so that one of Learning Locker's can be revoked here alone.
 * @param {import('mongodb').Db} db
 * @param {Pick<import('../../store.js').Store, 'clientByKey' | 'clients'>} own
 * @returns {Pick<import('../../store.js').Store, 'clientByKey' | 'clients'>}
 */
export function createClients(db, own) {
  const theirs = db.collection('client');
  return {
    async clientByKey(key) {
      const found = await own.clientByKey(key);
      if (found) return found;
      const document = await whenReached(() => theirs.findOne({ 'api.basic_key': key }));
      return document && clientOf(document);
    },

    async clients() {
      const known = await own.clients();
      const keys = new Set(known.map(({ key }) => key));
      const documents = await whenReached(() => theirs.find().sort({ _id: 1 }).toArray());
      const others = documents.map(clientOf).filter((client) => client !== null);
      return [...known, ...others.filter(({ key }) => !keys.has(key))];
    },
  };
}
