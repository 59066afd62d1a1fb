// Round instants on an axis of time, and what they are called.

/** @typedef {import('./timeline.js').Span} Span */

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

const STEPS = [
  ...[1, 5, 15, 30].map((n) => n * SECOND),
  ...[1, 5, 15, 30].map((n) => n * MINUTE),
  ...[1, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14].map((n) => n * DAY),
];
/** In months. */
const LONG_STEPS = [1, 3, 6, 12, 24, 60, 120];

/**
 * Round instants within a span, in the reader's time zone, at most so many.
 * @param {Span} span
 * @param {number} most
 * @returns {{at: number, step: number}[]} step: to the next one, about
 */
export function ticksOf([from, to], most) {
  const length = to - from;
  const step = STEPS.find((each) => length / each <= most);
  if (step !== undefined) return shortTicks(from, to, step);
  const months =
    LONG_STEPS.find((each) => length / (each * 30 * DAY) <= most) ?? 12 * Math.ceil(length / (360 * DAY * most));
  const first = new Date(from);
  const start = Math.floor((first.getFullYear() * 12 + first.getMonth()) / months) * months;
  const ticks = [];
  for (let month = start; ; month += months) {
    const at = new Date(Math.floor(month / 12), month % 12, 1).getTime();
    if (at > to) return ticks;
    if (at >= from) ticks.push({ at, step: months * 30 * DAY });
  }
}

/** @param {number} from @param {number} to @param {number} step */
function shortTicks(from, to, step) {
  /** @type {{at: number, step: number}[]} */
  const ticks = [];
  const day = new Date(new Date(from).setHours(0, 0, 0, 0));
  for (let index = 0; ; index += 1) {
    const at = placeIn(day, step, index);
    if (at > to) return ticks;
    // Where clocks are set on, two places of the clock are one instant.
    if (at >= from && at !== ticks.at(-1)?.at) ticks.push({ at, step });
  }
}

/** By the clock from an hour on, since days are not all as long as another. @param {Date} day @param {number} step @param {number} index */
function placeIn(day, step, index) {
  if (step < HOUR) return day.getTime() + index * step;
  const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
  return new Date(year, month, date, (index * step) / HOUR).getTime();
}

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(undefined, options);
const FORMATS = /** @type {[number, Intl.DateTimeFormat][]} */ ([
  [MINUTE, format({ timeStyle: 'medium' })],
  [DAY, format({ timeStyle: 'short' })],
  [28 * DAY, format({ day: 'numeric', month: 'short' })],
  [300 * DAY, format({ month: 'short', year: 'numeric' })],
  [Infinity, format({ year: 'numeric' })],
]);

/** As much of an instant as its step needs; the day, where one begins. @param {{at: number, step: number}} tick */
export function tickWords({ at, step }) {
  const isMidnight = new Date(at).setHours(0, 0, 0, 0) === at;
  const scale = step < DAY && isMidnight ? DAY : step;
  return /** @type {[number, Intl.DateTimeFormat]} */ (FORMATS.find(([below]) => scale < below))[1].format(at);
}
