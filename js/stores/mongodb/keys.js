// Documents as BSON can hold them, and back. BSON takes no NUL in a key; `.` and a leading `$` have a meaning in queries;
// the driver takes `_bsontype` for a type, so that whoever writes one could have something else written than was meant,
// and reads an array wrongly under a name that every object has, such as `constructor` (bson 7.3.4: `fieldsAsRaw[name]`).
// Such keys are escaped as the contract escapes dots in paths: `&`, the code point, `;`.
//
// What a document may hold besides and a database need not: an array directly in an array (FerretDB), and more than a
// hundred levels (MongoDB manual, "MongoDB Limits and Thresholds"). Such parts are kept as JSON text, and the document says
// so, because no query of the database finds anything in them.

/** The key of a part that is kept as text, and of the mark in its document: no key is escaped to either. */
const TEXT = '&text';
const MARK = '&packed';

/** Levels of a document that are kept as what they are. The row around it has some, too. */
const DEEPEST = 80;

const UNSAFE = /[.&\0]|^\$/g;

/** @param {string} character */
const escaped = (character) => `&${character.codePointAt(0)};`;

/** @param {string} key */
export function encodeKey(key) {
  if (key === '_bsontype' || key in Object.prototype) return escaped(key[0]) + key.slice(1);
  return key.replace(UNSAFE, escaped);
}

/** @param {string} key */
const decodeKey = (key) => key.replace(/&(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/** Meets every document, and only those, that hold parts as text. @param {string} path of the document */
export const isPacked = (path) => ({ [`${path}.${MARK}`]: true });

/**
 * What is nowhere escaped is not copied.
 * @template {Record<string, any> | null} Value
 * @param {Value} document JSON; as in JSON, what is undefined is not there
 * @returns {any}
 */
export function encode(document) {
  if (document === null) return null;
  const state = { isPacked: false };
  const encoded = encodeValue(document, 0, state);
  return state.isPacked ? { ...encoded, [MARK]: true } : encoded;
}

/** @typedef {{isPacked: boolean}} State */

/** @param {any} value @param {number} depth @param {State} state @returns {any} */
function encodeValue(value, depth, state) {
  if (typeof value === 'number') return value === 0 ? 0 : Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return asText(value, state);
  return Array.isArray(value) ? encodeArray(value, depth, state) : encodeObject(value, depth, state);
}

/** @param {object} value @param {State} state */
function asText(value, state) {
  state.isPacked = true;
  return { [TEXT]: JSON.stringify(value) };
}

/** @param {any[]} values @param {number} depth @param {State} state */
function encodeArray(values, depth, state) {
  /** @type {any[] | null} */
  let copy = null;
  for (let index = 0; index < values.length; ++index) {
    const value = values[index] === undefined ? null : values[index];
    const encoded = Array.isArray(value) ? asText(value, state) : encodeValue(value, depth + 1, state);
    if (copy === null && !Object.is(encoded, values[index])) copy = values.slice(0, index);
    copy?.push(encoded);
  }
  return copy ?? values;
}

/** @param {Record<string, any>} value @param {number} depth @param {State} state */
function encodeObject(value, depth, state) {
  const keys = Object.keys(value);
  /** @type {[string, any][] | null} */
  let copy = null;
  for (let index = 0; index < keys.length; ++index) {
    const key = keys[index];
    const inner = value[key];
    const name = encodeKey(key);
    const encoded = encodeValue(inner, depth + 1, state);
    if (copy === null && (name !== key || inner === undefined || !Object.is(encoded, inner))) {
      copy = keys.slice(0, index).map((before) => [before, value[before]]);
    }
    if (inner !== undefined) copy?.push([name, encoded]);
  }
  return copy ? Object.fromEntries(copy) : value;
}

/** @param {Record<string, any> | null | undefined} document as encode() made it @returns {any} */
export function decode(document) {
  if (document === null || document === undefined) return null;
  if (!Object.hasOwn(document, MARK)) return decodeValue(document);
  const { [MARK]: _, ...rest } = document;
  return decodeValue(rest);
}

/** @param {any} value @returns {any} */
function decodeValue(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) value[index] = decodeValue(inner);
    return value;
  }
  if (Object.hasOwn(value, TEXT)) return JSON.parse(value[TEXT]);
  return decodeObject(value);
}

/** @param {Record<string, any>} value */
function decodeObject(value) {
  const keys = Object.keys(value);
  /** @type {[string, any][] | null} */
  let copy = null;
  for (let index = 0; index < keys.length; ++index) {
    const key = keys[index];
    const inner = value[key];
    const decoded = decodeValue(inner);
    if (copy === null && (decoded !== inner || key.includes('&'))) {
      copy = keys.slice(0, index).map((before) => [before, value[before]]);
    }
    copy?.push([decodeKey(key), decoded]);
  }
  return copy ? Object.fromEntries(copy) : value;
}
