// A span of time cut at round moments of the reader's own calendar: midnights, Mondays, firsts of a month.

import { DAY, HOUR, MINUTE, SECOND } from './scale.js';

/** @typedef {{every: 'time' | 'day' | 'week' | 'month', by: number, size: number}} Step */

/** Smallest first. @type {Step[]} */
const STEPS = [
  ...[1, 5, 15].map((by) => ({ every: /** @type {const} */ ('time'), by: by * SECOND, size: by * SECOND })),
  ...[1, 5, 15].map((by) => ({ every: /** @type {const} */ ('time'), by: by * MINUTE, size: by * MINUTE })),
  ...[1, 3, 6].map((by) => ({ every: /** @type {const} */ ('time'), by: by * HOUR, size: by * HOUR })),
  { every: 'day', by: 1, size: DAY },
  ...[1, 2].map((by) => ({ every: /** @type {const} */ ('week'), by: 7 * by, size: 7 * by * DAY })),
  ...[1, 3, 6, 12, 24, 60, 120].map((by) => ({ every: /** @type {const} */ ('month'), by, size: by * 30.44 * DAY })),
];

/** @param {number} length @param {number} most @returns {Step} */
const stepFor = (length, most) => STEPS.find(({ size }) => length / size <= most) ?? /** @type {Step} */ (STEPS.at(-1));

/** The last round moment not after an instant. @param {number} instant @param {Step} step */
function floor(instant, { every, by }) {
  const date = new Date(instant);
  const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate());
  if (every === 'time') return midnight.getTime() + Math.floor((instant - midnight.getTime()) / by) * by;
  if (every === 'week') midnight.setDate(midnight.getDate() - ((midnight.getDay() + 6) % 7));
  if (every !== 'month') return midnight.getTime();
  const months = date.getFullYear() * 12 + date.getMonth();
  return new Date(0, 0, 1).setFullYear(0, Math.floor(months / by) * by, 1);
}

/** The round moment after one. @param {number} moment @param {Step} step */
function next(moment, { every, by }) {
  if (every === 'time') return moment + by;
  const date = new Date(moment);
  return every === 'month' ? date.setMonth(date.getMonth() + by) : date.setDate(date.getDate() + by);
}

/**
 * Round moments from not after the beginning of a span to after its end.
 * @param {[number, number]} span
 * @param {number} most about how many steps
 * @returns {{edges: number[], step: Step}}
 */
export function calendarEdges([from, to], most) {
  const step = stepFor(to - from, most);
  const edges = [floor(from, step)];
  while (edges[edges.length - 1] <= to) edges.push(next(edges[edges.length - 1], step));
  return { edges, step };
}

/** How a moment is written beside others of the same step. @param {Step} step @param {boolean} isDayNeeded @returns {Intl.DateTimeFormatOptions} */
function wordsFor({ every, size }, isDayNeeded) {
  if (every === 'month') return { month: 'short' };
  const day = /** @type {const} */ ({ day: 'numeric', month: 'short' });
  if (every !== 'time') return day;
  return {
    ...(isDayNeeded && day),
    ...{ hour: 'numeric', minute: '2-digit', ...(size < MINUTE && { second: '2-digit' }) },
  };
}

/**
 * Round moments within a span, in the reader's words. Of months, the first and each January bear their year.
 * @param {[number, number]} span
 * @param {number} most
 * @param {string} [locale]
 */
export function calendarTicks(span, most, locale) {
  const { edges, step } = calendarEdges(span, most);
  const options = wordsFor(step, span[1] - span[0] > DAY / 2);
  const words = new Intl.DateTimeFormat(locale, options);
  const fuller = new Intl.DateTimeFormat(locale, { ...options, ...(step.every === 'month' && { year: 'numeric' }) });
  return edges
    .filter((edge) => edge >= span[0] && edge <= span[1])
    .map((value, index) => ({
      value,
      label: (index === 0 || new Date(value).getMonth() === 0 ? fuller : words).format(value),
    }));
}
