// Numbers and times as a reader wants them.

const UNITS = /** @type {const} */ ([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
]);

/** @param {number} value */
export const count = (value) => value.toLocaleString('en');

/**
 * `1 learner`, `2,345 learners`.
 * @param {number} value
 * @param {string} noun
 * @param {string} [plural]
 */
export const counted = (value, noun, plural = `${noun}s`) => `${count(value)} ${value === 1 ? noun : plural}`;

/**
 * `71 %`. Neither nobody nor everybody is said of almost nobody or almost everybody.
 * @param {number} part
 * @param {number} whole
 */
export function percent(part, whole) {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  if (part > 0 && share < 1) return '<1 %';
  if (part < whole && share > 99) return '>99 %';
  return `${Math.round(share)} %`;
}

/**
 * The two largest units of a time span: `3 d 4 h`, `12.1 s`, `850 ms`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  // 59.96 s would be rounded to "60.0 s".
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const largest = UNITS.findIndex(([, size], index) => {
    const next = UNITS[index + 1]?.[1] ?? 1;
    return Math.round(ms / next) * next >= size;
  });
  const [[unit, size], [smallUnit, smallSize]] = [UNITS[largest], UNITS[largest + 1]];
  const rounded = Math.round(ms / smallSize) * smallSize;
  const small = Math.round((rounded % size) / smallSize);
  return `${count(Math.floor(rounded / size))} ${unit}${small ? ` ${small} ${smallUnit}` : ''}`;
}

/** @param {number} value in bytes */
export function bytes(value) {
  if (value < 1e6) return `${Math.ceil(value / 1e3)} kB`;
  return value < 1e9 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e9).toFixed(2)} GB`;
}

/**
 * Cuts what would break a line.
 * @param {string} text
 * @param {number} width
 */
export function shorten(text, width) {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
