// Cuts a stream of JSON into its documents (journeys, statements) without parsing them: the engine does that, from the
// bytes as they stand, since numbers above 2^53 would not survive JSON.parse. It takes what Replay.write takes: one
// document, an array, a document a line, or any sequence of these. A broken document ends where the next can begin, and is
// handed over like the others: the engine says what is wrong with it.

const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];
/** The engine takes no longer document; nor is more than that held back here. */
const LONGEST = 16 << 20;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/**
 * @typedef {object} Piece
 * @property {number} line on which it begins, from 1
 * @property {Buffer} bytes
 */

/** @param {number} byte */
const isSpace = (byte) => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** @param {number} byte */
const mayValueFollow = (byte) => byte === COLON || byte === COMMA || byte === OPEN_BRACKET;

/** A position in a text that arrives in chunks. */
class Cutter {
  rest = /** @type {Buffer} */ (Buffer.alloc(0));
  line = 1;
  isFirst = true;

  /**
   * @param {Buffer} chunk
   * @param {boolean} isLast
   * @returns {Generator<Piece>}
   */
  *cut(chunk, isLast) {
    let text = this.rest.length ? Buffer.concat([this.rest, chunk]) : chunk;
    if (this.isFirst && (text.length >= BYTE_ORDER_MARK.length || isLast)) {
      if (text.subarray(0, 3).equals(BYTE_ORDER_MARK)) text = text.subarray(3);
      this.isFirst = false;
    }
    let at = 0;
    while (at < text.length) {
      if (this.isBetween(text[at])) {
        if (text[at++] === NEWLINE) this.line++;
        continue;
      }
      const end = endOfDocument(text, at) ?? (isLast || text.length - at > LONGEST ? text.length : undefined);
      if (end === undefined) break;
      const bytes = text.subarray(at, end);
      yield { line: this.line, bytes };
      for (const byte of bytes) if (byte === NEWLINE) this.line++;
      at = end;
    }
    this.rest = text.subarray(at);
  }

  /** @param {number} byte */
  isBetween(byte) {
    return isSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET;
  }
}

/**
 * Where the document that begins at `start` ends, or undefined if the text ends first.
 * @param {Buffer} text
 * @param {number} start
 */
function endOfDocument(text, start) {
  if (text[start] !== OPEN_BRACE) {
    // Not an object: no statement and no journey. The rest of the line goes with it.
    const newline = text.indexOf(NEWLINE, start);
    return newline < 0 ? undefined : newline;
  }
  let depth = 0;
  let inString = false;
  let before = 0; // the last byte that is no white space
  for (let at = start; at < text.length; at++) {
    const byte = text[at];
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
      else if (byte === NEWLINE) return at; // a string cannot hold one: the document is broken
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === OPEN_BRACE) {
      // On a new line, where no value can stand: this begins the next document, and the one before is broken.
      if (text[at - 1] === NEWLINE && depth > 0 && !mayValueFollow(before)) return at;
      depth++;
    } else if (byte === CLOSE_BRACE && --depth === 0) {
      return at + 1;
    }
    if (!isSpace(byte)) before = byte;
  }
  return undefined;
}

/**
 * The documents in a stream of bytes.
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<Piece>}
 */
export async function* piecesOf(chunks) {
  const cutter = new Cutter();
  for await (const chunk of chunks) yield* cutter.cut(chunk, false);
  yield* cutter.cut(Buffer.alloc(0), true);
}
