// Journeys as documents: what the server adds, keeps and refuses (contract: journeys, sections 2 and 7).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { etagOf } from '../../../js/service/etag.js';
import { client, makeParts, ORGANISATION } from './helpers.js';

const caller = { client: client() };
const foreigner = { client: client({ organisation: 'f'.repeat(24) }) };
const body = (changes = {}) => ({
  description: 'two steps',
  waypoints: [
    { description: 'one', conditions: { 'statement.verb.id': 'one' } },
    { description: 'two', conditions: '{"statement.verb.id":"two"}', count: 2 },
  ],
  outcomes: [{ callback: 'https://example.org/hook' }],
  ...changes,
});

const rejects = (promise, status, pattern = /./) =>
  assert.rejects(promise, (error) => {
    assert.equal(error.status, status, error.stack);
    assert.match(error.message, pattern);
    return true;
  });

test('a new journey has ids, times and version numbers, and belongs to the caller', async () => {
  const { journeys, clock, store } = makeParts();
  const { document, created } = await journeys.create(
    caller,
    body({ organisation: 'e'.repeat(24), __v: 7, version: 9 }),
  );
  const now = new Date(clock.time).toISOString();
  assert.equal(created, true);
  for (const { _id } of [document, ...document.waypoints, ...document.outcomes]) assert.match(_id, /^[0-9a-f]{24}$/);
  const { organisation, owner, createdAt, updatedAt, __v, version, recalculateStatus } = document;
  assert.deepEqual(
    { organisation, owner, createdAt, updatedAt, __v, version, recalculateStatus },
    {
      ...{ organisation: ORGANISATION, owner: client().user, createdAt: now, updatedAt: now, __v: 0, version: 1 },
      recalculateStatus: { inProgress: false, totalCount: 0, remainingCount: 0 },
    },
  );
  assert.deepEqual(document.waypoints[1].conditions, { 'statement.verb.id': 'two' });
  assert.equal(journeys.toRest(document).waypoints[1].conditions, '{"statement.verb.id":"two"}');
  assert.deepEqual(await store.get('journey', ORGANISATION, document._id), document);
});

test('a valid createdAt and _id of a new journey are kept', async () => {
  const { journeys } = makeParts();
  const given = { _id: '59C23527BDF9AC67B2AB5EE6', createdAt: '2017-01-01T00:00:00.000Z' };
  const { document } = await journeys.create(caller, body(given));
  assert.deepEqual([document._id, document.createdAt], ['59c23527bdf9ac67b2ab5ee6', given.createdAt]);
  await rejects(journeys.create(caller, body(given)), 409, /already/);
  await rejects(journeys.create(foreigner, body(given)), 409);
});

test('every fault of a journey is told at its path, and nothing is stored', async () => {
  const { journeys, store } = makeParts();
  const bad = { waypoints: [{ conditions: { a: { $foo: 1 } }, count: 0 }], colour: 'blue', trackBy: 'device' };
  await assert.rejects(journeys.create(caller, bad), (error) => {
    assert.equal(error.name, 'ValidationError');
    assert.deepEqual(Object.keys(error.errors).sort(), [
      'colour',
      'trackBy',
      'waypoints.0.conditions',
      'waypoints.0.count',
    ]);
    return true;
  });
  for (const nothing of [null, [], 'x', 7, undefined]) await rejects(journeys.create(caller, nothing), 400, /object/);
  assert.equal(await store.count('journey', ORGANISATION), 0);
});

test('parts keep their ids over edits that do not name them', async () => {
  const { journeys } = makeParts();
  const { document: before } = await journeys.create(caller, body());
  const { document: same } = await journeys.replace(caller, before._id, body());
  assert.deepEqual(same.waypoints, before.waypoints);
  assert.deepEqual(same.outcomes, before.outcomes);
  assert.equal(same.version, 1);
  const [first, second] = before.waypoints;
  const swapped = [{ ...second }, { conditions: {} }];
  const { document } = await journeys.patch(caller, before._id, { waypoints: swapped });
  assert.equal(document.waypoints[0]._id, second._id);
  assert.notEqual(document.waypoints[1]._id, second._id, 'an id that is in use is not given twice');
  assert.notEqual(document.waypoints[1]._id, first._id);
});

test('version grows when something changes that progress depends on, __v with every change', async (t) => {
  const cases = [
    ['description', { description: 'other' }, 0],
    ['isPublic', { isPublic: true }, 0],
    ['outcomes', { outcomes: [] }, 0],
    ['isActive', { isActive: false }, 0],
    ['nothing', {}, 0],
    ['isSequential', { isSequential: true }, 1],
    ['isRepeatable', { isRepeatable: true }, 1],
    ['trackBy', { trackBy: 'persona' }, 1],
    ['sources', { sources: [] }, 1],
    ["a waypoint's condition", ({ waypoints: [one, two] }) => ({ waypoints: [{ ...one, conditions: {} }, two] }), 1],
    ["a waypoint's count", ({ waypoints: [one, two] }) => ({ waypoints: [{ ...one, count: 3 }, two] }), 1],
    ['the number of waypoints', ({ waypoints: [one] }) => ({ waypoints: [one] }), 1],
    [
      "a waypoint's description",
      ({ waypoints: [one, two] }) => ({ waypoints: [{ ...one, description: 'x' }, two] }),
      0,
    ],
  ];
  for (const [what, change, grows] of cases) {
    await t.test(what, async () => {
      const { journeys, clock } = makeParts();
      const { document: before } = await journeys.create(caller, body());
      clock.time += 1_000;
      const edit = typeof change === 'function' ? change(before) : change;
      const { document } = await journeys.patch(caller, before._id, edit);
      assert.equal(document.version - before.version, grows);
      assert.equal(document.__v, 1);
      assert.equal(document.createdAt, before.createdAt);
      assert.equal(document.updatedAt, new Date(clock.time).toISOString());
    });
  }
});

test('a writer who saw another state overwrites nothing', async () => {
  const { journeys } = makeParts();
  const { document } = await journeys.create(caller, body());
  const seen = etagOf(document);
  await journeys.patch(caller, document._id, { description: 'second' }, { v: 0, etag: seen });
  await rejects(journeys.patch(caller, document._id, { description: 'third' }, { v: 0 }), 409, /changed/);
  await rejects(journeys.replace(caller, document._id, body(), { etag: seen }), 409);
  await rejects(journeys.remove(caller, document._id, { etag: seen }), 409);
  await rejects(journeys.replace(caller, 'd'.repeat(24), body(), { etag: '*' }), 409);
  await journeys.replace(caller, document._id, body(), { etag: `"x", ${etagOf({ __v: 1 })}` });
  await journeys.remove(caller, document._id, { etag: '*' });
});

test('of two writers with the same state one is refused', async () => {
  const { journeys } = makeParts();
  const { document } = await journeys.create(caller, body());
  const writes = ['a', 'b', 'c'].map((description) => journeys.patch(caller, document._id, { description }, { v: 0 }));
  const results = await Promise.allSettled(writes);
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
});

test("another organisation's journey is not there", async () => {
  const { journeys } = makeParts();
  const { document } = await journeys.create(caller, body());
  for (const attempt of [
    journeys.patch(foreigner, document._id, {}),
    journeys.replace(foreigner, document._id, body()),
    journeys.remove(foreigner, document._id),
    journeys.patch(caller, 'f'.repeat(24), {}),
    journeys.remove(caller, 'not-an-id'),
  ]) {
    await rejects(attempt, 404);
  }
});

test('warnings come with the document, and are not stored', async () => {
  const { journeys, store } = makeParts();
  const { document, warnings } = await journeys.create(caller, { waypoints: [] });
  assert.ok(warnings.length > 0);
  const sentBack = { ...(await store.get('journey', ORGANISATION, document._id)), warnings };
  const { document: after } = await journeys.replace(caller, document._id, sentBack);
  assert.equal('warnings' in after, false);
});

test('what later versions of Learning Locker have is kept', async () => {
  const { journeys } = makeParts();
  const theirs = { queryHint: 'x', sendCompletedStatement: true, sendCompletedStatementClients: ['a'] };
  const { document } = await journeys.create(caller, body(theirs));
  for (const [name, value] of Object.entries(theirs)) assert.deepEqual(document[name], value);
});
