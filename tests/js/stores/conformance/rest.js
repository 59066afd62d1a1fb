// Clients, recalculations, leases and notes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { J, clientOf, id, partOf, put, time } from '../samples.js';

export function describeRest(open) {
  test('clients are found by key, and all are told', async (t) => {
    const store = await open(t);
    await put(store, 'putClient', clientOf(2));
    await put(store, 'putClient', clientOf(1));
    await put(store, 'putClient', clientOf(2, { revokedAt: time(5) }));
    assert.deepEqual(await store.clientByKey('key2'), clientOf(2, { revokedAt: time(5) }));
    assert.equal(await store.clientByKey('key3'), null);
    assert.deepEqual(await store.clients(), [clientOf(1), clientOf(2, { revokedAt: time(5) })]);
    await assert.rejects(put(store, 'putClient', clientOf(3, { key: 'key1' })), /has that key already/);
    assert.equal((await store.clients()).length, 2);
    await put(store, 'putClient', clientOf(1, { key: 'other' }));
    assert.equal(await store.clientByKey('key1'), null);
  });

  test('recalculations are kept in their parts until they are over', async (t) => {
    const store = await open(t);
    const K = id('b', 2);
    const [first, second, other] = [partOf(0, { until: 'm' }), partOf(1, { after: 'm' }), partOf(0, { journey: K })];
    for (const part of [other, second, first]) await put(store, 'putRecalculation', part);
    const further = { ...first, after: 'x', remaining: 3, epoch: 2 };
    await put(store, 'putRecalculation', further);
    assert.deepEqual(await store.recalculations(), [further, second, other]);
    assert.deepEqual(await put(store, 'recalculation', J), [further, second]);
    await put(store, 'putRecalculation', { ...second, isDone: true });
    assert.deepEqual(await put(store, 'recalculation', J), [further, { ...second, isDone: true }]);
    await store.change(async (transaction) => {
      await transaction.deleteRecalculation(J);
      assert.deepEqual(await transaction.recalculation(J), []);
      await transaction.putRecalculation(second);
      assert.deepEqual(await transaction.recalculations(), [second, other]);
    });
    assert.deepEqual(await put(store, 'recalculation', J), [second]);
    await put(store, 'deleteRecalculation', J);
    assert.deepEqual(await put(store, 'recalculation', J), []);
    assert.deepEqual(await store.recalculations(), [other]);
  });

  test('a lease is one worker’s until it ends or is given back', async (t) => {
    const store = await open(t);
    const lease = (worker, now) => put(store, 'lease', 'x', worker, time(now), time(now + 10));
    assert.equal(await lease('a', 0), true);
    assert.equal(await lease('b', 9), false);
    assert.equal(await lease('a', 5), true);
    assert.equal(await lease('b', 14), false);
    assert.equal(await lease('b', 15), true);
    await put(store, 'release', 'x', 'a');
    assert.equal(await lease('a', 16), false);
    await put(store, 'release', 'x', 'b');
    assert.equal(await lease('a', 16), true);
    assert.equal(await put(store, 'lease', 'y', 'b', time(16), time(20)), true);
  });

  test('notes are any JSON', async (t) => {
    const store = await open(t);
    for (const value of [{ a: [1, 'é', null] }, 'text', 0, false, null]) {
      await put(store, 'putNote', 'n', value);
      assert.deepEqual(await store.note('n'), value);
    }
    assert.equal(await store.note('other'), null);
  });
}
