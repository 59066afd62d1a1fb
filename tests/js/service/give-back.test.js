// A process that stops gives back what it has leased: another one need not wait until the leases end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingBy } from '../../../js/service/filters.js';
import { StoreBusyError } from '../../../js/stores/errors.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { engine, statement } from '../helpers.js';
import { halfWritten } from './half-written.js';
import { client, makeParts } from './helpers.js';

const caller = { client: client() };
const open = () => openMemoryStore({ matching: matchingBy(engine) });
const learner = (number) => ({ actor: { mbox: `mailto:learner${number}@example.org` } });

/** Two processes on a store; both clocks stand still. */
async function setUp(store = open()) {
  const metrics = { recalculated: (count) => counts.push(count) };
  const counts = [];
  const [one, two] = ['one', 'two'].map((worker) => makeParts({ store, worker, metrics }));
  const { document } = await one.journeys.create(caller, { waypoints: [{ conditions: {} }] });
  return { store, one, two, counts, journey: document._id };
}

test('a part of a recalculation goes to another process when the first stops', async () => {
  const { one, two, counts, journey } = await setUp();
  await one.statements.record(
    caller,
    Array.from({ length: 1_200 }, (_, number) => statement(number, learner(number))),
  );
  await one.recalculations.start(caller, journey);
  assert.equal(await one.recalculations.step(), true);
  assert.equal(await two.recalculations.step(), false, 'it is the other process’s');
  await one.recalculations.stop();
  assert.equal(await two.recalculations.step(), true);
  assert.deepEqual(counts, [500, 500]);
  await one.recalculations.stop(); // what others have by now stays theirs
  assert.equal(await one.recalculations.step(), false);
});

test('mending goes to another process when the first stops', async () => {
  const half = halfWritten(open(), (what) => what === 'owner');
  const { store, one, two } = await setUp(half.store);
  const lose = async (number) => {
    half.breaks = true;
    await assert.rejects(one.statements.record(caller, statement(number)), /died/);
    half.breaks = false;
  };
  const left = async () => (await store.leftBehind(new Date().toISOString(), 10)).length;
  for (const [process, isMended] of [
    [one, true],
    [two, false],
  ]) {
    await lose(isMended ? 1 : 2);
    await process.mending.step();
    assert.equal(await left(), isMended ? 0 : 1);
  }
  await one.mending.stop();
  await two.mending.step();
  assert.equal(await left(), 0);
});

test('a store that does not take the leases back keeps no process from stopping', async () => {
  const store = open();
  let isAway = false;
  const change = (use) => (isAway ? Promise.reject(new StoreBusyError('it is away')) : store.change(use));
  const logged = [];
  const log = { debug() {}, info() {}, warn() {}, error: (_, message) => logged.push(message) };
  const { recalculations, journeys, statements } = makeParts({ store: { ...store, change }, log });
  const { document } = await journeys.create(caller, { waypoints: [{ conditions: {} }] });
  await statements.record(caller, statement(1));
  await recalculations.start(caller, document._id);
  await recalculations.step();
  isAway = true;
  await recalculations.stop();
  assert.match(logged.join(), /leases could not be given back/);
});
