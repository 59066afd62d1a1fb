// A store in a MongoDB database, which any number of processes on any number of machines may use at once. It needs no
// multi-document transactions: see commit.js for what it relies on instead.

import { inTurn } from '../in-turn.js';
import { whenReached } from './busy.js';
import { Changes } from './changes.js';
import { First } from './first.js';
import { deliveryMethods } from './deliveries.js';
import { journeyMethods } from './journeys.js';
import { heldOutcomes, leftBehind } from './left-behind.js';
import { createLists } from './lists.js';
import { connect } from './open.js';
import { Orphans } from './orphans.js';
import { progressMethods } from './progress.js';
import { changeReader, plainReader, plainSource, rowReader } from './reader.js';
import { otherMethods } from './rest.js';
import { statementMethods } from './statements.js';

/** @typedef {import('./work.js').Work} Work */
/** @typedef {import('../store.js').Kind} Kind */

/** Where documents of each kind are. @type {Record<Kind, import('./codecs.js').Name>} */
const KEPT_IN = { journey: 'journeys', journeyprogress: 'progress', delivery: 'deliveries' };

/** Methods that throw StoreBusyError where the database does not answer. @template {object} Methods @param {Methods} methods @returns {Methods} */
const reached = (methods) =>
  /** @type {Methods} */ (
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        (/** @type {any[]} */ ...args) => whenReached(() => method(...args)),
      ]),
    )
  );

/**
 * @typedef {object} Options
 * @property {string} url `mongodb://…` or `mongodb+srv://…`, with the name of the database
 * @property {import('../store.js').Matching} matching
 * @property {number} [patience] milliseconds to try a change, where others are quicker or the database is away
 * @property {import('./mirror.js').Mirror} [mirror] who wants copies of journeys and progress
 * @property {(collections: import('./collections.js').Collections) => import('./collections.js').Collections} [through] for tests of what fails midway
 * @property {() => number} [now] milliseconds since 1970, by which it is told what others have left behind
 */

/**
 * @param {Options} options
 * @returns {Promise<import('../store.js').Store>}
 * @throws {import('../errors.js').StoreFormatError} where the database is of a newer version
 */
export async function openMongodbStore({ url, ...options }) {
  return storeOn(await connect(url), options);
}

/**
 * A store on a connection, which it closes.
 * @param {Awaited<ReturnType<typeof connect>>} connected
 * @param {Omit<Options, 'url'>} options
 * @returns {import('../store.js').Store}
 */
export function storeOn(connected, { matching, patience = 10_000, now = Date.now, mirror, through }) {
  const { client, db, collections: plainCollections } = connected;
  const collections = through ? through(plainCollections) : plainCollections;
  const lists = createLists(db, matching);
  const plain = plainReader(collections);
  const context = { collections, now, patience, orphans: new Orphans(), mirror, first: new First(collections) };
  const changes = new Changes(context);
  let isClosed = false;

  /** Lists as a change sees them. @param {Work} work */
  function listsWithin(work) {
    const { rows } = work;
    const overlay = async (/** @type {Kind} */ kind) => {
      await rows.materialise(KEPT_IN[kind]);
      return rows.putIn(KEPT_IN[kind]);
    };
    return {
      /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Find} find */
      find: async (kind, organisation, find) => lists.find(kind, organisation, find, await overlay(kind)),
      /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Filter} [filter] */
      count: async (kind, organisation, filter) => lists.count(kind, organisation, filter, await overlay(kind)),
      /** @param {Kind} kind @param {string} organisation @param {string} id */
      async get(kind, organisation, id) {
        if (kind === 'journeyprogress') return lists.get(kind, organisation, id, await overlay(kind));
        // Read as a row, so that it is noticed if somebody else writes it before this change does.
        if (kind === 'journey') work.journeys.add(id);
        const row = await rows.get(KEPT_IN[kind], id);
        return row?.organisation === organisation ? structuredClone(row.document) : null;
      },
    };
  }

  /** @param {Work} work @returns {import('../store.js').Transaction} */
  const methodsOf = (work) => ({
    ...listsWithin(work),
    ...rowReader(collections, work.rows),
    ...changeReader(work, plain),
    journeyChange: () => work.journeyChange(),
    ...statementMethods(work),
    ...progressMethods(work),
    ...journeyMethods(work),
    ...deliveryMethods(work),
    ...otherMethods(work),
  });

  return {
    ...reached({ ...lists, ...plain, ...rowReader(collections, plainSource(collections)) }),
    conflicts: () => ({ ...changes.counts }),

    async change(change) {
      if (isClosed) throw new Error('the store is closed');
      return changes.run(async (work) => {
        const { transaction, end } = inTurn(methodsOf(work));
        try {
          return await change(transaction);
        } finally {
          end();
        }
      });
    },

    async check() {
      await whenReached(() => db.command({ ping: 1 }));
    },

    heldOutcomes: () => whenReached(() => heldOutcomes(collections)),
    leftBehind: (before, limit) => whenReached(() => leftBehind(context, before, limit)),

    async close() {
      isClosed = true;
      await changes.ended();
      await client.close();
    },
  };
}
