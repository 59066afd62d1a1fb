// A round reads an LRS from a position up to its end, page by page, and says how far the position may move on. The position
// is the `since` of the next round, which is exclusive; whatever may still appear before it would be lost for good, so it
// rather stays behind: statements that come again change nothing.

/**
 * How far the position stays behind the instant up to which the LRS says it is complete, in milliseconds. Many stamp a
 * statement before they insert it and say "complete up to now" without regard to inserts under way or to the clocks of
 * their other machines; an insert takes less than this, and clocks that are kept by NTP differ by less.
 */
export const OVERLAP = 5_000;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:?\d\d)$/i;

/** Milliseconds since 1970, rounded down; NaN for what is no xAPI timestamp. @param {unknown} text */
export const timeOf = (text) => (typeof text === 'string' && INSTANT.test(text) ? Date.parse(text) : NaN);

export class Round {
  /** @type {string | null} the `stored` of the last statement, as the LRS writes it */
  #last = null;
  #hasRisen = false;
  #hasFallen = false;
  /** Up to when everything was there that the round has read. What appeared behind the first page later than that
   * page, the round has not seen: the earliest word counts. */
  #completeUpTo = Infinity;

  /** @param {string | null} position null: from the beginning */
  constructor(position) {
    this.position = position;
  }

  /**
   * The position, after a page.
   * @param {{stored: unknown[], completeUpTo: number, isLast: boolean}} page
   * @returns {string | null}
   */
  after({ stored, completeUpTo, isLast }) {
    this.#completeUpTo = Math.min(this.#completeUpTo, completeUpTo);
    for (const text of stored) this.#see(text);
    const next = this.#next(isLast);
    // Never back: up to where it stands everything has been seen, whatever another machine of the LRS says now.
    const isFurther = next !== null && (this.position === null || timeOf(next) >= timeOf(this.position));
    if (isFurther) this.position = next;
    return this.position;
  }

  /** @param {unknown} stored */
  #see(stored) {
    const time = timeOf(stored);
    if (Number.isNaN(time)) return;
    const last = this.#last === null ? time : timeOf(this.#last);
    if (time < last) this.#hasFallen = true;
    if (time > last) this.#hasRisen = true;
    if (time >= last) this.#last = /** @type {string} */ (stored);
  }

  /** @param {boolean} isLast */
  #next(isLast) {
    // An LRS that does not keep to the order has earlier ones on its next page: one statement does not show which way it goes.
    const isAscending = this.#hasRisen && !this.#hasFallen;
    if (this.#last === null || !(isLast || isAscending)) return null;
    const safe = this.#completeUpTo - OVERLAP;
    const last = timeOf(this.#last);
    // All of the last instant has been seen, whose exact text is the only one that does not ask for it again.
    if (isLast && last < safe) return this.#last;
    // The next page may go on within the millisecond.
    return new Date(Math.min(last - 1, safe)).toISOString();
  }
}
