// Puts together what the workers gathered, as the page shows it: paths with names for people and their most frequent values.

import { labelOf } from './labels.js';

/** @typedef {import('./place.js').Gathered} Gathered @typedef {import('./place.js').Range} Range */

/** Values of a path that are shown. */
const SHOWN = 500;

/** Numbers of statements that have nothing more frequent before them. @param {{count: number}} a @param {{count: number}} b */
const byCount = (a, b) => b.count - a.count;

/** @param {Range} into @param {Range} other */
function join(into, other) {
  into.min = Math.min(into.min, other.min);
  into.max = Math.max(into.max, other.max);
  into.count += other.count;
}

/** A path, over all workers. */
class Sum {
  count = 0;
  isCut = false;
  kinds = { text: 0, number: 0, boolean: 0, date: 0 };
  booleans = [0, 0];
  numbers = { min: Infinity, max: -Infinity, count: 0 };
  dates = { min: Infinity, max: -Infinity, count: 0 };
  /** @type {Map<string, {value: string, label?: string, count: number}>} */
  values = new Map();
  /** The chunks that labels are of: the first that anything was called stays. @type {Map<string, number>} */
  #labelAt = new Map();

  /** @param {Gathered} part */
  add(part) {
    this.count += part.count;
    this.isCut ||= part.isCut;
    for (const kind of /** @type {const} */ (['text', 'number', 'boolean', 'date']))
      this.kinds[kind] += part.kinds[kind];
    part.booleans.forEach((count, which) => (this.booleans[which] += count));
    join(this.numbers, part.numbers);
    join(this.dates, part.dates);
    for (const [value, count, label, labelAt] of part.texts) {
      const known = this.values.get(value) ?? { value, count: 0 };
      known.count += count;
      this.values.set(value, known);
      if (label === undefined || labelAt >= (this.#labelAt.get(value) ?? Infinity)) continue;
      known.label = label;
      this.#labelAt.set(value, labelAt);
    }
  }

  /** @param {string} path @returns {import('./study.js').Facet} */
  facet(path) {
    const { count, kinds } = this;
    // Where a path has values of several kinds, the most frequent kind is shown.
    const [kind] = /** @type {[keyof kinds, number][]} */ (Object.entries(kinds)).sort(([, a], [, b]) => b - a)[0];
    const about = { path, label: labelOf(path), kind, count };
    if (kind === 'number' || kind === 'date') {
      const { min, max } = kind === 'number' ? this.numbers : this.dates;
      return { ...about, values: [], isCut: false, range: { min, max } };
    }
    if (kind === 'boolean') {
      const values = this.booleans.map((number, which) => ({ value: which === 1, count: number }));
      return { ...about, values: values.filter((each) => each.count > 0).sort(byCount), isCut: false };
    }
    const values = [...this.values.values()].sort((a, b) => byCount(a, b) || (a.value < b.value ? -1 : 1));
    return { ...about, values: values.slice(0, SHOWN), isCut: this.isCut || values.length > SHOWN };
  }
}

/** @param {Gathered[][]} parts one of each worker @returns {import('./study.js').Facet[]} */
export function facetsOf(parts) {
  /** @type {Map<string, Sum>} */
  const sums = new Map();
  for (const part of parts.flat()) {
    let sum = sums.get(part.path);
    if (!sum) sums.set(part.path, (sum = new Sum()));
    sum.add(part);
  }
  const facets = [...sums].map(([path, sum]) => sum.facet(path));
  return facets.sort((a, b) => byCount(a, b) || (a.path < b.path ? -1 : 1));
}
