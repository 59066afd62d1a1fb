// The outbox: sends deliveries, as often as it takes (contract: journeys, section 9). Several may run on one store.

import { createRunner } from '../runner.js';
import { retry } from './retry.js';
import { createWorker } from './worker.js';

/** Other processes add deliveries without telling this one: it looks at least so often, in milliseconds. */
const LONGEST_SLEEP = 2_000;

/** While something is due that only other requests keep from being sent; their end wakes the outbox as well. */
const CROWDED_SLEEP = 250;

/**
 * @param {import('../service.js').Context} context
 * @param {{lookup?: import('./guard.js').Lookup, random?: () => number}} [options] random: from 0 to 1, for jitter
 * @returns {import('../service.js').Outbox}
 */
export function createOutbox(context, { lookup, random = Math.random } = {}) {
  const { clock, log } = context;
  const worker = createWorker(context, { lookup, random, onEnd: wake });
  const runner = createRunner({ step, clock, log, pause: () => sleep });
  let sleep = LONGEST_SLEEP;
  let isWoken = false;

  /** @returns {Promise<boolean>} whether to look again at once */
  async function step() {
    [isWoken, sleep] = [false, LONGEST_SLEEP];
    const { due, next } = await worker.begin();
    if (due > 0 || isWoken) return true;
    if (next !== null) sleep = Math.min(LONGEST_SLEEP, sleepUntil(next));
    return false;
  }

  /** @param {string} next */
  function sleepUntil(next) {
    const wait = Date.parse(next) - clock.now();
    return wait > 0 ? wait : CROWDED_SLEEP;
  }

  function wake() {
    isWoken = true;
    runner.wake();
    // The runner may be just about to go to sleep, where it hears nobody.
    setImmediate(() => isWoken && runner.wake());
  }

  return {
    wake,
    start: () => runner.run(),

    async runDue() {
      for (let sent = 0; ;) {
        const { due } = await worker.begin();
        sent += due;
        const requests = worker.requests();
        if (due === 0 && requests.length === 0) return sent;
        if (requests.length > 0) await Promise.race(requests);
      }
    },

    stop: (grace = 0) => worker.stop(grace, () => runner.stop()),

    async retry(caller, id) {
      const delivery = await retry(context, caller, id);
      wake();
      return delivery;
    },
  };
}
