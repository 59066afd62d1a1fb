// Deliveries: added once, leased to one worker at a time, settled by who has the lease.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { J, OURS, deliveryOf, id, put, time, withBody } from '../samples.js';

const ids = (deliveries) => deliveries.map(({ _id }) => Number(_id.slice(1)));

export function describeDeliveries(open) {
  const added = async (t, deliveries) => {
    const store = await open(t);
    await put(store, 'addDeliveries', deliveries.map(withBody));
    const lease = (worker, now, more = {}) =>
      put(store, 'leaseDeliveries', {
        worker,
        now: time(now),
        until: time(now + 60),
        limit: 100,
        perOutcome: 100,
        ...more,
      });
    return {
      store,
      lease,
      next: () => put(store, 'nextDeliveryAt'),
      get: (number) => store.get('delivery', OURS, id('d', number)),
    };
  };

  test('a delivery that is there already stays as it is', async (t) => {
    const { store, get } = await added(t, [deliveryOf(1)]);
    await put(store, 'addDeliveries', [
      { delivery: deliveryOf(1, { attempts: 9 }), body: 'other' },
      withBody(deliveryOf(2)),
    ]);
    assert.deepEqual(await get(1), deliveryOf(1));
    assert.equal(await store.deliveryBody(id('d', 1)), withBody(deliveryOf(1)).body);
    assert.equal(await store.deliveryBody(id('d', 9)), null);
    assert.equal(await store.count('delivery', OURS), 2);
    await put(store, 'addDeliveries', []);
  });

  test('the longest due are leased first, as many as asked for, and so many of one outcome', async (t) => {
    const outcome = (number) => id('e', number);
    const { lease } = await added(t, [
      ...[5, 4, 3, 2].map((number) => deliveryOf(number)),
      deliveryOf(6, { outcome: outcome(2) }),
      deliveryOf(1, { outcome: outcome(3), state: 'held' }),
      deliveryOf(7, { outcome: outcome(4), nextAttemptAt: time(50) }),
      deliveryOf(8, { outcome: outcome(2), state: 'dead' }),
    ]);
    assert.deepEqual(ids(await lease('a', 1)), []);
    assert.deepEqual(ids(await lease('a', 10, { limit: 2 })), [2, 3]);
    assert.deepEqual(ids(await lease('a', 10, { perOutcome: 1 })), [4, 6]);
    assert.deepEqual(ids(await lease('a', 10)), [5]);
    assert.deepEqual(ids(await lease('a', 50)), [7]);
  });

  test('leases are told as documents, and nobody else gets them until they end', async (t) => {
    const { store, lease, next } = await added(t, [deliveryOf(1), deliveryOf(2, { nextAttemptAt: time(100) })]);
    assert.equal(await next(), time(1));
    assert.deepEqual(await lease('a', 10), [deliveryOf(1)]);
    assert.deepEqual(await lease('b', 69), []);
    assert.equal(await next(), time(70));
    assert.deepEqual(ids(await lease('b', 70)), [1]);
    assert.equal(await put(store, 'settleDelivery', 'a', deliveryOf(1, { attempts: 1 })), false);
    await put(store, 'releaseDeliveries', 'a');
    assert.deepEqual(await lease('a', 80), []);
    await put(store, 'releaseDeliveries', 'b');
    assert.equal(await next(), time(1));
    assert.deepEqual(ids(await lease('a', 80)), [1]);
  });

  test('settling puts the document and ends the lease', async (t) => {
    const { store, lease, next, get } = await added(t, [deliveryOf(1), deliveryOf(2)]);
    await lease('a', 10);
    const done = deliveryOf(1, { state: 'delivered', attempts: 1, nextAttemptAt: null, deliveredAt: time(11) });
    const later = deliveryOf(2, { attempts: 1, nextAttemptAt: time(15), lastStatus: 500, lastError: 'HTTP 500' });
    assert.equal(await put(store, 'settleDelivery', 'b', done), false);
    assert.deepEqual(await get(1), deliveryOf(1));
    assert.equal(await put(store, 'settleDelivery', 'a', done), true);
    assert.equal(await put(store, 'settleDelivery', 'a', done), false);
    assert.equal(await put(store, 'settleDelivery', 'a', later), true);
    assert.deepEqual([await get(1), await get(2)], [done, later]);
    assert.equal(await next(), time(15));
    assert.deepEqual(ids(await lease('b', 15)), [2]);
    assert.equal(await put(store, 'settleDelivery', 'b', deliveryOf(9)), false);
  });

  test('a delivery that is put keeps its lease, and one that is not there is not made', async (t) => {
    const { store, lease, get } = await added(t, [deliveryOf(1)]);
    await lease('a', 10);
    await put(store, 'putDelivery', deliveryOf(1, { tries: 0, nextAttemptAt: time(12) }));
    await put(store, 'putDelivery', deliveryOf(9));
    assert.deepEqual(await lease('b', 20), []);
    assert.equal((await get(1)).nextAttemptAt, time(12));
    assert.equal(await get(9), null);
  });

  test('deliveries of an outcome are held and released together', async (t) => {
    const { store, lease, next, get } = await added(t, [
      deliveryOf(1),
      deliveryOf(2),
      deliveryOf(3, { outcome: id('e', 2) }),
      deliveryOf(4, { state: 'dead', nextAttemptAt: null }),
      deliveryOf(5, { journey: id('b', 2) }),
    ]);
    const turn = (from, to, now) => put(store, 'turnDeliveries', J, id('e', 1), from, to, time(now));
    await lease('a', 1);
    assert.equal(await turn('pending', 'held', 20), 2);
    assert.deepEqual(await get(2), deliveryOf(2, { state: 'held', updatedAt: time(20), nextAttemptAt: null }));
    assert.equal(await next(), time(3));
    assert.deepEqual(await store.deliveryCounts(), {
      counts: { pending: 2, held: 2, delivered: 0, dead: 1 },
      oldestPending: time(3),
    });
    assert.equal(await turn('held', 'pending', 30), 2);
    assert.equal(await turn('held', 'pending', 30), 0);
    assert.deepEqual(await get(2), deliveryOf(2, { updatedAt: time(30), nextAttemptAt: time(30) }));
    assert.deepEqual(ids(await lease('b', 30)), [3, 5, 2]); // the first one is still leased
    assert.equal(await put(store, 'settleDelivery', 'a', deliveryOf(1, { state: 'delivered' })), true);
  });

  test('counts tell every state, and since when the oldest pending one waits', async (t) => {
    const store = await open(t);
    const none = { counts: { pending: 0, held: 0, delivered: 0, dead: 0 }, oldestPending: null };
    assert.deepEqual(await store.deliveryCounts(), none);
    assert.equal(await put(store, 'nextDeliveryAt'), null);
    const theirs = deliveryOf(2, { organisation: id('a', 2), createdAt: time(-5) });
    await put(store, 'addDeliveries', [deliveryOf(1), theirs].map(withBody));
    assert.deepEqual(await store.deliveryCounts(), { counts: { ...none.counts, pending: 2 }, oldestPending: time(-5) });
  });
}
