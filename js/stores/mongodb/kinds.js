// The listed documents as MongoDB keeps them: where they lie, which of their paths hold one value at most, and the indexes
// that serve lists of them. A document lies in its row's field `document`.

/** @typedef {import('../store.js').Kind} Kind */
/** @typedef {import('../store.js').Sort} Sort */

/**
 * @typedef {object} KindOf
 * @property {'journeys' | 'progress' | 'deliveries'} collection
 * @property {boolean} isRowId whether the row's `_id` is the document's
 * @property {Record<string, unknown>} listed which rows are listed, beside the organisation
 * @property {Set<string>} scalars paths that are text, numbers, booleans, null or missing, by the documents' own schema
 */

/** Rows with a document. An index that ends with this path counts them without reading them. */
const HAS_DOCUMENT = { 'document._id': { $gt: '' } };

/** @type {Record<Kind, KindOf>} */
export const KINDS = {
  journey: {
    collection: 'journeys',
    isRowId: true,
    listed: { ...HAS_DOCUMENT, isGone: { $ne: true } },
    scalars: new Set([
      ...['_id', 'organisation', 'owner', 'createdAt', 'updatedAt', '__v', 'version', 'description', 'trackBy'],
      ...['isActive', 'isPublic', 'isSequential', 'isRepeatable'],
    ]),
  },
  journeyprogress: {
    collection: 'progress',
    isRowId: false,
    listed: HAS_DOCUMENT,
    scalars: new Set([
      ...['_id', 'organisation', 'journey', 'journeyVersion', 'createdAt', 'updatedAt', 'startedAt', 'completedAt'],
      ...['isCompleted', 'duration', 'owner.trackBy', 'owner.ident.objectType', 'owner.ident.mbox'],
      ...['owner.ident.mbox_sha1sum', 'owner.ident.openid', 'owner.ident.persona', 'owner.ident.account.homePage'],
      'owner.ident.account.name',
    ]),
  },
  delivery: {
    collection: 'deliveries',
    isRowId: true,
    listed: HAS_DOCUMENT,
    scalars: new Set([
      ...['_id', 'organisation', 'journey', 'outcome', 'attempt', 'type', 'state', 'createdAt', 'updatedAt'],
      ...['attempts', 'tries', 'nextAttemptAt', 'lastStatus', 'lastError', 'deliveredAt'],
    ]),
  },
};

/** An index of some documents only: each progress is in one of those by owner. @param {string} path */
const byOwner = (path) => ({
  key: { organisation: 1, [`document.${path}`]: 1 },
  partialFilterExpression: { [`document.${path}`]: { $exists: true } },
});

const BY_ID = { key: { organisation: 1, 'document._id': 1 } };
const BY_TIME = { key: { organisation: 1, 'document.updatedAt': 1, 'document._id': 1 } };
const BY_JOURNEY = { key: { organisation: 1, 'document.journey': 1, 'document._id': 1 } };

/** By collection. Each costs something with every write. @type {Record<string, import('mongodb').IndexDescription[]>} */
export const LIST_INDEXES = {
  journeys: [BY_ID], // there are few
  progress: [
    ...[BY_ID, BY_TIME, BY_JOURNEY],
    {
      key: { organisation: 1, 'document.journey': 1, 'document.isCompleted': 1, 'document._id': 1 },
      partialFilterExpression: { 'document.isCompleted': true },
    },
    byOwner('owner.ident.mbox'),
    byOwner('owner.ident.account.name'),
    byOwner('owner.ident.persona'),
    byOwner('owner.ident.openid'),
    byOwner('owner.ident.mbox_sha1sum'),
  ],
  deliveries: [
    ...[BY_ID, BY_TIME, BY_JOURNEY],
    { key: { organisation: 1, 'document.state': 1, 'document.updatedAt': 1, 'document._id': 1 } },
  ],
};

/** Whether documents come in this order from an index, or are few: then as many as are wanted are read, and no more. @param {Kind} kind @param {Sort} sort */
export function isIndexed(kind, [[first, direction], ...others]) {
  if (kind === 'journey' || first === '_id') return true;
  return first === 'updatedAt' && others[0]?.[0] === '_id' && others[0][1] === direction;
}
