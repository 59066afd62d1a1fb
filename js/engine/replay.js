// Progress in the engine's memory, of all owners on all journeys of a replay.
import { columnsOf } from './columns.js';
import { toJson, toStatements } from './core.js';
import { JourneysError } from './errors.js';
import { Handle } from './handle.js';
import { handlesOf } from './journey.js';
import { toContext, toOptions } from './options.js';

/** Progress documents that are fetched at once. */
const PAGE = 500;

const NOTHING = new Uint8Array(0);

/** @param {import('./index.js').ReplayOptions | undefined} options */
const untilOf = (options) => toOptions({ until: options?.until });

/** @param {string} journey @param {import('./index.js').Owner} owner @param {import('./index.js').ReplayOptions | undefined} options */
const ownerOptions = (journey, owner, options) => toOptions({ journey, owner, until: options?.until });

/** @typedef {import('./index.js').Replay} Described */

/** @implements {Described} */
export class Replay extends Handle {
  /** What write() could not use yet: the beginning of a statement. */
  #rest = NOTHING;
  #isWriting = false;
  #isTelling = false;
  /** @type {import('./index.js').Replay['onHit']} */
  onHit = undefined;

  /** @param {import('./core.js').Core} core @param {import('./index.js').Journey[]} journeys @param {import('./index.js').ReplayOptions | null | undefined} options */
  constructor(core, journeys, options) {
    const text = toOptions({ journeys: handlesOf(core, journeys), until: options?.until });
    const { handle } = core.json('createReplay', core.put(0, text));
    super(core, 'Replay', handle);
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] */
  add(statements, context) {
    if (this.#isWriting) throw new JourneysError('ArgumentError', 'statements', 'call end() before add()');
    const options = this.#options(context);
    const texts = toStatements(statements, 'statements');
    return this.#feed(this.core.put(0, texts), true, options);
  }

  /** @param {Uint8Array} chunk @param {import('./index.js').StatementContext} [context] */
  write(chunk, context) {
    if (!(chunk instanceof Uint8Array)) throw new JourneysError('ArgumentError', 'chunk', 'must be a Uint8Array');
    const options = this.#options(context);
    this.#isWriting = true;
    return this.#feed(this.core.putPieces(0, [this.#rest, chunk]), false, options);
  }

  /** @param {import('./index.js').StatementContext} [context] */
  end(context) {
    const options = this.#options(context);
    return this.#feed(this.core.put(0, this.#rest), true, options);
  }

  /** @returns {import('./index.js').ReplayStats} */
  get stats() {
    return this.core.json('stats', this.handle);
  }

  /** @returns {Uint8Array} */
  pack() {
    return this.core.bytes('pack', this.handle).slice();
  }

  /** @param {Uint8Array} packed */
  merge(packed) {
    if (!(packed instanceof Uint8Array)) throw new JourneysError('ArgumentError', 'packed', 'must be a Uint8Array');
    if (this.#isWriting) throw new JourneysError('ArgumentError', 'packed', 'call end() before merge()');
    this.core.json('merge', this.handle, this.core.put(0, packed));
  }

  /** @param {import('./index.js').ReplayOptions} [options] @returns {import('./index.js').JourneySummary[]} */
  summary(options) {
    return this.core.json('summary', this.handle, this.core.put(1, untilOf(options)));
  }

  /** @param {number} [journey] @param {import('./index.js').ReplayOptions} [options] @returns {import('./index.js').OverviewColumns} */
  overview(journey = 0, options) {
    if (!Number.isInteger(journey) || journey < 0) {
      throw new JourneysError('ArgumentError', 'journey', 'must be the place of a journey in the replay, from 0');
    }
    return columnsOf(this.core.bytes('overview', this.handle, journey, this.core.put(1, untilOf(options))));
  }

  /** @param {ArrayLike<number>} owners @returns {import('./index.js').Ident[]} */
  idents(owners) {
    return this.core.json('idents', this.handle, this.core.put(0, toJson(Array.from(owners), 'owners')));
  }

  /** @returns {IterableIterator<import('./index.js').Progress>} */
  *progress() {
    const { journeys } = this.core.json('owners', this.handle);
    for (const [journey, owners] of journeys.entries()) {
      for (let from = 0; from < owners; from += PAGE) {
        yield* this.core.json('progress', this.handle, journey, from, PAGE);
      }
    }
  }

  /** @param {string} journey @param {import('./index.js').Owner} owner @param {import('./index.js').ReplayOptions} [options] @returns {import('./index.js').Progress | null} */
  progressOf(journey, owner, options) {
    return this.core.json('progressOf', this.handle, this.core.put(0, ownerOptions(journey, owner, options)));
  }

  /** @param {string} journey @param {import('./index.js').Owner} owner @param {import('./index.js').ReplayOptions} [options] @returns {import('./index.js').ProgressExplanation} */
  explain(journey, owner, options) {
    return this.core.json('explainOwner', this.handle, this.core.put(0, ownerOptions(journey, owner, options)));
  }

  /** @param {import('./index.js').StatementContext} [context] */
  #options(context) {
    if (this.#isTelling)
      throw new JourneysError('ArgumentError', 'onHit', 'must not give statements to its own replay');
    return toContext(context, { hits: this.onHit ? true : undefined });
  }

  /** @param {number} size of what stands in slot 0 @param {boolean} last @param {string} options @returns {{ invalid: import('./index.js').InvalidStatement[] }} */
  #feed(size, last, options) {
    const { consumed, invalid, hits } = this.core.json('write', this.handle, size, last, this.core.put(1, options));
    const view = this.core.room(0, size);
    this.#rest = last ? NOTHING : view.slice(consumed);
    this.#isWriting = !last;
    if (hits) this.#tell(hits, view);
    return { invalid };
  }

  /** @param {{ id: string, statement: string, raw: boolean, offset: number, size: number }[]} hits @param {Uint8Array} view of slot 0 */
  #tell(hits, view) {
    // Copied first: the receiver may well call the engine, which then reuses the memory.
    const copies = hits.map(({ offset, size }) => view.slice(offset, offset + size));
    this.#isTelling = true;
    try {
      hits.forEach(({ id, statement, raw }, i) => this.onHit?.(id, statement, copies[i], raw));
    } finally {
      this.#isTelling = false;
    }
  }
}
