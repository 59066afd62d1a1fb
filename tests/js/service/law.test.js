// The law (contract: journeys, section 1), kept by the service: whatever the order, the batches, the repetitions and the
// number of workers, what is stored in the end is what the naive model says of the set of statements.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { derivedRecordId } from '../../../js/service/copies.js';
import { arrival, journey, journeys, statements } from '../generate.js';
import { matchingBy } from '../../../js/service/filters.js';
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { folder } from '../cli-tools.js';
import { engine, seedOf } from '../helpers.js';
import { naiveProgress } from '../naive.js';
import { client, makeParts, ORGANISATION, recalculate, STORE, storedProgress } from './helpers.js';

const caller = { client: client() };

/** A property that is checked on random values, one after the other. */
const check = async (t, runs, arbitrary, property) =>
  fc.assert(fc.asyncProperty(arbitrary, property), {
    seed: seedOf(t),
    numRuns: runs * Number(process.env.JOURNEYS_RUNS ?? 1),
  });

/** Everything of one organisation, as the service has it. */
const ours = ({ version: _version, ...each }) => ({ ...each, organisation: ORGANISATION });

/** A store keeps one record of a statement, so its copies are of one store; a raw one says nothing of that. */
function oursStored(given) {
  const records = given.filter((each) => each.statement !== undefined);
  const storeOf = new Map(records.map(({ statement, lrs_id }) => [statement.id.toLowerCase(), lrs_id]));
  return given.map((each) => {
    if (each.statement !== undefined) return { ...each, organisation: ORGANISATION };
    const lrs_id = storeOf.get(each.id.toLowerCase());
    return lrs_id === undefined ? each : { statement: each, organisation: ORGANISATION, lrs_id };
  });
}

const keyOf = ({ journey, owner }) => JSON.stringify([journey, owner]);
const sorted = (list) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** What the naive model says. */
function naive(list, given, receivedAt) {
  const context = { receivedAt: new Date(receivedAt).toISOString(), organisation: ORGANISATION, lrs_id: STORE };
  const progress = list.flatMap((each) => naiveProgress(each, given, { context }));
  const asStored = JSON.parse(
    JSON.stringify(progress, (key, value) => (key === 'statement' ? recordIdOf(value) : value)),
  );
  return sorted(asStored.map(({ createdAt: _created, updatedAt: _updated, ...rest }) => rest));
}

/** What the naive model calls by its xAPI id has got a record, and with it an id, in the store. */
const recordIdOf = (name) => (name.includes('-') ? derivedRecordId(ORGANISATION, name) : name);

const scenario = (list = journeys()) =>
  fc
    .record({ list, given: statements() })
    .map(({ list, given }) => ({ list: list.map(ours), given: oursStored(given) }))
    .chain(({ list, given }) =>
      fc.record({
        list: fc.constant(list),
        given: fc.constant(given),
        batches: arrival([...given, ...given]).map((all) => all.filter(({ length }) => length > 0)),
        split: fc.nat({ max: 5 }),
      }),
    );

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
