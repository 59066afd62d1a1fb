// Clients, recalculations, leases and notes in a change.

import { recalculationOf } from './reader.js';

/** @typedef {import('../store.js').Recalculation} Recalculation */

/** @param {import('./work.js').Work} work */
export function otherMethods({ rows }) {
  /** @param {string} journey @returns {Promise<any[]>} */
  const partsOf = (journey) =>
    rows.find('recalculations', {
      filter: { journey },
      test: (row) => row.journey === journey,
      ...{ sort: { part: 1 }, compare: (a, b) => a.part - b.part },
    });

  return {
    /** @param {import('../store.js').Client} client */
    async putClient(client) {
      await rows.get('clients', client._id);
      const [other] = await rows.find('clients', {
        filter: { key: client.key, _id: { $ne: client._id } },
        test: (row) => row.key === client.key && row._id !== client._id,
      });
      if (other) throw new Error(`the client ${other._id} has that key already`);
      rows.put('clients', { _id: client._id, revision: 0, key: client.key, document: structuredClone(client) });
    },

    /** @param {Recalculation} recalculation */
    async putRecalculation(recalculation) {
      const _id = `${recalculation.journey} ${recalculation.part}`;
      await rows.get('recalculations', _id);
      rows.put('recalculations', { ...recalculation, _id, revision: 0 });
    },

    /** @param {string} journey */
    async deleteRecalculation(journey) {
      for (const { _id } of await partsOf(journey)) rows.remove('recalculations', _id);
    },

    /** @param {string} journey */
    async recalculation(journey) {
      return (await partsOf(journey)).map(recalculationOf);
    },

    /** @param {string} name @param {string} worker @param {string} now @param {string} until */
    async lease(name, worker, now, until) {
      const row = await rows.get('leases', name);
      if (row && row.worker !== worker && row.until > now) return false;
      rows.put('leases', { _id: name, revision: 0, worker, until });
      return true;
    },

    /** @param {string} name @param {string} worker */
    async release(name, worker) {
      const row = await rows.get('leases', name);
      if (row?.worker === worker) rows.remove('leases', name);
    },

    /** @param {string} name @param {any} value */
    async putNote(name, value) {
      await rows.get('notes', name);
      rows.put('notes', { _id: name, revision: 0, value: JSON.stringify(value ?? null) });
    },
  };
}
