// Deliveries in a change: what is to be sent, and who sends it.

import { columnValues, KINDS } from './kinds.js';

/** @typedef {import('../store.js').Delivery} Delivery */
/** @typedef {import('../store.js').DeliveryState} DeliveryState */

const FIELDS = Object.keys(KINDS.delivery.columns);

/** @param {Delivery} delivery */
const values = (delivery) => [delivery.organisation, JSON.stringify(delivery), ...columnValues('delivery', delivery)];
const NAMES = ['organisation', 'document', ...FIELDS];
const SET = `UPDATE deliveries SET ${NAMES.map((name) => `${name} = ?`).join(', ')}`;

/**
 * Goes from outcome to outcome that has pending deliveries and takes the longest due of each, so that a backlog of one
 * does not hold up the others, nor is read through.
 */
const DUE = `
  WITH RECURSIVE outcomes (outcome) AS (
    SELECT min(outcome) FROM deliveries WHERE state = 'pending'
    UNION ALL
    SELECT (SELECT min(outcome) FROM deliveries d WHERE state = 'pending' AND d.outcome > o.outcome)
    FROM outcomes o WHERE o.outcome IS NOT NULL
  )
  SELECT d._id, d.document FROM outcomes o CROSS JOIN deliveries d ON d._id IN (
    SELECT _id FROM deliveries WHERE state = 'pending' AND outcome = o.outcome AND outcome NOT IN (SELECT value FROM json_each(?))
      AND dueAt <= ? ORDER BY dueAt, _id LIMIT ?
  )
  ORDER BY d.dueAt, d._id LIMIT ?`;

/** @param {import('./sql.js').Sql} sql */
export function deliveryMethods(sql) {
  return {
    /** @param {{delivery: Delivery, body: string}[]} added */
    async addDeliveries(added) {
      const bodies = added.map(({ delivery, body }) => [delivery._id, body]);
      const rows = added.map(({ delivery }) => values(delivery));
      await sql.insert('delivery_bodies (_id, body)', bodies, 'ON CONFLICT DO NOTHING');
      await sql.insert(`deliveries (${NAMES.join(', ')})`, rows, 'ON CONFLICT DO NOTHING');
    },

    /** @param {{worker: string, now: string, until: string, limit: number, perOutcome: number, except?: string[]}} lease @returns {Promise<Delivery[]>} */
    async leaseDeliveries({ worker, now, until, limit, perOutcome, except = [] }) {
      const rows = await sql.all(DUE, [JSON.stringify(except), now, perOutcome, limit]);
      if (rows.length === 0) return [];
      const ids = JSON.stringify(rows.map(({ _id }) => _id));
      const lease = 'UPDATE deliveries SET worker = ?, leasedUntil = ? WHERE _id IN (SELECT value FROM json_each(?))';
      await sql.run(lease, [worker, until, ids]);
      return rows.map(({ document }) => JSON.parse(String(document)));
    },

    /** @param {string} worker @param {Delivery} delivery */
    async settleDelivery(worker, delivery) {
      const own = `${SET}, worker = NULL, leasedUntil = NULL WHERE _id = ? AND worker = ?`;
      return (await sql.run(own, [...values(delivery), delivery._id, worker])) > 0;
    },

    /** One that is there. @param {Delivery} delivery */
    async putDelivery(delivery) {
      await sql.run(`${SET} WHERE _id = ?`, [...values(delivery), delivery._id]);
    },

    /** @param {string} worker */
    async releaseDeliveries(worker) {
      await sql.run('UPDATE deliveries SET worker = NULL, leasedUntil = NULL WHERE worker = ?', [worker]);
    },

    /** @param {string} journey @param {string} outcome @param {DeliveryState} from @param {DeliveryState} to @param {string} now */
    async turnDeliveries(journey, outcome, from, to, now) {
      const next = to === 'pending' ? now : null;
      return sql.run(
        `UPDATE deliveries SET state = ?1, updatedAt = ?2, nextAttemptAt = ?3,
           document = json_set(document, '$.state', ?1, '$.updatedAt', ?2, '$.nextAttemptAt', ?3)
         WHERE state = ?4 AND outcome = ?5 AND journey = ?6`,
        [to, now, next, from, outcome, journey],
      );
    },

    /** @returns {Promise<string | null>} */
    async nextDeliveryAt() {
      return (await sql.one('SELECT min(dueAt) FROM deliveries WHERE dueAt IS NOT NULL')) ?? null;
    },
  };
}
