// Outcomes fire once, ever: for each journey, owner, attempt and outcome (contract: journeys, section 9). Here is what is
// put into the outbox; tests/js/service/outbox/ holds what becomes of it there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statement } from '../helpers.js';
import { client, makeParts, ORGANISATION, recalculate } from './helpers.js';

const caller = { client: client() };
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const verb = (name) => ({ verb: { id: `http://example.org/${name}` } });
const at = (minute) => ({ timestamp: new Date(Date.UTC(2024, 0, 1, 12, minute)).toISOString() });
const done = (number, minute = number) => statement(number, { ...verb('done'), ...at(minute) });
const voiding = (number, target) =>
  statement(number, { verb: { id: VOIDED }, object: { objectType: 'StatementRef', id: statement(target).id } });

const outcome = (changes = {}) => ({ type: 'callback', callback: 'https://example.org/hook', ...changes });
const journeyOf = (changes = {}) => ({
  description: 'done',
  waypoints: [{ description: 'done', conditions: { 'statement.verb.id': 'http://example.org/done' } }],
  outcomes: [outcome()],
  ...changes,
});

/** Parts with a journey, and what there is in the outbox. */
async function setUp(changes) {
  const parts = makeParts();
  const { document } = await parts.journeys.create(caller, journeyOf(changes));
  const record = (...statements) => parts.statements.record(caller, statements);
  const deliveries = () => parts.store.find('delivery', ORGANISATION, { limit: 1_000 });
  return { ...parts, parts, journey: document, record, deliveries };
}

test('a completion puts the body of the callback into the outbox, with the progress', async () => {
  const { record, deliveries, store, journey, clock } = await setUp();
  await record(done(1));
  const [delivery, ...others] = await deliveries();
  assert.equal(others.length, 0);
  const now = new Date(clock.time).toISOString();
  const owner = { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:ada@example.org' } };
  assert.deepEqual(delivery, {
    ...{ _id: delivery._id, organisation: ORGANISATION, journey: journey._id, outcome: journey.outcomes[0]._id, owner },
    ...{ attempt: 1, type: 'callback', state: 'pending', createdAt: now, updatedAt: now, attempts: 0, tries: 0 },
    ...{ nextAttemptAt: now, lastStatus: null, lastError: null, deliveredAt: null },
  });
  const body = JSON.parse(await store.deliveryBody(delivery._id));
  assert.deepEqual(Object.keys(body), ['owner', 'attempt', 'journey', 'completedAt']);
  assert.equal(body.completedAt, done(1).timestamp);
  const [waypoint] = body.attempt.waypoints;
  assert.deepEqual(waypoint.statement[0].statement, done(1), 'the full record');
  assert.equal(waypoint.statement[0]._id, waypoint.statements[0].statement);
  const stored = await store.get('journey', ORGANISATION, journey._id);
  const waypoints = stored.waypoints.map((each) => ({ ...each, id: each._id })); // as in Learning Locker's bodies
  assert.deepEqual(body.journey, { ...stored, waypoints }, 'the journey as it is stored');
});

test('what has fired does not fire again, whatever happens to the progress', async (t) => {
  const cases = {
    'the statement again': ({ record }) => record(done(1)),
    'an earlier statement': ({ record }) => record(done(2, 0)),
    'a recalculation': ({ parts, journey }) => recalculate(parts, caller, journey._id),
    'the completing statement voided, and another in its place': async ({ record }) => {
      await record(voiding(3, 1));
      await record(done(4));
    },
    'an edit that completes it otherwise, recalculated': async ({ parts, journey }) => {
      const { waypoints } = journey;
      await parts.journeys.patch(caller, journey._id, { waypoints: [{ ...waypoints[0], conditions: {} }] });
      await recalculate(parts, caller, journey._id);
    },
    'another outcome, recalculated': async ({ parts, journey }) => {
      await parts.journeys.patch(caller, journey._id, { outcomes: [...journey.outcomes, outcome()] });
      await recalculate(parts, caller, journey._id);
    },
    'switched off and on again': async ({ parts, journey, record }) => {
      await parts.journeys.patch(caller, journey._id, { isActive: false });
      await parts.journeys.patch(caller, journey._id, { isActive: true });
      await record(done(5));
    },
  };
  for (const [what, happens] of Object.entries(cases)) {
    await t.test(what, async () => {
      const all = await setUp();
      await all.record(done(1));
      const before = await all.deliveries();
      assert.equal(before.length, 1);
      all.clock.time += 60_000;
      await happens(all);
      assert.deepEqual(await all.deliveries(), before);
    });
  }
});

test('each attempt of a repeatable journey fires each active outcome', async () => {
  const { record, deliveries, journey } = await setUp({
    isRepeatable: true,
    outcomes: [outcome(), outcome({ type: 'statement' }), outcome({ isActive: false })],
  });
  await record(done(1), done(2));
  await record(done(3));
  const fired = (await deliveries()).map((delivery) => [delivery.attempt, delivery.outcome, delivery.type]);
  const [callback, statementOutcome] = journey.outcomes;
  const expected = [1, 2, 3].flatMap((attempt) => [
    [attempt, callback._id, 'callback'],
    [attempt, statementOutcome._id, 'statement'],
  ]);
  assert.deepEqual(fired.sort(), expected.sort());
});

test('a first recalculation fires for those who had completed before the journey came', async () => {
  const parts = makeParts();
  await parts.statements.record(caller, [done(1)]);
  const { document } = await parts.journeys.create(caller, journeyOf());
  assert.equal(await parts.store.count('delivery', ORGANISATION), 0);
  await recalculate(parts, caller, document._id);
  assert.equal(await parts.store.count('delivery', ORGANISATION), 1);
  await recalculate(parts, caller, document._id);
  assert.equal(await parts.store.count('delivery', ORGANISATION), 1);
});

test('while an outcome is tripped its deliveries are held, and a PATCH that activates it lets them go', async () => {
  const { record, deliveries, journeys, store, journey } = await setUp({ isRepeatable: true });
  await store.change(async (transaction) => {
    const row = await transaction.journey(journey._id);
    Object.assign(row.document.outcomes[0], {
      isActive: false,
      tripCount: 15,
      deactivatedAt: '2024-01-01T00:00:00.000Z',
    });
    await transaction.putJourney(row, true);
  });
  await record(done(1));
  assert.deepEqual(
    (await deliveries()).map(({ state }) => state),
    ['held'],
  );
  const { _id, callback } = journey.outcomes[0];
  await journeys.patch(caller, journey._id, { outcomes: [{ _id, callback, isActive: false, tripCount: 0 }] });
  assert.deepEqual(
    (await deliveries()).map(({ state }) => state),
    ['held'],
    'not active yet',
  );
  const { document } = await journeys.patch(caller, journey._id, { outcomes: [{ _id, callback, isActive: true }] });
  assert.deepEqual([document.outcomes[0].tripCount, document.outcomes[0].deactivatedAt], [0, null]);
  assert.deepEqual(
    (await deliveries()).map(({ state }) => state),
    ['pending'],
  );
});

test('deleting a journey deletes its progress and what was not delivered yet', async () => {
  const { record, deliveries, journeys, store, journey } = await setUp();
  await record(done(1));
  await journeys.remove(caller, journey._id);
  assert.deepEqual(await deliveries(), []);
  assert.equal(await store.count('journeyprogress', ORGANISATION), 0);
  await record(done(2));
  assert.equal(await store.count('journeyprogress', ORGANISATION), 0);
});

test('many attempts at once take time in proportion to their number, and each has its own statements', async () => {
  const { record, deliveries, store } = await setUp({ isRepeatable: true });
  const number = 400;
  await record(...Array.from({ length: number }, (_, index) => done(index + 1)));
  const all = await deliveries();
  assert.equal(all.length, number);
  for (const { _id, attempt } of [all[0], all[number - 1]]) {
    const { attempt: told } = JSON.parse(await store.deliveryBody(_id));
    assert.deepEqual(
      told.waypoints[0].statement.map(({ statement: { id } }) => id),
      [done(attempt).id],
    );
  }
});

test('an outcome that was taken out and put back while its deliveries were held lets them go', async () => {
  const { record, deliveries, journeys, store, journey } = await setUp();
  await store.change(async (transaction) => {
    const row = await transaction.journey(journey._id);
    Object.assign(row.document.outcomes[0], { isActive: false, deactivatedAt: '2024-01-01T00:00:00.000Z' });
    await transaction.putJourney(row, true);
  });
  await record(done(1));
  const { _id, callback } = journey.outcomes[0];
  await journeys.patch(caller, journey._id, { outcomes: [] });
  assert.deepEqual(
    (await deliveries()).map(({ state }) => state),
    ['held'],
  );
  await journeys.patch(caller, journey._id, { outcomes: [{ _id, callback }] });
  assert.deepEqual(
    (await deliveries()).map(({ state }) => state),
    ['pending'],
  );
});

test('switching an outcome off and on sets its trip count to nothing', async () => {
  const { journeys, store, journey } = await setUp();
  await store.change(async (transaction) => {
    const row = await transaction.journey(journey._id);
    row.document.outcomes[0].tripCount = 7;
    await transaction.putJourney(row, false);
  });
  const { _id, callback } = journey.outcomes[0];
  const patch = async (isActive) => {
    const outcomes = [{ _id, callback, isActive }];
    return (await journeys.patch(caller, journey._id, { outcomes })).document.outcomes[0].tripCount;
  };
  assert.deepEqual([await patch(true), await patch(false), await patch(true)], [7, 7, 0]);
});
