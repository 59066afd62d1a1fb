// When a failed delivery is tried again (contract: journeys, section 9).

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** After the first failure, the second, and so on; after the last of these there is no other try. */
const DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/** Up to so much more, so that those that failed together do not come back together. */
const JITTER = 0.2;

/** A receiver that asks for more patience is asked again all the same. */
const LONGEST = 24 * HOUR;

/**
 * @param {number} tries made so far, the failed one among them
 * @param {number} asked milliseconds of patience that the receiver asked for
 * @param {() => number} random from 0 to 1
 * @returns {number | null} milliseconds until the next; null: there is none
 */
export function delayAfter(tries, asked, random) {
  const delay = DELAYS[tries - 1];
  if (delay === undefined) return null;
  return Math.round(Math.max(delay * (1 + JITTER * random()), Math.min(asked, LONGEST)));
}
