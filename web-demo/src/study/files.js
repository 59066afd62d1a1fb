// Files as streams of bytes, unzipped where they are gzip: which their first bytes tell, and not their names.

import { joined } from './bytes.js';
import { isAbort, messageOf, StudyError } from './errors.js';

/** The largest file that is taken, in bytes: 100 MB as the more generous systems count. */
const LARGEST = 100 << 20;
const BLOCK = 4 << 20;

/** Why a file is not even looked at, by its size. @param {{name: string, size: number}} file */
export function faultOfSize({ name, size }) {
  if (size === 0) return `${name} is empty.`;
  return size > LARGEST ? `${name} is larger than 100 MB: zip it with gzip, or split it.` : null;
}

/** @param {File} file @returns {import('./sources.js').Input} */
export function openFile(file) {
  const { name, size } = file;
  const fault = faultOfSize(file);
  if (fault) throw new StudyError(fault);
  return {
    ...{ name, size },
    // A file is what was received when it was last written: so the command takes it, too.
    receivedAt: file.lastModified,
    blocks: (signal, onRead) => read(file, signal, onRead),
  };
}

/** @param {File} file @param {AbortSignal} signal @param {(bytes: number) => void} onRead */
async function* read(file, signal, onRead) {
  try {
    const isGzip = await beginsAsGzip(file);
    for await (const block of isGzip ? unzipped(file, onRead) : plain(file, onRead)) {
      signal.throwIfAborted();
      yield block;
    }
  } catch (error) {
    if (error instanceof StudyError || isAbort(error)) throw error;
    throw new StudyError(`${file.name} cannot be read; was it moved or changed meanwhile?`);
  }
}

/** RFC 1952, 2.3.1. @param {Blob} file */
async function beginsAsGzip(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** @param {Blob} file @param {(bytes: number) => void} onRead */
async function* plain(file, onRead) {
  for (let at = 0; at < file.size; at += BLOCK) {
    const block = new Uint8Array(await file.slice(at, at + BLOCK).arrayBuffer());
    onRead(block.length);
    yield block;
  }
}

/** In blocks that are worth a call into the engine: what unzips gives small ones. @param {File} file @param {(bytes: number) => void} onRead */
async function* unzipped(file, onRead) {
  const counted = new TransformStream({
    transform(/** @type {Uint8Array<ArrayBuffer>} */ chunk, controller) {
      onRead(chunk.length);
      controller.enqueue(chunk);
    },
  });
  const reader = file.stream().pipeThrough(counted).pipeThrough(new DecompressionStream('gzip')).getReader();
  /** @type {Uint8Array[]} */
  let parts = [];
  let size = 0;
  try {
    while (true) {
      const { value, done } = await reader.read().catch((error) => {
        throw damaged(file, messageOf(error));
      });
      if (value) size += parts[parts.push(value) - 1].length;
      if (size >= BLOCK || (done && size > 0)) {
        yield joined(parts);
        [parts, size] = [[], 0];
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** @param {File} file @param {string} reason */
function damaged({ name }, reason) {
  // What a browser says of a file that other programs unzip.
  if (/junk|trailing/i.test(reason)) {
    return new StudyError(`${name} holds more behind its end, maybe another gzip file; zip the statements as one`);
  }
  return new StudyError(`${name} is damaged: it begins as gzip and cannot be unzipped (${reason})`);
}
