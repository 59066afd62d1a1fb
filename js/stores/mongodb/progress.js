// References and progress in a change: one row for each owner on each journey, so that what belongs together is written at
// once (contract: journeys, section 9).

import { progressId } from './hash.js';
import { ownersReferring, readVoids, withVoids } from './voids.js';

/** @typedef {import('../store.js').OwnerKey} OwnerKey */
/** @typedef {import('../store.js').ProgressRow} ProgressRow */
/** @typedef {import('../store.js').ReferenceRow} ReferenceRow */
/** @typedef {import('./codecs.js').OwnerRow} OwnerRow */

/** @param {OwnerKey & {organisation: string}} key @returns {OwnerRow} */
const emptyRow = ({ journey, owner, organisation }) => ({
  ...{ _id: progressId({ journey, owner }), revision: 0, organisation, journey, owner, epoch: null, attempts: 0 },
  ...{ document: null, references: new Map(), voided: new Set(), outbox: [], outboxAt: null, mirrorAt: null },
});

/** @param {OwnerRow} row @returns {ProgressRow | null} */
function progressOf({ journey, organisation, owner, epoch, attempts, document }) {
  return epoch === null ? null : { journey, organisation, owner, epoch, attempts, document };
}

/** @param {import('./work.js').Work} work */
export function progressMethods(work) {
  const { rows } = work;

  /** @param {OwnerKey[]} keys @returns {Promise<Map<string, OwnerRow>>} */
  const rowsOf = (keys) => rows.getAll('progress', keys.map(progressId));

  /** @param {string} _id @param {string} id */
  function noteFresh(_id, id) {
    const known = work.fresh.get(_id);
    if (known) known.add(id);
    else work.fresh.set(_id, new Set([id]));
  }

  /** @param {OwnerRow} row */
  function put(row) {
    const isNothing = row.epoch === null && row.references.size === 0 && row.outbox.length === 0;
    if (isNothing) rows.remove('progress', row._id);
    else rows.put('progress', row);
  }

  /** @param {OwnerRow} row @param {(id: string) => boolean} isKept */
  function keep(row, isKept) {
    const references = new Map([...row.references].filter(([id]) => isKept(id)));
    put({ ...row, references, voided: new Set([...row.voided].filter((id) => references.has(id))) });
  }

  return {
    /** @param {string} organisation @param {string[]} ids @returns {Promise<OwnerKey[]>} */
    async referringTo(organisation, ids) {
      work.referring.push({ organisation, ids });
      const found = await ownersReferring(work, organisation, ids);
      const keys = found.map(({ journey, owner }) => ({ journey, owner }));
      return keys.sort((a, b) => (`${a.journey} ${a.owner}` < `${b.journey} ${b.owner}` ? -1 : 1));
    },

    /** @param {ReferenceRow[]} given */
    async putReferences(given) {
      const known = await rowsOf(given);
      /** @type {Map<string, OwnerRow>} */
      const changed = new Map();
      for (const row of given) {
        const _id = progressId(row);
        let owned = changed.get(_id);
        if (!owned) {
          const before = known.get(_id) ?? emptyRow(row);
          owned = { ...before, references: new Map(before.references) };
        }
        owned.references.set(row.id, row.reference);
        changed.set(_id, owned);
        noteFresh(_id, row.id);
      }
      for (const row of changed.values()) put(row);
    },

    /** @param {string} organisation @param {string[]} ids */
    async dropReferencesTo(organisation, ids) {
      const dropped = new Set(ids);
      for (const row of await ownersReferring(work, organisation, ids)) keep(row, (id) => !dropped.has(id));
    },

    /** @param {OwnerKey[]} keys */
    async dropReferences(keys) {
      for (const row of (await rowsOf(keys)).values()) if (row.references.size > 0) keep(row, () => false);
    },

    /** @param {OwnerKey[]} keys @returns {Promise<import('../store.js').Owned[]>} */
    async owned(keys) {
      const found = await rowsOf(keys);
      await readVoids(work, found.values());
      const owned = [];
      for (const { journey, owner } of keys) {
        const row = found.get(progressId({ journey, owner }));
        const { references, voided } = row
          ? await withVoids(work, row)
          : emptyRow({ journey, owner, organisation: '' });
        const progress = row ? progressOf(row) : null;
        owned.push({ journey, owner, progress, references: [...references.values()], voided: [...voided] });
      }
      return owned;
    },

    /** @param {ProgressRow[]} given */
    async putProgress(given) {
      const known = await rowsOf(given);
      for (const row of given) {
        const { journey, organisation, owner, epoch, attempts, document } = row;
        const before = known.get(progressId(row)) ?? emptyRow(row);
        rows.put('progress', { ...before, journey, organisation, owner, epoch, attempts, document });
      }
    },

    /** @param {string} journey @param {number} epoch */
    async retireProgress(journey, epoch) {
      rows.perform({ kind: 'retire', journey, epoch, mirrorAt: work.mirror ? work.now : null });
    },
  };
}
