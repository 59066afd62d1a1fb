// Reads the database: what was committed last, or within a change what that has put.

import { compareText } from '../order.js';
import { changeNumber } from './change-number.js';
import { CODECS } from './codecs.js';
import { statementId } from './hash.js';
import { journeyOf } from './journeys.js';

/** @typedef {import('../store.js').DeliveryState} DeliveryState */
/** @typedef {import('./work.js').Work} Work */
/** @typedef {import('./collections.js').Collections} Collections */

/** @param {any} row @returns {import('../store.js').Recalculation} */
export const recalculationOf = ({ journey, organisation, part, after, until, epoch, remaining, isDone }) => ({
  ...{ journey, organisation, part, after, until, epoch, remaining, isDone },
});

/** Outside of changes every row is read anew; a change knows what it has put. @typedef {Pick<import('./rows.js').Rows, 'get' | 'getAll' | 'find' | 'look'>} Source */

/** @param {Collections} collections @returns {Source} */
export function plainSource(collections) {
  /** @param {import('./codecs.js').Name} name @param {import('./rows.js').Query} query */
  const find = async (name, { filter, sort, limit, projection }) => {
    const cursor = collections[name].find(filter, { ...(projection && { projection }) });
    if (sort) cursor.sort(sort);
    if (limit !== undefined) cursor.limit(limit);
    return (await cursor.toArray()).map(CODECS[name].decode);
  };
  return {
    find,
    look: find,
    async get(name, id) {
      const raw = await collections[name].findOne({ _id: id });
      return raw && CODECS[name].decode(raw);
    },
    async getAll(name, ids) {
      const found = ids.length === 0 ? [] : await find(name, { filter: { _id: { $in: ids } }, test: () => true });
      return new Map(found.map((row) => [row._id, row]));
    },
  };
}

/** Above every xAPI id. */
const BEHIND_ALL = 'g';

const STATES = /** @type {DeliveryState[]} */ (['pending', 'held', 'delivered', 'dead']);

/**
 * @param {Collections} collections
 * @param {Source} source
 * @returns {Omit<import('../store.js').Reader, 'find' | 'count' | 'get' | 'journeyChange' | 'countStatements' | 'deliveryBody' | 'deliveryCounts'>}
 */
export function rowReader(collections, source) {
  const all = { filter: {}, test: () => true, sort: /** @type {const} */ ({ _id: 1 }) };
  const byId = (/** @type {any} */ a, /** @type {any} */ b) => compareText(a._id, b._id);

  return {
    /** The number is read first: what changes after it is told again. */
    async journeysSince(since) {
      const change = await changeNumber(collections);
      const isNew = (/** @type {any} */ row) =>
        row.change === null || row.change > since || Boolean(row.todo?.announce);
      const filter =
        since === 0 ? {} : { $or: [{ change: { $gt: since } }, { change: null }, { 'todo.announce': true }] };
      const found = await source.look('journeys', { filter, test: isNew, sort: { _id: 1 }, compare: byId });
      const journeys = found.filter(({ isGone }) => !isGone).map(journeyOf);
      return { change, journeys, gone: found.filter(({ isGone }) => isGone).map(({ _id }) => _id) };
    },

    async records(organisation, ids) {
      const found = await source.getAll(
        'statements',
        ids.map((id) => statementId(organisation, id)),
      );
      return new Map([...found.values()].map(({ id, record }) => [id, record]));
    },

    async statementsAfter(organisation, after, limit) {
      const [from, to] = [statementId(organisation, after), statementId(organisation, BEHIND_ALL)];
      const found = await source.look('statements', {
        ...{ filter: { _id: { $gt: from, $lt: to } }, sort: { _id: 1 }, limit, compare: byId },
        test: ({ _id }) => compareText(_id, from) > 0 && compareText(_id, to) < 0,
      });
      return { records: found.map(({ record }) => record), after: found.at(-1)?.id ?? after };
    },

    async clientByKey(key) {
      const [found] = await source.find('clients', { filter: { key }, test: (row) => row.key === key });
      return found ? structuredClone(found.document) : null;
    },

    async clients() {
      const found = await source.find('clients', { ...all, compare: byId });
      return found.map(({ document }) => structuredClone(document));
    },

    async recalculations() {
      const found = await source.find('recalculations', {
        ...{ filter: {}, test: () => true, sort: { journey: 1, part: 1 } },
        compare: (a, b) => compareText(a.journey, b.journey) || a.part - b.part,
      });
      return found.map(recalculationOf);
    },

    async note(name) {
      const row = await source.get('notes', name);
      return row ? JSON.parse(row.value) : null;
    },
  };
}

/** What is counted or read outside of any change. @param {Collections} collections */
export function plainReader(collections) {
  return {
    journeyChange: () => changeNumber(collections),

    /** @param {string} organisation */
    async countStatements(organisation) {
      return collections.statements.countDocuments({ organisation });
    },

    /** @param {string} id */
    async deliveryBody(id) {
      const raw = await collections.delivery_bodies.findOne({ _id: id });
      return raw && CODECS.delivery_bodies.decode(raw).body;
    },

    async deliveryCounts() {
      const counted = STATES.map((state) => collections.deliveries.countDocuments({ 'document.state': state }));
      const counts = /** @type {Record<DeliveryState, number>} */ ({});
      for (const [index, count] of (await Promise.all(counted)).entries()) counts[STATES[index]] = count;
      const [oldest] = await collections.deliveries
        .find({ 'document.state': 'pending' }, { projection: { 'document.createdAt': 1 } })
        .sort({ 'document.createdAt': 1 })
        .limit(1)
        .toArray();
      return { counts, oldestPending: oldest?.document.createdAt ?? null };
    },
  };
}

/** The same within a change. @param {Work} work @param {ReturnType<typeof plainReader>} plain */
export function changeReader({ rows, collections, bodies }, plain) {
  return {
    /** @param {string} organisation */
    async countStatements(organisation) {
      const put = [...rows.putIn('statements').values()].filter((row) => row?.organisation === organisation);
      if (put.length === 0) return plain.countStatements(organisation);
      const others = { organisation, _id: { $nin: [...rows.putIn('statements').keys()] } };
      return put.length + (await collections.statements.countDocuments(others));
    },

    /** @param {string} id */
    async deliveryBody(id) {
      if (!(await rows.get('deliveries', id))) return null;
      return bodies.get(id) ?? plain.deliveryBody(id);
    },

    async deliveryCounts() {
      const counts = { pending: 0, held: 0, delivered: 0, dead: 0 };
      const all = await rows.look('deliveries', { filter: {}, test: () => true });
      for (const { document } of all) ++counts[/** @type {DeliveryState} */ (document.state)];
      const waiting = all
        .filter(({ document }) => document.state === 'pending')
        .map(({ document }) => document.createdAt);
      return { counts, oldestPending: waiting.sort()[0] ?? null };
    },
  };
}
