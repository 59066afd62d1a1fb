// Draws the charts with Observable Plot. Loaded when the first chart is shown. Colours are custom properties, so that a change
// of theme needs no drawing.

import { areaY, axisX, axisY, gridY, lineY, plot, pointerX, rectY, ruleX, ruleY, text, tip } from '@observablehq/plot';
import { between, count, date, dateTime, duration } from '../../ui/format.js';
import { countBelow } from './bins.js';
import { calendarTicks } from './calendar.js';
import { roundCount } from './scale.js';

/** @typedef {{from: number, to: number, count: number}} Bin */

const MARGINS = { marginLeft: 44, marginRight: 16, marginTop: 22 };
const DEEP = 'var(--scale-3)';

/**
 * @param {{axis: import('./bins.js').Axis, most: number, bins: Bin[], median: number | null}} data
 * @param {number} width
 */
export function durations({ axis, most, bins, median }, width) {
  const { edges, isLog, unit, ticks } = axis;
  const words = new Map(ticks.map(({ value, label }) => [value, label]));
  const inSight = isLog && width < 480 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
  const label = isLog ? 'From start to first completion' : `From start to first completion, in ${unit}`;
  const marks = [
    ...counts(most, 4, 'Learners'),
    axisX({
      ...{ label, labelArrow: 'none', labelAnchor: 'center' },
      ticks: inSight.map(({ value }) => value),
      // Not `tickFormat`: of a logarithmic axis that leaves out what it takes for too much.
      text: (/** @type {number} */ value) => words.get(value) ?? '',
    }),
    rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: 'var(--scale-2)', insetLeft: 0.5, insetRight: 0.5 }),
    ruleY([0], { stroke: 'var(--line-strong)' }),
    ...(median === null ? [] : medianMarks(median, edges)),
    tipOf(bins, ({ from, to, count: number }) => `${between(from, to)}\n${count(number)} completed`),
  ];
  const x = { type: isLog ? 'log' : 'linear', domain: [edges[0], edges[edges.length - 1]] };
  return [drawn({ width, height: 236, marginTop: 38, marginBottom: 42, x, marks })];
}

/** @param {number} median @param {number[]} edges */
function medianMarks(median, edges) {
  const isRight = median > edges[Math.floor(edges.length * 0.65)];
  return [
    ruleX([median], { stroke: 'var(--text)', strokeWidth: 1.5, strokeDasharray: '4 3' }),
    text([median], {
      ...{ x: (/** @type {number} */ value) => value, frameAnchor: 'top', dy: -12, dx: isRight ? -6 : 6 },
      ...{ text: () => `Median ${duration(median)}`, textAnchor: isRight ? 'end' : 'start', fill: 'var(--text)' },
    }),
  ];
}

/**
 * All so far above, those of each bin below.
 * @param {{
 *   span: [number, number],
 *   step: import('./calendar.js').Step,
 *   most: number,
 *   bins: Bin[],
 *   total: number,
 *   times: Float64Array,
 *   instant: number | null,
 * }} data
 * @param {number} width
 */
export function completions({ span, step, most, bins, total, times, instant }, width) {
  const domain = [bins[0].from, bins[bins.length - 1].to];
  const ticks = calendarTicks(span, Math.max(3, Math.floor(width / 72)));
  const words = new Map(ticks.map(({ value, label }) => [value, label]));
  const x = { domain, label: null };
  const now = instant === null ? [] : [ruleX([instant], { stroke: 'var(--text)', strokeDasharray: '4 3' })];
  const sums = soFar(times, [span[0], instant ?? span[1]]);
  const when = step.every === 'time' ? dateTime : date;
  const above = [
    ...counts(total, 3, 'All so far'),
    axisX({ ticks: [] }),
    areaY(sums, { x: 'at', y: 'count', curve: 'step-after', fill: 'var(--scale-0)' }),
    lineY(sums, { x: 'at', y: 'count', curve: 'step-after', stroke: DEEP, strokeWidth: 2 }),
    ruleY([0], { stroke: 'var(--line-strong)' }),
    ...now,
  ];
  const below = [
    ...counts(most, 2, `Each ${stepInWords(step)}`),
    axisX({ ticks: ticks.map(({ value }) => value), tickFormat: (/** @type {number} */ at) => words.get(at) ?? '' }),
    rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: 'var(--scale-2)', insetLeft: 0.5, insetRight: 0.5 }),
    ruleY([0], { stroke: 'var(--line-strong)' }),
    ...now,
    tipOf(bins, (bin) => `From ${when(bin.from)}\n${count(bin.count)} completed`),
  ];
  return [
    drawn({ width, height: 128, marginBottom: 6, x, marks: above }),
    drawn({ width, height: 108, marginBottom: 28, x, marks: below }),
  ];
}

/** How many were completed up to each of many instants. @param {Float64Array} times @param {[number, number]} span */
function soFar(times, [from, to]) {
  const POINTS = 240;
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const at = from + (index / POINTS) * (to - from);
    return { at, count: countBelow(times, at, true) };
  });
}

/** @param {import('./calendar.js').Step} step */
function stepInWords({ every, by, size }) {
  if (every === 'time') return duration(size);
  const number = every === 'week' ? by / 7 : by;
  return number === 1 ? every : `${number} ${every}s`;
}

/** The axis of counts, with whole numbers only. @param {number} most @param {number} ticks @param {string} label */
function counts(most, ticks, label) {
  const step = roundCount(most / ticks);
  const values = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return [
    gridY(values, { stroke: 'var(--line)', strokeOpacity: 1 }),
    axisY(values, { label, labelArrow: 'none', labelAnchor: 'top', tickSize: 0, tickFormat: count }),
    ruleY([most], { stroke: 'none' }),
  ];
}

/** What a bin says when it is pointed at. @param {Bin[]} bins @param {(bin: Bin) => string} words */
function tipOf(bins, words) {
  const looks = { fill: 'var(--surface)', stroke: 'var(--line-strong)', pathFilter: 'none' };
  return tip(bins, pointerX({ x1: 'from', x2: 'to', y: 'count', title: words, ...looks }));
}

/** The chart, without the style element that the page's CSP refuses. @param {object} options */
function drawn(options) {
  const svg = plot({ ...MARGINS, ...options, className: 'plot' });
  svg.querySelector('style')?.remove();
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
