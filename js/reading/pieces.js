// Cuts a stream of JSON into its documents (journeys, statements) without parsing them: the engine does that, from the
// bytes as they stand, since numbers above 2^53 would not survive JSON.parse. It takes what Replay.write takes: one
// document, an array, a document a line, or any sequence of these. A broken document ends where the next can begin, and is
// handed over like the others: the engine says what is wrong with it.

const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];
/** Levels of which is kept what they are; the engine takes no deeper document. */
const DEEPEST = 1024;
/** The engine takes no longer document; nor is more than that held back here. */
const LONGEST = 16 << 20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NOTHING = new Uint8Array(0);

/** Where a look at every byte has to stop: in a string, and outside of one. Most bytes are neither. */
const STOPS_STRING = tableOf([QUOTE, BACKSLASH, NEWLINE]);
const STOPS_PLAIN = tableOf([QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET]);

/**
 * @typedef {object} Piece
 * @property {number} line on which it begins, from 1
 * @property {number} at the byte in the stream at which it begins
 * @property {Uint8Array} bytes valid until the next chunk is cut, where they are of the chunk
 */

/** @param {number[]} bytes */
function tableOf(bytes) {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

/** @param {number} byte */
const isSpace = (byte) => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** @param {number} byte */
const isBetween = (byte) => isSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET;

/** A position in a text that arrives in chunks. */
export class Cutter {
  #rest = /** @type {Uint8Array} */ (NOTHING);
  #line = 1;
  #isFirst = true;
  /** Where the rest begins in the stream. */
  #offset = 0;
  /** How far the document at the start of the rest is looked at. */
  #scan = new Scan();

  /**
   * The documents that end in a chunk; behind the last one, also what is left.
   * @param {Uint8Array} chunk
   * @param {boolean} isLast
   * @returns {Generator<Piece>}
   */
  *cut(chunk, isLast) {
    const text = joined(this.#rest, chunk);
    let at = 0;
    if (this.#isFirst) {
      this.#rest = text;
      if (text.length < BYTE_ORDER_MARK.length && !isLast) return;
      if (BYTE_ORDER_MARK.every((byte, index) => text[index] === byte)) at = BYTE_ORDER_MARK.length;
      this.#isFirst = false;
    }
    while (at < text.length) {
      if (isBetween(text[at])) {
        if (text[at++] === NEWLINE) this.#line++;
        continue;
      }
      const end = this.#scan.end(text, at) ?? (isLast || text.length - at > LONGEST ? text.length : undefined);
      if (end === undefined) break;
      this.#scan.reset();
      const bytes = text.subarray(at, end);
      yield { line: this.#line, at: this.#offset + at, bytes };
      this.#line += newlinesIn(bytes);
      at = end;
    }
    this.#rest = text.subarray(at);
    this.#offset += at;
  }
}

/** Looks for the end of a document; where a chunk ends before it, goes on from there in the next. */
class Scan {
  #done = 0;
  #depth = 0;
  #inString = false;
  /** The brackets that are open. */
  #levels = new Uint8Array(DEEPEST);

  reset() {
    this.#done = this.#depth = 0;
    this.#inString = false;
  }

  /**
   * Where the document that begins at `start` ends, or undefined if the text ends first.
   * @param {Uint8Array} text
   * @param {number} start
   */
  end(text, start) {
    if (text[start] !== OPEN_BRACE) {
      // Not an object: no statement and no journey. The rest of the line goes with it.
      const newline = text.indexOf(NEWLINE, start + this.#done);
      this.#done = text.length - start;
      return newline < 0 ? undefined : newline;
    }
    const { length } = text;
    const levels = this.#levels;
    let [at, depth, inString] = [start + this.#done, this.#depth, this.#inString];
    while (at < length) {
      if (inString) {
        while (at < length && STOPS_STRING[text[at]] === 0) at++;
        if (at >= length) break;
        const byte = text[at];
        if (byte === NEWLINE) return at; // a string cannot hold one: the document is broken
        if (byte === QUOTE) inString = false;
        at += byte === BACKSLASH ? 2 : 1;
      } else {
        while (at < length && STOPS_PLAIN[text[at]] === 0) at++;
        if (at >= length) break;
        const byte = text[at];
        if (byte === QUOTE) inString = true;
        else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
          if (--depth === 0) return at + 1;
        } else {
          const isInArray = levels[(depth - 1) % DEEPEST] === OPEN_BRACKET;
          if (byte === OPEN_BRACE && depth > 0 && beginsAnother(text, at, isInArray)) return at;
          levels[depth++ % DEEPEST] = byte;
        }
        at++;
      }
    }
    [this.#done, this.#depth, this.#inString] = [at - start, depth, inString];
    return undefined;
  }
}

/**
 * Whether the brace stands at the start of a line, where no value can stand: it begins the next document then, and the one
 * before is broken.
 * @param {Uint8Array} text
 * @param {number} at
 * @param {boolean} isInArray
 */
function beginsAnother(text, at, isInArray) {
  if (text[at - 1] !== NEWLINE) return false;
  let before = at - 1;
  while (isSpace(text[before])) before--;
  return !(isInArray ? [COMMA, OPEN_BRACKET] : [COLON]).includes(text[before]);
}

/** @param {Uint8Array} bytes */
function newlinesIn(bytes) {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function joined(a, b) {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The documents in a stream of bytes.
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<Piece>}
 */
export async function* piecesOf(chunks) {
  const cutter = new Cutter();
  for await (const chunk of chunks) yield* cutter.cut(chunk, false);
  yield* cutter.cut(NOTHING, true);
}
