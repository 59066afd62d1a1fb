// Which bins and axes suit durations and times, and how many lie in each bin.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBelow, countIn, durationAxis, median } from '../../../web-demo/src/results/charts/bins.js';
import { calendarEdges, calendarTicks } from '../../../web-demo/src/results/charts/calendar.js';
import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  linearTicks,
  logTicks,
  roundCount,
  roundStep,
  unitOf,
} from '../../../web-demo/src/results/charts/scale.js';

/** @param {number[]} list */
const sum = (list) => list.reduce((all, each) => all + each, 0);

test('bins hold each number once, a number on an edge in the bin that begins there', () => {
  assert.deepEqual(countIn([1, 2, 2, 3, 5], [1, 2, 3, 6]), [1, 2, 2]);
});

test('the first and the last bin take in what lies beyond them', () => {
  assert.deepEqual(countIn([-5, 0, 1, 99], [0, 1, 2]), [2, 2]);
  assert.deepEqual(countIn([], [0, 1, 2]), [0, 0]);
});

test('what is below a limit can include the limit', () => {
  assert.equal(countBelow([1, 2, 2, 3], 2), 1);
  assert.equal(countBelow([1, 2, 2, 3], 2, true), 3);
  assert.equal(countBelow([], 2), 0);
});

test('the median is the middle one, or halfway between two', () => {
  assert.equal(median([]), null);
  assert.equal(median([7]), 7);
  assert.equal(median([1, 2, 10]), 2);
  assert.equal(median([1, 2, 4, 10]), 3);
});

test('durations alike are shown on an even scale from nothing, in round steps of their unit', () => {
  const durations = Array.from({ length: 100 }, (_, at) => (1 + at / 3) * DAY);
  const { isLog, unit, edges, ticks } = durationAxis(durations);
  assert.deepEqual([isLog, unit, edges[0]], [false, 'days', 0]);
  assert.ok(edges.length > 10 && edges.length <= 34);
  assert.equal(sum(countIn(durations, edges)), 100);
  assert.deepEqual(
    ticks.map(({ label }) => label),
    ['0', '7', '14', '21', '28', '35'],
  );
});

test('durations from seconds to weeks are shown on a scale of multiples, with marks in words', () => {
  const durations = [0, 5 * SECOND, 40 * SECOND, 3 * MINUTE, 2 * HOUR, DAY, 3 * DAY, 20 * DAY];
  const { isLog, edges, ticks } = durationAxis(durations);
  assert.equal(isLog, true);
  assert.equal(sum(countIn(durations, edges)), durations.length);
  assert.ok(countIn(durations, edges)[0] >= 1, 'what took no time is in the first bin');
  assert.ok(ticks.some(({ label }) => label === '1 day'));
});

test('one duration, equal ones, and ones that took no time have bins too', () => {
  for (const durations of [[0], [5 * MINUTE], [DAY, DAY, DAY], [0, 0], [0.4], [4000 * DAY]]) {
    const { edges } = durationAxis(durations);
    assert.ok(edges.length >= 2 && edges.length < 40, `${durations}: ${edges.length} edges`);
    assert.ok(
      edges.every((edge, at) => Number.isFinite(edge) && (at === 0 || edge > edges[at - 1])),
      `${durations}: ${edges}`,
    );
    assert.ok(edges[0] <= durations[0] + SECOND && durations[durations.length - 1] <= edges[edges.length - 1]);
    assert.equal(sum(countIn(durations, edges)), durations.length);
  }
});

test('long durations that lie close together are not pressed against the end of an axis from nothing', () => {
  assert.ok(durationAxis([30 * DAY, 31 * DAY, 33 * DAY]).edges[0] >= 29 * DAY);
});

test('steps are round in the unit that people count in', () => {
  assert.equal(roundStep(50 * SECOND, 10), 5 * SECOND);
  assert.equal(roundStep(50 * MINUTE, 10), 5 * MINUTE);
  assert.equal(roundStep(20 * HOUR, 10), 2 * HOUR);
  assert.equal(roundStep(60 * DAY, 10), 7 * DAY);
  assert.ok(roundStep(1e6 * DAY, 10) >= 1e5 * DAY);
  assert.deepEqual([1, 12, 22, 45, 80].map(roundCount), [1, 10, 20, 50, 100]);
  assert.equal(roundCount(0), 1);
});

test('a time is told in the largest unit of which it has two', () => {
  assert.equal(unitOf(47 * HOUR).name, 'hours');
  assert.equal(unitOf(48 * HOUR).name, 'days');
  assert.equal(unitOf(0).name, 'seconds');
});

test('marks lie within their axis', () => {
  assert.deepEqual(
    logTicks(MINUTE, HOUR).map(({ label }) => label),
    ['1 minute', '10 minutes', '1 hour'],
  );
  assert.deepEqual(
    linearTicks(0, 6 * HOUR).map(({ label }) => label),
    ['0', '1', '2', '3', '4', '5', '6'],
  );
});

test('a span is cut at local midnights, Mondays and firsts of a month, and covered wholly', () => {
  const from = new Date(2026, 0, 14, 15, 40).getTime();
  for (const [days, most, isRound] of /** @type {[number, number, (date: Date) => boolean][]} */ ([
    [0.1, 30, (date) => date.getMinutes() % 5 === 0],
    [2, 30, (date) => date.getMinutes() === 0],
    [40, 60, (date) => date.getHours() === 0],
    [300, 60, (date) => date.getHours() === 0 && date.getDay() === 1],
    [2000, 70, (date) => date.getHours() === 0 && date.getDate() === 1],
    [30_000, 70, (date) => date.getMonth() === 0 && date.getDate() === 1],
  ])) {
    const span = /** @type {[number, number]} */ ([from, from + days * DAY]);
    const { edges } = calendarEdges(span, most);
    assert.ok(edges[0] <= span[0] && edges[1] > span[0], `${days} days begin`);
    assert.ok(edges.at(-1) > span[1] && edges.at(-2) <= span[1], `${days} days end`);
    assert.ok(edges.length <= most + 3, `${days} days: ${edges.length}`);
    for (const edge of edges) assert.ok(isRound(new Date(edge)), `${days} days: ${new Date(edge)}`);
  }
});

test('a span of one moment has a bin', () => {
  assert.ok(calendarEdges([5000, 5000], 60).edges.length >= 2);
});

test('marks of a calendar are in the words of the reader, months with a year where it changes', () => {
  const span = /** @type {[number, number]} */ ([new Date(2025, 9, 15).getTime(), new Date(2026, 1, 15).getTime()]);
  const labels = calendarTicks(span, 6, 'en-GB').map(({ label }) => label);
  assert.deepEqual(labels, ['Nov 2025', 'Dec', 'Jan 2026', 'Feb']);
  assert.match(calendarTicks(span, 6, 'de-DE')[1].label, /^Dez/);
});
