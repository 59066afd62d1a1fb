// A round through Learning Locker's statements by `_id`: all that bear no mark of ours, from some time before a position on.
// An id tells when it was made, by the clock of the machine that made it, and a statement is seen later than that: whoever
// looks only behind the last id that was seen misses some. What was read already bears the mark by then.

import { ObjectId } from 'mongodb';
import { further, idAt, timeOf } from './ids.js';
import { QUEUE } from './records.js';
import { someOf } from './some.js';

export class Round {
  /** @type {ObjectId | null} */
  #after = null;
  #options;

  /**
   * @param {string | null} position
   * @param {import('./source.js').Context} options
   */
  constructor(position, options) {
    this.#options = options;
    this.position = position;
    if (position !== null) this.#after = idAt(timeOf(new ObjectId(position)) - options.overlap);
  }

  /** @returns {Promise<{taken: import('./records.js').Taken[], isLast: boolean}>} */
  async next() {
    const bound = await this.#bound();
    const range = { ...(this.#after && { $gt: this.#after }), ...(bound && { $lte: bound }) };
    const filter = { ...(Object.keys(range).length > 0 && { _id: range }), completedQueues: { $ne: QUEUE } };
    const { taken, isAll } = await someOf(this.#options, filter);
    const last = isAll ? bound : taken[taken.length - 1].key._id;
    this.#moveTo(last ?? taken[taken.length - 1]?.key._id);
    return { taken, isLast: isAll && bound === null };
  }

  /** The last of those that are looked through at once, where there are more behind it. @returns {Promise<ObjectId | null>} */
  async #bound() {
    const filter = this.#after ? { _id: { $gt: this.#after } } : {};
    const [found] = await this.#options.statements
      .find(filter, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .skip(this.#options.span - 1)
      .limit(1)
      .toArray();
    return found?._id ?? null;
  }

  /** @param {ObjectId | undefined} id */
  #moveTo(id) {
    if (!id) return;
    this.#after = id;
    this.position = further(this.position, id, this.#options.now);
  }
}
