// Learning Locker's statements as a source: all that bear no mark of ours, from the beginning; then what comes, by a change
// stream where the server has them, else by looking again. A reader that lost its place in the stream goes on by ids.

import { isAway, whenReached } from '../busy.js';
import { Awaiting } from './awaiting.js';
import { further } from './ids.js';
import { mark } from './marks.js';
import { Round } from './round.js';
import { someOf } from './some.js';
import { Stream } from './stream.js';

/** The largest difference between the clocks of two machines, and between an id's time and when it is seen. */
const OVERLAP = 5 * 60_000;

/** What is read at a time: statements, characters of them, and statements that are looked through for some that are to be read. */
const SIZES = { most: 500, largest: 8 * 1024 * 1024, span: 5_000 };

/** Between two notes of how far a stream is in which nothing happens, in milliseconds. */
const QUIET = 30_000;

/**
 * @typedef {{id: string | null, token?: unknown}} Position
 * @typedef {{taken: import('./records.js').Taken[], caughtUp: boolean, isEnd: boolean}} Piece
 * @typedef {import('../../source.js').SourcePage} SourcePage
 * @typedef {{overlap?: number, now?: () => number} & Partial<typeof SIZES>} Options
 *
 * @typedef {object} Context
 * @property {import('mongodb').Collection<any>} statements
 * @property {Awaiting} awaiting
 * @property {number} overlap from how long before a position on it reads, in milliseconds
 * @property {number} most
 * @property {number} largest
 * @property {number} span
 * @property {() => number} now
 * @property {boolean} hasStreams as far as is known
 */

/**
 * @param {import('mongodb').Db} db
 * @param {Options} [options]
 * @returns {import('../../source.js').Source}
 */
export function createSource(db, { overlap = OVERLAP, now = Date.now, ...sizes } = {}) {
  const options = { statements: db.collection('statements'), overlap, now, hasStreams: true, ...SIZES, ...sizes };
  const context = Object.assign(options, { awaiting: new Awaiting(db, options) });
  return { name: 'Learning Locker', read: (position) => new Reader(context, position) };
}

const NOTHING = { taken: [], isAll: true };

class Reader {
  /** @type {Round | null} */
  #round = null;
  /** @type {Stream | null} */
  #stream = null;
  /** Of the stream, still to be read. @type {import('mongodb').ObjectId[]} */
  #changed = [];
  #isOpen = false;
  #notedAt = -Infinity;
  /** @type {string | undefined} */
  #warning;

  /** @param {Context} context @param {Position | null} position */
  constructor(context, position) {
    this.context = context;
    /** @type {Position} */
    this.position = position ?? { id: null };
  }

  /** @returns {Promise<SourcePage>} */
  page() {
    return whenReached(async () => {
      if (!this.#isOpen) await this.#open();
      const page = await (this.#round ? this.#nextOfRound(this.#round) : this.#nextOfStream());
      if (page.caughtUp) page.taken.push(...(await this.context.awaiting.look()));
      const warning = this.#warning;
      this.#warning = undefined;
      return { ...page, position: this.position, ...(warning !== undefined && { warning }) };
    });
  }

  /** @param {{key: any}[]} taken */
  done(taken) {
    const read = taken.map(({ key }) => key);
    return whenReached(async () => {
      // Who awaits a person is known before the mark: nobody looks at a marked one again.
      await this.context.awaiting.note(read);
      await mark(this.context.statements, read);
    });
  }

  async close() {
    await this.#stream?.close();
  }

  /** The stream is opened before anything is read by ids, so that nothing falls between. */
  async #open() {
    const { id, token } = this.position;
    const continued = token ? await this.#openStream(token) : null;
    this.#stream = continued ?? (await this.#openStream(null));
    if (continued === null) this.#round = new Round(id, this.context);
    this.#isOpen = true;
  }

  /** Null where there is none. @param {unknown} token */
  async #openStream(token) {
    if (!this.context.hasStreams) return null;
    try {
      return await Stream.open(this.context, token);
    } catch (error) {
      if (isAway(error)) throw error;
      // Its history may be gone, which is no longer than the oplog; a server by itself has no stream at all.
      if (token) this.#warning = `its change stream cannot be resumed: ${/** @type {Error} */ (error).message}`;
      else this.context.hasStreams = false;
      return null;
    }
  }

  /** @param {Round} round @returns {Promise<Piece>} */
  async #nextOfRound(round) {
    const { taken, isLast } = await round.next();
    const stream = isLast ? this.#stream : null;
    this.position = positionOf(round.position, stream?.token);
    if (stream) this.#round = null;
    return { taken, caughtUp: isLast, isEnd: isLast && !stream };
  }

  /** @returns {Promise<Piece>} */
  async #nextOfStream() {
    const stream = /** @type {Stream} */ (this.#stream);
    if (this.#changed.length === 0) this.#changed = await stream.next();
    const ids = this.#changed;
    const { taken, isAll } = ids.length > 0 ? await someOf(this.context, { _id: { $in: ids } }) : NOTHING;
    const read = new Set(taken.map(({ key }) => String(key._id)));
    this.#changed = isAll ? [] : ids.filter((id) => !read.has(String(id)));
    if (this.#changed.length === 0) this.#notePlace(stream.token, taken);
    return { taken, caughtUp: this.#changed.length === 0 && ids.length < this.context.most, isEnd: false };
  }

  /** @param {unknown} token @param {import('./records.js').Taken[]} taken */
  #notePlace(token, taken) {
    const { now } = this.context;
    if (taken.length === 0 && now() - this.#notedAt < QUIET) return;
    this.#notedAt = now();
    const id = taken.reduce((far, { key }) => further(far, key._id, now), this.position.id);
    this.position = positionOf(id, token);
  }
}

/** Without a token, its reader goes on by ids. @param {string | null} id @param {unknown} token @returns {Position} */
const positionOf = (id, token) => (token ? { id, token } : { id });
