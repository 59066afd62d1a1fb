// Statements in a change of the memory store.

import { compareText } from '../order.js';
import { keyOf } from './tables.js';

/** @typedef {import('./tables.js').Statement} Statement */
/** @typedef {import('../store.js').JourneyRow} JourneyRow */
/** @typedef {import('../store.js').OwnerRange} OwnerRange */
/** @typedef {'actor' | 'persona'} TrackBy */

/** @param {JourneyRow} journey @returns {TrackBy} */
const trackedBy = ({ document }) => (document.trackBy === 'persona' ? 'persona' : 'actor');

/** @param {Statement} a @param {Statement} b */
const bySequence = (a, b) => a.sequence - b.sequence;

/** @param {import('./tables.js').Tables} tables */
export function statementMethods({ statements, voids, numbers }) {
  const taken = () => numbers.get('taken') ?? 0;

  /** Keys of the owners of a range, in their order. @param {string} organisation @param {TrackBy} trackBy @param {OwnerRange} range */
  const ownersIn = (organisation, trackBy, { after, until }) => {
    const prefix = keyOf(organisation, '');
    const owners = [];
    for (const value of statements.valuesOf(trackBy)) {
      const owner = value.startsWith(prefix) ? value.slice(prefix.length) : '';
      const isIn = owner && compareText(owner, after) > 0 && (until === null || compareText(owner, until) <= 0);
      if (isIn) owners.push(owner);
    }
    return owners.sort(compareText);
  };

  /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner */
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

    /** A change is one: nothing is ever left in the middle of it. @returns {Promise<Set<string>>} */
    async unsettled() {
      return new Set();
    },

    /** @param {JourneyRow} journey @param {string} owner */
    async hasStatementsBefore(journey, owner) {
      if (journey.baseline === 0) return false;
      const own = statementsOf(journey.organisation, trackedBy(journey), owner);
      return own.some(({ sequence }) => sequence <= journey.baseline);
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner */
    async recordsOf(organisation, trackBy, owner) {
      return statementsOf(organisation, trackBy, owner).map(({ record }) => record);
    },

    /** One: changes come one after the other anyway. @returns {Promise<OwnerRange[]>} */
    async ownerRanges() {
      return [{ after: '', until: null }];
    },

    /** @param {JourneyRow} journey @param {OwnerRange} range @param {number} enough */
    async ownersAfter(journey, range, enough) {
      const trackBy = trackedBy(journey);
      const owners = [];
      let count = 0;
      for (const owner of ownersIn(journey.organisation, trackBy, range)) {
        if (count >= enough) break;
        const records = statementsOf(journey.organisation, trackBy, owner).map(({ record }) => record);
        if (records.length > 0) owners.push({ owner, records });
        count += records.length;
      }
      return { owners, after: owners.at(-1)?.owner ?? range.until ?? range.after };
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {OwnerRange} range */
    async countAfter(organisation, trackBy, range) {
      const owners = ownersIn(organisation, trackBy, range);
      return owners.reduce((count, owner) => count + statements.count(trackBy, keyOf(organisation, owner)), 0);
    },
  };
}
