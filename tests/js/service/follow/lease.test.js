// Several processes that could follow one LRS: one of them does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statement } from '../../helpers.js';
import { client } from '../helpers.js';
import { FakeClock } from '../fake-clock.js';
import { follow, storedTexts, until } from './helpers.js';
import { faults, startLrs } from './lrs.js';

/** Two processes on one store, with one time. */
function two(lrs, options = {}) {
  const clock = new FakeClock();
  const first = follow(lrs, { clock, worker: 'one' });
  return [first, follow(lrs, { clock, worker: 'two', store: first.store, ...options })];
}

test('only one follows, and another takes over at once when it stops', async (t) => {
  const lrs = await startLrs(t);
  const [first, second] = two(lrs);
  await first.follower.step();
  assert.equal(await second.follower.step(), false);
  assert.equal(lrs.requests.length, 1);
  assert.equal(second.follower.status().caughtUp, false);
  await first.follower.stop();
  await second.follower.step();
  assert.equal(lrs.requests.length, 2);
});

test('another takes over 30 s after it died, and goes on from where it was', async (t) => {
  const lrs = await startLrs(t, { most: 2 });
  const [dead, heir] = two(lrs);
  for (let number = 0; number < 10; number++) lrs.put(statement(number), { stored: (lrs.now += 1e6) });
  lrs.settle();
  await dead.follower.step();
  await dead.follower.step();
  heir.clock.pass(29_999);
  await heir.follower.step();
  assert.equal(lrs.requests.length, 2);
  heir.clock.pass(1);
  while (await heir.follower.step());
  assert.equal(heir.follower.status().recorded, 6);
  assert.deepEqual(await storedTexts(heir, lrs.texts), lrs.texts);
});

test('the one that waits takes over by itself', async (t) => {
  const lrs = await startLrs(t);
  const [dead, heir] = two(lrs);
  t.after(() => heir.follower.stop());
  await dead.follower.step();
  heir.follower.run();
  for (let times = 0; times < 7; times++) {
    await until(() => heir.clock.next !== null, 'it waits');
    heir.clock.pass(5_000);
  }
  await until(() => heir.follower.status().caughtUp, 'it follows');
  assert.equal(lrs.requests.length, 2);
});

test('a page that takes long is not disturbed: the lease is renewed meanwhile', async (t) => {
  const lrs = await startLrs(t, { faults: [faults.hang] });
  const [slow, other] = two(lrs);
  const recording = slow.follower.step();
  await until(() => lrs.requests.length === 1, 'it has asked');
  for (let seconds = 0; seconds < 29; seconds++) {
    slow.clock.pass(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const before = lrs.requests.length;
  slow.clock.pass(500);
  await other.follower.step();
  assert.equal(lrs.requests.length, before);
  slow.clock.pass(500);
  await recording;
  slow.clock.pass(15_000);
  await other.follower.step();
  assert.equal(lrs.requests.length, before, '44.5 s after it was taken');
});

for (const hasStopped of [false, true]) {
  test(`a slow one that lost the lease to one that ${hasStopped ? 'has stopped since' : 'still follows'} does not put the position back`, async (t) => {
    const lrs = await startLrs(t, { most: 2 });
    for (let number = 0; number < 10; number++) lrs.put(statement(number), { stored: (lrs.now += 1e6) });
    lrs.settle();
    const [slow, quick] = two(lrs);
    let go;
    lrs.faults.push(({ answer }) => (go = answer));
    const step = slow.follower.step();
    await until(() => go, 'it has asked');
    slow.clock.time += 31_000; // its timers did not fire: the process stood still
    while (await quick.follower.step());
    const { position } = quick.follower.status();
    if (hasStopped) await quick.follower.stop();
    go();
    await step;
    const name = `follow ${client().organisation} ${lrs.url}/statements`;
    assert.deepEqual(await quick.store.note(name), { position });
  });
}

test('two organisations follow one LRS each for itself', async (t) => {
  const lrs = await startLrs(t);
  lrs.put(statement(1));
  const other = { client: client({ organisation: 'b'.repeat(24) }) };
  const [first, second] = two(lrs, { caller: other });
  await first.follower.step();
  await second.follower.step();
  assert.equal(first.follower.status().recorded, 1);
  assert.equal(second.follower.status().recorded, 1);
});
