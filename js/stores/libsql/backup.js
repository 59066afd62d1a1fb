// Copies a database while it is in use. The copy is of one moment, and its name is there only when it is whole and on the
// disk. The work is done in a thread of its own, because the driver blocks the thread that it runs in.

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { whenFree } from './busy.js';
import { Connection } from './connection.js';

/**
 * @param {string} url of the database
 * @param {string} file which must not be there
 * @param {number} patience
 */
export async function backup(url, file, patience) {
  const refuse = () => {
    if (existsSync(file)) throw new Error(`${file} is there already: a backup does not replace anything`);
  };
  refuse();
  const part = `${file}.${randomUUID()}.part`;
  try {
    await inThread({ url, part, patience });
    const written = await open(part, 'r+');
    await written.sync().finally(() => written.close());
    refuse();
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/** @param {{url: string, part: string, patience: number}} job @returns {Promise<void>} */
function inThread(job) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { backup: job } });
    worker.once('message', (failure) => (failure === null ? resolve() : reject(new Error(`no backup: ${failure}`))));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the backup ended early')));
  });
}

if (!isMainThread && workerData?.backup) {
  const { url, part, patience } = workerData.backup;
  try {
    const connection = new Connection(url);
    await whenFree(() => connection.execute('VACUUM INTO ?', [part]), patience);
    connection.close();
    parentPort?.postMessage(null);
  } catch (error) {
    parentPort?.postMessage(/** @type {Error} */ (error).message);
  }
}
