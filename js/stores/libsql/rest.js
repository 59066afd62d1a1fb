// Clients, recalculations, leases and notes in a change.

import { recalculationRow } from './reader.js';

/** @param {import('./sql.js').Sql} sql */
export function otherMethods(sql) {
  return {
    /** @param {import('../store.js').Client} client */
    async putClient(client) {
      const other = await sql.one('SELECT _id FROM clients WHERE key = ? AND _id <> ?', [client.key, client._id]);
      if (other !== undefined) throw new Error(`the client ${other} has that key already`);
      const values = [client._id, client.key, JSON.stringify(client)];
      await sql.run('INSERT OR REPLACE INTO clients (_id, key, document) VALUES (?, ?, ?)', values);
    },

    /** @param {import('../store.js').Recalculation} recalculation */
    async putRecalculation({ journey, part, organisation, after, until, epoch, remaining, isDone }) {
      const into = 'INSERT OR REPLACE INTO recalculations';
      const values = [journey, part, organisation, after, until, epoch, remaining, Number(isDone)];
      await sql.run(
        `${into} (journey, part, organisation, after, until, epoch, remaining, isDone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        values,
      );
    },

    /** @param {string} journey */
    async deleteRecalculation(journey) {
      await sql.run('DELETE FROM recalculations WHERE journey = ?', [journey]);
    },

    /** @param {string} journey */
    async recalculation(journey) {
      const parts = await sql.all('SELECT * FROM recalculations WHERE journey = ? ORDER BY part', [journey]);
      return parts.map(recalculationRow);
    },

    /** @param {string} name @param {string} worker @param {string} now @param {string} until */
    async lease(name, worker, now, until) {
      const changed = await sql.run(
        `INSERT INTO leases (name, worker, until) VALUES (?, ?, ?) ON CONFLICT DO UPDATE
         SET worker = excluded.worker, until = excluded.until WHERE worker = excluded.worker OR until <= ?`,
        [name, worker, until, now],
      );
      return changed > 0;
    },

    /** @param {string} name @param {string} worker */
    async release(name, worker) {
      await sql.run('DELETE FROM leases WHERE name = ? AND worker = ?', [name, worker]);
    },

    /** @param {string} name @param {any} value */
    async putNote(name, value) {
      const text = JSON.stringify(value ?? null);
      await sql.run('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)', [name, text]);
    },
  };
}
