// The files of the built page in memory: read once, no more of them than a page can be, and compressed when somebody first
// wants them so.

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** @typedef {{name: string, bytes: Uint8Array<ArrayBuffer>}} PageFile */

/** What a page may have at most: a folder that has more is something else. */
const [MOST_FILES, MOST_BYTES] = [500, 32 * 1024 * 1024];

/** @param {URL} folder @returns {Promise<Map<string, PageFile>>} by path, from `/`; none where there is no such folder */
export async function readPageFiles(folder) {
  const root = fileURLToPath(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  if (found.length > MOST_FILES) throw new Error(`${root} is no page: it has more than ${MOST_FILES} files`);
  const files = new Map();
  let size = 0;
  for (const { name, parentPath, path } of found) {
    const file = join(parentPath ?? path, name);
    const bytes = new Uint8Array(await readFile(file));
    size += bytes.length;
    if (size > MOST_BYTES) throw new Error(`${root} is no page: it has more than ${MOST_BYTES} bytes`);
    files.set(`/${relative(root, file).replaceAll(sep, '/')}`, { name, bytes });
  }
  return files;
}

/** Brotli's best would take seconds for an engine; this is a hundredth larger and a tenth of the work. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** @type {Record<import('./page.js').Coding, (bytes: Uint8Array) => Promise<Buffer>>} */
const compress = {
  br: (bytes) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Compresses once for each coding; whoever asks meanwhile waits for the same. @param {Uint8Array} bytes */
export function compressedBy(bytes) {
  /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
  const made = new Map();
  return (/** @type {import('./page.js').Coding} */ coding) => {
    const known = made.get(coding);
    if (known) return known;
    const making = compress[coding](bytes).then((buffer) => new Uint8Array(buffer));
    made.set(coding, making);
    return making;
  };
}
