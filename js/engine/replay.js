// Progress in the engine's memory, of all owners on all journeys of a replay.
import { JourneysError } from './errors.js';
import { Handle } from './handle.js';
import { handlesOf } from './journey.js';
import { toOptions } from './options.js';

/** Progress documents that are fetched at once. */
const PAGE = 500;

const NOTHING = new Uint8Array(0);

/** @implements {import('./index.js').Replay} */
export class Replay extends Handle {
  /** What write() could not use yet: the beginning of a statement. */
  #rest = NOTHING;
  #isWriting = false;
  /** @type {import('./index.js').Replay['onHit']} */
  onHit = undefined;

  /** @param {import('./core.js').Core} core @param {import('./index.js').Journey[]} journeys @param {import('./index.js').ReplayOptions} options */
  constructor(core, journeys, { until }) {
    const options = toOptions({ journeys: handlesOf(core, journeys), until });
    const { handle } = core.json('createReplay', core.put(0, options, 'options'));
    super(core, 'Replay', handle);
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] */
  add(statements, context = {}) {
    if (this.#isWriting) throw new JourneysError('ArgumentError', 'statements', 'call end() before add()');
    return { invalid: this.#feed(this.core.put(0, statements, 'statements'), true, context).invalid };
  }

  /** @param {Uint8Array} chunk @param {import('./index.js').StatementContext} [context] */
  write(chunk, context = {}) {
    if (!(chunk instanceof Uint8Array)) throw new JourneysError('ArgumentError', 'chunk', 'must be a Uint8Array');
    this.#isWriting = true;
    const size = this.#rest.length + chunk.length;
    const room = this.core.room(0, size);
    room.set(this.#rest);
    room.set(chunk, this.#rest.length);
    const { consumed, invalid } = this.#feed(size, false, context);
    const whole = consumed < this.#rest.length;
    this.#rest = whole
      ? concatenate(this.#rest.subarray(consumed), chunk)
      : chunk.slice(consumed - this.#rest.length);
    return { invalid };
  }

  /** @param {import('./index.js').StatementContext} [context] */
  end(context = {}) {
    const size = this.core.put(0, this.#rest, 'statements');
    this.#rest = NOTHING;
    this.#isWriting = false;
    return { invalid: this.#feed(size, true, context).invalid };
  }

  /** @returns {import('./index.js').ReplayStats} */
  get stats() {
    return this.core.json('stats', this.handle);
  }

  /** @returns {import('./index.js').JourneySummary[]} */
  summary() {
    return this.core.json('summary', this.handle);
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

  /** @param {string} journey @param {import('./index.js').Owner} owner @returns {import('./index.js').Progress | null} */
  progressOf(journey, owner) {
    return this.core.json('progressOf', this.handle, this.core.put(0, { journey, owner }, 'owner'));
  }

  /** @param {string} journey @param {import('./index.js').Owner} owner @returns {import('./index.js').ProgressExplanation} */
  explain(journey, owner) {
    return this.core.json('explainOwner', this.handle, this.core.put(0, { journey, owner }, 'owner'));
  }

  /** @param {number} size of what stands in slot 0 @param {boolean} last @param {import('./index.js').StatementContext} context @returns {{ consumed: number, invalid: import('./index.js').InvalidStatement[] }} */
  #feed(size, last, { receivedAt, organisation, lrs_id }) {
    const options = toOptions({ receivedAt, organisation, lrs_id, hits: this.onHit ? true : undefined });
    const answer = this.core.json('write', this.handle, size, last, this.core.put(1, options, 'context'));
    if (answer.hits) this.#tell(answer.hits, this.core.room(0, size));
    return answer;
  }

  /** @param {{ id: string, statement: string, raw: boolean, offset: number, size: number }[]} hits @param {Uint8Array} view of slot 0 */
  #tell(hits, view) {
    // Copied first: the receiver may well call the engine, which then reuses the memory.
    const copies = hits.map(({ offset, size }) => view.slice(offset, offset + size));
    hits.forEach(({ id, statement, raw }, i) => this.onHit?.(id, statement, copies[i], raw));
  }
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function concatenate(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
