// What to say of a file that holds no statement: what was expected, what was found, and what to do.

import { StudyError } from './errors.js';

const EXPECTED =
  'Expected are xAPI statements or Learning Locker records: one a line (NDJSON), a JSON array, or either zipped with gzip.';

/** What files begin with that hold no JSON. @type {[begin: string, what: string][]} */
const OTHERS = [
  ['PK\x03\x04', 'a zip archive or an Office document; unpack it first'],
  ['%PDF', 'a PDF'],
  ['\xff\xfe', 'text in UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'text in UTF-16; save it as UTF-8'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['<', 'XML or HTML'],
  ['BZh', 'zipped with bzip2; unzip it first'],
  ['\xfd7zXZ', 'zipped with xz; unzip it first'],
  ['(\xb5/\xfd', 'zipped with zstd; unzip it first'],
];

/**
 * @param {string} name
 * @param {Uint8Array} head its first bytes
 * @param {{line: number, path: string, message: string}} [first] what the engine says of the first that is bad
 */
export function complaint(name, head, first) {
  const found = whatBegins(head) ?? (first ? inWords(first) : 'nothing but white space');
  return new StudyError(`${name} holds no statement. ${EXPECTED} Found: ${found}.`);
}

/** @param {Uint8Array} head */
function whatBegins(head) {
  const begin = String.fromCharCode(...head).trimStart();
  const other = OTHERS.find(([bytes]) => begin.startsWith(bytes))?.[1];
  if (other) return other;
  if (/^\[\s*\]\s*$/.test(begin)) return 'an empty array';
  if (/^\{\s*"statements"\s*:\s*\[/.test(begin)) {
    return 'an answer of an LRS, {"statements": […]}; save only the array in it';
  }
  return /"waypoints"\s*:/.test(begin) ? 'a journey, it seems' : undefined;
}

/** @param {{line: number, path: string, message: string}} first */
function inWords({ line, path, message }) {
  return `in line ${line}, ${path && !message.includes(path) ? `${path} ` : ''}${message}`;
}
