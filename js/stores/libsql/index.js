// A store in a libSQL database file, which any number of processes may use at once. What a change has put is on the disk
// when its promise is kept.

import { inTurn } from '../in-turn.js';
import { backup } from './backup.js';
import { whenFree } from './busy.js';
import { Connection } from './connection.js';
import { deliveryMethods } from './deliveries.js';
import { Group } from './group.js';
import { journeyMethods } from './journeys.js';
import { openWriter, urlOf } from './open.js';
import { progressMethods } from './progress.js';
import { reader } from './reader.js';
import { otherMethods } from './rest.js';
import { Snapshots } from './snapshots.js';
import { Sql } from './sql.js';
import { statementMethods } from './statements.js';

/**
 * @typedef {object} Options
 * @property {string} [url] of a file: `file:…`
 * @property {string} [file] its path
 * @property {import('../store.js').Matching} matching
 * @property {number} [patience] milliseconds to wait for other processes before StoreBusyError
 * @property {string[]} [migrations] for tests of migrations
 */

/**
 * @param {Options} options
 * @returns {Promise<import('../store.js').Store>}
 * @throws {import('../errors.js').StoreFormatError} where the file is of a newer version, or something else
 */
export async function openLibsqlStore({ url, file, matching, patience = 30_000, migrations }) {
  const place = urlOf({ url, file });
  const writing = await openWriter(place, patience, migrations);
  const reading = new Connection(place);
  const snapshots = new Snapshots(place, patience);
  const group = new Group(writing, patience);
  const sql = new Sql((text, args) => whenFree(() => reading.execute(text, args), patience));
  let isClosed = false;

  return {
    ...reader(sql, (use) => snapshots.take(use), matching),

    async change(change) {
      if (isClosed) throw new Error('the store is closed');
      return group.run((inside) => {
        const { transaction } = inTurn({
          ...reader(inside, (use) => use(inside), matching),
          ...statementMethods(inside),
          ...progressMethods(inside),
          ...journeyMethods(inside),
          ...deliveryMethods(inside),
          ...otherMethods(inside),
        });
        return change(transaction);
      });
    },

    async check() {
      await sql.one('SELECT count(*) FROM (SELECT 1 FROM numbers LIMIT 1)');
    },

    backup: (copy) => backup(place, copy, patience),

    async close() {
      isClosed = true;
      await group.running;
      await snapshots.close();
      reading.close();
      writing.close();
    },
  };
}
