// Reads statements out of their source and deals them out to the workers. What is no statement is found by the engine, as
// the command finds it: in the bytes as they come, with its line.

import { Cutter } from '../../../js/reading/pieces.js';
import { Check } from './check.js';
import { complaint } from './complaints.js';
import { isAbort, StudyError } from './errors.js';
import { Packer } from './packer.js';
import { open } from './sources.js';

/** Bad statements that are listed; others are counted. */
const LISTED = 100;
/** So many bad statements and none that is good: the rest will be no better. */
const HOPELESS = 1000;
/** What workers hold at most. */
const MOST_BYTES = 1 << 30;
const NOTHING = new Uint8Array(0);

/**
 * @typedef {import('../../../js/engine/index.js').Engine} Engine
 * @typedef {import('../../../js/engine/index.js').InvalidStatement} InvalidStatement
 * @typedef {import('../../../js/reading/pieces.js').Piece} Piece
 * @typedef {import('./sources.js').Input} Input
 * @typedef {import('./study.js').Loaded} Loaded
 *
 * @typedef {object} Means
 * @property {import('./shards.js').Shards} shards
 * @property {number} set the number under which the workers keep the statements
 * @property {Engine} engine
 * @property {AbortSignal} signal
 * @property {(progress: import('./study.js').LoadProgress) => void} onProgress
 */

/** One load. */
export class Loading {
  #packer = new Packer();
  #bytes = 0;
  #statements = 0;
  /** @type {Loaded['invalid']} */
  #invalid = [];
  #invalidCount = 0;
  #done = 0;
  /** @type {number | undefined} */
  #total;
  #told = 0;
  /** Why a worker could not take its share. @type {unknown} */
  #failure;

  /** @param {Means} means */
  constructor(means) {
    this.means = means;
  }

  /** @param {import('./study.js').Source} source @returns {Promise<{loaded: Loaded, idents: import('../../../js/engine/index.js').Ident[]}>} */
  async load(source) {
    const { shards, set } = this.means;
    const { name, inputs, most } = open(source);
    const isSized = inputs.every(({ size }) => size !== undefined);
    this.#total = isSized ? inputs.reduce((sum, { size = 0 }) => sum + size, 0) : most;
    await shards.all('begin', { set });
    for (const input of inputs) await this.#read(input);
    this.#tell('gathering', true);
    const parts = await shards.all('finish', { set }, { signal: this.means.signal });
    if (this.#failure) throw this.#failure;
    const statements = parts.reduce((sum, part) => sum + part.statements, 0);
    const loaded = { name, statements, bytes: this.#bytes, invalid: this.#invalid, invalidCount: this.#invalidCount };
    return { loaded, idents: parts.flatMap(({ idents }) => idents) };
  }

  /** @param {Input} input */
  async #read(input) {
    const { engine, signal } = this.means;
    const check = input.isOurs ? undefined : new Check(engine, input);
    const cutter = new Cutter();
    let head = NOTHING;
    this.#packer.receivedAt = input.receivedAt;
    const onRead = (/** @type {number} */ bytes) => (this.#done += bytes);
    try {
      for await (const block of input.blocks(signal, onRead)) {
        if (head.length === 0) head = block.slice(0, 1024);
        this.#note(input, check?.take(block));
        if (check && check.good === 0 && check.bad >= HOPELESS) throw complaint(input.name, head, check.first);
        this.#pack(cutter.cut(block, false), check);
        if (input.size === undefined) this.#done = this.#statements;
        this.#tell('reading');
      }
      this.#note(input, check?.end());
      this.#pack(cutter.cut(NOTHING, true), check);
      this.#send(this.#packer.flush());
      const isEmpty = check ? check.good === 0 : this.#statements === 0;
      if (isEmpty) throw complaint(input.name, head, check?.first);
    } finally {
      check?.dispose();
    }
  }

  /** @param {Iterable<Piece>} pieces @param {Check} [check] that has seen them */
  #pack(pieces, check) {
    for (const piece of pieces) {
      if (check?.passesOver(piece)) continue;
      this.#statements++;
      this.#send(this.#packer.add(piece.bytes));
    }
  }

  /** @param {import('./packer.js').Chunk | undefined} chunk */
  #send(chunk) {
    if (this.#failure) throw this.#failure;
    if (!chunk) return;
    this.#bytes += chunk.bytes.length;
    if (this.#bytes > MOST_BYTES) {
      throw new StudyError('this is more than 1 GB of statements (unzipped), which is more than a page can hold');
    }
    const { shards, set } = this.means;
    const transfer = [chunk.bytes.buffer, chunk.starts.buffer];
    shards.oneAfterAnother('add', { set, chunk }, { transfer }).catch((error) => {
      if (!isAbort(error)) this.#failure ??= error;
    });
  }

  /** @param {Input} input @param {InvalidStatement[]} [invalid] */
  #note({ name }, invalid = []) {
    this.#invalidCount += invalid.length;
    for (const each of invalid.slice(0, LISTED - this.#invalid.length)) this.#invalid.push({ ...each, file: name });
  }

  /** Not more often than a person can see. @param {'reading' | 'gathering'} stage @param {boolean} [now] */
  #tell(stage, now = false) {
    if (!now && performance.now() - this.#told < 50) return;
    this.#told = performance.now();
    const [done, total] = [this.#done, this.#total];
    this.means.onProgress({ stage, done, ...(total !== undefined && { total }), statements: this.#statements });
  }
}
