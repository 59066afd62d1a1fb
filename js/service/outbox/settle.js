// What the answer to a request makes of a delivery, and of its outcome: one change of the store, on what both are by then. In
// the meantime the journey may have been edited, the outcome may have tripped, and the delivery may be wanted anew.

import { count, outcomeOf } from './breaker.js';
import { delayAfter } from './schedule.js';

/** @typedef {import('../../stores/store.js').Delivery} Delivery */

export const NO_OUTCOME = 'the journey does not have this outcome any more, or not of this type';

/**
 * @param {import('../service.js').Context} context
 * @param {Delivery} sent as it was leased
 * @param {import('./send.js').Answer} answer
 * @param {() => number} random
 * @returns {Promise<boolean>} whether the outcome has tripped by it
 */
export function settle({ store, clock, settings, worker }, sent, answer, random) {
  return store.change(async (transaction) => {
    const now = clock.now();
    const time = new Date(now).toISOString();
    const delivery = /** @type {Delivery | null} */ (await transaction.get('delivery', sent.organisation, sent._id));
    if (delivery === null) return false;
    const row = await transaction.journey(delivery.journey);
    const outcome = outcomeOf(row, delivery.outcome);
    const counted = outcome ? count(outcome, answer, { most: settings.maxTripCount, time }) : 'unchanged';
    const isOurs = await transaction.settleDelivery(worker, {
      ...delivery,
      ...{ attempts: delivery.attempts + 1, tries: delivery.tries + 1, updatedAt: time },
      ...{ lastStatus: answer.status, lastError: answer.error },
      ...(answer.isTaken ? { state: 'delivered', deliveredAt: time, nextAttemptAt: null } : afterFailure()),
    });
    if (!isOurs || !row || !outcome || counted === 'unchanged') return false;
    const hasTripped = counted === 'tripped';
    if (hasTripped) {
      // A change of the journey, like any other; a count is none.
      row.document.updatedAt = time;
      row.document.__v += 1;
      await transaction.turnDeliveries(row._id, outcome._id, 'pending', 'held', time);
    }
    await transaction.putJourney(row, hasTripped);
    return hasTripped;

    /** @returns {Partial<Delivery>} */
    function afterFailure() {
      if (!outcome) return { state: 'dead', nextAttemptAt: null, lastError: NO_OUTCOME };
      if (!outcome.isActive) return { state: 'held', nextAttemptAt: null };
      const delay = delayAfter(/** @type {Delivery} */ (delivery).tries + 1, answer.asked, random);
      if (delay === null) return { state: 'dead', nextAttemptAt: null };
      return { state: 'pending', nextAttemptAt: new Date(now + delay).toISOString() };
    }
  });
}
