// Where playback is: instants of a span of time, the slider's positions in it, and how time passes while it plays.

/** @typedef {[number, number]} Span */

/** How long the whole span plays at speed 1, in milliseconds. */
const WHOLE = 20_000;

/** The least time between two steps, in milliseconds. */
export const PACE = 100;

/** More than this did not pass: the page was hidden, or busy. */
const LONGEST_STEP = 500;

/** The slider's positions: from 0 to this one, which is the end of time. */
export const POSITIONS = 400;

export const SPEEDS = [0.5, 1, 2, 4];

/** @param {number} position @param {Span} span @returns {number | null} */
export function instantAt(position, [from, to]) {
  return position >= POSITIONS ? null : Math.round(from + (Math.max(0, position) / POSITIONS) * (to - from));
}

/** @param {number | null} instant @param {Span} span */
export function positionOf(instant, [from, to]) {
  if (instant === null || instant >= to) return POSITIONS;
  return Math.max(0, Math.min(POSITIONS - 1, Math.round(((instant - from) / (to - from)) * POSITIONS)));
}

/**
 * Where playback is after some time; null: at the end.
 * @param {number} instant
 * @param {Span} span
 * @param {number} elapsed in milliseconds
 * @param {number} speed
 * @returns {number | null}
 */
export function advance(instant, [from, to], elapsed, speed) {
  const passed = (Math.min(elapsed, LONGEST_STEP) / WHOLE) * speed * (to - from);
  const next = Math.ceil(Math.max(instant, from) + passed);
  return next >= to ? null : next;
}
