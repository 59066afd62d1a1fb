// Statements in a change.

import { grouped } from '../grouped.js';
import { list } from './sql.js';

/** @typedef {'actor' | 'persona'} TrackBy */
/** @typedef {import('../store.js').JourneyRow} JourneyRow */
/** @typedef {import('../store.js').OwnerRange} OwnerRange */

/** How many statements the store ever took in, of every organisation: none is ever deleted. */
export const TAKEN = 'SELECT ifnull(max(sequence), 0) FROM statements';
const REPLACE = `ON CONFLICT (organisation, id) DO UPDATE
  SET actor = excluded.actor, persona = excluded.persona, record = excluded.record`;
const COUNT = `INSERT INTO counts VALUES ('statement', ?, '', 0, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`;

/** As a column's name. @param {TrackBy | undefined} trackBy @returns {TrackBy} */
const columnOf = (trackBy) => (trackBy === 'persona' ? 'persona' : 'actor');

/** The owners of a range, as a condition and its values. @param {TrackBy} column @param {OwnerRange} range @returns {{isIn: string, bounds: string[]}} */
function within(column, { after, until }) {
  if (until === null) return { isIn: `${column} > ?`, bounds: [after] };
  return { isIn: `${column} > ? AND ${column} <= ?`, bounds: [after, until] };
}

/** @param {import('./sql.js').Sql} sql */
export function statementMethods(sql) {
  return {
    /** @param {import('../store.js').StatementRow[]} rows */
    async putStatements(rows) {
      for (const [organisation, own] of grouped(rows, (row) => row.organisation)) {
        const before = await sql.one(TAKEN);
        const values = own.map(({ id, actor, persona, record }) => [organisation, id, actor, persona, record]);
        await sql.insert('statements (organisation, id, actor, persona, record)', values, REPLACE);
        const added = (await sql.one(TAKEN)) - before;
        if (added > 0) await sql.run(COUNT, [organisation, added]);
      }
    },

    /** @param {string} organisation @param {string[]} ids */
    async putVoids(organisation, ids) {
      await sql.run('INSERT OR IGNORE INTO voids SELECT ?, value FROM json_each(?)', [organisation, list(ids)]);
    },

    /** A change is one transaction: nothing is ever left in the middle of it. @returns {Promise<Set<string>>} */
    async unsettled() {
      return new Set();
    },

    /** @param {JourneyRow} journey @param {string} owner */
    async hasStatementsBefore({ organisation, document, baseline }, owner) {
      if (baseline === 0) return false;
      const column = columnOf(document.trackBy);
      const first = `SELECT min(sequence) FROM statements WHERE organisation = ? AND ${column} = ?`;
      const sequence = await sql.one(first, [organisation, owner]);
      return sequence !== null && sequence <= baseline;
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner @returns {Promise<string[]>} */
    async recordsOf(organisation, trackBy, owner) {
      const records = `SELECT record FROM statements WHERE organisation = ? AND ${columnOf(trackBy)} = ? ORDER BY sequence`;
      return sql.column(records, [organisation, owner]);
    },

    /** One: changes come one after the other anyway. @returns {Promise<OwnerRange[]>} */
    async ownerRanges() {
      return [{ after: '', until: null }];
    },

    /** @param {JourneyRow} journey @param {OwnerRange} range @param {number} enough */
    async ownersAfter({ organisation, document }, range, enough) {
      const column = columnOf(document.trackBy);
      const { isIn, bounds } = within(column, range);
      const select = `SELECT ${column} AS owner, record, sequence FROM statements WHERE organisation = ?`;
      const order = `ORDER BY ${column}, sequence`;
      const rows = await sql.all(`${select} AND ${isIn} ${order} LIMIT ?`, [organisation, ...bounds, enough]);
      const last = rows.at(-1);
      if (last && rows.length === enough) {
        const rest = `${select} AND ${column} = ? AND sequence > ? ${order}`;
        rows.push(...(await sql.all(rest, [organisation, last.owner, last.sequence])));
      }
      const owners = [...grouped(rows, ({ owner }) => String(owner))].map(([owner, own]) => ({
        owner,
        records: own.map(({ record }) => String(record)),
      }));
      return { owners, after: owners.at(-1)?.owner ?? range.until ?? range.after };
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {OwnerRange} range @returns {Promise<number>} */
    async countAfter(organisation, trackBy, range) {
      const { isIn, bounds } = within(columnOf(trackBy), range);
      return sql.one(`SELECT count(*) FROM statements WHERE organisation = ? AND ${isIn}`, [organisation, ...bounds]);
    },
  };
}
