// Statements in a change of the memory store.

import { compareText } from '../order.js';
import { keyOf } from './tables.js';

/** @typedef {import('./tables.js').Statement} Statement */

/** @param {Statement} a @param {Statement} b */
const bySequence = (a, b) => a.sequence - b.sequence;

/** @param {import('./tables.js').Tables} tables */
export function statementMethods({ statements, voids, numbers }) {
  const taken = () => numbers.get('taken') ?? 0;

  /** Keys of the owners after one, in their order. @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} after */
  const ownersBeyond = (organisation, trackBy, after) => {
    const prefix = keyOf(organisation, '');
    const owners = [];
    for (const value of statements.valuesOf(trackBy)) {
      const owner = value.startsWith(prefix) ? value.slice(prefix.length) : '';
      if (owner && compareText(owner, after) > 0) owners.push(owner);
    }
    return owners.sort(compareText);
  };

  /** @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} owner */
  const statementsOf = (organisation, trackBy, owner) =>
    statements.by(trackBy, keyOf(organisation, owner)).sort(bySequence);

  return {
    /** @param {import('../store.js').StatementRow[]} rows */
    async putStatements(rows) {
      for (const { organisation, id, actor, persona, record } of rows) {
        const key = keyOf(organisation, id);
        const sequence = statements.get(key)?.sequence ?? taken() + 1;
        if (sequence > taken()) numbers.put('taken', sequence);
        statements.put(key, { organisation, id, actor, persona, record, sequence });
      }
    },

    /** @param {string} organisation @param {string[]} ids */
    async putVoids(organisation, ids) {
      for (const id of ids) voids.put(keyOf(organisation, id), true);
    },

    /** @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} owner @param {number} baseline */
    async hasStatementsBefore(organisation, trackBy, owner, baseline) {
      return statementsOf(organisation, trackBy, owner).some(({ sequence }) => sequence <= baseline);
    },

    /** @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} owner */
    async recordsOf(organisation, trackBy, owner) {
      return statementsOf(organisation, trackBy, owner).map(({ record }) => record);
    },

    /** @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} after @param {number} enough */
    async ownersAfter(organisation, trackBy, after, enough) {
      const owners = [];
      let count = 0;
      for (const owner of ownersBeyond(organisation, trackBy, after)) {
        if (count >= enough) break;
        const records = statementsOf(organisation, trackBy, owner).map(({ record }) => record);
        if (records.length > 0) owners.push({ owner, records });
        count += records.length;
      }
      return owners;
    },

    /** @param {string} organisation @param {'actor' | 'persona'} trackBy @param {string} after */
    async countAfter(organisation, trackBy, after) {
      const owners = ownersBeyond(organisation, trackBy, after);
      return owners.reduce((count, owner) => count + statements.count(trackBy, keyOf(organisation, owner)), 0);
    },

    async statementsTaken() {
      return taken();
    },
  };
}
