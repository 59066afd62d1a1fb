// Serving and background work apart: a service that only serves leaves deliveries, recalculations and an LRS to others on the
// same store, and one that works needs nobody who asks it over HTTP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingBy } from '../../../js/service/filters.js';
import { createService } from '../../../js/service/index.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { engine, statement } from '../helpers.js';
import { FakeClock } from './fake-clock.js';
import { startLrs } from './follow/lrs.js';
import { client, ORGANISATION } from './helpers.js';
import { startReceiver, until } from './processes.js';

const caller = { client: client() };

/** A service on a store that others use too. */
async function serviceOn(t, store, worker) {
  const clock = new FakeClock();
  const settings = { allowPrivateAddresses: true };
  const openStore = () => ({ ...store, close: async () => {} });
  const service = await createService({ engine, clock, settings, worker, openStore });
  t.after(() => service.close());
  return { service, clock };
}

/** A service that serves, another one that works, something to do of each kind, and whether it is done. */
async function setUp(t) {
  const store = openMemoryStore({ matching: matchingBy(engine) });
  const receiver = await startReceiver();
  t.after(receiver.close);
  const lrs = await startLrs(t);
  lrs.put(statement(2));
  lrs.settle();
  const [serving, working] = [await serviceOn(t, store, 'serving'), await serviceOn(t, store, 'working')];
  const { journeys, statements, recalculations } = serving.service;
  await statements.record(caller, statement(1));
  const journey = { waypoints: [{ conditions: {} }], outcomes: [{ callback: receiver.url }] };
  const { document } = await journeys.create(caller, journey);
  await recalculations.start(caller, document._id);
  const { url, key, secret } = lrs;
  const done = {
    recalculation: async () => (await store.recalculations()).length === 0,
    delivery: async () => receiver.received.length > 0,
    following: async () => (await store.countStatements(ORGANISATION)) === 2,
  };
  return { store, serving, working, done, follow: { url, key, secret, caller } };
}

test('a service without background work serves, and one with it does what is left', async (t) => {
  const { store, serving, working, done, follow } = await setUp(t);
  serving.service.follow(follow);
  serving.service.start({ work: false });
  const { status } = await serving.service.fetch(new Request('http://localhost/health'));
  assert.equal(status, 200);
  serving.clock.pass(60_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(serving.clock.next, null, 'it waits for nothing');
  for (const isDone of Object.values(done)) assert.equal(await isDone(), false);

  const follower = working.service.follow(follow);
  working.service.start();
  await until('it is recalculated', done.recalculation);
  await until('the LRS is followed', done.following);
  assert.equal(follower.status().recorded, 1);
  working.clock.pass(2_000);
  await until('it is delivered', done.delivery);
  assert.equal(await store.count('journeyprogress', ORGANISATION), 1);
});

test('following begins at once where work goes on already, and ends with it', async (t) => {
  const { working, done, follow } = await setUp(t);
  working.service.start();
  await until('it is recalculated', done.recalculation);
  assert.equal(await done.following(), false);
  const follower = working.service.follow(follow);
  await until('the LRS is followed', () => follower.status().caughtUp);
  assert.equal(await done.following(), true);
  await working.service.stop();
  assert.equal(working.clock.next, null, 'it waits for nothing');
});
