// Waits for other processes that hold the database. The driver would wait by blocking the whole process, so it is told to
// wait for hardly any time, and the waiting is done here.

import { setTimeout as sleep } from 'node:timers/promises';
import { StoreBusyError } from '../errors.js';

const LONGEST_WAIT = 25;

/** @param {any} error */
export const isBusy = (error) => error?.code === 'SQLITE_BUSY';

/**
 * @template Result
 * @param {() => Promise<Result>} action one that leaves nothing behind when it finds the database busy
 * @param {number} patience in milliseconds
 * @returns {Promise<Result>}
 */
export async function whenFree(action, patience) {
  const end = performance.now() + patience;
  for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      return await action();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= end) {
        throw new StoreBusyError(`other processes kept the database busy for ${patience} ms`, { cause: error });
      }
      await sleep(wait * (0.5 + Math.random()));
    }
  }
}
