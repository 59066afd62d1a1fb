// Units of time as people count in them, and round steps of them.

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Largest first. */
const UNITS = [
  { name: 'days', size: DAY, steps: [1, 2, 3, 7, 14, 28, 56, 91, 182, 364, 728, 1820, 3640] },
  { name: 'hours', size: HOUR, steps: [1, 2, 3, 6, 12] },
  { name: 'minutes', size: MINUTE, steps: [1, 2, 5, 10, 15, 30] },
  { name: 'seconds', size: SECOND, steps: [1, 2, 5, 10, 15, 30] },
];

/** Every round step, smallest first. */
const STEPS = [0.1, 0.2, 0.5].map((part) => part * SECOND);
for (const { size, steps } of UNITS.toReversed()) STEPS.push(...steps.map((step) => step * size));

/** The smallest round step that takes at most `most` of them to cover a length. @param {number} length @param {number} most */
export function roundStep(length, most) {
  const last = /** @type {number} */ (STEPS.at(-1));
  return STEPS.find((step) => length / step <= most) ?? Math.ceil(length / most / last) * last;
}

/** The nearest of 1, 2 and 5 with noughts, at least 1. @param {number} number */
export function roundCount(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  const times = number / power;
  return (times < 1.5 ? 1 : times < 3.2 ? 2 : times < 7 ? 5 : 10) * power;
}

/** The largest unit in which a time is not less than 2. @param {number} time */
export const unitOf = (time) =>
  UNITS.find(({ size }) => time >= 2 * size) ?? /** @type {typeof UNITS[0]} */ (UNITS.at(-1));

/** Where a duration's axis has its marks where each is a multiple of the one before, with their words. */
const MARKS = /** @type {[number, string][]} */ ([
  [SECOND, '1 second'],
  [10 * SECOND, '10 seconds'],
  [MINUTE, '1 minute'],
  [10 * MINUTE, '10 minutes'],
  [HOUR, '1 hour'],
  [6 * HOUR, '6 hours'],
  [DAY, '1 day'],
  [7 * DAY, '1 week'],
  [30 * DAY, '30 days'],
  [90 * DAY, '90 days'],
  [365 * DAY, '1 year'],
  [3650 * DAY, '10 years'],
]);

/** @param {number} least @param {number} most @returns {{value: number, label: string}[]} */
export function logTicks(least, most) {
  return MARKS.filter(([value]) => value >= least && value <= most).map(([value, label]) => ({ value, label }));
}

/** @param {number} least @param {number} most @returns {{value: number, label: string}[]} labels are numbers of `unitOf(most)` */
export function linearTicks(least, most) {
  const step = roundStep(most - least, 7);
  const { size } = unitOf(most);
  const ticks = [];
  for (let value = Math.ceil(least / step) * step; value <= most; value += step) {
    ticks.push({ value, label: String(Math.round((value / size) * 100) / 100) });
  }
  return ticks;
}
