// Takes what is due for this worker, and sets aside what is not to be sent: what nobody wants any more, and what has to wait
// until its outcome is active again.

import { outcomeOf } from './breaker.js';
import { NO_OUTCOME } from './settle.js';

/**
 * @typedef {import('../../stores/store.js').Delivery} Delivery
 * @typedef {{delivery: Delivery, callback: string | undefined}} Sendable
 */

/**
 * @param {Pick<import('../service.js').Context, 'store' | 'clock' | 'worker'>} context
 * @param {{milliseconds: number, limit: number, perOutcome: number, except: string[]}} options
 * @returns {Promise<{due: number, sendable: Sendable[], next: string | null}>} `next`: when there will be more, asked only where there is nothing now
 */
export function leaseDue({ store, clock, worker }, { milliseconds, ...limits }) {
  return store.change(async (transaction) => {
    const now = clock.now();
    const [time, until] = [now, now + milliseconds].map((each) => new Date(each).toISOString());
    const leased = await transaction.leaseDeliveries({ worker, now: time, until, ...limits });
    const next = leased.length === 0 ? await transaction.nextDeliveryAt() : null;
    const journeys = new Map();
    /** @type {Sendable[]} */
    const sendable = [];
    for (const delivery of leased) {
      const { journey, outcome: id } = delivery;
      if (!journeys.has(journey)) journeys.set(journey, await transaction.journey(journey));
      const outcome = outcomeOf(journeys.get(journey), id);
      const isSame = outcome?.type === delivery.type;
      if (outcome?.isActive && isSame) {
        sendable.push({ delivery, callback: outcome.callback });
        continue;
      }
      const aside =
        outcome && isSame
          ? { ...delivery, state: /** @type {const} */ ('held') }
          : { ...delivery, state: /** @type {const} */ ('dead'), lastError: NO_OUTCOME };
      await transaction.settleDelivery(worker, { ...aside, nextAttemptAt: null, updatedAt: time });
    }
    return { due: leased.length, sendable, next };
  });
}
