// Recalculation in the background (contract: journeys, section 8): what it reports, that it can be cancelled and goes on in
// another process, and that statements may come in meanwhile. That it gives what live processing gives, law.test.js holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingBy } from '../../../js/service/filters.js';
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { folder } from '../cli-tools.js';
import { engine, random, seedOf, statement } from '../helpers.js';
import { cohortJourneys, cohortStatement, assertProgress } from './cohort.js';
import { client, makeParts, ORGANISATION, within } from './helpers.js';
import { openParts, prepare, startReceiver, startServer, until } from './processes.js';

const caller = { client: client() };
const LEARNERS = 40;
const EACH = 50;

/** So many statements of so many learners that it takes several steps. */
const many = () =>
  Array.from({ length: LEARNERS * EACH }, (_, number) =>
    statement(number, { actor: { mbox: `mailto:learner${number % LEARNERS}@example.org` } }),
  );

/** Parts that have the statements, and a journey that came later. */
async function setUp(store) {
  const parts = makeParts({ store });
  await parts.statements.record(caller, many());
  const journey = { waypoints: [{ conditions: {}, count: 3 }], outcomes: [{ callback: 'https://example.org/' }] };
  const { document } = await parts.journeys.create(caller, journey);
  const status = async () => (await parts.store.get('journey', ORGANISATION, document._id)).recalculateStatus;
  const progress = () => parts.store.count('journeyprogress', ORGANISATION);
  return { ...parts, parts, journey: document, status, progress };
}

test('it reports how many statements are left, who asked, and when it was over', async () => {
  const { recalculations, journey, status, clock, progress, store } = await setUp();
  const started = await recalculations.start(caller, journey._id);
  const total = LEARNERS * EACH;
  const by = { recalculatedByClient: caller.client._id, recalculatedByUser: caller.client.user };
  const begun = { inProgress: true, pushing: true, totalCount: total, remainingCount: total, ...by };
  assert.deepEqual(started.recalculateStatus, begun);
  const left = [];
  while (await recalculations.step()) left.push((await status()).remainingCount);
  assert.ok(left.length > 2 && left.every((count, index) => index === 0 || count <= left[index - 1]), left.join());
  const recalculatedAt = new Date(clock.time).toISOString();
  assert.deepEqual(await status(), { ...begun, inProgress: false, pushing: false, remainingCount: 0, recalculatedAt });
  assert.equal(await progress(), LEARNERS);
  assert.equal((await store.get('journey', ORGANISATION, journey._id)).__v, 0, 'it is no change of the journey');
});

test('a second one is refused while the first is under way', async () => {
  const { recalculations, journey } = await setUp();
  await recalculations.start(caller, journey._id);
  await assert.rejects(recalculations.start(caller, journey._id), { status: 409 });
  while (await recalculations.step());
  await recalculations.start(caller, journey._id);
});

test('it can be cancelled: what is done stays, and nothing more is done', async () => {
  const { recalculations, journey, status, progress, clock } = await setUp();
  await assert.rejects(recalculations.cancel(caller, journey._id), { status: 409 });
  await recalculations.start(caller, journey._id);
  await recalculations.step();
  const done = await progress();
  assert.ok(done > 0 && done < LEARNERS, `${done}`);
  await recalculations.cancel(caller, journey._id);
  const { inProgress, cancelledAt, cancelledByClient, cancelledByUser } = await status();
  assert.deepEqual(
    { inProgress, cancelledAt, cancelledByClient, cancelledByUser },
    {
      ...{ inProgress: false, cancelledAt: new Date(clock.time).toISOString() },
      ...{ cancelledByClient: caller.client._id, cancelledByUser: caller.client.user },
    },
  );
  assert.equal(await recalculations.step(), false);
  assert.equal(await progress(), done);
});

test('of a journey that is not there, or is not theirs, nobody can ask for one', async () => {
  const { recalculations, journey } = await setUp();
  const foreigner = { client: client({ organisation: 'f'.repeat(24) }) };
  for (const [who, id] of [
    [foreigner, journey._id],
    [caller, 'e'.repeat(24)],
  ]) {
    await assert.rejects(recalculations.start(who, id), { status: 404 });
    await assert.rejects(recalculations.cancel(who, id), { status: 404 });
  }
});

test('an inactive journey keeps its progress as it is: nothing is begun, and what was begun ends', async () => {
  const { recalculations, journey, journeys, progress, status, clock } = await setUp();
  await recalculations.start(caller, journey._id);
  await recalculations.step();
  const done = await progress();
  await journeys.patch(caller, journey._id, { isActive: false });
  assert.equal(await recalculations.step(), true);
  assert.equal(await recalculations.step(), false);
  const { inProgress, cancelledAt, recalculatedAt } = await status();
  const now = new Date(clock.time).toISOString();
  assert.deepEqual([await progress(), inProgress, cancelledAt, recalculatedAt], [done, false, now, undefined]);
  await assert.rejects(recalculations.start(caller, journey._id), { status: 409 });
});

test('a journey that is edited meanwhile is recalculated from the beginning, and one that is deleted is not', async () => {
  for (const edit of [{ waypoints: [{ conditions: {}, count: 2 }] }, { isSequential: true }, { isRepeatable: true }]) {
    const { recalculations, journey, journeys, store, progress } = await setUp();
    await recalculations.start(caller, journey._id);
    await recalculations.step();
    await journeys.patch(caller, journey._id, edit);
    while (await recalculations.step());
    const documents = await store.find('journeyprogress', ORGANISATION, { limit: 100 });
    assert.deepEqual([...new Set(documents.map(({ journeyVersion }) => journeyVersion))], [2]);
    assert.equal(documents.length, LEARNERS);
    await recalculations.start(caller, journey._id);
    await journeys.remove(caller, journey._id);
    assert.equal(await recalculations.step(), false);
    assert.equal(await progress(), 0);
  }
});

test('another process goes on where one was ended, when its lease is over', async (t) => {
  const file = folder(t).path('journeys.db');
  const open = () => openLibsqlStore({ file, matching: matchingBy(engine) });
  const one = await setUp(await open());
  await one.recalculations.start(caller, one.journey._id);
  await one.recalculations.step();
  const done = await one.progress();
  await one.store.close();
  const two = makeParts({ store: await open(), worker: 'two' });
  t.after(() => two.store.close());
  assert.equal(await two.recalculations.step(), false, 'the first one may still be there');
  two.clock.time += 60_000;
  let steps = 0;
  while (await two.recalculations.step()) steps++;
  assert.ok(done > 0 && steps < Math.ceil((LEARNERS * EACH) / 500) + 2, 'it did not begin anew');
  assert.equal(await two.store.count('journeyprogress', ORGANISATION), LEARNERS);
});

const cut = (number) => JSON.stringify({ objectType: 'Agent', mbox: `mailto:learner${number}@example.org` });
/** Of the learners in the order of their addresses: 11, 11, 11, 7, and nobody. */
const CUTS = ['', cut(19), cut(29), cut(39), cut(9), null];
const RANGES = CUTS.slice(1).map((until, part) => ({ after: CUTS[part], until }));

/** A store with several ranges of owners; `seen` is told of each look at one, and may refuse it. */
const inRanges = (store, seen = () => {}) =>
  within(store, (transaction) => ({
    ownerRanges: async () => RANGES,
    async ownersAfter(row, range, enough) {
      seen(RANGES.findIndex(({ until }) => until === range.until));
      return transaction.ownersAfter(row, range, enough);
    },
  }));

/** Workers on one store with several ranges of owners: what each has seen, and a recalculation that is begun. */
async function setUpWorkers(names) {
  const inner = openMemoryStore({ matching: matchingBy(engine) });
  const one = await setUp(inRanges(inner));
  const workers = names.map((worker) => {
    const [parts, counts] = [[], []];
    const seen = (part) => parts.push(part);
    const metrics = { recalculated: (count) => counts.push(count) };
    return { ...makeParts({ store: inRanges(inner, seen), worker, metrics }), parts, counts };
  });
  await one.recalculations.start(caller, one.journey._id);
  return { ...one, inner, workers };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const ENDED = { inProgress: false, pushing: false, remainingCount: 0 };

test('several workers share one in parts, each part one worker’s at a time', async () => {
  const { workers, inner, journey, status, progress } = await setUpWorkers(['one', 'two', 'three']);
  const total = LEARNERS * EACH;
  const begun = await inner.recalculations();
  assert.deepEqual(
    begun.map(({ journey: of, part, after, until, remaining, isDone }) => [
      of,
      part,
      { after, until },
      remaining,
      isDone,
    ]),
    RANGES.map((range, part) => [journey._id, part, range, [11, 11, 11, 7, 0][part] * EACH, false]),
  );
  const left = [total];
  for (let isWorking = true; isWorking;) {
    isWorking = (await Promise.all(workers.map(({ recalculations }) => recalculations.step()))).includes(true);
    const { remainingCount, inProgress } = await status();
    left.push(remainingCount);
    if (inProgress) assert.equal(sum((await inner.recalculations()).map(({ remaining }) => remaining)), remainingCount);
  }
  assert.ok(
    left.every((count, index) => index === 0 || count <= left[index - 1]),
    left.join(),
  );
  assert.equal(sum(workers.flatMap(({ counts }) => counts)), total);
  assert.ok(workers.filter(({ counts }) => sum(counts) > 0).length > 1, 'several did some');
  const shared = workers.flatMap(({ parts }) => [...new Set(parts)]);
  assert.deepEqual(shared.sort(), [0, 1, 2, 3, 4], 'and none what another did');
  const { inProgress, pushing, totalCount, remainingCount, recalculatedAt } = await status();
  assert.deepEqual({ inProgress, pushing, totalCount, remainingCount }, { ...ENDED, totalCount: total });
  assert.ok(recalculatedAt);
  assert.deepEqual([await progress(), await inner.recalculations()], [LEARNERS, []]);
});

test('workers begin with different parts', async () => {
  const names = Array.from({ length: 12 }, (_, number) => `worker ${number}`);
  const first = new Set();
  for (const name of names) {
    const { workers } = await setUpWorkers([name]);
    await workers[0].recalculations.step();
    first.add(workers[0].parts[0]);
  }
  assert.ok(first.size > 2, [...first].join());
});

test('a worker that dies holds up its part, and no longer than its lease', async () => {
  const {
    workers: [dead, heir],
    status,
    progress,
    inner,
  } = await setUpWorkers(['dead', 'heir']);
  while (sum(dead.counts) === 0) await dead.recalculations.step(); // one part is of nobody
  const held = dead.parts.at(-1);
  while (await heir.recalculations.step());
  const open = (await inner.recalculations()).filter(({ isDone }) => !isDone);
  assert.deepEqual(
    open.map(({ part }) => part),
    [held],
  );
  assert.ok(!heir.parts.includes(held));
  assert.equal((await status()).inProgress, true);
  heir.clock.time += 10_001;
  while (await heir.recalculations.step());
  assert.equal((await status()).inProgress, false);
  assert.equal(await progress(), LEARNERS);
});

test('a part that cannot go on does not keep the others from it', async () => {
  const inner = openMemoryStore({ matching: matchingBy(engine) });
  const errors = [];
  let isBad = true;
  const refuse = (part) => {
    if (isBad && part === 2) throw new Error('no');
  };
  const { context, journey, recalculations, status, progress } = await setUp(inRanges(inner, refuse));
  context.log.error = (fields) => errors.push(fields);
  await recalculations.start(caller, journey._id);
  while (await recalculations.step());
  assert.deepEqual([await progress(), (await status()).remainingCount], [LEARNERS - 11, 11 * EACH]);
  assert.ok(errors.length > 0 && errors.every(({ part, error }) => part === 2 && error.message === 'no'));
  isBad = false;
  while (await recalculations.step());
  assert.deepEqual([await progress(), (await status()).inProgress], [LEARNERS, false]);
});

test('an edit begins all parts anew, and who cancels ends all of them', async () => {
  const { workers, inner, journey, journeys, recalculations, status, store } = await setUpWorkers(['one', 'two']);
  for (const worker of workers) await worker.recalculations.step();
  for (const worker of workers) await worker.recalculations.step();
  await journeys.patch(caller, journey._id, { isSequential: true });
  for (const worker of workers) await worker.recalculations.step();
  assert.deepEqual([...new Set((await inner.recalculations()).map(({ epoch }) => epoch))], [2]);
  for (const worker of workers) while (await worker.recalculations.step());
  const documents = await store.find('journeyprogress', ORGANISATION, { limit: 100 });
  assert.deepEqual([documents.length, ...new Set(documents.map((each) => each.journeyVersion))], [LEARNERS, 2]);
  assert.equal((await status()).inProgress, false);

  await recalculations.start(caller, journey._id);
  for (const worker of workers) await worker.recalculations.step();
  await recalculations.cancel(caller, journey._id);
  assert.deepEqual(await inner.recalculations(), []);
  for (const worker of workers) assert.equal(await worker.recalculations.step(), false);
  assert.ok((await status()).remainingCount > 0);
});

test('servers that are killed while they recalculate, with statements coming in, end with the right progress', async (t) => {
  const dice = random(seedOf(t));
  const file = folder(t).path('journeys.db');
  const receiver = await startReceiver();
  t.after(receiver.close);
  const setup = await prepare(file, []);
  const statements = Array.from({ length: 3_000 }, (_, number) => cohortStatement(number, dice));
  const parts = await openParts(file);
  await parts.record(statements.slice(0, 2_000), setup);
  const caller = { client: setup.client };
  const journeys = [];
  for (const journey of cohortJourneys(receiver.url)) {
    journeys.push((await parts.journeys.create(caller, journey)).document);
  }
  for (const { _id } of journeys) await parts.recalculations.start(caller, _id);
  for (let kill = 0; kill < 4; kill++) {
    const server = await startServer(file);
    await parts.record(statements.slice(2_000 + kill * 250, 2_250 + kill * 250), setup);
    await new Promise((resolve) => setTimeout(resolve, dice.below(80)));
    await server.kill();
  }
  const server = await startServer(file);
  t.after(() => parts.close());
  const { store } = parts.context;
  await until('nothing is being recalculated', async () => (await store.recalculations()).length === 0, 40);
  await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
  const documents = await assertProgress(store, { client: setup.client, journeys }, statements);
  assert.equal(await server.stop(), 0);
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  const attempts = documents.reduce((sum, { completions }) => sum + completions.length, 0);
  assert.ok(new Set(ids).size >= attempts && attempts > 50, `${new Set(ids).size} told, ${attempts} completions`);
});
