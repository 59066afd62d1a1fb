// Where statements and journeys are read from: files and standard input, plain or gzip, in chunks. Nothing here holds more
// than a few chunks at a time, and nothing looks at what they say.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure, fileFailure } from './failure.js';

const CHUNK = 1 << 20;
const STANDARD_INPUT = '-';

/**
 * @typedef {object} Source
 * @property {string} name as the user wrote it, or `stdin`
 * @property {number} [size] in bytes, where it is known
 * @property {Date} receivedAt the time of receipt of what is in it, for statements that bear no time
 * @property {(onRead?: (bytes: number) => void) => AsyncGenerator<Buffer>} chunks `onRead` hears of the bytes read, before
 *   they are unzipped
 */

/**
 * Looks at every file before the first is read, so that a typing error in the last does not cost the run.
 * @param {string[]} files
 * @param {string[]} [others] files that the same command reads too
 * @returns {Promise<Source[]>}
 */
export async function openSources(files, others = []) {
  const isTwice = [...files, ...others].filter((file) => file === STANDARD_INPUT).length > 1;
  if (isTwice) throw new Failure('standard input (-) can be read once only');
  return Promise.all(files.map(openSource));
}

/**
 * @param {string} file
 * @returns {Promise<Source>}
 */
async function openSource(file) {
  if (file === STANDARD_INPUT) {
    const chunks = (/** @type {any} */ onRead) => read('stdin', process.stdin, onRead);
    return { name: 'stdin', receivedAt: new Date(), chunks };
  }
  const info = await stat(file).catch((error) => {
    throw fileFailure('read', file, error);
  });
  if (info.isDirectory()) throw fileFailure('read', file, { code: 'EISDIR' });
  return {
    name: file,
    size: info.isFile() ? info.size : undefined,
    // A file is what was received when it was last written; a replay of it tomorrow has to say the same as today's.
    receivedAt: info.mtime,
    chunks: (onRead) => read(file, createReadStream(file, { highWaterMark: CHUNK }), onRead),
  };
}

/**
 * @param {string} name
 * @param {Readable} stream
 * @param {(bytes: number) => void} [onRead]
 */
async function* read(name, stream, onRead) {
  try {
    const { isGzip, bytes } = await detectGzip(counted(stream, onRead));
    yield* isGzip ? unzipped(bytes) : bytes;
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure('read', name, error);
  }
}

/**
 * @param {Readable} stream
 * @param {(bytes: number) => void} [onRead]
 */
async function* counted(stream, onRead) {
  for await (const chunk of stream) {
    yield /** @type {Buffer} */ (chunk);
    onRead?.(chunk.length);
  }
}

/**
 * By the magic bytes (RFC 1952, 2.3.1), not by the name: standard input has none, and names lie.
 * @param {AsyncGenerator<Buffer>} bytes
 */
async function detectGzip(bytes) {
  let head = /** @type {Buffer} */ (Buffer.alloc(0));
  while (head.length < 2) {
    const { value, done } = await bytes.next();
    if (done) break;
    head = head.length ? Buffer.concat([head, value]) : value;
  }
  const isGzip = head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
  return { isGzip, bytes: prepend(head, bytes) };
}

/**
 * @param {Buffer} head
 * @param {AsyncGenerator<Buffer>} rest
 */
async function* prepend(head, rest) {
  if (head.length) yield head;
  yield* rest;
}

/** @param {AsyncGenerator<Buffer>} bytes */
async function* unzipped(bytes) {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  // An error of either reaches the loop below through `gunzip`, which the pipeline destroys with it.
  pipeline(Readable.from(bytes), gunzip, () => {});
  for await (const chunk of gunzip) yield /** @type {Buffer} */ (chunk);
}
