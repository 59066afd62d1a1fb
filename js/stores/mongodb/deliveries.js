// Deliveries in a change: what is to be sent, and who sends it.

import { compareText } from '../order.js';
import { dueAt, turnMass } from './tasks.js';

/** @typedef {import('../store.js').Delivery} Delivery */
/** @typedef {import('../store.js').DeliveryState} DeliveryState */
/** @typedef {{_id: string, revision: number, organisation: string, document: Delivery, worker: string | null, leasedUntil: string, dueAt: string | null}} DeliveryRow */

/** @param {DeliveryRow} a @param {DeliveryRow} b */
const byDue = (a, b) => compareText(a.dueAt ?? '', b.dueAt ?? '') || compareText(a._id, b._id);

/** @param {Delivery} delivery @param {Partial<DeliveryRow>} [lease] @returns {DeliveryRow} */
export function deliveryRow(delivery, { worker = null, leasedUntil = '' } = {}) {
  const row = { _id: delivery._id, revision: 0, organisation: delivery.organisation, worker, leasedUntil };
  const document = structuredClone(delivery);
  return { ...row, document, dueAt: dueAt({ document: /** @type {any} */ (document), leasedUntil }) };
}

/** @param {import('./work.js').Work} work */
export function deliveryMethods(work) {
  const { rows } = work;

  /** @param {string} now @param {string} outcome @param {number} limit @returns {Promise<DeliveryRow[]>} */
  const dueOf = (now, outcome, limit) =>
    rows.find('deliveries', {
      filter: { 'document.outcome': outcome, dueAt: { $gt: '', $lte: now } },
      test: (row) => row.document.outcome === outcome && row.dueAt !== null && row.dueAt <= now,
      ...{ sort: { dueAt: 1, _id: 1 }, compare: /** @type {any} */ (byDue), limit },
    });

  /** Outcomes that something waits for. @param {string} now @returns {Promise<string[]>} */
  async function dueOutcomes(now) {
    await rows.materialise('deliveries');
    const found = new Set([...rows.putIn('deliveries').values()].flatMap((row) => row?.document.outcome ?? []));
    // From one to the next, because a backlog of one is not to be read through.
    for (let last = ''; ;) {
      const next = await work.collections.deliveries.findOne(
        { 'document.outcome': { $gt: last }, dueAt: { $gt: '', $lte: now } },
        { sort: { 'document.outcome': 1, dueAt: 1 }, projection: { 'document.outcome': 1 } },
      );
      if (!next) return [...found];
      last = next.document.outcome;
      found.add(last);
    }
  }

  return {
    /** @param {{delivery: Delivery, body: string}[]} added */
    async addDeliveries(added) {
      const there = await rows.getAll(
        'deliveries',
        added.map(({ delivery }) => delivery._id),
      );
      for (const { delivery, body } of added) {
        if (there.has(delivery._id)) continue;
        const row = deliveryRow(delivery);
        there.set(delivery._id, row);
        rows.put('deliveries', row);
        work.bodies.set(delivery._id, body);
      }
    },

    /** @param {{worker: string, now: string, until: string, limit: number, perOutcome: number, except?: string[]}} lease @returns {Promise<Delivery[]>} */
    async leaseDeliveries({ worker, now, until, limit, perOutcome, except = [] }) {
      const outcomes = (await dueOutcomes(now)).filter((outcome) => !except.includes(outcome));
      const due = [];
      for (const outcome of outcomes) due.push(...(await dueOf(now, outcome, perOutcome)));
      const leased = due.sort(byDue).slice(0, limit);
      for (const row of leased) rows.put('deliveries', deliveryRow(row.document, { worker, leasedUntil: until }));
      return leased.map(({ document }) => structuredClone(document));
    },

    /** @param {string} worker @param {Delivery} delivery */
    async settleDelivery(worker, delivery) {
      const row = await rows.get('deliveries', delivery._id);
      if (row?.worker !== worker) return false;
      rows.put('deliveries', deliveryRow(delivery));
      return true;
    },

    /** One that is there. @param {Delivery} delivery */
    async putDelivery(delivery) {
      const row = await rows.get('deliveries', delivery._id);
      if (row) rows.put('deliveries', deliveryRow(delivery, row));
    },

    /** @param {string} worker */
    async releaseDeliveries(worker) {
      const leased = await rows.find('deliveries', { filter: { worker }, test: (row) => row.worker === worker });
      for (const { document } of leased) rows.put('deliveries', deliveryRow(document));
    },

    /** @param {string} journey @param {string} outcome @param {DeliveryState} from @param {DeliveryState} to @param {string} now */
    async turnDeliveries(journey, outcome, from, to, now) {
      const concerns = (/** @type {any} */ task) => task.kind !== 'turn' || task.outcome === outcome;
      if (rows.masses('deliveries').some(({ task }) => concerns(task))) await rows.materialise('deliveries');
      const task = /** @type {const} */ ({ kind: 'turn', journey, outcome, from, to, now });
      const { filter, test } = turnMass(task);
      const put = rows.putIn('deliveries');
      const others = put.size > 0 ? { ...filter, _id: { $nin: [...put.keys()] } } : filter;
      const own = [...put.values()].filter((row) => row && test(row)).length;
      const turned = own + (await work.collections.deliveries.countDocuments(others));
      if (turned > 0) rows.perform(task);
      return turned;
    },

    /** @returns {Promise<string | null>} */
    async nextDeliveryAt() {
      const [first] = await rows.look('deliveries', {
        filter: { dueAt: { $gt: '' } },
        test: (row) => row.dueAt !== null,
        ...{ sort: { dueAt: 1 }, compare: /** @type {any} */ (byDue), limit: 1 },
      });
      return first?.dueAt ?? null;
    },
  };
}
