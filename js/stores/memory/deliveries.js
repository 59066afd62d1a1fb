// Deliveries in a change of the memory store.

import { compareText } from '../order.js';
import { copy } from './tables.js';

/** @typedef {import('../store.js').Delivery} Delivery */
/** @typedef {import('./tables.js').Outgoing} Outgoing */

/** From when on it may be sent: null for one that does not wait. @param {Outgoing} row */
function dueAt({ delivery: { state, nextAttemptAt }, until }) {
  if (state !== 'pending' || nextAttemptAt === null) return null;
  return until !== null && until > nextAttemptAt ? until : nextAttemptAt;
}

/** @param {import('./tables.js').Tables} tables */
export function deliveryMethods({ deliveries }) {
  const waiting = () => {
    const rows = deliveries.by('state', 'pending').map((row) => ({ row, due: dueAt(row), id: row.delivery._id }));
    const due = /** @type {{row: Outgoing, due: string, id: string}[]} */ (rows.filter((each) => each.due !== null));
    return due.sort((a, b) => compareText(a.due, b.due) || compareText(a.id, b.id));
  };

  return {
    /** @param {{delivery: Delivery, body: string}[]} added */
    async addDeliveries(added) {
      for (const { delivery, body } of added) {
        if (deliveries.get(delivery._id)) continue;
        deliveries.put(delivery._id, { delivery: copy(delivery), body, worker: null, until: null });
      }
    },

    /** @param {{worker: string, now: string, until: string, limit: number, perOutcome: number, except?: string[]}} lease */
    async leaseDeliveries({ worker, now, until, limit, perOutcome, except = [] }) {
      /** @type {Map<string, number>} */
      const counts = new Map();
      const leased = [];
      for (const { row, due } of waiting()) {
        if (due > now || leased.length >= limit) break;
        if (except.includes(row.delivery.outcome)) continue;
        const count = counts.get(row.delivery.outcome) ?? 0;
        if (count >= perOutcome) continue;
        counts.set(row.delivery.outcome, count + 1);
        deliveries.put(row.delivery._id, { ...row, worker, until });
        leased.push(row.delivery);
      }
      return copy(leased);
    },

    /** @param {string} worker @param {Delivery} delivery */
    async settleDelivery(worker, delivery) {
      const row = deliveries.get(delivery._id);
      if (row?.worker !== worker) return false;
      deliveries.put(delivery._id, { ...row, delivery: copy(delivery), worker: null, until: null });
      return true;
    },

    /** One that is there. @param {Delivery} delivery */
    async putDelivery(delivery) {
      const row = deliveries.get(delivery._id);
      if (row) deliveries.put(delivery._id, { ...row, delivery: copy(delivery) });
    },

    /** @param {string} worker */
    async releaseDeliveries(worker) {
      for (const row of deliveries.all()) {
        if (row.worker === worker) deliveries.put(row.delivery._id, { ...row, worker: null, until: null });
      }
    },

    /**
     * @param {string} journey
     * @param {string} outcome
     * @param {import('../store.js').DeliveryState} from
     * @param {import('../store.js').DeliveryState} to
     * @param {string} now
     */
    async turnDeliveries(journey, outcome, from, to, now) {
      const rows = deliveries.by('journey', journey);
      const turned = rows.filter(({ delivery }) => delivery.outcome === outcome && delivery.state === from);
      const changes = { state: to, updatedAt: now, nextAttemptAt: to === 'pending' ? now : null };
      for (const row of turned) {
        deliveries.put(row.delivery._id, { ...row, delivery: { ...row.delivery, ...changes } });
      }
      return turned.length;
    },

    async nextDeliveryAt() {
      return waiting()[0]?.due ?? null;
    },
  };
}
