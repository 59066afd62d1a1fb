// The xAPI statement that an outcome of type `statement` sends of a completed attempt (contract: journeys, section 9). Its id
// is derived from the delivery's, so that sending it again is harmless.

import { createHash } from 'node:crypto';

const COMPLETED = { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } };

/** The space of names that the ids of these statements are derived in: it never changes. */
const NAMES = Buffer.from('8f6f3c0e5d5b4b6f9a1e0a2f7c1d9e34', 'hex');

/**
 * @param {object} what
 * @param {import('../../stores/store.js').Delivery} what.delivery
 * @param {import('../../stores/store.js').Document} what.journey
 * @param {import('../../engine/index.js').Completion} what.completion
 * @param {{publicUrl: string}} what.settings
 */
export function outcomeStatement({ delivery, journey, completion, settings: { publicUrl } }) {
  const id = `${publicUrl}/journeys/${journey._id}`;
  const name = journey.description;
  return {
    id: statementId(delivery._id),
    actor: actorOf(delivery.owner.ident, publicUrl),
    verb: COMPLETED,
    object: { objectType: 'Activity', id, ...(name && { definition: { name: { und: name } } }) },
    result: { completion: true, duration: durationOf(completion) },
    context: {
      extensions: {
        [`${publicUrl}/extensions/journey`]: journey._id,
        [`${publicUrl}/extensions/attempt`]: delivery.attempt,
      },
    },
    timestamp: completion.completedAt,
  };
}

/** A UUID of version 5 (RFC 9562, section 5.5): not every LRS knows the newer versions. @param {string} deliveryId */
export function statementId(deliveryId) {
  const bytes = createHash('sha1').update(NAMES).update(deliveryId).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A persona is no actor: it is told as an account of this service. @param {Record<string, any>} ident @param {string} homePage */
const actorOf = (ident, homePage) =>
  ident.persona === undefined ? ident : { objectType: 'Agent', account: { homePage, name: ident.persona } };

/** From the attempt's first counted statement to its completion, as ISO 8601. @param {import('../../engine/index.js').Completion} completion */
function durationOf({ waypoints, completedAt }) {
  const end = Date.parse(completedAt);
  let start = end;
  for (const { statements } of Object.values(waypoints)) {
    for (const { timestamp } of statements) start = Math.min(start, Date.parse(timestamp));
  }
  return `PT${(end - start) / 1000}S`;
}
