// What following has in common, whatever it is that is followed: one process at a time does it, piece by piece; where it
// stands is kept in the store and moves on only after a piece was recorded; what fails is left alone for a while.

import { createRunner } from '../runner.js';
import { backoff } from './backoff.js';
import { createLease } from './lease.js';

/**
 * @template Position
 * @typedef {object} Status
 * @property {Position | null} position all until then is recorded
 * @property {boolean} caughtUp there was no more when it was asked for last
 * @property {{at: string, message: string, failures: number} | null} lastError why it gets no further now; null when it does
 * @property {number} recorded statements that were new, since this process began
 * @property {number} refused statements that were left out
 */

/**
 * Why it gets no further, for the log; and for how long it wants to be left alone, in milliseconds.
 * @typedef {{level: 'warn' | 'error', fields: object, message: string, asked?: number}} Failure
 */

/**
 * @template Position
 * @typedef {object} Followed
 * @property {string} name of the lease and of the note
 * @property {number} interval until it looks again when it has caught up, in milliseconds
 * @property {(signal: AbortSignal) => Promise<boolean>} turn records a piece; whether there is more at once
 * @property {() => Promise<void> | void} leave forgets what it was amid: it begins anew at the position
 * @property {(error: unknown) => Failure} failureOf what it means
 * @property {(a: Position, b: Position) => boolean} isBehind whether one position is behind another
 */

/**
 * @template Position
 * @param {import('../service.js').Context} context
 * @param {Followed<Position>} followed
 */
export function createFollowing({ store, clock, log, worker }, { name, interval, turn, leave, failureOf, isBehind }) {
  const lease = createLease({ store, clock, worker }, name);
  /** @type {Status<Position>} */
  const status = { position: null, caughtUp: false, lastError: null, recorded: 0, refused: 0 };
  let stopping = new AbortController();
  let pause = interval;

  /** @param {unknown} error */
  function fail(error) {
    const { message } = /** @type {Error} */ (error);
    const failures = (status.lastError?.failures ?? 0) + 1;
    status.caughtUp = false;
    status.lastError = { at: new Date(clock.now()).toISOString(), message, failures };
    const told = failureOf(error);
    pause = backoff(failures, { asked: told.asked });
    log[told.level]({ ...told.fields, failures, retryInSeconds: Math.ceil(pause / 1000) }, told.message);
  }

  /** One piece, if it is this process that follows. @returns {Promise<boolean>} whether there is more at once */
  async function step() {
    const { signal } = stopping;
    if (signal.aborted) return false;
    try {
      if (!(await lease.take())) {
        [pause, status.caughtUp] = [interval, false];
        await leave();
        return false;
      }
      pause = interval;
      return await lease.during(() => turn(signal));
    } catch (error) {
      await leave();
      if (!signal.aborted) fail(error);
      return false;
    }
  }

  const runner = createRunner({ step, clock, log, pause: () => pause });
  return {
    status,
    step,

    /** @returns {Promise<Position | null>} where whoever followed last stood */
    async begin() {
      status.position = (await store.note(name))?.position ?? null;
      return status.position;
    },

    /** @param {Position | null} position @returns {Promise<boolean>} whether it is another */
    async moveOn(position) {
      if (position === null || JSON.stringify(position) === JSON.stringify(status.position)) return false;
      await store.change(async (transaction) => {
        const known = (await transaction.note(name))?.position ?? null;
        // Another process may have come further, if this one was so slow that it lost the lease.
        const isFurther = known === null || !isBehind(position, known);
        if ((await lease.takeIn(transaction)) && isFurther) await transaction.putNote(name, { position });
      });
      status.position = position;
      return true;
    },

    run() {
      if (stopping.signal.aborted) stopping = new AbortController();
      runner.run();
    },

    /** Ends at once, also amid a piece; another process may follow then. */
    async stop() {
      stopping.abort();
      await runner.stop();
      await leave();
      await lease.release().catch(() => {}); // it ends by itself
    },
  };
}
