// Reads a request's body: never more of it than may be, neither as sent nor unpacked, and never deeper than what follows
// can walk through without running out of stack.

import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { ServiceError } from '../errors.js';
import { parseJson } from '../parse-json.js';

const UNPACK = /** @type {Record<string, (packed: Uint8Array, options: object) => Promise<Buffer>>} */ ({
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // The header that belongs there is left out by some senders (RFC 9110, 8.4.1.2).
  deflate: async (packed, options) => {
    const hasHeader = (packed[0] & 0x0f) === 8 && ((packed[0] << 8) | packed[1]) % 31 === 0;
    return promisify(hasHeader ? inflate : inflateRaw)(packed, options);
  },
});

/** @param {number} most */
const tooLarge = (most) => new ServiceError(413, `the body has more than ${most} bytes`);

const ended = () => {
  throw new ServiceError(400, 'the body ended before its end');
};

/** A body that says how long it is comes in one piece, which is much quicker than as a stream. @param {Request} request @param {number} most @returns {Promise<Uint8Array>} */
async function readAll(request, most) {
  const length = request.headers.get('content-length');
  if (length === null) return readStream(request, most);
  if (Number(length) > most) throw tooLarge(most);
  const bytes = new Uint8Array(await request.arrayBuffer().catch(ended));
  if (bytes.length > most) throw tooLarge(most);
  return bytes;
}

/** @param {Request} request @param {number} most @returns {Promise<Uint8Array>} */
async function readStream({ body }, most) {
  if (!body) return new Uint8Array();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(ended);
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      reader.cancel().catch(() => {}); // nobody reads the rest
      throw tooLarge(most);
    }
    chunks.push(value);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/**
 * The body's bytes, unpacked.
 * @param {Request} request
 * @param {number} most how many, packed and unpacked
 */
export async function readBody(request, most) {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  const unpack = Object.hasOwn(UNPACK, encoding) ? UNPACK[encoding] : undefined;
  if (!unpack && encoding !== 'identity' && encoding !== '') {
    const headers = { 'Accept-Encoding': 'gzip, deflate, br' };
    throw new ServiceError(415, 'the body may be packed with gzip, deflate or br', { headers });
  }
  const bytes = await readAll(request, most);
  if (!unpack) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    throw new ServiceError(400, `the body is not ${encoding}`);
  }
}

/** The media type that a header names, without its parameters. @param {string | null} header */
export const mediaType = (header) => (header ?? '').split(';', 1)[0].trim().toLowerCase();

/** @param {string} type */
export const isJson = (type) => /^application\/([\w.-]+\+)?json$/.test(type);

/** A body that is JSON, as a value. @param {Request} request @param {number} most @returns {Promise<any>} @throws {ServiceError} 400, 413, 415 */
export async function readJson(request, most) {
  // A missing type is not good enough: a page of another site could send such a body without being asked.
  if (!isJson(mediaType(request.headers.get('content-type')))) {
    throw new ServiceError(415, 'the body must be JSON, with the Content-Type application/json');
  }
  return parseJson(await readBody(request, most));
}
