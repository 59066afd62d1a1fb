// What processes that died amid a change have left behind: it is news to whoever records it again, and the service looks for
// it by itself. That it leads to the right progress whatever is lacking, law.test.js holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingBy } from '../../../js/service/filters.js';
import { createClient, createService } from '../../../js/service/index.js';
import { StoreBusyError } from '../../../js/stores/errors.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { engine, statement } from '../helpers.js';
import { FakeClock } from './fake-clock.js';
import { halfWritten } from './half-written.js';
import { client, makeParts, ORGANISATION, storedProgress, within } from './helpers.js';
import { until } from './processes.js';

const caller = { client: client() };
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
const [ANN, BEN] = ['d', 'e'].map((digit) => ({ _id: digit.repeat(24), display: digit }));
const uuid = (number) => statement(number).id;
const learner = (number) => ({ actor: { mbox: `mailto:learner${number}@example.org` } });
const open = () => openMemoryStore({ matching: matchingBy(engine) });

/** Parts on a store that breaks when it is told to, with a journey. What it has then is all but the owners, or as `lost` says. */
async function setUp({ journey = {}, inner = open(), lost = (what) => what === 'owner' } = {}) {
  const half = halfWritten(inner, lost);
  const mended = [];
  const metrics = { mended: (count) => mended.push(count) };
  const parts = makeParts({ store: half.store, metrics });
  const outcomes = [{ callback: 'https://example.org/' }];
  const { document } = await parts.journeys.create(caller, { waypoints: [{ conditions: {} }], outcomes, ...journey });
  const record = (...statements) => parts.statements.record(caller, statements);
  /** Records them in a process that dies amid it. */
  const lose = async (...statements) => {
    half.breaks = true;
    await assert.rejects(record(...statements), /died/);
    half.breaks = false;
  };
  const owners = async () => (await storedProgress(parts.store)).map(({ owner }) => owner.ident);
  return { ...parts, parts, half, journey: document, mended, record, lose, owners };
}

test('a known statement that is not settled is news, but not counted as new', async () => {
  const { record, lose, owners, store } = await setUp();
  await lose(statement(1), statement(2));
  assert.deepEqual([await store.countStatements(ORGANISATION), await owners()], [2, []]);
  const { added, hits } = await record(statement(1), statement(3));
  assert.deepEqual({ added, hits }, { added: 1, hits: 2 });
  assert.equal((await owners()).length, 1);
  const [{ completions }] = await storedProgress(store);
  assert.equal(completions.length, 1);
  assert.equal(await store.count('delivery', ORGANISATION), 1);
});

test('one that is settled changes nothing when it comes again', async () => {
  let writes = 0;
  const counting = (transaction) => ({ putStatements: (rows) => (writes++, transaction.putStatements(rows)) });
  const { record, lose } = await setUp({ inner: within(open(), counting) });
  await record(statement(1));
  await record(statement(1));
  assert.equal(writes, 1);
  await lose(statement(2));
  await record(statement(1), statement(2));
  await record(statement(1), statement(2));
  assert.equal(writes, 3);
});

test('what is not settled of a statement that has changed hands or voids another comes right', async (t) => {
  const persona = { journey: { trackBy: 'persona' } };
  const of = (person, number) => ({ statement: statement(number), person });
  const personasOf = async ({ owners }) => (await owners()).map((ident) => ident.persona);

  await t.test('of a record that is of somebody else now', async () => {
    const parts = await setUp(persona);
    await parts.record(of(BEN, 1));
    assert.deepEqual(await personasOf(parts), [BEN._id]);
    await parts.lose(of(ANN, 1)); // the smaller id stays
    assert.deepEqual(await personasOf(parts), [BEN._id], 'as it was left');
    assert.equal((await parts.record(of(BEN, 1))).added, 0);
    assert.deepEqual(await personasOf(parts), [ANN._id]);
  });

  await t.test('of a statement that voids another', async () => {
    const voiding = statement(9, { verb: { id: VOIDED }, object: { objectType: 'StatementRef', id: uuid(1) } });
    for (const lost of ['early', 'owner']) {
      const parts = await setUp({ lost: (what) => what === lost });
      await parts.record(statement(1), statement(2, learner(2)));
      await parts.lose(voiding);
      assert.equal((await parts.owners()).length, 2, 'as it was left');
      assert.deepEqual(await parts.record(voiding), { ids: [uuid(9)], added: 0, hits: 0 });
      assert.deepEqual(await parts.owners(), [{ objectType: 'Agent', ...learner(2).actor }]);
    }
  });
});

test('what was left behind is looked for, page by page, and recorded anew', async () => {
  const { lose, mending, owners, mended, half, store } = await setUp();
  for (let batch = 0; batch < 5; batch++) {
    await lose(...Array.from({ length: 90 }, (_, at) => statement(batch * 90 + at, learner(at))));
  }
  await lose(statement(1_000, learner(1_000)));
  const foreign = { client: client({ organisation: 'f'.repeat(24) }) };
  half.breaks = true;
  await assert.rejects(makeParts({ store }).statements.record(foreign, statement(5_000)), /died/);
  half.breaks = false;
  let pages = 0;
  while (await mending.step()) pages++;
  assert.deepEqual([pages, half.pending.size], [3, 0]);
  assert.deepEqual([mended.length, mended.reduce((sum, count) => sum + count)], [4, 452]);
  assert.equal((await owners()).length, 91);
  assert.equal(await mending.step(), false);
});

test('one that cannot be recorded does not keep the others from it, and is tried again', async () => {
  let isBad = true;
  const failing = (transaction) => ({
    async putStatements(rows) {
      const bad = rows.find(({ id }) => isBad && Number(id.slice(-3)) % 2 === 0);
      if (bad) throw new Error('a document is too large');
      return transaction.putStatements(rows);
    },
  });
  const { lose, context, owners, half, mended } = await setUp();
  await lose(...Array.from({ length: 300 }, (_, number) => statement(number, learner(number))));
  const errors = [];
  const log = { ...context.log, error: (fields, message) => errors.push({ ...fields, message }) };
  const { mending } = makeParts({ store: within(half.store, failing), log, metrics: context.metrics });
  let pages = 0;
  while (await mending.step()) pages++;
  assert.ok(pages < 10, `${pages}`);
  const odd = [...half.pending.values()].filter(({ id }) => Number(id.slice(-3)) % 2 === 1);
  assert.deepEqual([odd, half.pending.size, (await owners()).length], [[], 150, 150]);
  assert.equal(
    mended.reduce((sum, count) => sum + count),
    150,
  );
  assert.match(errors[0].message, /tried again/);
  assert.match(errors[0].error.message, /too large/);
  assert.ok(errors.length <= pages, 'one line a page');
  isBad = false;
  while (await mending.step());
  assert.deepEqual([half.pending.size, (await owners()).length], [0, 300]);
});

test('one process mends at a time, and another goes on when it is gone', async () => {
  const { lose, mending, half, store, clock } = await setUp();
  await lose(...Array.from({ length: 250 }, (_, number) => statement(number)));
  await mending.step();
  const two = makeParts({ store, worker: 'two' });
  assert.equal(await two.mending.step(), false);
  assert.equal(half.pending.size, 50);
  two.clock.time = clock.time + 10_001;
  assert.equal(await two.mending.step(), true);
  assert.equal(half.pending.size, 0);
});

/** A service with that store and a clock that goes when it is told to; what it logs as warnings and errors is in `told`. */
async function serve(t, openStore) {
  const [clock, told] = [new FakeClock(), []];
  const tell = (level) => (fields, message) => told.push({ level, ...fields, message });
  const log = { debug() {}, info() {}, warn: tell('warn'), error: tell('error') };
  const service = await createService({ engine, clock, log, openStore });
  t.after(() => service.close());
  return { service, clock, told };
}

test('the service looks by itself: at what is 30 s old, every 5 s, also after the store was busy', async (t) => {
  const { lose, half, owners } = await setUp();
  await lose(statement(1));
  const asked = [];
  let isBusy = true;
  const leftBehind = async (before, limit) => {
    asked.push(Date.parse(before));
    if (isBusy) throw new StoreBusyError('busy');
    return half.store.leftBehind(before, limit);
  };
  const { service, clock, told } = await serve(t, () => ({ ...half.store, leftBehind }));
  service.start();
  await until('it has looked', () => told.length > 0);
  assert.deepEqual(asked, [clock.time - 30_000]);
  assert.match(told[0].message, /tried again/);
  assert.equal(told[0].level, 'warn', 'a store that is busy is no fault');
  isBusy = false;
  clock.pass(4_999);
  assert.equal(asked.length, 1);
  clock.pass(1);
  await until('it is made good', () => half.pending.size === 0);
  assert.equal((await owners()).length, 1);
  const counted = async () => /^journeys_mended_statements_total (\d+)$/m.exec(await metricsOf(service))[1];
  await until('it is counted', async () => (await counted()) === '1');
  await service.stop();
  const { length } = asked;
  clock.pass(60_000);
  assert.equal(asked.length, length);
  service.start();
  await until('it looks again', () => asked.length > length);
});

async function metricsOf(service) {
  const { client: user, secret } = await createClient(service.context);
  const authorization = `Basic ${Buffer.from(`${user.key}:${secret}`).toString('base64')}`;
  const response = await service.fetch(new Request('http://localhost/metrics', { headers: { authorization } }));
  return response.text();
}
