// What the result's pictures are drawn from: stations and bands of a track, playback's clock, and the table's view.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latest } from '../../../web-demo/src/results/learners/latest.js';
import {
  FIRST_VIEW,
  PAGE,
  isSame,
  pageOf,
  searchFor,
  showOnly,
  sortBy,
  within,
} from '../../../web-demo/src/results/learners/view.js';
import { POSITIONS, advance, instantAt, positionOf } from '../../../web-demo/src/results/playback/clock.js';
import { bandPath, bandWidth, share, trackOf } from '../../../web-demo/src/results/track/track.js';
import { orderInWords } from '../../../web-demo/src/results/track/words.js';

/** @param {number[]} reached @param {object} [more] */
const overview = (reached, { learners = 100, completed = reached.at(-1) ?? 0, ...journey } = {}) => ({
  journey: { isSequential: true, ...journey },
  ...{ learners, completed, completions: completed },
  waypoints: reached.map((number, at) => ({
    _id: `w${at}`,
    description: `Step ${at}`,
    count: 1,
    reached: number,
    standing: 2,
  })),
});

test('in a sequence, those lost on the way to a station reached the one before, or at first had begun', () => {
  const track = trackOf(overview([90, 90, 40]));
  assert.deepEqual(
    track.stations.map(({ lost }) => lost),
    [10, 0, 50],
  );
});

test('where the order is free, nobody is lost between stations', () => {
  const track = trackOf(overview([20, 90], { isSequential: false, completed: 15 }));
  assert.deepEqual(
    track.stations.map(({ lost }) => lost),
    [0, 0],
  );
  assert.equal(track.completed, 15);
});

test('a waypoint without a description is named by its place', () => {
  const { waypoints, ...rest } = overview([5, 4]);
  const track = trackOf({ ...rest, waypoints: [waypoints[0], { ...waypoints[1], description: '  ' }] });
  assert.deepEqual(
    track.stations.map(({ name }) => name),
    ['Step 0', 'Waypoint 2'],
  );
});

test('a journey says in words whether its waypoints have an order', () => {
  assert.match(orderInWords(trackOf(overview([5, 4]))), /^In this order/);
  assert.match(orderInWords(trackOf(overview([5, 4], { isSequential: false }))), /^In any order: .* all 2/);
  assert.match(orderInWords(trackOf(overview([5, 4], { isRepeatable: true }))), /begins anew/);
  assert.match(orderInWords(trackOf(overview([5], { isSequential: false }))), /^One waypoint/);
});

test('the band of nobody is nothing, that of a few can be seen, that of all is whole', () => {
  assert.equal(bandWidth(0, 100), 0);
  assert.equal(bandWidth(0, 0), 0);
  assert.ok(bandWidth(1, 100_000) >= 1);
  assert.equal(bandWidth(50, 100), 50);
  assert.equal(bandWidth(7, 7), 100);
  assert.equal(share(3, 0), 0);
});

test('a band begins and ends as wide as it is said, about the middle', () => {
  const numbers =
    bandPath(80, 20)
      .match(/[\d.]+/g)
      ?.map(Number) ?? [];
  assert.deepEqual(numbers.slice(0, 2), [0, 10]);
  assert.ok(bandPath(80, 20).includes('L100 40L100 60'));
  assert.ok(bandPath(80, 20).endsWith(' 0 90Z'));
  assert.equal(
    bandPath(80, 20).replaceAll(/[\d.-]+/g, ''),
    bandPath(0, 0).replaceAll(/[\d.-]+/g, ''),
    'shapes that move into one another',
  );
});

const SPAN = /** @type {[number, number]} */ ([1_000_000, 1_400_000]);

test('the last position of the slider is the end of time, and each other one comes back from its instant', () => {
  assert.equal(instantAt(POSITIONS, SPAN), null);
  assert.equal(positionOf(null, SPAN), POSITIONS);
  assert.equal(instantAt(0, SPAN), SPAN[0]);
  for (let position = 0; position < POSITIONS; position++) {
    assert.equal(positionOf(instantAt(position, SPAN), SPAN), position);
  }
});

test('an instant outside the span is at its beginning or its end', () => {
  assert.equal(positionOf(0, SPAN), 0);
  assert.equal(positionOf(SPAN[1], SPAN), POSITIONS);
  assert.equal(positionOf(SPAN[1] - 1, SPAN), POSITIONS - 1, 'a moment before the end is not the end');
});

test('the whole span plays in about 20 seconds, twice as fast at speed 2', () => {
  for (const [speed, seconds] of [
    [1, 20],
    [2, 10],
  ]) {
    let steps = 0;
    for (let at = /** @type {number | null} */ (SPAN[0]); at !== null; steps++) at = advance(at, SPAN, 100, speed);
    assert.ok(Math.abs(steps / 10 - seconds) < 0.5, `${steps} steps of 100 ms`);
  }
});

test('playback always moves on, also through a span of few milliseconds', () => {
  assert.equal(advance(10, [10, 12], 1, 1), 11);
  assert.equal(advance(11, [10, 12], 1, 1), null);
});

test('time in which the page was hidden does not pass', () => {
  assert.equal(advance(SPAN[0], SPAN, 600_000, 1), advance(SPAN[0], SPAN, 500, 1));
});

test('playback that was before a new span begins with it', () => {
  assert.ok(Number(advance(5, SPAN, 100, 1)) > SPAN[0]);
});

test('a column sorts by what one looks for first, and again the other way round', () => {
  const byName = sortBy({ ...FIRST_VIEW, from: 50 }, 'name');
  assert.deepEqual([byName.sort, byName.descending, byName.from], ['name', false, 0]);
  assert.equal(sortBy(byName, 'name').descending, true);
  assert.equal(sortBy(byName, 'completedAt').descending, true);
});

test('what narrows the table goes back to its first page; the same search changes nothing', () => {
  const view = { ...FIRST_VIEW, from: 75 };
  assert.equal(searchFor(view, 'ann').from, 0);
  assert.equal(searchFor(view, ''), view);
  assert.deepEqual(showOnly(view, { completed: true }), { ...FIRST_VIEW, only: { completed: true } });
});

test('filters are the same where they show the same learners', () => {
  assert.ok(isSame({ completed: true }, { completed: true }));
  assert.ok(isSame({ standing: 'a' }, { standing: 'a' }));
  assert.ok(isSame(undefined, undefined));
  assert.ok(!isSame({ standing: 'a' }, { standing: 'b' }));
  assert.ok(!isSame({ standing: 'a' }, { completed: true }));
  assert.ok(!isSame({ completed: true }, undefined));
});

test('a filter on a waypoint goes with the waypoint', () => {
  const view = showOnly(FIRST_VIEW, { standing: 'w1' });
  assert.equal(within(view, [{ id: 'w0' }, { id: 'w1' }]), view);
  assert.equal(within(view, [{ id: 'w0' }]).only, undefined);
  const completed = showOnly(FIRST_VIEW, { completed: true });
  assert.equal(within(completed, []), completed);
});

test('pages tell where they begin and end, and stay within the learners there are', () => {
  assert.deepEqual(pageOf(0, 0), { start: 0, first: 0, end: 0, previous: null, next: null, last: 0 });
  assert.deepEqual(pageOf(0, 1440), { start: 0, first: 1, end: 25, previous: null, next: 25, last: 1425 });
  assert.deepEqual(pageOf(1425, 1440), { start: 1425, first: 1426, end: 1440, previous: 1400, next: null, last: 1425 });
  assert.equal(pageOf(500, PAGE).start, 0, 'a full page is the last one');
});

/** A question that is answered when the test says so. */
function asked() {
  const [open, told] = [/** @type {any[]} */ ([]), /** @type {any[]} */ ([])];
  const ask = (/** @type {string} */ question) =>
    new Promise((answer, fail) => open.push({ question, answer: () => answer(`${question}!`), fail }));
  const asker = latest(ask, (answer, error) => told.push(error ?? answer));
  return { open, told, asker, settle: () => new Promise((done) => setImmediate(done)) };
}

test('of questions that come while one is open, only the newest is asked, and an answer to another key is not told', async () => {
  const { open, told, asker, settle } = asked();
  for (const question of ['a', 'an', 'ann']) asker.ask(question, question);
  open[0].answer();
  await settle();
  assert.deepEqual([open.map(({ question }) => question), told], [['a', 'ann'], []]);
  open[1].answer();
  await settle();
  assert.deepEqual(told, ['ann!']);
});

test('each answer is told where the same is asked for later instants', async () => {
  const { open, told, asker, settle } = asked();
  for (const question of ['at 1', 'at 2', 'at 3']) asker.ask(question, 'all');
  open[0].answer();
  await settle();
  open[1].answer();
  await settle();
  assert.deepEqual(told, ['at 1!', 'at 3!']);
});

test('a failure is told and the next question asked; after the end nothing is', async () => {
  const { open, told, asker, settle } = asked();
  asker.ask('a', 'a');
  open[0].fail('broken');
  await settle();
  assert.deepEqual(told, ['broken']);
  asker.ask('b', 'b');
  asker.ask('c', 'c');
  asker.close();
  open[1].answer();
  await settle();
  assert.deepEqual([told, open.length], [['broken'], 2]);
});
