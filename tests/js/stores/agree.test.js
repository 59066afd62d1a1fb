// The stores agree: random changes have the same answers and lead to the same state in each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { random, seedOf } from '../helpers.js';
import { openFile } from './files.js';
import { openMongodb } from './mongodb-files.js';
import { mongodbMissing } from './mongodb-server.js';
import { callsOf, leasesOf, stateOf } from './random-changes.js';
import { matching } from './samples.js';

const CHANGES = 150 * Number(process.env.JOURNEYS_RUNS ?? 1);

/** What stores tell in an order or in numbers of their own, as one form of it. */
function plain(told) {
  const isOwn = (key) => key === 'change' || key === 'baseline';
  if (told instanceof Set) return plain([...told]);
  if (told instanceof Map) return plain([...told]);
  if (Array.isArray(told)) return told.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof told !== 'object' || told === null) return told;
  const entries = Object.entries(told).filter(([key]) => !isOwn(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]).sort());
}

/** Runs the same random changes on both. @param {(key: string) => boolean} [isCompared] of what a store tells */
async function agree(t, one, other, changes, isCompared = () => true) {
  const some = random(seedOf(t));
  const stores = [one, other];
  for (let count = 0; count < changes; ++count) {
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
      results.push(plain(await change.catch(({ message }) => message)));
    }
    assert.deepEqual(results[1], results[0], JSON.stringify(calls));
    if (count % 5 > 0) continue;
    const comparedOf = async (store) =>
      Object.fromEntries(Object.entries(await stateOf(store)).filter(([key]) => isCompared(key)));
    const [state, otherState] = [await comparedOf(one), await comparedOf(other)];
    assert.deepEqual(plain(otherState), plain(state), JSON.stringify(calls));
    assert.deepEqual(await leasesOf(other), await leasesOf(one), JSON.stringify(calls));
  }
}

test('random changes have the same answers and lead to the same state in memory and on disk', async (t) => {
  await agree(t, openMemoryStore({ matching }), await openFile(t), CHANGES);
});

test(
  'random changes have the same answers and lead to the same state in memory and on MongoDB',
  { skip: mongodbMissing },
  async (t) => {
    // A journey and a statement of the same change may be told in either order there: only a change knows which came first.
    const isCompared = (key) => !key.startsWith('before ');
    await agree(t, openMemoryStore({ matching }), await openMongodb(t), CHANGES, isCompared);
  },
);
