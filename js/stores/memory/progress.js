// References and progress in a change of the memory store.

import { compareText } from '../order.js';
import { copy, keyOf } from './tables.js';

/** @typedef {import('../store.js').ReferenceRow} ReferenceRow */
/** @typedef {import('../store.js').OwnerKey} OwnerKey */

/** @param {import('./tables.js').Tables} tables */
export function progressMethods({ references, progress, voids }) {
  /** @param {ReferenceRow} row */
  const drop = ({ journey, owner, id }) => references.delete(keyOf(journey, owner, id));

  /** @param {OwnerKey} key @returns {import('../store.js').Owned} */
  const ownedBy = ({ journey, owner }) => {
    const rows = references.by('owner', keyOf(journey, owner)).sort((a, b) => compareText(a.id, b.id));
    return {
      journey,
      owner,
      progress: copy(progress.get(keyOf(journey, owner)) ?? null),
      references: rows.map(({ reference }) => reference),
      voided: rows.filter(({ organisation, id }) => voids.get(keyOf(organisation, id))).map(({ id }) => id),
    };
  };

  return {
    /** @param {string} organisation @param {string[]} ids */
    async referringTo(organisation, ids) {
      const keys = new Map();
      for (const id of ids) {
        for (const { journey, owner } of references.by('statement', keyOf(organisation, id))) {
          keys.set(keyOf(journey, owner), { journey, owner });
        }
      }
      return [...keys.keys()].sort(compareText).map((key) => /** @type {OwnerKey} */ (keys.get(key)));
    },

    /** @param {ReferenceRow[]} rows */
    async putReferences(rows) {
      for (const { journey, organisation, owner, id, reference } of rows) {
        references.put(keyOf(journey, owner, id), { journey, organisation, owner, id, reference });
      }
    },

    /** @param {string} organisation @param {string[]} ids */
    async dropReferencesTo(organisation, ids) {
      for (const id of ids) references.by('statement', keyOf(organisation, id)).forEach(drop);
    },

    /** @param {OwnerKey[]} keys */
    async dropReferences(keys) {
      for (const { journey, owner } of keys) references.by('owner', keyOf(journey, owner)).forEach(drop);
    },

    /** @param {OwnerKey[]} keys */
    async owned(keys) {
      return keys.map(ownedBy);
    },

    /** @param {import('../store.js').ProgressRow[]} rows */
    async putProgress(rows) {
      for (const row of rows) {
        const { journey, organisation, owner, epoch, attempts, document } = copy(row);
        progress.put(keyOf(journey, owner), { journey, organisation, owner, epoch, attempts, document });
      }
    },

    /** @param {string} journey @param {number} epoch */
    async retireProgress(journey, epoch) {
      for (const row of progress.by('journey', journey)) {
        if (row.epoch >= epoch) continue;
        progress.put(keyOf(journey, row.owner), { ...row, document: null });
        references.by('owner', keyOf(journey, row.owner)).forEach(drop);
      }
    },
  };
}
