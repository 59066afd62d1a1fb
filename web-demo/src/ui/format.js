// Numbers and times for people, in the reader's own language where they are written by Intl.

const whole = new Intl.NumberFormat('en-GB');
const percentage = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });
const finePercentage = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** `12,345` @param {number} number */
export const count = (number) => whole.format(number);

/** `1 learner`, `1,440 learners` @param {number} number @param {string} one @param {string} [many] */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** `49%`; `0%` only where there is none and `100%` only where there are all. @param {number} part @param {number} [of] */
export function percent(part, of = 1) {
  if (!of) return '–';
  const ratio = part / of;
  if (ratio > 0 && ratio < 0.005) return '<1%';
  if (ratio < 1 && ratio >= 0.995) return `${finePercentage.format(Math.min(ratio, 0.999))}`;
  return percentage.format(ratio);
}

const UNITS = /** @type {const} */ ([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
]);

/** The two largest units: `3 d 4 h`, `12 min`, `40 ms`. @param {number | null | undefined} ms */
export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const at = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[at];
  const [smaller, smallerSize] = UNITS[at + 1] ?? [unit, size];
  const units = Math.round(ms / smallerSize) * smallerSize;
  if (units >= (UNITS[at - 1]?.[1] ?? Infinity)) return duration(units);
  const rest = Math.round((units % size) / smallerSize);
  return `${count(Math.floor(units / size))} ${unit}${rest ? ` ${rest} ${smaller}` : ''}`;
}

/** `3 d to 4 d`, `under 1 d` @param {number} from @param {number} to */
export const between = (from, to) => (from === 0 ? `under ${duration(to)}` : `${duration(from)} to ${duration(to)}`);

/** In the reader's time zone. @param {number | null | undefined} ms */
export const dateTime = (ms) => (ms === null || ms === undefined ? '–' : dayAndTime.format(ms));
/** With seconds. @param {number} ms */
export const exactTime = (ms) => fullTime.format(ms);
/** @param {number | null | undefined} ms */
export const date = (ms) => (ms === null || ms === undefined ? '–' : day.format(ms));
/** For titles: `2024-03-01 09:30:00 UTC`. @param {number} ms */
export const utc = (ms) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `512 B`, `1.4 MB` @param {number} number */
export function bytes(number) {
  if (number < 1000) return `${number} B`;
  const units = ['kB', 'MB', 'GB'];
  let size = number / 1000;
  let at = 0;
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1000;
    at += 1;
  }
  return `${size < 9.95 ? size.toFixed(1) : count(Math.round(size))} ${units[at]}`;
}
