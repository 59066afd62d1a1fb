// One connection to a database file.
//
// The driver leaves a statement that found the database busy unfinished until it is garbage, and meanwhile its connection
// sees old data and can write no more (SQLITE_BUSY_SNAPSHOT). So whatever may find it busy runs as a script, which the
// driver does finish; and where a lone statement found it busy all the same, the connection is made anew.

import { createClient } from '@libsql/client';
import { isBusy } from './busy.js';

/** Milliseconds for which the driver may block the process when the database is busy (busy.js does the waiting). */
const BLOCKING = 1;

/** WAL lets others read while one writes; FULL makes a commit wait until the disk has it. */
const PRAGMAS = `
PRAGMA synchronous = FULL;
PRAGMA cache_size = -32000;
PRAGMA mmap_size = 268435456;
PRAGMA wal_autocheckpoint = 8000;
`;

/** @typedef {import('@libsql/client').Transaction} SqlTransaction */

export class Connection {
  /** @param {string} url */
  constructor(url) {
    this.client = createClient({ url, concurrency: 1, timeout: BLOCKING });
    this.isReady = false;
  }

  /** What a new connection has to be told. */
  async #ready() {
    if (this.isReady) return;
    await this.client.executeMultiple(PRAGMAS);
    this.isReady = true;
  }

  /** Forgets all that the connection has under way. */
  async renew() {
    this.isReady = false;
    await this.client.reconnect();
  }

  /** @param {string} sql @param {import('@libsql/client').InValue[]} [args] */
  async execute(sql, args = []) {
    await this.#ready();
    try {
      return await this.client.execute({ sql, args });
    } catch (error) {
      if (isBusy(error)) await this.renew();
      throw error;
    }
  }

  /** Statements without parameters and answers. @param {string} sql */
  async script(sql) {
    await this.#ready();
    await this.client.executeMultiple(sql);
  }

  /** A transaction that nothing in the database can hold up any more. @param {'write' | 'read'} mode @returns {Promise<SqlTransaction>} */
  async begin(mode) {
    await this.#ready();
    const transaction = await this.client.transaction('deferred');
    try {
      // A deferred one would take its lock, or its snapshot, with its first statement.
      const start = mode === 'write' ? 'ROLLBACK; BEGIN IMMEDIATE' : 'SELECT 1 FROM sqlite_schema LIMIT 1';
      await transaction.executeMultiple(start);
      return transaction;
    } catch (error) {
      transaction.close();
      throw error;
    }
  }

  close() {
    this.client.close();
  }
}
