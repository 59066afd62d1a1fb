// Long reads of what is committed at one moment. Each has a thread for itself; there are few, so that lists that no index
// serves do not use up the machine.

import { StoreBusyError } from '../errors.js';
import { Sql } from './sql.js';
import { whenFree } from './busy.js';
import { ReadingThread } from './reading-thread.js';

const MOST = 2;
/** Who asks while so many wait already is told to come back. */
const LONGEST_QUEUE = 32;

export class Snapshots {
  /** @param {string} url @param {number} patience */
  constructor(url, patience) {
    this.url = url;
    this.patience = patience;
    this.isClosed = false;
    /** @type {Set<ReadingThread>} */
    this.threads = new Set();
    /** @type {ReadingThread[]} */
    this.idle = [];
    this.used = 0;
    /** @type {(() => void)[]} */
    this.waiting = [];
  }

  /** @type {import('./find.js').Snapshot} */
  async take(use) {
    if (this.waiting.length >= LONGEST_QUEUE) throw new StoreBusyError('too many lists that no index serves');
    while (this.used >= MOST) await new Promise((resolve) => this.waiting.push(() => resolve(undefined)));
    ++this.used;
    try {
      if (this.isClosed) throw new Error('the store is closed');
      const thread = this.#thread();
      await whenFree(() => thread.ask({ begin: true }), this.patience);
      try {
        return await use(new Sql(async (sql, args) => /** @type {any} */ ({ rows: await thread.ask({ sql, args }) })));
      } finally {
        await this.#giveBack(thread);
      }
    } finally {
      --this.used;
      this.waiting.shift()?.();
    }
  }

  #thread() {
    const thread = this.idle.pop() ?? new ReadingThread(this.url);
    this.threads.add(thread);
    return thread;
  }

  /** @param {ReadingThread} thread */
  async #giveBack(thread) {
    if (!thread.isLost) await thread.ask({ end: true });
    if (thread.isLost) this.threads.delete(thread);
    else this.idle.push(thread);
  }

  /** Ends what is under way. */
  async close() {
    this.isClosed = true;
    await Promise.all([...this.threads].map((thread) => thread.close()));
  }
}
