// The circuit breaker of an outcome (contract: journeys, section 9).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startReceiver } from '../processes.js';
import { caller, setUp } from './helpers.js';

const settings = { maxTripCount: 3 };

/** A receiver whose answers can be set, and an outbox that sends to it. */
async function begin(t, status) {
  const state = { status };
  const receiver = await startReceiver((_request, response) => response.writeHead(state.status).end());
  t.after(receiver.close);
  return { receiver, state, ...(await setUp({ url: receiver.url, settings })) };
}

test('an outcome trips after so many failures in a row: it is off, and its deliveries are held', async (t) => {
  const { outbox, add, get, clock, outcome, journey, store, journeys, state, receiver } = await begin(t, 500);
  const ids = [await add(), await add()];
  await outbox.runDue();
  assert.equal((await outcome()).tripCount, 2);
  clock.pass(5_000);
  await outbox.runDue();
  const tripped = await outcome();
  const now = new Date(clock.time).toISOString();
  assert.deepEqual([tripped.isActive, tripped.deactivatedAt], [false, now]);
  assert.ok(tripped.tripCount >= 3);
  for (const id of ids) assert.deepEqual([(await get(id)).state, (await get(id)).nextAttemptAt], ['held', null]);
  const document = await store.get('journey', journey.organisation, journey._id);
  assert.deepEqual([document.__v, document.updatedAt, document.version], [1, now, 1], 'it is a change of the journey');
  const sent = receiver.received.length;
  clock.pass(24 * 3_600_000);
  await outbox.runDue();
  assert.equal(receiver.received.length, sent, 'nothing is sent any more');
  await assert.rejects(outbox.retry(caller, ids[0]), { status: 409 });

  state.status = 200;
  const { _id, callback } = tripped;
  await journeys.patch(caller, journey._id, { outcomes: [{ _id, callback, isActive: true }] });
  assert.deepEqual(await outcome(), { ...tripped, isActive: true, tripCount: 0, deactivatedAt: null });
  await outbox.runDue();
  for (const id of ids) assert.equal((await get(id)).state, 'delivered');
});

test('a success sets the count to nothing, and neither moves the version number', async (t) => {
  const { outbox, add, clock, outcome, journey, store, state } = await begin(t, 500);
  await add();
  await outbox.runDue();
  assert.equal((await outcome()).tripCount, 1);
  state.status = 204;
  clock.pass(5_000);
  await outbox.runDue();
  assert.equal((await outcome()).tripCount, 0);
  assert.equal((await store.get('journey', journey.organisation, journey._id)).__v, 0);
});

test('410 Gone trips at once', async (t) => {
  const { outbox, add, get, outcome } = await begin(t, 410);
  const id = await add();
  await outbox.runDue();
  assert.deepEqual([(await outcome()).isActive, (await get(id)).state], [false, 'held']);
});

test('an edit of the journey while requests are under way is not lost', async (t) => {
  const { outbox, add, journeys, journey, store, outcome } = await begin(t, 500);
  await add();
  const running = outbox.runDue();
  await journeys.patch(caller, journey._id, { description: 'edited' });
  await running;
  const document = await store.get('journey', journey.organisation, journey._id);
  assert.deepEqual([document.description, (await outcome()).tripCount], ['edited', 1]);
});

test('what is due is held where somebody switched the outcome off, and dead where it is gone', async (t) => {
  const { outbox, add, get, journeys, journey, receiver } = await begin(t, 200);
  const [outcome] = journey.outcomes;
  const first = await add();
  await journeys.patch(caller, journey._id, { outcomes: [{ ...outcome, isActive: false }] });
  await outbox.runDue();
  assert.equal((await get(first)).state, 'held');
  await journeys.patch(caller, journey._id, { outcomes: [{ ...outcome, isActive: true }] });
  await outbox.runDue();
  assert.equal((await get(first)).state, 'delivered');
  const second = await add();
  await journeys.patch(caller, journey._id, { outcomes: [] });
  await outbox.runDue();
  assert.match((await get(second)).lastError, /does not have this outcome/);
  assert.deepEqual([(await get(second)).state, receiver.received.length], ['dead', 1]);
  await assert.rejects(outbox.retry(caller, second), { status: 409 });
  await assert.rejects(outbox.retry(caller, 'f'.repeat(24)), { status: 404 });
  const foreigner = { client: { ...caller.client, organisation: 'f'.repeat(24) } };
  await assert.rejects(outbox.retry(foreigner, second), { status: 404 });
});
