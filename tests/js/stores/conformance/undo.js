// Whatever a change did, if it throws nothing of it is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random, seedOf } from '../../helpers.js';
import { METHODS, callsOf, leasesOf, stateOf } from '../random-changes.js';

const CHANGES = 30 * Number(process.env.JOURNEYS_RUNS ?? 1);

/** Runs calls; those that the store refuses end the change. */
const run = (store, calls, fails) =>
  store.change(async (transaction) => {
    for (const [method, args] of calls) await transaction[method](...args);
    if (fails) throw new Error('undo');
  });

export function describeUndo(open) {
  test('random changes that throw leave the store as it was', async (t) => {
    const some = random(seedOf(t));
    const store = await open(t);
    const before = { state: await stateOf(store), leases: await leasesOf(store) };
    const used = new Set();
    for (let count = 0; count < CHANGES; ++count) {
      const calls = callsOf(some, 1 + some.below(12));
      await assert.rejects(run(store, calls, true), /undo|has that key already/);
      assert.deepEqual(await stateOf(store), before.state, JSON.stringify(calls));
      assert.deepEqual(await leasesOf(store), before.leases, JSON.stringify(calls));
      const kept = callsOf(some, 1 + some.below(8));
      for (const [method] of [...calls, ...kept]) used.add(method);
      await run(store, kept, false).catch((error) => assert.match(error.message, /has that key already/));
      before.state = await stateOf(store);
      before.leases = await leasesOf(store);
    }
    assert.deepEqual([...used].sort(), METHODS.toSorted());
  });

  test('every method of the interface that changes something is in the random changes', async (t) => {
    const store = await open(t);
    const reading =
      /^(find|count|get|journeyChange|journeysSince|records|countStatements|statementsAfter|clientByKey|clients|deliveryBody|deliveryCounts|recalculations|note|unsettled|hasStatementsBefore|recordsOf|ownerRanges|ownersAfter|countAfter|referringTo|owned|journey|nextDeliveryAt|recalculation)$/;
    const methods = await store.change(async (transaction) => Object.keys(transaction));
    assert.deepEqual(methods.filter((name) => !reading.test(name)).sort(), METHODS.toSorted());
  });
}
