// Follows an LRS: pulls what it stores, page by page, and records it. Where it stands is kept in the store and moves on only
// after a page was recorded, so whatever ends it, it goes on from there; what it reads twice changes nothing.

import { createRunner } from '../runner.js';
import { backoff } from './backoff.js';
import { createLease } from './lease.js';
import { LrsError } from './lrs-error.js';
import { createLrs, queryFor, statementsResource } from './lrs.js';
import { createRecording } from './recording.js';
import { Round, timeOf } from './round.js';
import { Trail } from './trail.js';

const INTERVAL_MILLISECONDS = 5_000;

/** Statements in one page; fewer where that makes too large an answer. */
const PAGE = 500;

/**
 * @typedef {object} Options
 * @property {string} url the LRS's xAPI endpoint
 * @property {string} key
 * @property {string} secret
 * @property {import('../service.js').Caller} caller on whose behalf statements are recorded
 * @property {number} [interval] until it looks again when it has caught up, in milliseconds
 *
 * @typedef {object} Status
 * @property {string | null} position all that the LRS stored until then is recorded
 * @property {boolean} caughtUp the LRS had no more when it was asked last
 * @property {{at: string, message: string, failures: number} | null} lastError why it gets no further now; null when it does
 * @property {number} recorded statements that were new, since this process began
 * @property {number} refused statements that were left out
 */

/**
 * @param {import('../service.js').Context} context
 * @param {import('../service.js').Statements} statements
 * @param {Options} options
 */
export function createFollower(context, statements, { url, key, secret, caller, interval = INTERVAL_MILLISECONDS }) {
  const { store, clock, log } = context;
  const resource = statementsResource(url);
  const lrs = createLrs({ resource, key, secret }, context);
  const record = createRecording(context, statements, caller);
  const name = `follow ${caller.client.organisation} ${resource.href}`;
  const lease = createLease(context, name);
  /** @type {Status} */
  const status = { position: null, caughtUp: false, lastError: null, recorded: 0, refused: 0 };
  let stopping = new AbortController();
  let pause = interval;
  let limit = PAGE;
  /** @type {{round: Round, target: URL, trail: Trail} | null} */
  let reading = null;

  async function begin() {
    const round = new Round((await store.note(name))?.position ?? null);
    status.position = round.position;
    return { round, target: queryFor(resource, round.position, limit), trail: new Trail() };
  }

  /** One page. @param {AbortSignal} signal @returns {Promise<boolean>} whether there are more */
  async function turn(signal) {
    reading ??= await begin();
    const { round, target, trail } = reading;
    const page = await lrs.page(target, signal);
    const { added, refused } = await record(page.statements, signal);
    status.recorded += added;
    status.refused += refused;
    const stored = page.statements.map((each) => each.stored);
    const isLast = page.more === null;
    const isFurther = await moveOn(round.after({ stored, completeUpTo: page.completeUpTo, isLast }));
    if (isLast || isFurther) status.lastError = null;
    status.caughtUp = isLast;
    if (page.more !== null) reading.target = trail.next(page.more);
    else [reading, limit] = [null, PAGE];
    return page.more !== null;
  }

  /** @param {string | null} position @returns {Promise<boolean>} whether it is another */
  async function moveOn(position) {
    if (position === null || position === status.position) return false;
    await store.change(async (transaction) => {
      const known = (await transaction.note(name))?.position ?? null;
      // Another process may have come further, if this one was so slow that it lost the lease.
      const isFurther = known === null || timeOf(position) >= timeOf(known);
      if ((await lease.takeIn(transaction)) && isFurther) await transaction.putNote(name, { position });
    });
    status.position = position;
    return true;
  }

  /** @param {unknown} error */
  function fail(error) {
    const { message } = /** @type {Error} */ (error);
    const [asked, isTooLarge] = error instanceof LrsError ? [error.asked, error.isTooLarge] : [0, false];
    if (isTooLarge) limit = Math.max(1, Math.floor(limit / 4));
    const failures = (status.lastError?.failures ?? 0) + 1;
    pause = backoff(failures, { asked });
    status.caughtUp = false;
    status.lastError = { at: new Date(clock.now()).toISOString(), message, failures };
    const fields = { lrs: resource.origin, failures, retryInSeconds: Math.ceil(pause / 1000) };
    if (error instanceof LrsError) log.warn({ ...fields, reason: message }, 'the LRS cannot be followed now');
    else log.error({ ...fields, error }, 'what the LRS gave could not be recorded');
  }

  /** Reads one page, if it is this process that follows. @returns {Promise<boolean>} whether there are more at once */
  async function step() {
    const { signal } = stopping;
    if (signal.aborted) return false;
    try {
      if (!(await lease.take())) {
        [reading, pause, status.caughtUp] = [null, interval, false];
        return false;
      }
      pause = interval;
      return await lease.during(() => turn(signal));
    } catch (error) {
      reading = null;
      if (!signal.aborted) fail(error);
      return false;
    }
  }

  const runner = createRunner({ step, clock, log, pause: () => pause });
  return {
    step,
    run() {
      if (stopping.signal.aborted) stopping = new AbortController();
      runner.run();
    },
    /** Ends at once, also in the middle of a request; another process may follow then. */
    async stop() {
      stopping.abort();
      await runner.stop();
      await lrs.close();
      await lease.release().catch(() => {}); // it ends by itself
    },
    status: () => ({ ...status }),
  };
}
