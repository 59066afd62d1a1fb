// JSON that comes as bytes from outside: UTF-8 to the last byte, and no deeper than what follows can walk through.

import { DEEPEST, isTooDeep } from './depth.js';
import { ServiceError } from './errors.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @param {Uint8Array} bytes @returns {any} @throws {ServiceError} 400 */
export function parseJson(bytes) {
  if (isTooDeep(bytes)) throw new ServiceError(400, `the body is nested deeper than ${DEEPEST} levels`);
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw new ServiceError(400, `the body is not JSON: ${/** @type {Error} */ (error).message}`);
  }
}
