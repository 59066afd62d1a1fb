// How long to leave an LRS alone that fails.

const FIRST = 1_000;
const LONGEST = 5 * 60_000;
/** An LRS may ask for more time than that, but not for ever. */
const LONGEST_ASKED = 60 * 60_000;

/**
 * Milliseconds: doubled with each failure in a row, and of that somewhere in the upper half, so that many followers do not
 * come back all at once.
 * @param {number} failures in a row, from 1
 * @param {{asked?: number, random?: () => number}} [options] asked: how long the LRS wants to be left alone
 */
export function backoff(failures, { asked = 0, random = Math.random } = {}) {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 30));
  return Math.max((whole * (1 + random())) / 2, Math.min(asked, LONGEST_ASKED));
}
