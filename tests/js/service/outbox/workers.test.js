// Several workers on one outbox, their leases, their loop, and their end.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOutbox } from '../../../../js/service/outbox/index.js';
import { StoreBusyError } from '../../../../js/stores/errors.js';
import { startReceiver, until } from '../processes.js';
import { caller, openGate, setUp, STORES } from './helpers.js';

const times = async (count, make) => {
  const made = [];
  for (let each = 0; each < count; each++) made.push(await make(each));
  return made;
};

/** A store whose changes fail while there is a failure. */
function failingStore(store) {
  const state = { failure: null, failed: 0 };
  const change = (use) => {
    if (state.failure === null) return store.change(use);
    state.failed++;
    return Promise.reject(state.failure);
  };
  return { state, store: new Proxy(store, { get: (target, name) => (name === 'change' ? change : target[name]) }) };
}

for (const [name, openStore] of Object.entries(STORES)) {
  describe(name, () => {
    const begin = async (t, options) => {
      const gate = await openGate(t);
      return { gate, ...(await setUp({ url: gate.url, store: await openStore(t), ...options })) };
    };

    test('several workers never send one delivery at the same time, nor again when it is done', async (t) => {
      const { gate, context, outbox, add, states } = await begin(t);
      const others = ['two', 'three'].map((worker) => createOutbox({ ...context, worker }));
      const ids = await times(60, (each) => add(`${each}`));
      gate.isOpen = true;
      const sent = await Promise.all([outbox, ...others].map((each) => each.runDue()));
      assert.equal(
        sent.reduce((sum, each) => sum + each),
        ids.length,
      );
      assert.ok(
        sent.every((each) => each > 0),
        `all of them had some: ${sent}`,
      );
      assert.deepEqual(gate.received.sort(), ids.map((id) => `msg_${id}`).sort());
      assert.deepEqual(await states(ids), Array(60).fill('delivered'));
    });

    test('while one worker sends a delivery another one does not get it', async (t) => {
      const { gate, context, outbox, add, get } = await begin(t);
      const id = await add();
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      assert.equal(await createOutbox({ ...context, worker: 'two' }).runDue(), 0);
      gate.open();
      await sending;
      assert.deepEqual([gate.received.length, (await get(id)).state], [1, 'delivered']);
    });

    test('what a vanished worker had under way is sent by another when its lease is over, under the same webhook-id', async (t) => {
      const { gate, context, outbox, add, get, outcome, clock } = await begin(t);
      const id = await add();
      // It vanishes while it waits for the answer: its clock stands still, and nothing of it comes to an end.
      const vanished = createOutbox({
        ...context,
        worker: 'vanished',
        clock: { now: clock.now, after: () => () => {} },
      });
      const late = vanished.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      clock.pass(9_999);
      assert.equal(await outbox.runDue(), 0);
      clock.pass(1);
      const sending = outbox.runDue();
      await until('it is sent again', () => gate.waiting.size === 2);
      gate.status = 500;
      gate.open();
      await Promise.all([sending, late]);
      assert.deepEqual(gate.received, [`msg_${id}`, `msg_${id}`]);
      const { state, attempts } = await get(id);
      assert.deepEqual([state, attempts, (await outcome()).tripCount], ['pending', 1, 1], 'one of them has a say');
    });

    test('what could not be sent within its lease is left to whoever leases it next', async (t) => {
      const store = await openStore(t);
      let isSlow = true;
      const slowly = (id) => {
        if (isSlow) made.clock.pass(5_001);
        return store.deliveryBody(id);
      };
      const slow = new Proxy(store, { get: (target, name) => (name === 'deliveryBody' ? slowly : target[name]) });
      const made = await begin(t, { store: slow });
      const { gate, outbox, add, get, clock } = made;
      gate.isOpen = true;
      const id = await add();
      assert.equal(await outbox.runDue(), 1);
      assert.deepEqual([gate.received, (await get(id)).attempts], [[], 0]);
      isSlow = false;
      clock.pass(5_000);
      await outbox.runDue();
      assert.deepEqual([gate.received.length, (await get(id)).state], [1, 'delivered']);
    });

    test('a slow receiver does not hold up the others, and gets a few requests at a time', async (t) => {
      const quick = await startReceiver();
      t.after(quick.close);
      const { gate, store, clock, outbox, add, states } = await begin(t);
      const other = await setUp({ url: quick.url, store, clock });
      const slowOnes = await times(100, () => add());
      const quickOnes = await times(30, () => other.add());
      const running = outbox.runDue();
      await until('the quick ones are delivered', async () =>
        (await other.states(quickOnes)).every((state) => state === 'delivered'),
      );
      assert.ok(gate.waiting.size > 0 && gate.received.length <= 8, `${gate.received.length} to the slow one`);
      gate.open();
      assert.equal(await running, 130);
      assert.ok(gate.mostAtOnce <= 16, `${gate.mostAtOnce} at a time`);
      assert.deepEqual(await states(slowOnes), Array(100).fill('delivered'));
    });

    test('the number of requests at a time is bounded over all outcomes', async (t) => {
      const { gate, store, clock, outbox, add } = await begin(t);
      const others = await times(9, () => setUp({ url: gate.url, store, clock }));
      const all = [{ add }, ...others];
      for (const each of all) await times(8, () => each.add());
      const running = outbox.runDue();
      await until('there are many', () => gate.waiting.size === 64);
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(gate.received.length, 64);
      gate.open();
      assert.equal(await running, 80);
      assert.ok(gate.mostAtOnce <= 64);
    });

    test('a started outbox sends what is added, and what falls due later', async (t) => {
      const { gate, outbox, add, get, clock } = await begin(t);
      gate.isOpen = true;
      gate.status = 500;
      outbox.start();
      const id = await add();
      outbox.wake();
      await until('it was tried', async () => (await get(id)).tries === 1);
      gate.status = 204;
      await until('it is asleep until the next try', () => clock.next !== null);
      await until('it is tried again', async () => {
        clock.pass(500);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return (await get(id)).state === 'delivered';
      });
      await outbox.stop();
    });

    test('what another process adds is found without being told', async (t) => {
      const { gate, outbox, add, get, clock } = await begin(t);
      gate.isOpen = true;
      outbox.start();
      await until('it is asleep', () => clock.next !== null);
      const id = await add();
      clock.pass(2_000);
      await until('it is delivered', async () => (await get(id)).state === 'delivered');
      await outbox.stop();
    });

    test('a delivery that is sent again by hand goes at once', async (t) => {
      const { gate, outbox, add, get, clock } = await begin(t);
      gate.isOpen = true;
      outbox.start();
      const id = await add('{}', { state: 'dead', tries: 8, attempts: 8, nextAttemptAt: null });
      await until('it is asleep', () => clock.next !== null);
      await outbox.retry(caller, id);
      await until('it is delivered', async () => (await get(id)).state === 'delivered');
      await outbox.stop();
    });

    test('stopping begins nothing new, lets requests end, and gives back what is leased', async (t) => {
      const { gate, outbox, context, add, states } = await begin(t);
      const ids = await times(20, () => add());
      outbox.start();
      await until('requests are under way', () => gate.waiting.size === 8);
      const stopping = outbox.stop(4_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
      gate.open();
      await stopping;
      const delivered = async () => (await states(ids)).filter((state) => state === 'delivered').length;
      assert.deepEqual([gate.received.length, await delivered()], [8, 8]);
      assert.equal(await createOutbox({ ...context, worker: 'next' }).runDue(), 12, 'another needs not wait');
      assert.deepEqual([gate.received.length, await delivered()], [20, 20]);
      assert.equal(new Set(gate.received).size, 20);
    });

    test('what has not ended within the grace is cut: no failure of the receiver, and due for others at once', async (t) => {
      const { gate, outbox, context, add, get, outcome, clock, requests } = await begin(t);
      const id = await add();
      outbox.start();
      await until('the request is under way', () => gate.waiting.size === 1);
      const before = await get(id);
      const stopping = outbox.stop(1_000);
      clock.pass(999);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(gate.waiting.size, 1);
      clock.pass(1);
      await stopping;
      await until('its connection ends', () => gate.waiting.size === 0);
      assert.deepEqual([await get(id), (await outcome()).tripCount, requests], [before, 0, []]);
      gate.open();
      assert.equal(await createOutbox({ ...context, worker: 'next' }).runDue(), 1);
    });

    test('without grace requests are cut at once, and the outbox can be started again', async (t) => {
      const { gate, outbox, add, get } = await begin(t);
      const id = await add();
      outbox.start();
      await until('the request is under way', () => gate.waiting.size === 1);
      await outbox.stop();
      await outbox.stop();
      gate.open();
      outbox.start();
      await until('it is delivered', async () => (await get(id)).state === 'delivered');
      await outbox.stop();
    });

    test('a store that fails ends nothing: the outbox looks again later', async (t) => {
      const failing = failingStore(await openStore(t));
      const { gate, outbox, add, get, clock, log } = await begin(t, { store: failing.store });
      gate.isOpen = true;
      const id = await add();
      failing.state.failure = new StoreBusyError('busy');
      outbox.start();
      await until('it failed', () => failing.state.failed === 1);
      await until('it sleeps', () => clock.next !== null);
      clock.pass(1_999);
      assert.equal(failing.state.failed, 1, 'it does not hammer');
      clock.pass(1);
      await until('it failed again', () => failing.state.failed === 2);
      await until('it sleeps again', () => clock.next !== null);
      failing.state.failure = null;
      clock.pass(2_000);
      await until('it is delivered', async () => (await get(id)).state === 'delivered');
      assert.ok(log.lines.some(({ level }) => level === 'warn'));
      await outbox.stop();
    });

    test('what was delivered while the store was busy is settled later, and not sent again', async (t) => {
      const failing = failingStore(await openStore(t));
      const { gate, outbox, add, get, clock } = await begin(t, { store: failing.store });
      const id = await add();
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      failing.state.failure = new StoreBusyError('busy');
      gate.open();
      await until('it could not be settled', () => failing.state.failed === 1);
      failing.state.failure = null;
      clock.pass(500);
      assert.equal(await sending, 1);
      assert.deepEqual([(await get(id)).state, gate.received.length], ['delivered', 1]);
    });
  });
}
