// Long texts, compressed, because MongoDB takes no document of more than 16 MiB (MongoDB manual, "MongoDB Limits and
// Thresholds"). Short ones stay text: readable in the database, and quicker.

import { gunzipSync, gzipSync } from 'node:zlib';

/** Characters from which on it is worth the time. */
const LONG = 256 * 1024;

/** @typedef {string | Uint8Array | {buffer: Uint8Array, position?: number}} Packed a text, or bytes, or bytes as the driver reads them */

/** @param {string} text @returns {string | Uint8Array} */
export const pack = (text) => (text.length < LONG ? text : gzipSync(text, { level: 1 }));

/** @param {Packed} packed @returns {string} */
export function unpack(packed) {
  if (typeof packed === 'string') return packed;
  return gunzipSync(packed instanceof Uint8Array ? packed : packed.buffer).toString();
}
