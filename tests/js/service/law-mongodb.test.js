// The law (contract: journeys, section 1) on MongoDB, where a change is many writes: whoever is cut off amid one, or dies,
// whoever else writes the same, what is stored in the end is what the naive model says of the set of statements.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchingBy } from '../../../js/service/filters.js';
import { openMongodbStore } from '../../../js/stores/mongodb/index.js';
import { engine, random, seedOf } from '../helpers.js';
import { Death, faults } from '../stores/mongodb-faults.js';
import { mongodbDatabase, mongodbMissing } from '../stores/mongodb-server.js';
import { client, makeParts, ORGANISATION, recalculate, storedProgress } from './helpers.js';
import { naive, scenario, sorted } from './scenarios.js';

const caller = { client: client() };
const matching = matchingBy(engine);
const RUNS = Number(process.env.JOURNEYS_RUNS ?? 1);

const check = (t, runs, arbitrary, property) =>
  fc.assert(fc.asyncProperty(arbitrary, property), {
    seed: seedOf(t),
    numRuns: runs * RUNS,
    endOnFailure: true,
    includeErrorInReport: true,
  });

/** An empty database for a scenario, and processes that have stores of their own on it. */
async function place(t) {
  const { url, client: connection, name } = await mongodbDatabase(t);
  const stores = [];
  t.after(() => Promise.all(stores.map((store) => store.close())));
  const enter = async (worker, more = {}) => {
    const parts = {};
    const now = () => parts.clock?.time ?? 0;
    const store = await openMongodbStore({ url, matching, now, ...more });
    stores.push(store);
    return Object.assign(parts, makeParts({ store, worker }));
  };
  const leave = async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    for (const { collectionName } of await connection.db(name).collections()) {
      await connection.db(name).collection(collectionName).deleteMany({});
    }
  };
  return { enter, leave };
}

const say = async (parts, batches) => {
  for (const batch of batches) await parts.statements.record(caller, batch);
};

const OUTCOMES = [{ type: 'callback', callback: 'https://example.org/' }];
const withOutcome = (journey) => ({ ...journey, outcomes: OUTCOMES });

/** Each completed attempt has fired, with a body. */
async function assertFired(store) {
  const deliveries = await store.find('delivery', ORGANISATION, { limit: 10_000 });
  const keyOf = ({ journey, owner, attempt }) => JSON.stringify([journey, owner.ident, attempt]);
  const fired = new Set(deliveries.map(keyOf));
  assert.equal(fired.size, deliveries.length, 'none fires twice');
  for (const { journey, owner, completions } of await storedProgress(store)) {
    for (const index of completions.keys()) {
      assert.ok(fired.has(keyOf({ journey, owner, attempt: index + 1 })), `${journey} ${index + 1}`);
    }
  }
  for (const { _id } of deliveries) assert.notEqual(await store.deliveryBody(_id), null);
  return deliveries.length;
}

/** A process that is cut off from the database now and then, or dies and is followed by another. */
function shakyProcess(enter, dice, { cuts, dies }) {
  const odds = {
    cuts: () => dice.chance(cuts),
    dies: () => dice.chance(dies),
    after: () => dice.chance(0.5),
    below: dice.below,
  };
  const states = [];
  const shaky = {
    async renew() {
      const { through, state } = faults(odds);
      shaky.parts = await enter(`shaky ${states.length}`, { through, patience: 300 });
      states.push(state);
    },
    /** Goes on after what is to be expected of it; anything else is thrown. */
    async survive(error) {
      if (!(error instanceof Death) && error.name !== 'StoreBusyError') throw error;
      if (error instanceof Death) await shaky.renew();
    },
    addTo(seen) {
      for (const state of states) {
        seen.cuts += state.cuts;
        seen.deaths += Number(state.isDead);
      }
    },
  };
  return shaky;
}

/** Until nothing is left behind. */
async function mend(parts) {
  parts.clock.time += 60_000;
  while (await parts.mending.step());
}

test(
  'several processes that write the same at the same time give the progress of the naive model',
  { skip: mongodbMissing },
  async (t) => {
    const { enter, leave } = await place(t);
    let conflicts = 0;
    await check(t, 12, scenario(), async ({ list, given, batches, split }) => {
      const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((worker) => enter(worker)));
      for (const each of list.slice(1)) await one.journeys.create(caller, withOutcome(each));
      const first = batches.slice(0, split);
      await Promise.all([say(one, first), say(two, [...first].reverse()), say(three, first)]);
      await Promise.all([
        say(one, batches.slice(split)),
        two.journeys.create(caller, withOutcome(list[0])).then(() => say(two, batches)),
        say(three, [...batches].reverse()),
      ]);
      await recalculate(three, caller, list[0]._id);
      assert.deepEqual(sorted(await storedProgress(one.store)), naive(list, given, one.clock.time));
      await assertFired(one.store);
      for (const { store } of [one, two, three]) conflicts += store.conflicts().conflicts;
      await leave();
    });
    assert.ok(conflicts > 0, 'nobody met anybody');
  },
);

test(
  'processes that are cut off amid their writes, or die, lose nothing and break nothing',
  { skip: mongodbMissing },
  async (t) => {
    const { enter, leave } = await place(t);
    const seen = { deaths: 0, cuts: 0, left: 0, deliveries: 0 };
    await check(t, 25, fc.tuple(scenario(), fc.nat()), async ([{ list, given, batches, split }, seed]) => {
      const dice = random(seed);
      const calm = await enter('calm');
      const shaky = shakyProcess(enter, dice, { cuts: 0.03, dies: 0.01 });
      /** Sends what was not answered again, or gives up, and leaves it to who mends. */
      const send = async (batch) => {
        try {
          await shaky.parts.statements.record(caller, batch);
        } catch (error) {
          await shaky.survive(error);
          if (dice.chance(0.5)) await send(batch);
        }
      };
      await shaky.renew();
      for (const each of list.slice(1)) await calm.journeys.create(caller, withOutcome(each));
      for (const batch of batches.slice(0, split)) await send(batch);
      await calm.journeys.create(caller, withOutcome(list[0]));
      await Promise.all([
        say(calm, batches.slice(split).reverse()),
        (async () => {
          for (const batch of batches.slice(split)) await send(batch);
        })(),
      ]);
      const received = calm.clock.time;
      calm.clock.time += 60_000;
      seen.left += (await calm.store.leftBehind(new Date(calm.clock.time).toISOString(), 1000)).length;
      await mend(calm);
      await recalculate(calm, caller, list[0]._id);
      calm.clock.time = received;
      await say(calm, batches); // what was given up before it was stored
      assert.deepEqual(sorted(await storedProgress(calm.store)), naive(list, given, received));
      seen.deliveries += await assertFired(calm.store);
      shaky.addTo(seen);
      await leave();
    });
    t.diagnostic(JSON.stringify(seen));
    assert.ok(seen.deaths > 0 && seen.cuts > 3 && seen.left > 0 && seen.deliveries > 0, JSON.stringify(seen));
  },
);

test(
  'journeys that are edited, deleted and recalculated by processes that are cut off end as somebody wanted them',
  { skip: mongodbMissing },
  async (t) => {
    const { enter, leave } = await place(t);
    const seen = { deaths: 0, cuts: 0, edits: 0 };
    await check(t, 20, fc.tuple(scenario(), fc.nat()), async ([{ list, given, batches, split }, seed]) => {
      const dice = random(seed);
      const calm = await enter('calm');
      const shaky = shakyProcess(enter, dice, { cuts: 0.05, dies: 0.02 });
      /** Like a person who tries until it is done, one way or the other. */
      const insist = async (action, isDone = () => false) => {
        for (;;) {
          try {
            await action();
            return;
          } catch (error) {
            if (isDone(error)) return;
            await shaky.survive(error);
          }
        }
      };
      const has = (status) => (error) => error.status === status;
      await shaky.renew();
      const [first] = list;
      for (const each of list) await insist(() => shaky.parts.journeys.create(caller, withOutcome(each)), has(409));
      await say(calm, batches.slice(0, split));
      for (let count = 0; count < 6; ++count) {
        const edits = [
          () =>
            insist(() => shaky.parts.journeys.patch(caller, first._id, { isRepeatable: dice.chance(0.5) }), has(404)),
          () => insist(() => shaky.parts.journeys.remove(caller, first._id), has(404)),
          () => insist(() => shaky.parts.journeys.replace(caller, first._id, withOutcome(first))),
          () =>
            insist(
              () => shaky.parts.recalculations.start(caller, first._id),
              (error) => [404, 409].includes(error.status),
            ),
          () => insist(() => shaky.parts.recalculations.step()),
          () => say(calm, dice.chance(0.5) ? batches.slice(split) : batches),
        ];
        await edits[dice.below(edits.length)]();
        seen.edits++;
      }
      await calm.journeys.replace(caller, first._id, withOutcome(first));
      const received = calm.clock.time;
      await mend(calm);
      await mend(calm);
      while (await calm.recalculations.step());
      await recalculate(calm, caller, first._id);
      calm.clock.time = received;
      await say(calm, batches);
      const { version } = await calm.store.get('journey', ORGANISATION, first._id);
      const expected = naive([{ ...first, version }, ...list.slice(1)], given, received);
      const isCurrent = ({ journey }) => journey !== first._id || (first.isActive ?? true);
      const actual = sorted(await storedProgress(calm.store));
      assert.deepEqual(actual.filter(isCurrent), expected.filter(isCurrent));
      await assertFired(calm.store);
      assert.deepEqual(await calm.store.recalculations(), []);
      assert.notEqual((await calm.store.get('journey', ORGANISATION, first._id)).recalculateStatus.inProgress, true);
      shaky.addTo(seen);
      await leave();
    });
    t.diagnostic(JSON.stringify(seen));
    assert.ok(seen.deaths > 0 && seen.cuts > 3, JSON.stringify(seen));
  },
);
