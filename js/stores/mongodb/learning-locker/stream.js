// A change stream on Learning Locker's statements: those that are inserted, and those in which something changes that
// matters to journeys. A person that its workers add comes so; what they note of their own work does not.

/** How long the server waits for something to tell, in milliseconds. */
const LONGEST_WAIT = 2_000;

/** What a change must be of. */
const MATTERS = new Set(['person', 'personaIdentifier', 'voided', 'statement']);

/** @param {any} event */
const mattersIn = ({ operationType, updateDescription }) =>
  operationType !== 'update' ||
  Object.keys(updateDescription?.updatedFields ?? {}).some((path) => MATTERS.has(path.split('.')[0]));

const NONE = Symbol('none yet');
const soon = () => new Promise((resolve) => setImmediate(resolve, NONE));

export class Stream {
  #stream;
  #most;
  /** What the server was asked for and has not answered. @type {Promise<any> | null} */
  #asked = null;
  /** Behind what was taken. @type {unknown} */
  token;

  /** @param {import('mongodb').ChangeStream<any, any>} stream @param {unknown} token @param {number} most */
  constructor(stream, token, most) {
    this.#stream = stream;
    this.#most = most;
    this.token = token;
  }

  /**
   * @param {Pick<import('./source.js').Context, 'statements' | 'most'>} context most: events at a time
   * @param {unknown} token where to go on; null: now
   * @throws where the server has none, or not that place
   */
  static async open({ statements, most }, token) {
    const pipeline = [
      { $match: { operationType: { $in: ['insert', 'replace', 'update'] } } },
      { $project: { operationType: 1, documentKey: 1, 'updateDescription.updatedFields': 1 } },
    ];
    const options = { ...(token ? { resumeAfter: token } : {}), batchSize: most, maxAwaitTimeMS: LONGEST_WAIT };
    const stream = new Stream(statements.watch(pipeline, options), token, most);
    try {
      await stream.#settle(); // nothing is opened before the server is asked
      return stream;
    } catch (error) {
      await stream.close();
      throw error;
    }
  }

  #ask() {
    this.#asked ??= this.#stream.tryNext();
    return this.#asked;
  }

  /** Takes an answer that there is nothing, which is an old one by the time that somebody wants to know. */
  async #settle() {
    if ((await this.#ask()) === null) this.#take(null);
  }

  /** @param {any} event */
  #take(event) {
    this.#asked = null;
    this.token = event?._id ?? this.#stream.resumeToken ?? this.token;
  }

  /** Those that have changed, once each; it waits a moment where none has. @returns {Promise<import('mongodb').ObjectId[]>} */
  async next() {
    const ids = new Map();
    if (this.#asked) await this.#settle();
    let event = await this.#ask();
    for (let count = 1; event !== NONE; count++) {
      this.#take(event);
      if (event && mattersIn(event)) ids.set(String(event.documentKey._id), event.documentKey._id);
      if (!event || count === this.#most) break;
      event = await Promise.race([this.#ask(), soon()]);
    }
    return [...ids.values()];
  }

  async close() {
    this.#asked?.catch(() => {});
    await this.#stream.close().catch(() => {});
  }
}
