// What one worker does with its share of the statements: holds them, puts journeys to them, finds them again, and gathers
// what occurs in them. Long work is done in slices; a run of a journey goes before all else.

import { Given } from './calls.js';
import { Engines } from './engines.js';
import { Gathering } from './gathering.js';
import { statementIn } from './packer.js';
import { idOf, StatementSet } from './statement-set.js';
import { Turns } from './turns.js';

/**
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('../../../js/engine/index.js').Matcher} Matcher
 * @typedef {import('./calls.js').Circumstances} Circumstances
 * @typedef {import('./statement-set.js').Held} Held
 *
 * @typedef {{id: string, chunk: number, index: number, receivedAt: number, bytes: Uint8Array}} Found a statement, and its place
 *   in the order of reading
 */

export class Shard {
  /** @type {Map<number, StatementSet>} */
  #sets = new Map();
  #engines = /** @type {Engines} */ (/** @type {unknown} */ (undefined)); // until open()
  #languages;
  /** @type {{engine: object, matcher: Matcher} | undefined} */
  #reading;
  /** Runs under way, which other work waits for. @type {Set<Promise<unknown>>} */
  #runs = new Set();

  /** @param {readonly string[]} languages that names are wanted in, the best first */
  constructor(languages) {
    this.#languages = languages;
  }

  /** To be called first. @param {{module: WebAssembly.Module}} argument */
  async open({ module }) {
    this.#engines = await Engines.open(module);
  }

  /** Says what each statement is; knows no condition. */
  get #reader() {
    const { engine } = this.#engines;
    if (this.#reading?.engine !== engine) this.#reading = { engine, matcher: engine.matcher([]) };
    return this.#reading.matcher;
  }

  /** @param {number} set */
  #set(set) {
    const known = this.#sets.get(set);
    if (!known) throw new DOMException('these statements have made way for others', 'AbortError');
    return known;
  }

  /** @param {{set: number}} argument */
  begin({ set }) {
    this.#sets.set(set, new StatementSet());
  }

  /** @param {{set: number, chunk: import('./packer.js').Chunk}} argument */
  add({ set, chunk }) {
    return this.#engines.mending(() => this.#set(set).add(this.#reader, chunk));
  }

  /** How much there is, once all is there. @param {{set: number}} argument */
  finish({ set }) {
    const { count, owners } = this.#set(set);
    return { statements: count, idents: owners.idents };
  }

  /** @param {{set: number}} argument */
  drop({ set }) {
    this.#sets.delete(set);
  }

  /** Progress on a journey, packed. @param {{set: number, journey: string}} argument @param {Circumstances} circumstances */
  run(argument, circumstances) {
    const run = this.#engines.mending(() => this.#replay(argument, circumstances));
    this.#runs.add(run);
    const forget = () => void this.#runs.delete(run);
    run.then(forget, forget);
    return run;
  }

  /** @param {{set: number, journey: string}} argument @param {Circumstances} circumstances */
  async #replay({ set, journey }, { signal }) {
    const { engine } = this.#engines;
    const turns = new Turns(signal);
    const compiled = engine.compile(journey);
    const replay = engine.replay([compiled]);
    try {
      for (const chunk of this.#set(set).chunks) {
        replay.add(chunk.bytes, chunk.context);
        if (turns.isOver) await turns.next();
      }
      const packed = replay.pack();
      return new Given(packed, [packed.buffer]);
    } finally {
      replay.dispose();
      compiled.dispose();
    }
  }

  /** How many statements meet the one waypoint of a journey. @param {{set: number, journey: string}} argument @param {Circumstances} circumstances */
  count({ set, journey }, { signal }) {
    return this.#engines.mending(async () => {
      const { engine } = this.#engines;
      const compiled = engine.compile(journey);
      const matcher = engine.matcher([compiled]);
      try {
        let count = 0;
        for await (const chunk of this.#inTurns(this.#set(set).chunks, signal)) {
          count += matcher.matchColumns(chunk.bytes, chunk.context).statement.length;
        }
        return count;
      } finally {
        matcher.dispose();
        compiled.dispose();
      }
    });
  }

  /** All statements of a learner. @param {{set: number, ident: Ident}} argument @param {Circumstances} circumstances */
  statementsOf({ set, ident }, { signal }) {
    return this.#engines.mending(() => this.#found(this.#set(set).of(ident), signal));
  }

  /** All copies of statements. @param {{set: number, ids: string[]}} argument @param {Circumstances} circumstances */
  statements({ set, ids }, { signal }) {
    return this.#engines.mending(() => this.#found(this.#set(set).withIds(this.#reader, ids), signal));
  }

  /** @param {Iterable<{chunk: Held, index: number}>} places @param {AbortSignal} signal */
  async #found(places, signal) {
    /** @type {Found[]} */
    const found = [];
    for await (const { chunk, index } of this.#inTurns(places, signal)) {
      const id = idOf(this.#reader, chunk, index);
      const bytes = statementIn(chunk, index).slice();
      found.push({ id, chunk: chunk.number, index, receivedAt: chunk.receivedAt, bytes });
    }
    return new Given(
      found,
      found.map(({ bytes }) => bytes.buffer),
    );
  }

  /** What occurs in the statements, and what they call people. @param {{set: number}} argument @param {Circumstances} circumstances */
  async gather({ set }, { signal }) {
    const gathering = new Gathering(this.#set(set), this.#languages);
    for await (const [chunk, index] of this.#inTurns(gathering.places(), signal)) gathering.add(chunk, index);
    return { gathered: gathering.gathered, names: gathering.names };
  }

  /** One after another, with a turn for others now and then. @template Thing @param {Iterable<Thing>} things @param {AbortSignal} signal */
  async *#inTurns(things, signal) {
    const turns = new Turns(signal);
    for (const thing of things) {
      yield thing;
      if (!turns.isOver) continue;
      await Promise.allSettled(this.#runs);
      await turns.next();
    }
  }
}
