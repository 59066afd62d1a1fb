// References and progress in a change.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { columnValues, identifierOf, KINDS } from './kinds.js';
import { AT_ONCE, list } from './sql.js';

/** @typedef {import('../store.js').OwnerKey} OwnerKey */
/** @typedef {import('../store.js').ProgressRow} ProgressRow */

/** Keys as `json_each(?)` takes them. @param {OwnerKey[]} keys */
const pairs = (keys) => list(keys.map(({ journey, owner }) => [journey, owner]));
const PAIR = 'journey = value ->> 0 AND owner = value ->> 1';

const FIELDS = Object.keys(KINDS.journeyprogress.columns).filter((field) => field !== 'journey');
const KEPT = ['listed', 'epoch', 'attempts', ...FIELDS, 'identifier', 'document'];
const INTO = `progress (journey, owner, organisation, ${KEPT.join(', ')})`;
/** @param {string[]} names */
const set = (names) => names.map((name) => `${name} = excluded.${name}`).join(', ');
/** What stays as it is while a document is listed: SQLite then leaves the indexes on it alone. */
const STEADY = ['listed', '_id', 'identifier'];
/** Null, which is refused, where the document with that `_id` is somebody else's. */
const OWN_EPOCH = 'epoch = iif(journey = excluded.journey AND owner = excluded.owner, excluded.epoch, NULL)';
const REPLACE = `
  ON CONFLICT (listed, _id) DO UPDATE SET ${OWN_EPOCH}, ${set(KEPT.filter((name) => name !== 'epoch' && !STEADY.includes(name)))}
  ON CONFLICT (journey, owner) DO UPDATE SET ${set(KEPT)}`;

/** What retired progress loses. */
const EMPTY = ['listed', ...FIELDS, 'identifier', 'document'].map((name) => `${name} = NULL`).join(', ');

/** @param {ProgressRow} row */
function values({ journey, organisation, owner, epoch, attempts, document }) {
  const [_id, ofJourney, ...fields] = columnValues('journeyprogress', document);
  if (document && ofJourney !== journey)
    throw new TypeError(`progress ${_id} is of another journey than its row: ${journey}`);
  const identifier = document && identifierOf(document.owner?.ident);
  const text = document && JSON.stringify(document);
  return [journey, owner, organisation, document && organisation, epoch, attempts, _id, ...fields, identifier, text];
}

/** @param {any} row @returns {ProgressRow} */
const progressRow = ({ journey, organisation, owner, epoch, attempts, document }) => ({
  journey,
  organisation,
  owner,
  epoch,
  attempts,
  document: document === null ? null : JSON.parse(document),
});

/** @param {import('./sql.js').Sql} sql */
export function progressMethods(sql) {
  return {
    /** @param {string} organisation @param {string[]} ids @returns {Promise<OwnerKey[]>} */
    async referringTo(organisation, ids) {
      const rows = await sql.all(
        `SELECT DISTINCT journey, owner FROM json_each(?) CROSS JOIN statement_references r ON r.id = value AND r.organisation = ?
         ORDER BY journey, owner`,
        [list(ids), organisation],
      );
      return rows.map(({ journey, owner }) => ({ journey: String(journey), owner: String(owner) }));
    },

    /** @param {import('../store.js').ReferenceRow[]} rows */
    async putReferences(rows) {
      await sql.insert(
        'statement_references (journey, owner, id, organisation, reference)',
        rows.map(({ journey, owner, id, organisation, reference }) => [journey, owner, id, organisation, reference]),
        'ON CONFLICT DO UPDATE SET reference = excluded.reference',
      );
    },

    /** @param {string} organisation @param {string[]} ids */
    async dropReferencesTo(organisation, ids) {
      const some = 'id IN (SELECT value FROM json_each(?)) AND organisation = ?';
      await sql.run(`DELETE FROM statement_references WHERE ${some}`, [list(ids), organisation]);
    },

    /** @param {OwnerKey[]} keys */
    async dropReferences(keys) {
      const some = '(journey, owner) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
      await sql.run(`DELETE FROM statement_references WHERE ${some}`, [pairs(keys)]);
    },

    /** @param {OwnerKey[]} keys @returns {Promise<import('../store.js').Owned[]>} */
    async owned(keys) {
      /** @type {import('../store.js').Owned[]} */
      const owned = keys.map(({ journey, owner }) => ({ journey, owner, progress: null, references: [], voided: [] }));
      if (keys.length === 0) return owned;
      const given = [pairs(keys)];
      const progress = await sql.all(
        `SELECT key AS place, progress.* FROM json_each(?) CROSS JOIN progress ON ${PAIR}`,
        given,
      );
      for (const row of progress) owned[Number(row.place)].progress = progressRow(row);
      const references = await sql.all(
        `SELECT key, reference, r.id, v.id IS NOT NULL FROM json_each(?) CROSS JOIN statement_references r ON ${PAIR}
         LEFT JOIN voids v ON v.organisation = r.organisation AND v.id = r.id`,
        given,
      );
      for (const row of references) {
        const { references, voided } = owned[Number(row[0])];
        references.push(String(row[1]));
        if (row[3]) voided.push(String(row[2]));
      }
      return owned;
    },

    /** @param {ProgressRow[]} rows */
    async putProgress(rows) {
      await sql.insert(INTO, rows.map(values), REPLACE);
    },

    /** In pieces, because a journey may have a million owners. @param {string} journey @param {number} epoch */
    async retireProgress(journey, epoch) {
      const next = `SELECT max(owner) FROM (SELECT owner FROM progress WHERE journey = ? AND owner > ? ORDER BY owner LIMIT ${AT_ONCE})`;
      const old = 'journey = ? AND owner > ? AND owner <= ? AND epoch < ?';
      let after = '';
      for (let last; (last = await sql.one(next, [journey, after])) !== null; after = last) {
        const some = [journey, after, last, epoch];
        const owners = `SELECT owner FROM progress WHERE ${old}`;
        await sql.run(`DELETE FROM statement_references WHERE journey = ? AND owner IN (${owners})`, [
          journey,
          ...some,
        ]);
        await sql.run(`UPDATE progress SET ${EMPTY} WHERE ${old} AND listed IS NOT NULL`, some);
        await nextTurn();
      }
    },
  };
}
