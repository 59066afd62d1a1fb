// Lists of documents: MongoDB does what it can exactly, and the engine tries the rest on documents that come one by one, so
// that memory stays bounded and other requests get their turn. Within a change, rows that it has put stand over those of
// the database. A list is of no one moment: what is written meanwhile may be in it or not.

import { whatCounts } from '../order.js';
import { Selection } from '../selection.js';
import { isRefused, whenReached } from './busy.js';
import { PREFIX } from './collections.js';
import { translate } from './filters.js';
import { decode } from './keys.js';
import { KINDS, isIndexed } from './kinds.js';
import { documentsOver, isListed, merged } from './overlay.js';
import { LONGEST, documents } from './reading.js';
import { orderBy, rangesAfter } from './seek.js';

/**
 * @typedef {import('../store.js').Document} Document
 * @typedef {import('../store.js').Filter} Filter
 * @typedef {import('../store.js').Kind} Kind
 * @typedef {import('./overlay.js').Overlay} Overlay
 * @typedef {{sort: import('../store.js').Sort, after?: unknown[], skip: number, limit: number}} Page
 */

/**
 * What a list is made from.
 * @typedef {object} Asked
 * @property {import('mongodb').Collection<any>} collection
 * @property {object} query finds at least what is asked for
 * @property {boolean} exact whether it finds nothing else
 * @property {(document: Document) => boolean} test whether a document is asked for
 * @property {Document[]} over documents that the running change has put, and that are asked for
 * @property {number} end when time is up
 */

/** @param {import('mongodb').Db} db @param {import('../store.js').Matching} matching */
export function createLists(db, matching) {
  /** @param {Kind} kind @returns {import('mongodb').Collection<any>} */
  const collectionOf = (kind) => db.collection(PREFIX + KINDS[kind].collection);

  /**
   * Asks with a filter of the database's own; where the server does not take that, with the engine's alone.
   * @template Result
   * @param {Kind} kind
   * @param {string} organisation
   * @param {Filter} filter
   * @param {Overlay} overlay
   * @param {(asked: Asked, wasRefused: boolean) => Promise<Result>} use
   * @returns {Promise<Result>}
   */
  async function asking(kind, organisation, filter, overlay, use) {
    /** @type {((document: Document) => boolean) | undefined} */
    let compiled;
    const test = (/** @type {Document} */ document) => (compiled ??= matching(filter))(document);
    const wall = {
      organisation,
      ...KINDS[kind].listed,
      ...(overlay.size > 0 && { _id: { $nin: [...overlay.keys()] } }),
    };
    const asked = {
      ...{ collection: collectionOf(kind), test, over: documentsOver(overlay, organisation, test) },
      end: performance.now() + LONGEST,
    };
    const clause = translate(filter, KINDS[kind].scalars);
    try {
      const query = { $and: [wall, clause.filter] };
      return await whenReached(() => use({ ...asked, query, exact: clause.exact }, false));
    } catch (error) {
      if (!isRefused(error)) throw error;
      return whenReached(() => use({ ...asked, query: wall, exact: false }, true));
    }
  }

  return {
    /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Find} find @param {Overlay} [overlay] @returns {Promise<Document[]>} */
    async find(kind, organisation, { filter = {}, skip = 0, limit = Infinity, ...order }, overlay = new Map()) {
      if (limit === 0) return [];
      const page = { ...whatCounts(order), skip, limit };
      const isSorted = page.sort.every(([path]) => KINDS[kind].scalars.has(path));
      return asking(kind, organisation, filter, overlay, (asked, wasRefused) => {
        const sortsThere = isSorted && !wasRefused && (asked.exact || isIndexed(kind, page.sort));
        return sortsThere ? inOrder(asked, page) : selected(asked, page);
      });
    },

    /** @param {Kind} kind @param {string} organisation @param {Filter} [filter] @param {Overlay} [overlay] @returns {Promise<number>} */
    async count(kind, organisation, filter = {}, overlay = new Map()) {
      return asking(kind, organisation, filter, overlay, async ({ collection, query, exact, test, over, end }) => {
        let count = over.length;
        if (exact) return count + (await collection.countDocuments(query, { maxTimeMS: LONGEST }));
        for await (const document of documents(collection, query, end)) if (test(document)) ++count;
        return count;
      });
    },

    /** @param {Kind} kind @param {string} organisation @param {string} id @param {Overlay} [overlay] @returns {Promise<Document | null>} */
    async get(kind, organisation, id, overlay = new Map()) {
      const [put] = documentsOver(overlay, organisation, ({ _id }) => _id === id);
      if (put) return structuredClone(put);
      // Alone in a filter, a row's `_id` is found at once on any server.
      const filter = KINDS[kind].isRowId ? { _id: id } : { organisation, 'document._id': id };
      const projection = { organisation: 1, isGone: 1, document: 1 };
      const row = await whenReached(() => collectionOf(kind).findOne(filter, { projection, maxTimeMS: LONGEST }));
      return row && isListed(row, organisation) && !overlay.has(row._id) ? decode(row.document) : null;
    },
  };
}

/** Documents as the database sorts them. @param {Asked} asked @param {Page} page of the database: `limit` where the query is exact */
async function* sorted({ collection, query, exact, test, end }, { sort, after, skip, limit }) {
  for (const range of rangesAfter(sort, after)) {
    const reading = { sort: orderBy(sort), skip, limit };
    for await (const document of documents(collection, { $and: [query, range] }, end, reading)) {
      if (exact || test(document)) yield document;
    }
  }
}

/** In the database's order: no more is read than is wanted. @param {Asked} asked @param {Page} page */
async function inOrder(asked, page) {
  const { exact, over } = asked;
  const { sort, after, skip, limit } = page;
  const skipsThere = exact && over.length === 0 && after === undefined;
  const most = exact ? limit + (skipsThere ? 0 : skip) : Infinity;
  const base = sorted(asked, { sort, after, skip: skipsThere ? skip : 0, limit: most });
  const found = [];
  let toSkip = skipsThere ? 0 : skip;
  for await (const document of over.length > 0 ? merged(base, over, sort, after) : base) {
    if (toSkip-- > 0) continue;
    if (found.push(document) === limit) break;
  }
  return found;
}

/** By an order that the database has no index for, or does not know. @param {Asked} asked @param {Page} page */
async function selected({ collection, query, exact, test, over, end }, page) {
  const selection = Selection.bounded(page);
  for (const document of over) selection.add(structuredClone(document));
  for await (const document of documents(collection, query, end)) if (exact || test(document)) selection.add(document);
  return selection.documents();
}
