// Journeys in a change.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { columnValues, KINDS } from './kinds.js';
import { journeyRow } from './reader.js';
import { AT_ONCE } from './sql.js';
import { TAKEN } from './statements.js';

const NEXT_CHANGE = `INSERT INTO numbers VALUES ('change', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value`;
const FIELDS = Object.keys(KINDS.journey.columns).filter((field) => field !== '_id');
const KEPT = ['epoch', 'baseline', 'change', ...FIELDS, 'document'];
const REPLACE = `ON CONFLICT (_id) DO UPDATE SET ${KEPT.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** @param {import('./sql.js').Sql} sql */
export function journeyMethods(sql) {
  /** @param {string} table @param {string} key of a row @param {string} where @param {string[]} args */
  async function deleteAll(table, key, where, args) {
    const some = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${AT_ONCE})`;
    while ((await sql.run(some, args)) === AT_ONCE) await nextTurn();
  }

  return {
    /** @param {string} id */
    async journey(id) {
      const [row] = await sql.all('SELECT * FROM journeys WHERE _id = ?', [id]);
      return row ? journeyRow(row) : null;
    },

    /** @param {Omit<import('../store.js').JourneyRow, 'baseline'>} row @param {boolean} matters a new one always does */
    async putJourney({ _id, organisation, document, epoch }, matters) {
      const [before] = await sql.all('SELECT change, epoch, baseline FROM journeys WHERE _id = ?', [_id]);
      const baseline = before?.epoch === epoch ? before.baseline : await sql.one(TAKEN);
      const change = !before || matters ? await sql.one(NEXT_CHANGE) : before.change;
      const [, ...fields] = columnValues('journey', document);
      await sql.insert(
        `journeys (_id, organisation, ${KEPT.join(', ')})`,
        [[_id, organisation, epoch, baseline, change, ...fields, JSON.stringify(document)]],
        REPLACE,
      );
      if (!before) await sql.run('DELETE FROM journeys_gone WHERE journey = ?', [_id]);
    },

    /** @param {string} id @param {number} remaining */
    async putRemaining(id, remaining) {
      const text = await sql.one('SELECT document FROM journeys WHERE _id = ?', [id]);
      const document = text === undefined ? null : JSON.parse(text);
      if (!document?.recalculateStatus?.inProgress) return;
      Object.assign(document.recalculateStatus, { pushing: false, remainingCount: remaining });
      await sql.run('UPDATE journeys SET document = ? WHERE _id = ?', [JSON.stringify(document), id]);
    },

    /** @param {string} id */
    async deleteJourney(id) {
      const organisation = await sql.one('SELECT organisation FROM journeys WHERE _id = ?', [id]);
      if (organisation === undefined) return;
      await sql.run('DELETE FROM journeys WHERE _id = ?', [id]);
      await sql.run('INSERT INTO journeys_gone VALUES (?, ?)', [id, await sql.one(NEXT_CHANGE)]);
      await sql.run('DELETE FROM recalculations WHERE journey = ?', [id]);
      const undelivered = "organisation = ? AND journey = ? AND state <> 'delivered'";
      const bodies = `_id IN (SELECT _id FROM deliveries WHERE ${undelivered})`;
      await deleteAll('delivery_bodies', '_id', bodies, [organisation, id]);
      await deleteAll('deliveries', '_id', undelivered, [organisation, id]);
      await deleteAll('progress', 'row', 'journey = ?', [id]);
      await deleteAll('statement_references', 'journey, owner, id', 'journey = ?', [id]);
    },
  };
}
