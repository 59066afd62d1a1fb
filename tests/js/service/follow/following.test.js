// Following an LRS: everything arrives, in whatever way the LRS comes to show it, and whatever ends the follower meanwhile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sampleCohort } from 'xapi-journeys/sample';
import { OVERLAP } from '../../../../js/service/follow/round.js';
import { journey, statement } from '../../helpers.js';
import { assertSame, catchUp, createJourneys, follow, storedTexts, until } from './helpers.js';
import { faults, instant, startLrs } from './lrs.js';

const course = JSON.parse(readFileSync(new URL('../../../../js/sample/course.json', import.meta.url), 'utf8'));
const JOURNEYS = [
  { ...course, sources: ['1'.repeat(24)] },
  journey([{ 'statement.verb.id': 'http://adlnet.gov/expapi/verbs/completed' }, {}], {
    isRepeatable: true,
    sources: ['1'.repeat(24)],
  }),
];

/** Statements of a course cohort, each once, as they were before an LRS had them. */
function cohort(count) {
  const byId = new Map();
  for (const { stored, ...each } of sampleCohort({ statements: count * 2 })) byId.set(each.id, each);
  return [...byId.values()].slice(0, count);
}

const sinceOf = ({ url }) => url.searchParams.get('since');
const numbered = (count, first = 0) => Array.from({ length: count }, (_, index) => statement(first + index));

test('everything arrives, page by page, and gives exactly the progress of a replay', async (t) => {
  const lrs = await startLrs(t, { most: 70, repeats: 3 });
  const parts = follow(lrs);
  const journeys = await createJourneys(parts, JOURNEYS);
  for (const each of cohort(1_500)) lrs.put(each);
  await catchUp(parts);
  for (const each of numbered(5)) lrs.put(each);
  await catchUp(parts);
  assert.ok((await assertSame(parts, lrs, journeys)) > 20);
  assert.ok(lrs.requests.length > 1_500 / 70);
  assert.equal(parts.follower.status().recorded, lrs.shown.length);
});

test('it asks as xAPI says: since, ascending, limit, no attachments, with version and credentials', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  lrs.put(statement(1));
  lrs.settle();
  await catchUp(parts);
  const [{ url, headers }] = lrs.requests;
  assert.equal(url.pathname, '/data/xAPI/statements');
  assert.deepEqual(Object.fromEntries(url.searchParams), { ascending: 'true', attachments: 'false', limit: '500' });
  assert.equal(headers['x-experience-api-version'], '1.0.3');
  assert.equal(Buffer.from(headers.authorization.split(' ')[1], 'base64').toString(), `${lrs.key}:${lrs.secret}`);
});

for (const suffix of ['/', '/statements', '/statements/']) {
  test(`an endpoint may be given with ${suffix} at its end`, async (t) => {
    const lrs = await startLrs(t);
    lrs.put(statement(1));
    await catchUp(follow({ ...lrs, url: lrs.url + suffix }));
    assert.equal(lrs.requests[0].url.pathname, '/data/xAPI/statements');
  });
}

test('a restart in the middle goes on from there', async (t) => {
  const lrs = await startLrs(t, { most: 10 });
  for (const each of numbered(100)) lrs.put(each, { stored: (lrs.now += 1e6) });
  lrs.settle();
  const first = follow(lrs);
  for (let page = 0; page < 5; page++) assert.equal(await first.follower.step(), true);
  await first.follower.stop();
  const second = follow(lrs, { store: first.store, worker: 'two' });
  await catchUp(second);
  assert.deepEqual(await storedTexts(second, lrs.texts), lrs.texts);
  assert.ok(sinceOf(lrs.requests[5]) > instant(lrs.now - 1.2e8), 'not from the beginning');
  assert.equal(second.follower.status().recorded, 50, 'what was recorded is not recorded again');
});

test('an end between the statements and the position only repeats them', async (t) => {
  const lrs = await startLrs(t, { most: 10 });
  for (const each of numbered(30)) lrs.put(each, { stored: (lrs.now += 1e6) });
  lrs.settle();
  const first = follow(lrs);
  const journeys = await createJourneys(first, JOURNEYS);
  const dying = {
    ...first.store,
    change: (change) =>
      first.store.change((transaction) =>
        change({ ...transaction, putNote: () => Promise.reject(new Error('the process died')) }),
      ),
  };
  const dead = follow(lrs, { store: dying });
  await dead.follower.step();
  assert.match(dead.follower.status().lastError.message, /died/);
  assert.equal(dead.follower.status().recorded, 10);
  await catchUp(first);
  assert.equal(sinceOf(lrs.requests[1]), null, 'from where it was');
  assert.equal(first.follower.status().recorded, 20);
  await assertSame(first, lrs, journeys);
});

test('statements that appear late, stored earlier than others that were seen, are not lost', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  const hour = 3.6e9;
  lrs.put(statement(1), { stored: lrs.now + 1, visible: lrs.now + hour });
  lrs.put(statement(2), { stored: lrs.now + 2 });
  lrs.now += 10 * 60e6;
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), [undefined, lrs.texts[1]]);
  lrs.now += hour;
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

test('they are not lost either where the LRS claims to be complete, within the overlap', async (t) => {
  const lrs = await startLrs(t, { through: 'now' });
  const parts = follow(lrs);
  lrs.put(statement(1), { stored: lrs.now + 1, visible: lrs.now + (OVERLAP - 1) * 1_000 });
  for (const each of numbered(5, 2)) {
    lrs.put(each, { stored: (lrs.now += 900_000) });
    await catchUp(parts);
  }
  assert.equal((await storedTexts(parts, lrs.texts))[0], undefined);
  lrs.now += 1e6;
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

test('a statement that appears while the round goes on is not lost, however long the round takes', async (t) => {
  const lrs = await startLrs(t, { most: 10 });
  const parts = follow(lrs);
  for (const each of numbered(30)) lrs.put(each, { stored: (lrs.now += 1_000) });
  const late = lrs.now - 29_500; // on the first page, had it been there
  let pages = 0;
  lrs.onPage = () => {
    if (++pages === 1) lrs.put(statement(99), { stored: late, visible: lrs.now + 1 });
    lrs.now += 3.6e9;
  };
  lrs.through = 'now'; // as the LRS knows nothing of it yet, when it is asked first
  await catchUp(parts);
  lrs.onPage = () => {};
  assert.equal((await storedTexts(parts, lrs.texts)).at(-1), undefined);
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

test('statements of one instant are not lost where a page ends among them and the follower dies there', async (t) => {
  const lrs = await startLrs(t, { most: 4 });
  const stored = (lrs.now += 1e6 + 123);
  for (const each of numbered(10)) lrs.put(each, { stored });
  lrs.settle();
  const first = follow(lrs);
  await first.follower.step();
  await first.follower.stop();
  const second = follow(lrs, { store: first.store });
  await catchUp(second);
  assert.deepEqual(await storedTexts(second, lrs.texts), lrs.texts);
});

test('what has settled is not asked for again, to the microsecond', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  lrs.put(statement(1), { stored: lrs.now + 123_456 });
  lrs.settle();
  let sent;
  lrs.onPage = (page) => (sent = page.length);
  await catchUp(parts);
  await catchUp(parts);
  assert.equal(sent, 0);
  assert.equal(sinceOf(lrs.requests.at(-1)), '2024-03-01T12:00:00.123456Z');
  assert.equal(parts.follower.status().position, '2024-03-01T12:00:00.123456Z');
});

for (const most of [1, 10]) {
  test(`an LRS that does not keep to the order is read to its end before the position moves on (${most} a page)`, async (t) => {
    const lrs = await startLrs(t, { most, keepsOrder: false });
    for (const each of numbered(30)) lrs.put(each, { stored: (lrs.now += 1e6) });
    lrs.settle();
    const first = follow(lrs);
    await first.follower.step();
    await first.follower.step();
    assert.equal(first.follower.status().position, null);
    await first.follower.stop();
    const second = follow(lrs, { store: first.store, worker: 'two' });
    await catchUp(second);
    assert.deepEqual(await storedTexts(second, lrs.texts), lrs.texts);
    assert.equal(second.follower.status().position, instant(lrs.now - 6e7));
  });
}

test('an LRS without X-Experience-API-Consistent-Through is followed too', async (t) => {
  const lrs = await startLrs(t, { through: 'absent', most: 2 });
  const parts = follow(lrs);
  for (const each of numbered(5)) lrs.put(each);
  await catchUp(parts);
  for (const each of numbered(5, 5)) lrs.put(each);
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

test('numbers that JavaScript cannot hold are stored as the LRS wrote them', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  const text = JSON.stringify(statement(1, { result: { extensions: { 'http://example.org/n': 0 } } }));
  lrs.put(text.replace('"http://example.org/n":0', '"http://example.org/n" : 9007199254740993.10'));
  lrs.put(statement(2));
  await catchUp(parts);
  const [stored] = await storedTexts(parts, lrs.texts);
  assert.ok(stored.includes('"http://example.org/n" : 9007199254740993.10'), stored);
});

test('it looks again after the interval, and at once while there is more', async (t) => {
  const lrs = await startLrs(t, { most: 10 });
  const { follower, clock, ...parts } = follow(lrs, { interval: 7_000 });
  t.after(() => follower.stop());
  for (const each of numbered(35)) lrs.put(each);
  follower.run();
  await until(() => follower.status().caughtUp && clock.next !== null, 'it has caught up');
  assert.equal(lrs.requests.length, 4);
  for (const each of numbered(5, 35)) lrs.put(each);
  clock.pass(6_999);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(lrs.requests.length, 4);
  clock.pass(1);
  await until(() => follower.status().recorded === 40, 'the new ones are recorded');
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

test('an answer that trickles in is taken', async (t) => {
  const lrs = await startLrs(t, { faults: [faults.slow] });
  const parts = follow(lrs);
  for (const each of numbered(20)) lrs.put(each);
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});
