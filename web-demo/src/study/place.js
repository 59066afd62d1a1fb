// A path in statements, and what was met there.

/** Values of one path that are counted at a time. */
export const MOST_VALUES = 5000;
/** Values of one path that are told of. */
const TOLD = 1000;

/**
 * @typedef {{count: number, last: number, label?: string, labelAt: number}} Tally `last`: the statement that it was counted for
 *   last; `labelAt`: the chunk that the label is of
 * @typedef {{min: number, max: number, count: number}} Range
 *
 * @typedef {object} Gathered what occurs at a path
 * @property {string} path
 * @property {number} count
 * @property {{text: number, number: number, boolean: number, date: number}} kinds
 * @property {[value: string, count: number, label: string | undefined, labelAt: number][]} texts most frequent first
 * @property {boolean} isCut
 * @property {[no: number, yes: number]} booleans
 * @property {Range} numbers
 * @property {Range} dates
 */

const newRange = () => ({ min: Infinity, max: -Infinity, count: 0 });

/** @param {Range} range @param {number} value */
export function widen(range, value) {
  range.count++;
  if (value < range.min) range.min = value;
  if (value > range.max) range.max = value;
}

/** A path, and what was met there. */
export class Place {
  /** @type {Map<string, Place>} */
  children = new Map();
  count = 0;
  last = -1;
  /** @type {Map<string, Tally>} */
  texts = new Map();
  textCount = 0;
  isCut = false;
  /** Nearly every statement has another value here. */
  isUnique = false;
  numbers = newRange();
  dates = newRange();
  booleans = /** @type {[number, number]} */ ([0, 0]);

  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** Forgets all but the most frequent half, or so many. @param {number} [kept] */
  prune(kept = MOST_VALUES / 2) {
    const tallies = [...this.texts].sort(([, a], [, b]) => b.count - a.count);
    const repeated = tallies.reduce((sum, [, { count }]) => (count > 1 ? sum + count : sum), 0);
    // Not the first time: values that come again may be met for the first time yet.
    this.isUnique = this.isCut && repeated < this.textCount / 10;
    this.isCut = true;
    this.texts = new Map(this.isUnique ? [] : tallies.slice(0, kept));
  }

  /** @returns {Gathered} */
  get gathered() {
    const { path, count, isCut, booleans, numbers, dates } = this;
    const texts = [...this.texts].sort(([, a], [, b]) => b.count - a.count).slice(0, TOLD);
    const kinds = {
      ...{ text: this.textCount, number: numbers.count },
      ...{ boolean: booleans[0] + booleans[1], date: dates.count },
    };
    return {
      ...{ path, count, kinds, booleans, numbers, dates },
      isCut: isCut || this.texts.size > TOLD,
      texts: texts.map(([value, { count, label, labelAt }]) => [value, count, label, labelAt]),
    };
  }
}
