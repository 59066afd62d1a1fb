// Statements in a change.

import { grouped } from '../grouped.js';
import { list } from './sql.js';

/** @typedef {'actor' | 'persona'} TrackBy */

const TAKEN = 'SELECT ifnull(max(sequence), 0) FROM statements';
const REPLACE = `ON CONFLICT (organisation, id) DO UPDATE
  SET actor = excluded.actor, persona = excluded.persona, record = excluded.record`;
const COUNT = `INSERT INTO counts VALUES ('statement', ?, '', 0, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`;

/** As a column's name. @param {TrackBy} trackBy */
const columnOf = (trackBy) => (trackBy === 'persona' ? 'persona' : 'actor');

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

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner @param {number} baseline */
    async hasStatementsBefore(organisation, trackBy, owner, baseline) {
      const first = `SELECT min(sequence) FROM statements WHERE organisation = ? AND ${columnOf(trackBy)} = ?`;
      const sequence = await sql.one(first, [organisation, owner]);
      return sequence !== null && sequence <= baseline;
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner @returns {Promise<string[]>} */
    async recordsOf(organisation, trackBy, owner) {
      const records = `SELECT record FROM statements WHERE organisation = ? AND ${columnOf(trackBy)} = ? ORDER BY sequence`;
      return sql.column(records, [organisation, owner]);
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} after @param {number} enough */
    async ownersAfter(organisation, trackBy, after, enough) {
      const column = columnOf(trackBy);
      const select = `SELECT ${column} AS owner, record, sequence FROM statements WHERE organisation = ?`;
      const order = `ORDER BY ${column}, sequence`;
      const rows = await sql.all(`${select} AND ${column} > ? ${order} LIMIT ?`, [organisation, after, enough]);
      const last = rows.at(-1);
      if (last && rows.length === enough) {
        const rest = `${select} AND ${column} = ? AND sequence > ? ${order}`;
        rows.push(...(await sql.all(rest, [organisation, last.owner, last.sequence])));
      }
      const owners = grouped(rows, ({ owner }) => String(owner));
      return [...owners].map(([owner, own]) => ({ owner, records: own.map(({ record }) => String(record)) }));
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} after @returns {Promise<number>} */
    async countAfter(organisation, trackBy, after) {
      const count = `SELECT count(*) FROM statements WHERE organisation = ? AND ${columnOf(trackBy)} > ?`;
      return sql.one(count, [organisation, after]);
    },

    /** @returns {Promise<number>} */
    async statementsTaken() {
      return sql.one(TAKEN);
    },
  };
}
