// Group commit. A commit waits for the disk, which takes longer than most changes do; so changes that wait at the same
// time share one transaction: they run one after the other, each in a savepoint, so that one that throws undoes only
// itself; then all are committed at once, and only then told that they are done. A group takes in what arrives while it
// runs, but is bounded, so that the first of it does not wait for long and other processes get their turn.
//
// A change must wait for nothing but its transaction, least of all for another change: it holds up all others.

import { setTimeout as sleep } from 'node:timers/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Sql } from './sql.js';
import { whenFree } from './busy.js';

const MOST_CHANGES = 64;
const LONGEST_GROUP = 50;
/** How often to look whether other processes write, and for how long to make way for them then, in milliseconds. */
const LOOK_EVERY = 50;
const COURTESY = 1000;

/**
 * @typedef {object} Waiting
 * @property {(sql: Sql) => Promise<any>} change
 * @property {(result: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

export class Group {
  /** @param {import('./connection.js').Connection} connection for nothing else @param {number} patience */
  constructor(connection, patience) {
    this.connection = connection;
    this.patience = patience;
    /** @type {Waiting[]} */
    this.waiting = [];
    /** Until nothing waits any more. @type {Promise<void> | null} */
    this.running = null;
    this.looked = 0;
    this.version = -1;
    this.courteousUntil = 0;
  }

  /** @param {Waiting['change']} change @returns {Promise<any>} */
  run(change) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ change, resolve, reject });
      this.running ??= this.#drain();
    });
  }

  async #drain() {
    await nextTurn(); // whoever asks in this turn of the event loop is in the same group
    while (this.waiting.length > 0) {
      try {
        await this.#group();
        await this.#makeWay();
      } catch (error) {
        // The connection is lost: whoever waits is told.
        for (const { reject } of this.waiting.splice(0)) reject(error);
      }
    }
    this.running = null;
  }

  async #group() {
    /** @type {import('@libsql/client').Transaction} */
    let transaction;
    try {
      transaction = await whenFree(() => this.connection.begin('write'), this.patience);
    } catch (error) {
      for (const { reject } of this.waiting.splice(0)) reject(error);
      return;
    }
    /** @type {(() => void)[]} */
    const answers = [];
    /** @type {Waiting[]} */
    const taken = [];
    try {
      const end = performance.now() + LONGEST_GROUP;
      do {
        const waiting = /** @type {Waiting} */ (this.waiting.shift());
        taken.push(waiting);
        answers.push(await runOne(transaction, waiting));
      } while (this.waiting.length > 0 && taken.length < MOST_CHANGES && performance.now() < end);
      await transaction.commit();
    } catch (error) {
      // The transaction itself failed (a full disk, for one): nothing of it is there.
      transaction.close();
      for (const { reject } of taken) reject(error);
      await this.connection.renew();
      return;
    }
    for (const answer of answers) answer();
  }

  /** Lets requests and answers through, and other processes to the database: SQLite's lock knows no queue. */
  async #makeWay() {
    const now = performance.now();
    if (now - this.looked > LOOK_EVERY) {
      this.looked = now;
      const version = Number((await this.connection.execute('PRAGMA data_version')).rows[0][0]);
      if (this.version !== -1 && version !== this.version) this.courteousUntil = now + COURTESY;
      this.version = version;
    }
    if (now < this.courteousUntil) await sleep(1 + Math.random() * 2);
    else await nextTurn();
  }
}

/**
 * Runs one change of a group; throws where the transaction is lost, and tells how to answer otherwise.
 * @param {import('@libsql/client').Transaction} transaction
 * @param {Waiting} waiting
 */
async function runOne(transaction, { change, resolve, reject }) {
  await transaction.execute('SAVEPOINT change');
  const sql = new Sql((text, args) => transaction.execute({ sql: text, args }));
  try {
    const result = await change(sql);
    sql.end();
    await transaction.execute('RELEASE change');
    return () => resolve(result);
  } catch (error) {
    sql.end();
    if (transaction.closed) throw error;
    await transaction.execute('ROLLBACK TO change');
    await transaction.execute('RELEASE change');
    return () => reject(error);
  }
}
