// The law of following: whatever order, page size, lateness and honesty an LRS has, and whenever it fails or the follower
// dies, in the end every statement is stored as it was, and progress is that of a replay of them all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OVERLAP } from '../../../../js/service/follow/round.js';
import { openMemoryStore } from '../../../../js/stores/memory/index.js';
import { matchingBy } from '../../../../js/service/filters.js';
import { FakeClock } from '../fake-clock.js';
import { engine, journey, random, seedOf, statement } from '../../helpers.js';
import { assertSame, catchUp, createJourneys, follow } from './helpers.js';
import { faults, startLrs } from './lrs.js';

const RUNS = 25 * Number(process.env.JOURNEYS_RUNS ?? 1);
const VERBS = ['answered', 'completed', 'passed'].map((verb) => `http://adlnet.gov/expapi/verbs/${verb}`);
const JOURNEY = journey(
  VERBS.map((verb) => ({ 'statement.verb.id': verb })),
  { isRepeatable: true, sources: ['1'.repeat(24)] },
);
const FAULTS = [faults.reset, faults.breakOff, faults.answer(500), faults.answer(429), faults.answer(200, {}, 'oops')];
const SECOND = 1e6;

/** What ends a process: at some change of the store, before or after it is made, all ends. */
function mortal(store, dice) {
  let left = Infinity;
  const change = async (work) => {
    if (--left < 0) throw new Error('dead');
    if (left > 0 || dice.chance(0.5)) return store.change(work);
    await store.change(work);
    left = 0;
    throw new Error('dead');
  };
  return { store: { ...store, change }, dieSoon: () => (left = dice.below(6)), isDead: () => left <= 0 };
}

function someStatement(number, dice) {
  const timestamp = new Date(Date.UTC(2024, 0, 1) + dice.below(50) * 1_000).toISOString();
  const actor = { mbox: `mailto:${dice.of(['ada', 'bob', 'eve'])}@example.org` };
  const voids = number > 0 && dice.chance(0.05);
  const { id } = statement(dice.below(number + 3)); // also itself, and some that come later
  if (!voids) return statement(number, { timestamp, actor, verb: { id: dice.of(VERBS) } });
  const verb = { id: 'http://adlnet.gov/expapi/verbs/voided' };
  return statement(number, { timestamp, actor, verb, object: { objectType: 'StatementRef', id } });
}

/** Stores some statements, some of one instant, some of which appear later. */
function putSome(lrs, count, dice) {
  const first = lrs.texts.length;
  for (let number = first; number < first + count; number++) {
    if (dice.chance(0.7)) lrs.now += dice.of([1, 300, 1_000, SECOND]);
    const latest = lrs.through === 'now' ? (OVERLAP - 1) * 1_000 : 3_600 * SECOND;
    const visible = lrs.now + (dice.chance(0.2) ? dice.below(latest) : 0);
    lrs.put(someStatement(number, dice), { stored: lrs.now, visible });
  }
}

async function run(t, dice) {
  const store = openMemoryStore({ matching: matchingBy(engine) });
  const clock = new FakeClock();
  const lrs = await startLrs(t, {
    ...{ most: 1 + dice.below(8), repeats: dice.below(3), through: dice.of(['honest', 'now']) },
    ...{ keepsOrder: dice.chance(0.9), versions: dice.of([['1.0.3'], ['2.0.0'], ['1.0.3', '2.0.0']]) },
  });
  const journeys = await createJourneys(follow(lrs, { store, clock }), [JOURNEY]);
  let workers = 0;
  let deaths = 0;
  const start = () => {
    const life = mortal(store, dice);
    return { life, ...follow(lrs, { store: life.store, clock, worker: `worker ${workers++}` }) };
  };
  let current = start();
  lrs.onPage = () => {
    if (dice.chance(0.2)) lrs.now += dice.below(10 * SECOND);
    if (dice.chance(0.2)) putSome(lrs, 1, dice);
  };
  for (let actions = 0; actions < 60; actions++) {
    if (dice.chance(0.3)) putSome(lrs, dice.below(8), dice);
    if (dice.chance(0.1)) lrs.faults.push(dice.of(FAULTS));
    if (dice.chance(0.1)) lrs.now += dice.below(100 * SECOND);
    if (dice.chance(0.1)) current.life.dieSoon();
    await current.follower.step();
    if (!current.life.isDead()) continue;
    clock.pass(30_000);
    deaths++;
    current = start();
  }
  lrs.onPage = () => {};
  lrs.faults = [];
  lrs.settle();
  current = start();
  clock.pass(30_000);
  await catchUp(current);
  await lrs.close();
  const documents = await assertSame(current, lrs, journeys);
  return { deaths, documents, statements: lrs.texts.length };
}

test('in the end all is there, whatever the LRS and the follower went through', async (t) => {
  const dice = random(seedOf(t));
  const sum = { deaths: 0, documents: 0, statements: 0 };
  for (let runs = 0; runs < RUNS; runs++) {
    const result = await run(t, dice);
    for (const name of Object.keys(sum)) sum[name] += result[name];
  }
  t.diagnostic(JSON.stringify(sum));
  assert.ok(sum.deaths > RUNS / 4 && sum.documents > RUNS && sum.statements > 10 * RUNS);
});
