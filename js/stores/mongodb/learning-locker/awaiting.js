// Statements that were recorded before Learning Locker knew whose they are. Its workers add the person afterwards: mostly
// within a second, but hours later where they were behind. These are looked at, some at a time, until they have one.

import { PREFIX } from '../collections.js';
import { someOf } from './some.js';

/** Between two looks, in milliseconds. */
const PAUSE = 5_000;

/** For so long a statement is waited for, in milliseconds: some never get a person. */
const LONGEST = 30 * 24 * 3_600_000;

export class Awaiting {
  /** @type {import('mongodb').ObjectId | null} */
  #after = null;
  #lookedAt = -Infinity;
  #options;

  /** @param {import('mongodb').Db} db @param {Omit<import('./source.js').Context, 'awaiting'>} options */
  constructor(db, options) {
    this.ids = db.collection(`${PREFIX}awaiting_person`);
    this.#options = options;
  }

  /** Those that have got a person, of the next ones. @returns {Promise<import('./records.js').Taken[]>} */
  async look() {
    const { now, most } = this.#options;
    if (now() - this.#lookedAt < PAUSE) return [];
    this.#lookedAt = now();
    const filter = this.#after ? { _id: { $gt: this.#after } } : {};
    const waiting = await this.ids.find(filter).sort({ _id: 1 }).limit(most).toArray();
    this.#after = waiting.length < most ? null : waiting[waiting.length - 1]._id;
    const oldest = new Date(now() - LONGEST);
    await this.#forget(waiting.filter(({ since }) => since < oldest));
    if (waiting.length === 0) return [];
    const ids = waiting.map(({ _id }) => _id);
    return (await someOf(this.#options, { _id: { $in: ids }, 'person._id': { $exists: true } })).taken;
  }

  /** Takes notice of what was recorded. @param {import('./records.js').Read[]} read */
  async note(read) {
    await this.#forget(read.filter(({ hasPerson }) => hasPerson));
    const lacking = read.filter(({ hasPerson }) => !hasPerson);
    if (lacking.length === 0) return;
    const since = new Date(this.#options.now());
    const operations = lacking.map(({ _id }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { since } }, upsert: true },
    }));
    await this.ids.bulkWrite(operations, { ordered: false });
  }

  /** @param {{_id: import('mongodb').ObjectId}[]} some */
  async #forget(some) {
    if (some.length > 0) await this.ids.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } });
  }
}
