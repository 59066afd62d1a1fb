// Makes good what processes that ended amid a change have left behind, in stores where a change is no single transaction: the
// store tells of statements that may lack what they cause, and they are recorded anew like any that somebody sends. That
// changes nothing where nothing was lacking.

import { grouped } from '../stores/grouped.js';
import { isPassing, levelOf } from './errors.js';
import { outcomeOf } from './outbox/breaker.js';
import { giveBack } from './give-back.js';
import { createRunner } from './runner.js';

/** Until the next look, in milliseconds. */
const PAUSE = 5_000;

/** A change that began so long ago, in milliseconds, has ended one way or the other. */
const LONGEST_CHANGE = 30_000;

/** For so long one process mends alone: several at once would only be in each other's way. */
const LEASE_MILLISECONDS = 10_000;

/** Statements at a time. */
const PAGE = 200;

/** Statements that cannot be made good now are passed over, up to so many in one look. */
const MOST_STUCK = 2_000;

/**
 * @typedef {import('../stores/store.js').LeftBehind} LeftBehind
 *
 * @param {import('./service.js').Context} context
 * @param {{recordAgain: (left: LeftBehind[]) => Promise<void>}} statements
 */
export function createMending({ store, clock, log, worker, metrics }, { recordAgain }) {
  /** What was tried in this look and is still there. @type {Set<string>} */
  const stuck = new Set();
  /** What was tried in the page before. @type {Set<string>} */
  let tried = new Set();
  let [isStopping, hasLeased] = [false, false];

  const keyOf = (/** @type {LeftBehind} */ { organisation, id }) => `${organisation} ${id}`;
  const time = (ahead = 0) => new Date(clock.now() + ahead).toISOString();
  const take = () =>
    store.change((transaction) => transaction.lease('mending', worker, time(), time(LEASE_MILLISECONDS)));

  /** One page. @returns {Promise<boolean>} whether there may be more; if not, the look is over */
  async function step() {
    let mayBeMore = false;
    try {
      if (stuck.size === 0 && tried.size === 0) await releaseHeld();
      mayBeMore = await mendPage((await store.leftBehind?.(time(-LONGEST_CHANGE), PAGE + stuck.size)) ?? []);
    } finally {
      if (!mayBeMore) for (const known of [stuck, tried]) known.clear();
    }
    return mayBeMore;
  }

  /** Deliveries that came to be held back while their outcome was being switched on. */
  async function releaseHeld() {
    for (const { journey, outcome } of (await store.heldOutcomes?.()) ?? []) {
      if (isStopping) return;
      await store.change(async (transaction) => {
        const row = await transaction.journey(journey);
        if (!row || !outcomeOf(row, outcome)?.isActive) return;
        await transaction.turnDeliveries(journey, outcome, 'held', 'pending', time());
        await transaction.putJourney(row, false); // as it is: only if it is still so
      });
    }
  }

  /** @param {LeftBehind[]} left @returns {Promise<boolean>} */
  async function mendPage(left) {
    for (const key of left.map(keyOf)) if (tried.has(key)) stuck.add(key);
    const fresh = left.filter((each) => !stuck.has(keyOf(each)));
    tried = new Set(fresh.map(keyOf));
    if (isStopping || fresh.length === 0 || stuck.size > MOST_STUCK || !(await take())) return false;
    hasLeased = true;
    for (const own of grouped(fresh, ({ organisation }) => organisation).values()) await mend(own);
    return true;
  }

  /** All at once; where that fails each by itself, since one that cannot be recorded is not to keep the others from it. @param {LeftBehind[]} left of one organisation */
  async function mend(left) {
    const failures = (await faultIn(left)) === null ? [] : await mendEach(left);
    const mended = left.length - failures.length;
    metrics.mended(mended);
    if (mended > 0) log.info({ statements: mended }, 'recorded anew what a process had left unfinished');
    if (failures.length === 0) return;
    const [{ error, id }] = failures;
    log[levelOf(error)](
      { error, statement: id, statements: failures.length },
      'what was left behind is not made good; it is tried again',
    );
  }

  /** @param {LeftBehind[]} left */
  async function mendEach(left) {
    const failures = [];
    for (const one of left) {
      if (isStopping) break;
      const error = await faultIn([one]);
      if (error !== null) failures.push({ error, id: one.id });
    }
    return failures;
  }

  /** Records them anew; null, or why that does not work. @param {LeftBehind[]} left @returns {Promise<unknown>} @throws what is not their fault */
  async function faultIn(left) {
    try {
      await recordAgain(left);
      return null;
    } catch (error) {
      if (isStopping || isPassing(error)) throw error;
      return error;
    }
  }

  const runner = createRunner({ step, clock, log, pause: PAUSE });
  return {
    step,
    run() {
      isStopping = false;
      if (store.leftBehind) runner.run();
    },
    async stop() {
      isStopping = true;
      await runner.stop();
      if (!hasLeased) return;
      hasLeased = false;
      await giveBack({ store, log }, (transaction) => transaction.release('mending', worker));
    },
  };
}
