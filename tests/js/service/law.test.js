// The law (contract: journeys, section 1), kept by the service: whatever the order, the batches, the repetitions and the
// number of workers, what is stored in the end is what the naive model says of the set of statements.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { journey } from '../generate.js';
import { matchingBy } from '../../../js/service/filters.js';
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { folder } from '../cli-tools.js';
import { engine, random, seedOf } from '../helpers.js';
import { halfWritten } from './half-written.js';
import { client, makeParts, ORGANISATION, recalculate, storedProgress, within } from './helpers.js';
import { naive, ours, scenario, sorted } from './scenarios.js';

const caller = { client: client() };

/** A property that is checked on random values, one after the other. */
const check = async (t, runs, arbitrary, property) =>
  fc.assert(fc.asyncProperty(arbitrary, property), {
    seed: seedOf(t),
    numRuns: runs * Number(process.env.JOURNEYS_RUNS ?? 1),
  });

/** Where a range of owners may end: at one of them, or between. */
const POSITIONS = [
  ...[
    '{"objectType":"Agent"',
    '{"objectType":"Agent","mbox":"mailto:ada@example.org"}',
    '{"objectType":"Group"',
    '{"p',
  ],
  ...['{"objectType":"Agent","openid":"http://example.org/ö"}', `{"persona":"${'d'.repeat(24)}"}`],
];

const say = async (parts, batches) => {
  for (const batch of batches) await parts.statements.record(caller, batch);
};

test('the same holds for a store on disk', async (t) => {
  const { path } = folder(t);
  let number = 0;
  await check(t, 12, scenario(), async ({ list, given, batches, split }) => {
    const file = path(`${++number}.db`);
    const stores = await Promise.all([1, 2].map(() => openLibsqlStore({ file, matching: matchingBy(engine) })));
    const [one, two] = stores.map((store, index) => makeParts({ store, worker: `worker ${index}` }));
    for (const each of list.slice(1)) await one.journeys.create(caller, each);
    await Promise.all([say(one, batches), say(two, [...batches].reverse())]);
    await two.journeys.create(caller, list[0]);
    await say(two, batches.slice(0, split));
    await recalculate(one, caller, list[0]._id);
    assert.deepEqual(sorted(await storedProgress(one.store)), naive(list, given, one.clock.time));
    for (const store of stores) await store.close();
  });
});

test('live progress is that of the naive model, however the statements arrive', async (t) => {
  let documents = 0;
  await check(t, 150, scenario(), async ({ list, given, batches }) => {
    const parts = makeParts();
    for (const each of list) await parts.journeys.create(caller, each);
    await say(parts, batches);
    const expected = naive(list, given, parts.clock.time);
    assert.deepEqual(sorted(await storedProgress(parts.store)), expected);
    documents += expected.length;
  });
  assert.ok(documents > 100, `${documents} documents of progress`);
});

test('several workers on one store at the same time give the same progress', async (t) => {
  await check(t, 80, scenario(), async ({ list, given, batches }) => {
    const first = makeParts();
    const workers = [
      first,
      makeParts({ store: first.store, worker: 'two' }),
      makeParts({ store: first.store, worker: 'three' }),
    ];
    for (const each of list) await first.journeys.create(caller, each);
    await Promise.all(workers.map((parts, index) => say(parts, index === 1 ? [...batches].reverse() : batches)));
    assert.deepEqual(sorted(await storedProgress(first.store)), naive(list, given, first.clock.time));
  });
});

test('what processes that died amid a change left unfinished is made good, whether it is sent again or not', async (t) => {
  const seen = { died: 0, left: 0, whole: 0 };
  await check(t, 120, fc.tuple(scenario(), fc.nat()), async ([{ list, given, batches, split }, seed]) => {
    const dice = random(seed);
    const odds = { early: 0.3, statement: 0.3, owner: 0.5 };
    const half = halfWritten(openMemoryStore({ matching: matchingBy(engine) }), (what) => dice.chance(odds[what]));
    const parts = makeParts({ store: half.store });
    /** Like a client who sends what was not answered again, or gives up. */
    const send = async (batch) => {
      half.breaks = dice.chance(0.4);
      try {
        await parts.statements.record(caller, batch);
      } catch (error) {
        assert.equal(error.message, 'the process died');
        seen.died++;
        if (dice.chance(0.5)) await send(batch);
      }
    };
    for (const each of list.slice(1)) await parts.journeys.create(caller, each);
    for (const batch of batches.slice(0, split)) await send(batch);
    half.breaks = false;
    await parts.journeys.create(caller, list[0]);
    for (const batch of batches.slice(split)) await send(batch);
    half.breaks = false;
    seen.left += half.pending.size;
    while (await parts.mending.step());
    assert.equal(half.pending.size, 0);
    await recalculate(parts, caller, list[0]._id);
    if (half.lost === 0) {
      seen.whole++;
      assert.deepEqual(sorted(await storedProgress(parts.store)), naive(list, given, parts.clock.time));
    }
    await say(parts, batches); // what was lost before it was stored
    assert.deepEqual(sorted(await storedProgress(parts.store)), naive(list, given, parts.clock.time));
  });
  assert.ok(seen.died > 50 && seen.left > 50 && seen.whole > 30, JSON.stringify(seen));
});

test('a journey that comes in the middle has the same progress after a recalculation as if it had been there', async (t) => {
  await check(t, 100, scenario(), async ({ list, given, batches, split }) => {
    const parts = makeParts();
    await say(parts, batches.slice(0, split));
    for (const each of list) await parts.journeys.create(caller, each);
    await say(parts, batches.slice(split));
    for (const { _id } of list) await recalculate(parts, caller, _id);
    assert.deepEqual(sorted(await storedProgress(parts.store)), naive(list, given, parts.clock.time));
  });
});

test('a recalculation in parts, by several workers and with statements coming in, gives the same progress', async (t) => {
  const cuts = fc
    .uniqueArray(fc.constantFrom(...POSITIONS), { maxLength: 4 })
    .map((some) => ['', ...some.sort(), null]);
  await check(t, 100, fc.tuple(scenario(), cuts, fc.nat()), async ([{ list, given, batches, split }, ends, seed]) => {
    const dice = random(seed);
    const ranges = ends.slice(1).map((until, index) => ({ after: ends[index], until }));
    const store = within(openMemoryStore({ matching: matchingBy(engine) }), () => ({
      ownerRanges: async () => ranges,
    }));
    const workers = ['one', 'two', 'three'].map((worker) => makeParts({ store, worker }));
    const [first] = workers;
    await say(first, batches.slice(0, split));
    for (const each of list) {
      const { document } = await first.journeys.create(caller, each);
      if (document.isActive) await first.recalculations.start(caller, document._id);
    }
    for (const batch of batches.slice(split)) {
      await Promise.all([say(dice.of(workers), [batch]), dice.of(workers).recalculations.step()]);
    }
    for (const { recalculations } of workers) while (await recalculations.step());
    assert.deepEqual(await store.recalculations(), []);
    assert.deepEqual(sorted(await storedProgress(store)), naive(list, given, first.clock.time));
  });
});

test('a recalculation of what live processing gave changes nothing', async (t) => {
  await check(t, 80, scenario(), async ({ list, batches }) => {
    const parts = makeParts();
    for (const each of list) await parts.journeys.create(caller, each);
    await say(parts, batches);
    const before = await parts.store.find('journeyprogress', ORGANISATION, { limit: 10_000 });
    parts.clock.time += 60_000;
    for (const { _id } of list) await recalculate(parts, caller, _id);
    const after = await parts.store.find('journeyprogress', ORGANISATION, { limit: 10_000 });
    assert.deepEqual(after, before, 'not even the time of the last change');
  });
});

test('an edited journey has the progress of the edited journey, after a recalculation for all', async (t) => {
  const edited = fc.tuple(scenario(), journey()).map(([given, edit]) => ({ ...given, edit }));
  await check(t, 100, edited, async ({ list: [old], edit, given, batches, split }) => {
    const parts = makeParts();
    const { document } = await parts.journeys.create(caller, old);
    await say(parts, batches.slice(0, split));
    const replaced = await parts.journeys.replace(caller, document._id, {
      ...ours(edit),
      trackBy: edit.trackBy ?? 'actor',
    });
    await say(parts, batches.slice(split));
    await recalculate(parts, caller, document._id);
    const { version } = replaced.document;
    const expected = naive([{ ...ours(edit), _id: document._id, version }], given, parts.clock.time);
    const isActive = edit.isActive ?? true;
    if (isActive) assert.deepEqual(sorted(await storedProgress(parts.store)), expected);
  });
});
