// The circuit breaker of an outcome (contract: journeys, section 9), and what else becomes of deliveries by what becomes of
// their journey.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startReceiver, until } from '../processes.js';
import { caller, openGate, setUp, STORES } from './helpers.js';

const settings = { maxTripCount: 3 };

for (const [name, openStore] of Object.entries(STORES)) {
  /** A receiver whose answers can be set, and an outbox that sends to it. */
  const begin = async (t, status) => {
    const state = { status };
    const receiver = await startReceiver((_request, response) => response.writeHead(state.status).end());
    t.after(receiver.close);
    return { receiver, state, ...(await setUp({ url: receiver.url, settings, store: await openStore(t) })) };
  };

  /** The same, with a receiver that answers when it is told to. */
  const beginWithGate = async (t) => {
    const gate = await openGate(t);
    return { gate, ...(await setUp({ url: gate.url, settings, store: await openStore(t) })) };
  };

  describe(name, () => {
    test('an outcome trips after so many failures in a row: it is off, and its deliveries are held', async (t) => {
      const { outbox, add, states, clock, outcome, document, store, state, receiver, switchOutcome } = await begin(
        t,
        500,
      );
      const ids = [await add(), await add()];
      const later = await add('{}', { nextAttemptAt: '2030-01-01T00:00:00.000Z' });
      await outbox.runDue();
      assert.equal((await outcome()).tripCount, 2);
      clock.pass(5_000);
      const before = await store.journeyChange();
      await outbox.runDue();
      const tripped = await outcome();
      const now = new Date(clock.time).toISOString();
      assert.deepEqual([tripped.isActive, tripped.deactivatedAt], [false, now]);
      assert.ok(tripped.tripCount >= 3);
      assert.deepEqual(await states([...ids, later]), ['held', 'held', 'held']);
      const { __v, updatedAt, version } = await document();
      assert.deepEqual([__v, updatedAt, version], [1, now, 1], 'it is a change of the journey');
      assert.equal(await store.journeyChange(), before + 1);
      const sent = receiver.received.length;
      clock.pass(24 * 3_600_000);
      assert.equal(await outbox.runDue(), 0);
      assert.equal(receiver.received.length, sent, 'nothing is sent any more');

      state.status = 200;
      await switchOutcome(true);
      assert.deepEqual(await outcome(), { ...tripped, isActive: true, tripCount: 0, deactivatedAt: null });
      assert.equal(await outbox.runDue(), 3);
      assert.deepEqual(await states([...ids, later]), ['delivered', 'delivered', 'delivered']);
    });

    test('the count moves neither __v nor what others have loaded, and a success sets it to nothing', async (t) => {
      const { outbox, add, clock, outcome, journey, document, store, state } = await begin(t, 500);
      const before = await store.journeyChange();
      await add();
      await outbox.runDue();
      assert.equal((await outcome()).tripCount, 1);
      state.status = 204;
      clock.pass(5_000);
      await outbox.runDue();
      assert.deepEqual(await document(), journey);
      assert.equal(await store.journeyChange(), before);
      state.status = 500;
      for (let failure = 1; failure <= 2; failure++) {
        await add();
        await outbox.runDue();
        assert.deepEqual([(await outcome()).tripCount, (await outcome()).isActive], [failure, true]);
      }
    });

    test('410 Gone trips at once', async (t) => {
      const { outbox, add, get, outcome } = await begin(t, 410);
      const id = await add();
      await outbox.runDue();
      assert.deepEqual([(await outcome()).isActive, (await outcome()).tripCount], [false, 1]);
      const { state, attempts, lastStatus, nextAttemptAt } = await get(id);
      assert.deepEqual([state, attempts, lastStatus, nextAttemptAt], ['held', 1, 410, null]);
    });

    test('a last try that trips the outcome is held, not dead', async (t) => {
      const { outbox, add, get } = await begin(t, 410);
      const id = await add('{}', { tries: 7, attempts: 7 });
      await outbox.runDue();
      assert.equal((await get(id)).state, 'held');
    });

    test('requests under way when the outcome trips are settled, each by its own answer', async (t) => {
      const { gate, outbox, add, states, outcome, document } = await beginWithGate(t);
      const ids = [];
      for (let count = 0; count < 5; count++) ids.push(await add());
      const sending = outbox.runDue();
      await until('all are under way', () => gate.waiting.size === 5);
      gate.status = 410;
      gate.open();
      await sending;
      assert.deepEqual(await states(ids), Array(5).fill('held'));
      const { isActive, tripCount } = await outcome();
      assert.deepEqual([isActive, tripCount, (await document()).__v], [false, 5, 1], 'it trips once');
    });

    test('an edit of the journey while requests are under way is not lost', async (t) => {
      const { gate, outbox, add, journeys, journey, document, outcome } = await beginWithGate(t);
      await add();
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      await journeys.patch(caller, journey._id, { description: 'edited' });
      gate.status = 410;
      gate.open();
      await sending;
      const { description, __v } = await document();
      assert.deepEqual([description, __v, (await outcome()).isActive], ['edited', 2, false]);
    });

    test('what is due is held where somebody switched the outcome off, and goes when it is on again', async (t) => {
      const { outbox, add, get, receiver, switchOutcome } = await begin(t, 200);
      const id = await add();
      await switchOutcome(false);
      await outbox.runDue();
      assert.deepEqual([(await get(id)).state, receiver.received.length], ['held', 0]);
      await assert.rejects(outbox.retry(caller, id), { status: 409, message: /switched off/ });
      await switchOutcome(true);
      await outbox.runDue();
      assert.equal((await get(id)).state, 'delivered');
    });

    test('what nobody wants any more is dead, whether it was under way or not', async (t) => {
      const { gate, outbox, add, get, journeys, journey, states } = await beginWithGate(t);
      const first = await add();
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      await journeys.patch(caller, journey._id, { outcomes: [] });
      const second = await add();
      gate.status = 500;
      gate.open();
      await sending;
      await outbox.runDue();
      assert.deepEqual(await states([first, second]), ['dead', 'dead']);
      assert.match((await get(second)).lastError, /does not have this outcome/);
      assert.equal(gate.received.length, 1);
      await assert.rejects(outbox.retry(caller, second), { status: 409 });
    });

    test('a journey that is deleted takes along what was under way', async (t) => {
      const { gate, outbox, add, get, journeys, journey } = await beginWithGate(t);
      const id = await add();
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      await journeys.remove(caller, journey._id);
      gate.open();
      await sending;
      assert.equal(await get(id), null);
      assert.equal(await outbox.runDue(), 0);
    });

    test('one that is sent again by hand while it is under way begins its schedule anew, and is sent once at a time', async (t) => {
      const { gate, outbox, add, get, clock } = await beginWithGate(t);
      const id = await add('{}', { tries: 5, attempts: 5 });
      const sending = outbox.runDue();
      await until('it is under way', () => gate.waiting.size === 1);
      assert.equal((await outbox.retry(caller, id)).tries, 0);
      gate.status = 500;
      gate.open();
      await sending;
      const { tries, attempts, nextAttemptAt } = await get(id);
      assert.deepEqual([tries, attempts, Date.parse(nextAttemptAt) - clock.time], [1, 6, 5_000]);
      assert.deepEqual([gate.received.length, gate.mostAtOnce], [1, 1]);
    });

    test("nobody sends another organisation's deliveries again, nor what is not there", async (t) => {
      const { outbox, add, get } = await begin(t, 200);
      const id = await add();
      const before = await get(id);
      const foreigner = { client: { ...caller.client, organisation: 'f'.repeat(24) } };
      await assert.rejects(outbox.retry(foreigner, id), { status: 404 });
      for (const unknown of ['f'.repeat(24), 'no id', '']) {
        await assert.rejects(outbox.retry(caller, unknown), { status: 404 });
      }
      assert.deepEqual(await get(id), before);
    });
  });
}
