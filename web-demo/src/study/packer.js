// Packs statements into chunks: what workers are given, and hold. One statement behind another, with a newline between.

/** Large enough that what a call into the engine costs does not count, small enough that a worker soon hears its messages. */
const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * @typedef {object} Chunk
 * @property {number} number in the order of reading, from 0
 * @property {number} receivedAt in milliseconds since 1970
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {Uint32Array<ArrayBuffer>} starts where each statement begins
 */

/** The statements that chunks are made of. */
export class Packer {
  #bytes = new Uint8Array(CHUNK);
  #used = 0;
  /** @type {number[]} */
  #starts = [];
  #number = 0;
  #receivedAt = 0;

  /** Of statements to come. @param {number} time */
  set receivedAt(time) {
    this.#receivedAt = time;
  }

  /** Takes a statement in; gives a chunk where one is full. @param {Uint8Array} statement @returns {Chunk | undefined} */
  add(statement) {
    const size = statement.length + 1;
    const full = this.#used + size > this.#bytes.length ? this.flush() : undefined;
    if (size > this.#bytes.length) this.#bytes = new Uint8Array(size);
    this.#starts.push(this.#used);
    this.#bytes.set(statement, this.#used);
    this.#used += size;
    this.#bytes[this.#used - 1] = NEWLINE;
    return full;
  }

  /** What is there as a chunk; nothing where nothing is. @returns {Chunk | undefined} */
  flush() {
    if (this.#used === 0) return undefined;
    const isFull = this.#bytes.length - this.#used < CHUNK / 8;
    const bytes = isFull ? this.#bytes.subarray(0, this.#used) : this.#bytes.slice(0, this.#used);
    const starts = Uint32Array.from(this.#starts);
    this.#bytes = new Uint8Array(CHUNK);
    this.#used = 0;
    this.#starts = [];
    return { number: this.#number++, receivedAt: this.#receivedAt, bytes, starts };
  }
}

/** A statement of a chunk. @param {Pick<Chunk, 'bytes' | 'starts'>} chunk @param {number} index */
export function statementIn({ bytes, starts }, index) {
  return bytes.subarray(starts[index], (starts[index + 1] ?? bytes.length) - 1);
}
