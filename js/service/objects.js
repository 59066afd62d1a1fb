// Cuts JSON into its objects, each as it stands there: numbers above 2^53 would not survive being parsed and written again.

import { isAscii } from 'node:buffer';
import { DEEPEST } from './depth.js';

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The objects of an array, or the one object that there is instead. Each becomes a text of its own, so that a single letter
 * beyond ASCII does not double the memory of all.
 * @param {Uint8Array} bytes
 * @returns {{value: any, text: string}[] | null} null where it is anything else than that: what it is, is not said here
 */
export function objectsIn(bytes) {
  const first = pastSpace(bytes, startsWithMark(bytes) ? 3 : 0);
  try {
    if (bytes[first] === OPEN) {
      const end = endOfObject(bytes, first);
      return end > 0 && pastSpace(bytes, end) === bytes.length ? [objectAt(bytes, first, end)] : null;
    }
    return bytes[first] === OPEN_LIST ? objectsOfList(bytes, first + 1) : null;
  } catch {
    return null; // an object that is no JSON, or not UTF-8
  }
}

/** A byte order mark, which some editors put before their text. @param {Uint8Array} bytes */
const startsWithMark = (bytes) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** @param {Uint8Array} bytes @param {number} start */
function objectsOfList(bytes, start) {
  /** @type {{value: any, text: string}[]} */
  const objects = [];
  let at = pastSpace(bytes, start);
  if (bytes[at] === CLOSE_LIST) return pastSpace(bytes, at + 1) === bytes.length ? objects : null;
  for (;;) {
    const end = bytes[at] === OPEN ? endOfObject(bytes, at) : 0;
    if (end === 0) return null;
    objects.push(objectAt(bytes, at, end));
    at = pastSpace(bytes, end);
    if (bytes[at] === CLOSE_LIST) return pastSpace(bytes, at + 1) === bytes.length ? objects : null;
    if (bytes[at] !== COMMA) return null;
    at = pastSpace(bytes, at + 1);
  }
}

/** @param {Uint8Array} bytes @param {number} start @param {number} end */
function objectAt(bytes, start, end) {
  const piece = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  const text = isAscii(piece) ? piece.toString('latin1') : decoder.decode(piece);
  return { value: JSON.parse(text), text };
}

/** @param {Uint8Array} bytes @param {number} at */
function pastSpace(bytes, at) {
  let byte = bytes[at];
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
  return at;
}

/** Just behind the object that begins at `start`; 0 if it does not end, or is nested too deeply. @param {Uint8Array} bytes @param {number} start */
function endOfObject(bytes, start) {
  const { length } = bytes;
  let depth = 0;
  for (let at = start; at < length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      for (at++; at < length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === OPEN || byte === OPEN_LIST) {
      if (++depth > DEEPEST) return 0;
    } else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return 0;
}

/** The text of a member of the object that a text is; the last one of that name. @param {string} text @param {string} name */
export function memberIn(text, name) {
  let depth = 0;
  let key = '';
  let start = -1;
  let found = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (depth === 1 && start < 0) key = JSON.parse(text.slice(at, end + 1));
      at = end;
    } else if (code === OPEN || code === OPEN_LIST) depth++;
    else if (code === COLON && depth === 1 && start < 0) start = at + 1;
    else if ((code === COMMA && depth === 1) || ((code === CLOSE || code === CLOSE_LIST) && --depth === 0)) {
      if (key === name && start >= 0) found = text.slice(start, at).trim();
      start = -1;
    }
  }
  return found;
}

/** Where the string ends that begins at `start`. @param {string} text @param {number} start */
function endOfString(text, start) {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}
