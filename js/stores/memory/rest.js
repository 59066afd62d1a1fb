// Clients, recalculations, leases and notes in a change of the memory store.

import { copy, keyOf } from './tables.js';

/** @param {import('./tables.js').Tables} tables */
export function otherMethods({ clients, recalculations, leases, notes }) {
  return {
    /** @param {import('../store.js').Client} client */
    async putClient(client) {
      const other = clients.by('key', client.key).find(({ _id }) => _id !== client._id);
      if (other) throw new Error(`the client ${other._id} has that key already`);
      clients.put(client._id, copy(client));
    },

    /** @param {import('../store.js').Recalculation} recalculation */
    async putRecalculation(recalculation) {
      recalculations.put(keyOf(recalculation.journey, recalculation.part), copy(recalculation));
    },

    /** @param {string} journey */
    async deleteRecalculation(journey) {
      for (const { part } of recalculations.by('journey', journey)) recalculations.delete(keyOf(journey, part));
    },

    /** @param {string} journey */
    async recalculation(journey) {
      return copy(recalculations.by('journey', journey)).sort((a, b) => a.part - b.part);
    },

    /** @param {string} name @param {string} worker @param {string} now @param {string} until */
    async lease(name, worker, now, until) {
      const held = leases.get(name);
      if (held && held.worker !== worker && held.until > now) return false;
      leases.put(name, { worker, until });
      return true;
    },

    /** @param {string} name @param {string} worker */
    async release(name, worker) {
      if (leases.get(name)?.worker === worker) leases.delete(name);
    },

    /** @param {string} name @param {any} value */
    async putNote(name, value) {
      notes.put(name, copy(value ?? null));
    },
  };
}
