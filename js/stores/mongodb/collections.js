// The collections and their indexes. Partial ones hold only what is text: MongoDB uses them for queries that say so, too, as
// `$gt: ''` or as a text to be equal to. How the collections are cut into shards: docs/scale.md.

import { LIST_INDEXES } from './kinds.js';

/** Before each collection's name, so that they can live beside others' in one database. */
export const PREFIX = 'xapi_journeys.';

export const NAMES = /** @type {import('./codecs.js').Name[]} */ (
  'journeys statements voids progress deliveries delivery_bodies clients recalculations leases notes numbers'.split(' ')
);

/** @typedef {Record<import('./codecs.js').Name, import('mongodb').Collection<any>>} Collections */
/** @typedef {import('mongodb').IndexDescription} IndexDescription */

/** What changes read by, and what is looked for when others have left something undone. @type {Partial<Record<import('./codecs.js').Name, IndexDescription[]>>} */
const CHANGE_INDEXES = {
  journeys: [{ key: { change: 1 } }, { key: { 'todo.at': 1 }, sparse: true }],
  statements: [
    { key: { organisation: 1, actorHash: 1, under: 1 }, partialFilterExpression: { actorHash: { $gt: '' } } },
    { key: { organisation: 1, personaHash: 1, under: 1 }, partialFilterExpression: { personaHash: { $gt: '' } } },
    { key: { pending: 1 }, sparse: true },
  ],
  progress: [
    { key: { organisation: 1, 'references.id': 1 } },
    { key: { journey: 1, epoch: 1 } },
    { key: { mirrorAt: 1 }, partialFilterExpression: { mirrorAt: { $gt: '' } } },
    { key: { outboxAt: 1 }, partialFilterExpression: { outboxAt: { $gt: '' } } },
  ],
  deliveries: [
    { key: { 'document.outcome': 1, dueAt: 1, _id: 1 }, partialFilterExpression: { dueAt: { $gt: '' } } },
    { key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $gt: '' } } },
    { key: { worker: 1 }, partialFilterExpression: { worker: { $gt: '' } } },
    { key: { 'document.state': 1, 'document.outcome': 1, 'document.journey': 1 } },
    { key: { 'document.journey': 1, 'document.state': 1 } },
    { key: { 'document.state': 1, 'document.createdAt': 1 } },
  ],
  clients: [{ key: { key: 1 }, unique: true }],
  recalculations: [{ key: { journey: 1, part: 1 } }],
};

/** @param {import('mongodb').Db} db @returns {Collections} */
export const collectionsOf = (db) =>
  /** @type {Collections} */ (Object.fromEntries(NAMES.map((name) => [name, db.collection(PREFIX + name)])));

/** Creates what is missing; what is there already stays. @param {Collections} collections */
export async function createIndexes(collections) {
  for (const name of NAMES) {
    const known = await indexNames(collections[name]);
    for (const index of [...(CHANGE_INDEXES[name] ?? []), ...(LIST_INDEXES[name] ?? [])]) {
      if (!known.has(nameOf(index))) await create(collections[name], index);
    }
  }
}

/** @param {import('mongodb').Collection<any>} collection @returns {Promise<Set<string>>} */
async function indexNames(collection) {
  const indexes = await collection.listIndexes().toArray().catch(noneWithout);
  return new Set(indexes.map(({ name }) => name));
}

/** A collection that is not there has none. @param {unknown} error @returns {any[]} */
function noneWithout(error) {
  if (/** @type {any} */ (error)?.codeName === 'NamespaceNotFound') return [];
  throw error;
}

/** As the driver names it. @param {IndexDescription} index */
const nameOf = ({ key }) => Object.entries(key).flat().join('_');

/** Where the server has no partial indexes, whole ones do the same, only larger. @param {import('mongodb').Collection<any>} collection @param {IndexDescription} index */
async function create(collection, index) {
  try {
    await collection.createIndexes([index]);
  } catch (error) {
    if (!isNotImplemented(error)) throw error;
    const { key, unique } = index;
    await collection.createIndexes([{ key, ...(unique && { unique }) }]);
  }
}

/** @param {unknown} error */
const isNotImplemented = (error) => /** @type {any} */ (error)?.codeName === 'NotImplemented';
