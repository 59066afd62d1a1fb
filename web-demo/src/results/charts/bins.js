// How many of a sorted list of numbers lie in each of some bins, and which bins suit durations.

import { SECOND, linearTicks, logTicks, roundStep, unitOf } from './scale.js';

/** @typedef {{edges: number[], isLog: boolean, unit: string, ticks: {value: number, label: string}[]}} Axis */

/** How many bins so many numbers are worth: with few in each, a shape is hardly seen. @param {number} numbers @param {number} most */
export const binsFor = (numbers, most) => Math.min(most, Math.max(10, Math.ceil(2 * Math.sqrt(numbers))));

/**
 * How many numbers there are up to a limit.
 * @param {ArrayLike<number>} sorted ascending
 * @param {number} limit
 * @param {boolean} [isIncluded] whether the limit itself counts
 */
export function countBelow(sorted, limit, isIncluded = false) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < limit || (isIncluded && sorted[middle] === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Each bin begins at its edge and ends before the next; the first and the last take in what lies beyond them.
 * @param {ArrayLike<number>} sorted ascending
 * @param {number[]} edges one more than bins
 */
export function countIn(sorted, edges) {
  const limits = edges.map((edge, index) =>
    index === 0 ? 0 : index === edges.length - 1 ? sorted.length : countBelow(sorted, edge),
  );
  return limits.slice(1).map((limit, index) => limit - limits[index]);
}

/** The middle one, or halfway between the middle two. @param {ArrayLike<number>} sorted ascending @returns {number | null} */
export function median(sorted) {
  const { length } = sorted;
  return length === 0 ? null : (sorted[(length - 1) >> 1] + sorted[length >> 1]) / 2;
}

/** @param {ArrayLike<number>} sorted @param {number} part */
const quantile = (sorted, part) => sorted[Math.round(part * (sorted.length - 1))];

/** Whether equal steps would press most durations into a corner. @param {ArrayLike<number>} sorted */
function isWide(sorted) {
  const [few, most] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  const longest = sorted[sorted.length - 1];
  return longest > 4 * SECOND && (most > 50 * Math.max(few, SECOND) || longest > 6 * Math.max(most, SECOND));
}

/** The axis on which durations are best seen. @param {ArrayLike<number>} sorted at least one @returns {Axis} */
export function durationAxis(sorted) {
  return isWide(sorted) ? logAxis(sorted) : linearAxis(sorted);
}

/** @param {ArrayLike<number>} sorted @returns {Axis} */
function logAxis(sorted) {
  const least = Math.max(SECOND, sorted[0]);
  const ratio = (Math.max(sorted[sorted.length - 1], 2 * least) * 1.001) / least;
  const bins = binsFor(sorted.length, 24);
  const edges = Array.from({ length: bins + 1 }, (_, index) => least * ratio ** (index / bins));
  const ticks = logTicks(edges[0], edges[bins]);
  return { edges, isLog: true, unit: '', ticks };
}

/** @param {ArrayLike<number>} sorted @returns {Axis} */
function linearAxis(sorted) {
  const longest = Math.max(SECOND, sorted[sorted.length - 1]);
  const least = sorted[0] < longest / 3 ? 0 : sorted[0];
  const most = binsFor(sorted.length, 32);
  const step = roundStep(Math.max(longest - least, longest / most), most);
  const first = Math.floor(least / step);
  const bins = Math.floor(longest / step) - first + 1;
  const edges = Array.from({ length: bins + 1 }, (_, index) => (first + index) * step);
  const end = edges[bins];
  return { edges, isLog: false, unit: unitOf(end).name, ticks: linearTicks(edges[0], end) };
}
