// How numbers and times are written for people.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, count, counted, duration, percent, utc } from '../../../web-demo/src/ui/format.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('numbers have separators, and what is counted stands in the right number', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'learner'), '1 learner');
  assert.equal(counted(0, 'learner'), '0 learners');
  assert.equal(counted(2, 'journey', 'journeys'), '2 journeys');
});

test('a share is none only where there is none, and all only where there are all', () => {
  assert.equal(percent(0, 5000), '0%');
  assert.equal(percent(1, 5000), '<1%');
  assert.equal(percent(53, 198), '27%');
  assert.equal(percent(4999, 5000), '99.9%');
  assert.equal(percent(99_999, 100_000), '99.9%');
  assert.equal(percent(5000, 5000), '100%');
  assert.equal(percent(0, 0), '–');
});

test('a duration tells its two largest units', () => {
  const written = [
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [61_000, '1 min 1 s'],
    [12 * MINUTE, '12 min'],
    [HOUR + 29 * MINUTE + 50_000, '1 h 30 min'],
    [3 * DAY + 4 * HOUR + 20 * MINUTE, '3 d 4 h'],
    [400 * DAY, '400 d'],
  ];
  for (const [ms, text] of written) assert.equal(duration(/** @type {number} */ (ms)), text);
  assert.equal(duration(null), '–');
});

test('a duration that rounds up to the next unit is written in that', () => {
  assert.equal(duration(59_999), '1 min');
  assert.equal(duration(HOUR - 1), '1 h');
  assert.equal(duration(DAY - MINUTE / 3), '1 d');
  assert.equal(duration(2 * DAY - 1), '2 d');
});

test('sizes have the unit that makes them short', () => {
  assert.equal(bytes(512), '512 B');
  assert.equal(bytes(1400), '1.4 kB');
  assert.equal(bytes(20_361_388), '20 MB');
  assert.equal(bytes(999_700), '1.0 MB');
  assert.equal(bytes(1_250_000_000), '1.3 GB');
});

test('an instant in UTC has no fraction', () => {
  assert.equal(utc(Date.UTC(2026, 0, 12, 9, 30, 5, 123)), '2026-01-12 09:30:05 UTC');
});
