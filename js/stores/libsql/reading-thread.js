// A thread with a connection of its own, for reads that may take long: the driver blocks the thread that it runs in.

import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.js';

/** @typedef {{begin: true} | {end: true} | {sql: string, args: import('@libsql/client').InValue[]}} Request */

export class ReadingThread {
  /** @param {string} url */
  constructor(url) {
    this.worker = new Worker(fileURLToPath(import.meta.url), { workerData: { reading: url } });
    /** @type {{resolve: (rows: any) => void, reject: (error: Error) => void} | null} */
    this.asked = null;
    this.isLost = false;
    this.worker.on('message', ({ rows, error }) => {
      if (error) this.asked?.reject(Object.assign(new Error(error.message), { code: error.code }));
      else this.asked?.resolve(rows);
    });
    this.worker.on('error', (error) => this.#lose(error));
    this.worker.on('exit', () => this.#lose(new Error('the thread that reads has ended')));
    this.worker.unref();
  }

  /** @param {Error} error */
  #lose(error) {
    this.isLost = true;
    this.asked?.reject(error);
  }

  /** One at a time. @param {Request} request @returns {Promise<any>} */
  async ask(request) {
    if (this.isLost) throw new Error('the thread that reads has ended');
    this.worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.asked = { resolve, reject };
        this.worker.postMessage(request);
      });
    } finally {
      this.asked = null;
      this.worker.unref();
    }
  }

  async close() {
    await this.worker.terminate();
  }
}

/** What the thread does. @param {string} url */
function serve(url) {
  const connection = new Connection(url);
  /** @type {import('@libsql/client').Transaction | null} */
  let transaction = null;

  /** @param {Request} request */
  const answer = async (request) => {
    if ('begin' in request) transaction = await connection.begin('read');
    else if ('end' in request) transaction?.close();
    else if (transaction) return (await transaction.execute(request)).rows.map((row) => Array.from(row));
    return [];
  };

  parentPort?.on('message', (request) => {
    answer(request).then(
      (rows) => parentPort?.postMessage({ rows }),
      ({ message, code }) => parentPort?.postMessage({ error: { message, code } }),
    );
  });
}

if (!isMainThread && workerData?.reading) serve(workerData.reading);
