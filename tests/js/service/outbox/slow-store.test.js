// A store that is so slow that leasing alone takes up a lease as long as usual: a delivery is made all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../fake-clock.js';
import { openGate, setUp, STORES } from './helpers.js';

/** A store of which every change takes so long, and every look a sixth of it. */
function slowStore(store, clock, milliseconds) {
  const slow = (share, method) => async (argument) => {
    const result = await method(argument);
    clock.pass(milliseconds / share);
    return result;
  };
  return { ...store, change: slow(1, store.change), deliveryBody: slow(6, store.deliveryBody) };
}

for (const [name, openStore] of Object.entries(STORES)) {
  test(`a delivery is made where the store is slow: ${name}`, async (t) => {
    const gate = await openGate(t);
    gate.isOpen = true;
    const clock = new FakeClock();
    const store = slowStore(await openStore(t), clock, 8_000);
    const { outbox, add, get } = await setUp({ url: gate.url, store, clock });
    const id = await add();
    for (let looks = 0; looks < 3; looks++) {
      await outbox.runDue();
      clock.pass(10_000);
    }
    assert.equal((await get(id)).state, 'delivered');
    assert.equal(gate.received.length, 1);
  });
}
