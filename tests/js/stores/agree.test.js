// The stores agree: random changes have the same answers and lead to the same state in each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { random, seedOf } from '../helpers.js';
import { openFile } from './files.js';
import { callsOf, leasesOf, stateOf } from './random-changes.js';
import { matching } from './samples.js';

const CHANGES = 150 * Number(process.env.JOURNEYS_RUNS ?? 1);

test('random changes have the same answers and lead to the same state in every store', async (t) => {
  const some = random(seedOf(t));
  const stores = [openMemoryStore({ matching }), await openFile(t)];
  for (let count = 0; count < CHANGES; ++count) {
    const calls = callsOf(some, 1 + some.below(6));
    const fails = some.chance(0.2);
    const results = [];
    for (const store of stores) {
      const change = store.change(async (transaction) => {
        const answers = [];
        for (const [method, args] of calls) answers.push([method, await transaction[method](...args)]);
        if (fails) throw new Error('undo');
        return answers;
      });
      results.push(await change.catch(({ message }) => message));
    }
    assert.deepEqual(results[1], results[0], JSON.stringify(calls));
    if (count % 5 > 0) continue;
    assert.deepEqual(await stateOf(stores[1]), await stateOf(stores[0]), JSON.stringify(calls));
    assert.deepEqual(await leasesOf(stores[1]), await leasesOf(stores[0]), JSON.stringify(calls));
  }
});
