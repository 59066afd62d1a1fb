// Several workers on one outbox, their leases, and their end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from '../../../../js/service/outbox/index.js';
import { systemClock } from '../../../../js/service/clock.js';
import { startReceiver, until } from '../processes.js';
import { setUp } from './helpers.js';

const answerAfter = (milliseconds) => (_request, response) =>
  setTimeout(() => response.writeHead(204).end(), milliseconds);

async function receiverFor(t, answering) {
  const receiver = await startReceiver(answering);
  t.after(receiver.close);
  return receiver;
}

test('two workers never send one delivery at the same time', async (t) => {
  const receiver = await receiverFor(t, answerAfter(20));
  const { context, outbox, add, get } = await setUp({ url: receiver.url });
  const other = createOutbox({ ...context, worker: 'two' });
  const ids = [];
  for (let count = 0; count < 40; count++) ids.push(await add(`${count}`));
  const sent = await Promise.all([outbox.runDue(), other.runDue()]);
  assert.equal(sent[0] + sent[1], ids.length);
  assert.deepEqual(
    receiver.received.map(({ body }) => Number(body)).sort((a, b) => a - b),
    [...ids.keys()],
  );
  for (const id of ids) assert.equal((await get(id)).state, 'delivered');
});

test('what a vanished worker had leased is sent by another when the lease is over, under the same webhook-id', async (t) => {
  const receiver = await receiverFor(t);
  const { store, outbox, add, get, clock } = await setUp({ url: receiver.url });
  const id = await add();
  const time = (ahead) => new Date(clock.time + ahead).toISOString();
  const lease = { worker: 'vanished', now: time(0), until: time(10_000), limit: 10, perOutcome: 10 };
  await store.change((transaction) => transaction.leaseDeliveries(lease));
  assert.equal(await outbox.runDue(), 0);
  clock.pass(10_000);
  assert.equal(await outbox.runDue(), 1);
  assert.equal(receiver.received[0].headers['webhook-id'], `msg_${id}`);
  const late = { ...(await get(id)), state: 'dead' };
  const isSettled = await store.change((transaction) => transaction.settleDelivery('vanished', late));
  assert.deepEqual([isSettled, (await get(id)).state], [false, 'delivered'], 'the vanished one has no say any more');
});

test('a slow receiver does not hold up the others', async (t) => {
  const slow = await receiverFor(t, answerAfter(300));
  const quick = await receiverFor(t);
  const first = await setUp({ url: slow.url });
  const second = await setUp({ url: quick.url, store: first.store, clock: first.clock });
  for (let count = 0; count < 100; count++) await first.add();
  const id = await second.add();
  const running = first.outbox.runDue();
  await until('the quick one is delivered', async () => (await second.get(id)).state === 'delivered', 5);
  assert.ok(slow.received.length <= 8, `${slow.received.length} requests to the slow one at a time`);
  await running;
  assert.equal(slow.received.length, 100);
});

test('a started worker sends what is added, and what falls due later', async (t) => {
  let status = 500;
  const receiver = await receiverFor(t, (_request, response) => response.writeHead(status).end());
  const { outbox, add, get, clock } = await setUp({ url: receiver.url });
  outbox.start();
  const id = await add();
  outbox.wake();
  await until('it was tried', async () => (await get(id)).tries === 1);
  status = 204;
  await until('it is tried again', async () => {
    clock.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return (await get(id)).state === 'delivered';
  });
  await outbox.stop();
});

test('stopping lets requests under way end within the grace, and gives back what was not sent', async (t) => {
  const receiver = await receiverFor(t, answerAfter(150));
  const { outbox, context, add, get } = await setUp({ url: receiver.url, clock: { ...systemClock, time: Date.now() } });
  const ids = [];
  for (let count = 0; count < 20; count++) ids.push(await add());
  outbox.start();
  await until('requests are under way', () => receiver.received.length > 0);
  await outbox.stop(5_000);
  const states = await Promise.all(ids.map(async (id) => (await get(id)).state));
  assert.equal(states.filter((state) => state === 'delivered').length, receiver.received.length);
  assert.ok(receiver.received.length < ids.length, 'no new ones were begun');
  const next = createOutbox({ ...context, worker: 'next' });
  await next.runDue();
  assert.equal(receiver.received.length, ids.length, 'the next worker needs not wait for a lease');
});

test('stopping without grace cuts requests off, which is no failure of the receiver', async (t) => {
  const receiver = await receiverFor(t, () => {});
  const { outbox, add, get, outcome } = await setUp({ url: receiver.url, settings: { deliveryTimeout: 60_000 } });
  const id = await add();
  outbox.start();
  await until('the request is under way', () => receiver.received.length > 0);
  await outbox.stop(0);
  assert.deepEqual([(await get(id)).state, (await get(id)).tries, (await outcome()).tripCount], ['pending', 0, 0]);
});
