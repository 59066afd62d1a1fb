// Follows an LRS: pulls what it stores, page by page, and records it. Where it stands is kept in the store and moves on only
// after a page was recorded, so whatever ends it, it goes on from there; what it reads twice changes nothing.

import { createFollowing } from './following.js';
import { LrsError } from './lrs-error.js';
import { createLrs, queryFor, statementsResource } from './lrs.js';
import { createRecording } from './recording.js';
import { Round, timeOf } from './round.js';
import { Trail } from './trail.js';

const INTERVAL_MILLISECONDS = 5_000;

/** Statements in one page; fewer where that makes too large an answer. */
const PAGE = 500;

/**
 * @param {import('../service.js').Context} context
 * @param {import('../service.js').Statements} statements
 * @param {import('../service.js').FollowOptions} options
 * @returns {import('../service.js').Follower}
 */
export function createFollower(context, statements, { url, key, secret, caller, interval = INTERVAL_MILLISECONDS }) {
  const resource = statementsResource(url);
  const lrs = createLrs({ resource, key, secret }, context);
  const record = createRecording(context, statements, 'a statement of the LRS is refused; the others are taken');
  let limit = PAGE;
  /** @type {{round: Round, target: URL, trail: Trail} | null} */
  let reading = null;

  /** @type {ReturnType<typeof createFollowing<string>>} */
  const following = createFollowing(context, {
    name: `follow ${caller.client.organisation} ${resource.href}`,
    ...{ interval, turn, failureOf, leave: () => void (reading = null) },
    isBehind: (a, b) => timeOf(a) < timeOf(b),
  });
  const { status, step, run } = following;

  async function begin() {
    const round = new Round(await following.begin());
    return { round, target: queryFor(resource, round.position, limit), trail: new Trail() };
  }

  /** One page. @param {AbortSignal} signal @returns {Promise<boolean>} whether there are more */
  async function turn(signal) {
    reading ??= await begin();
    const { round, target, trail } = reading;
    const page = await lrs.page(target, signal);
    const { added, refused } = await record(caller, page.statements, signal);
    status.recorded += added;
    status.refused += refused;
    const stored = page.statements.map((each) => each.stored);
    const isLast = page.more === null;
    const isFurther = await following.moveOn(round.after({ stored, completeUpTo: page.completeUpTo, isLast }));
    if (isLast || isFurther) status.lastError = null;
    status.caughtUp = isLast;
    if (page.more !== null) reading.target = trail.next(page.more);
    else [reading, limit] = [null, PAGE];
    return page.more !== null;
  }

  /** @param {unknown} error @returns {import('./following.js').Failure} */
  function failureOf(error) {
    const fields = { lrs: resource.origin };
    if (!(error instanceof LrsError)) {
      return { level: 'error', fields: { ...fields, error }, message: 'what the LRS gave could not be recorded' };
    }
    if (error.isTooLarge) limit = Math.max(1, Math.floor(limit / 4));
    const { message: reason, asked } = error;
    return { level: 'warn', fields: { ...fields, reason }, message: 'the LRS cannot be followed now', asked };
  }

  return {
    step,
    run,
    /** Ends at once, also in the middle of a request; another process may follow then. */
    async stop() {
      await following.stop();
      await lrs.close();
    },
    status: () => ({ ...status }),
  };
}
