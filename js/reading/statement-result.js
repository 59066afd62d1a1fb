// Cuts the statements out of a StatementResult, the xAPI answer to a query. JSON.parse says whether the text is JSON and
// what the rest of it holds; each statement stays the bytes that it came as, since numbers above 2^53 would not survive.

const codesOf = (/** @type {string} */ text) => Array.from(text, (character) => character.charCodeAt(0));
const [QUOTE, BACKSLASH, COLON, COMMA] = codesOf('"\\:,');
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = codesOf('{}[]');

// Whether a statement's text is right UTF-8 is asked when it is recorded: one that is not does not spoil the others.
const decoder = new TextDecoder();

/** The array of statements stands in the result object, at this depth of brackets. */
const ARRAY_DEPTH = 2;

/**
 * @template {Uint8Array} [Bytes=Uint8Array] a Buffer gives Buffers
 * @typedef {object} Listed a statement of a result; of what it says, only these are read here
 * @property {Bytes} bytes
 * @property {unknown} id
 * @property {unknown} stored
 */

/**
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 * @returns {{statements: Listed<Bytes>[], more: string | null}}
 * @throws {SyntaxError} what is wrong with the result
 */
export function readResult(bytes) {
  const result = JSON.parse(decoder.decode(bytes));
  if (!Array.isArray(result?.statements)) throw new SyntaxError('it has no array of statements');
  const more = result.more ?? '';
  if (typeof more !== 'string') throw new SyntaxError('its more link is no text');
  const pieces = piecesOfStatements(bytes);
  if (pieces.length !== result.statements.length) throw new SyntaxError('it has more than one array of statements');
  const statements = pieces.map((piece, index) => {
    const { id, stored } = result.statements[index] ?? {};
    return { bytes: piece, id, stored };
  });
  return { statements, more: more === '' ? null : more };
}

/** The elements of the member `statements`, in a text that is JSON and an object. @template {Uint8Array} Bytes @param {Bytes} bytes */
function piecesOfStatements(bytes) {
  /** @type {Bytes[]} */
  const pieces = [];
  let [depth, start, isWithin] = [0, 0, false];
  /** @type {unknown} */
  let name;
  const cut = (/** @type {number} */ end) => {
    const piece = trim(/** @type {Bytes} */ (bytes.subarray(start, end)));
    if (piece.length > 0) pieces.push(piece);
    start = end + 1;
  };
  for (let at = bytes.indexOf(OPEN_BRACE); at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (depth === 1 && isName(bytes, end)) name = JSON.parse(decoder.decode(bytes.subarray(at, end)));
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++;
      if (depth === ARRAY_DEPTH && byte === OPEN_BRACKET && name === 'statements') [isWithin, start] = [true, at + 1];
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (isWithin && depth === ARRAY_DEPTH) {
        cut(at);
        isWithin = false;
      }
      depth--;
    } else if (byte === COMMA && isWithin && depth === ARRAY_DEPTH) {
      cut(at);
    }
  }
  return pieces;
}

/** The byte after the quote that ends the string. @param {Uint8Array} bytes @param {number} start */
function endOfString(bytes, start) {
  let at = start + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** Whether the string that ended there names a member. @param {Uint8Array} bytes @param {number} at */
function isName(bytes, at) {
  while (isSpace(bytes[at])) at++;
  return bytes[at] === COLON;
}

/** @param {number} byte */
const isSpace = (byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** @template {Uint8Array} Bytes @param {Bytes} piece */
function trim(piece) {
  let [start, end] = [0, piece.length];
  while (start < end && isSpace(piece[start])) start++;
  while (end > start && isSpace(piece[end - 1])) end--;
  return /** @type {Bytes} */ (piece.subarray(start, end));
}
