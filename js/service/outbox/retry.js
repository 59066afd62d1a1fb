// Sends a delivery again because somebody says so: from the start of the schedule, whatever became of it. One that is under
// way is left to end: it counts as the first try. Where the outcome is switched off nothing is sent: activating it sends what
// is held, and a receiver that has had enough is not bothered in between.

import { ServiceError, notFound } from '../errors.js';
import { ID } from '../ids.js';
import { outcomeOf } from './breaker.js';
import { NO_OUTCOME } from './settle.js';

/**
 * @param {Pick<import('../service.js').Context, 'store' | 'clock'>} context
 * @param {import('../service.js').Caller} caller
 * @param {string} id
 * @returns {Promise<import('../../stores/store.js').Delivery>}
 * @throws {ServiceError} 404, 409
 */
export function retry({ store, clock }, { client }, id) {
  return store.change(async (transaction) => {
    const found = ID.test(id) ? await transaction.get('delivery', client.organisation, id.toLowerCase()) : null;
    if (!found) throw notFound('delivery', id);
    const delivery = /** @type {import('../../stores/store.js').Delivery} */ (found);
    const outcome = outcomeOf(await transaction.journey(delivery.journey), delivery.outcome);
    if (!outcome) throw new ServiceError(409, NO_OUTCOME);
    if (!outcome.isActive) {
      throw new ServiceError(409, 'the outcome is switched off: activate it, and what is held is sent');
    }
    const time = new Date(clock.now()).toISOString();
    const changes = { tries: 0, nextAttemptAt: time, deliveredAt: null, updatedAt: time };
    const retried = { ...delivery, ...changes, state: /** @type {const} */ ('pending') };
    await transaction.putDelivery(retried);
    return retried;
  });
}
