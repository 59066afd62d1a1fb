// Reads the database, outside of a change and inside.

import { findMethods } from './find.js';
import { list } from './sql.js';

/** @typedef {import('../store.js').DeliveryState} DeliveryState */

/** @param {any} row @returns {import('../store.js').JourneyRow} */
export const journeyRow = ({ _id, organisation, document, epoch, baseline }) => ({
  _id,
  organisation,
  document: JSON.parse(document),
  epoch,
  baseline,
});

/** @param {any} row @returns {import('../store.js').Recalculation} */
export const recalculationRow = ({ journey, organisation, part, after, until, epoch, remaining, isDone }) => ({
  ...{ journey, organisation, part, after, until, epoch, remaining },
  isDone: isDone === 1,
});

/**
 * @param {import('./sql.js').Sql} sql
 * @param {import('./find.js').Snapshot} snapshot
 * @param {import('../store.js').Matching} matching
 * @returns {import('../store.js').Reader}
 */
export function reader(sql, snapshot, matching) {
  /** @param {string} name @returns {Promise<number>} */
  const number = async (name) => (await sql.one('SELECT value FROM numbers WHERE name = ?', [name])) ?? 0;

  return {
    ...findMethods(sql, snapshot, matching),

    async journeyChange() {
      return number('change');
    },

    async journeysSince(since) {
      // The plus keeps SQLite from sorting by an index and reading all of it. What changes between these statements is told twice rather than never.
      const change = await number('change');
      const rows = await sql.all('SELECT * FROM journeys WHERE change > ? ORDER BY +_id', [since]);
      const gone = await sql.column('SELECT journey FROM journeys_gone WHERE change > ? ORDER BY +journey', [since]);
      return { change, journeys: rows.map(journeyRow), gone };
    },

    async records(organisation, ids) {
      const rows = await sql.all(
        'SELECT s.id, record FROM json_each(?) CROSS JOIN statements s ON s.organisation = ? AND s.id = value',
        [list(ids), organisation],
      );
      return new Map(rows.map((row) => [String(row[0]), String(row[1])]));
    },

    async countStatements(organisation) {
      const count = "SELECT count FROM counts WHERE kind = 'statement' AND organisation = ?";
      return (await sql.one(count, [organisation])) ?? 0;
    },

    async statementsAfter(organisation, after, limit) {
      const page = 'SELECT id, record FROM statements WHERE organisation = ? AND id > ? ORDER BY id LIMIT ?';
      const rows = await sql.all(page, [organisation, after, limit]);
      return { records: rows.map(({ record }) => String(record)), after: String(rows.at(-1)?.id ?? after) };
    },

    async clientByKey(key) {
      const text = await sql.one('SELECT document FROM clients WHERE key = ?', [key]);
      return text === undefined ? null : JSON.parse(text);
    },

    async clients() {
      const texts = await sql.column('SELECT document FROM clients ORDER BY _id');
      return texts.map((text) => JSON.parse(text));
    },

    async deliveryBody(id) {
      return (await sql.one('SELECT body FROM delivery_bodies WHERE _id = ?', [id])) ?? null;
    },

    async deliveryCounts() {
      const rows = await sql.all(
        "SELECT value AS state, sum(count) AS total FROM counts WHERE kind = 'delivery' GROUP BY value",
      );
      const counts = { pending: 0, held: 0, delivered: 0, dead: 0 };
      for (const { state, total } of rows) counts[/** @type {DeliveryState} */ (state)] = Number(total);
      const oldest = "SELECT min(createdAt) FROM deliveries INDEXED BY deliveries_pending WHERE state = 'pending'";
      return { counts, oldestPending: (await sql.one(oldest)) ?? null };
    },

    async recalculations() {
      return (await sql.all('SELECT * FROM recalculations ORDER BY journey, part')).map(recalculationRow);
    },

    async note(name) {
      const text = await sql.one('SELECT value FROM notes WHERE name = ?', [name]);
      return text === undefined ? null : JSON.parse(text);
    },
  };
}
