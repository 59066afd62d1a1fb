// Recalculations and deliveries, as HTTP shows them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ANA, completed, course, makeService } from './helpers.js';

let made;
let ask;
let journey;

before(async () => {
  made = await makeService();
  ({ ask } = await made.clientOf({ user: ANA }));
  journey = (await ask('POST', '/api/v2/journey', { body: course() })).body;
  await ask('POST', '/data/xAPI/statements', { body: completed() });
});

after(() => made.service.close());

const start = (journeyId) => ask('POST', '/api/recalculatejourney', { query: { journeyId } });
const cancel = (journeyId) => ask('POST', '/api/cancelrecalculatejourney', { query: { journeyId } });

test('a recalculation is started once at a time, told in the journey, and cancelled', async () => {
  const started = await start(journey._id.toUpperCase());
  assert.equal(started.status, 200);
  assert.equal(started.body.journey._id, journey._id);
  assert.equal(started.body.journey.recalculateStatus.inProgress, true);
  assert.equal(typeof started.body.journey.waypoints[0].conditions, 'string');
  assert.equal((await start(journey._id)).status, 409);
  const cancelled = await cancel(journey._id);
  assert.deepEqual([cancelled.status, cancelled.body.journey.recalculateStatus.inProgress], [200, false]);
  const { body } = await ask('GET', `/api/v2/journey/${journey._id}`);
  assert.deepEqual(body.recalculateStatus, cancelled.body.journey.recalculateStatus);
  assert.equal(body.__v, journey.__v);
});

test('a recalculation of no journey is a 404', async () => {
  for (const ask of [start, cancel]) assert.equal((await ask('0'.repeat(24))).status, 404);
});

test('a delivery is listed, told, and sent again with 202', async () => {
  const { body } = await ask('GET', '/api/v2/Delivery', { query: { query: { journey: journey._id } } });
  assert.equal(body.length, 1);
  assert.deepEqual([body[0].state, body[0].attempts, body[0].attempt], ['pending', 0, 1]);
  const retried = await ask('POST', `/api/v2/delivery/${body[0]._id}/retry/`);
  assert.deepEqual([retried.status, retried.body._id, retried.body.state], [202, body[0]._id, 'pending']);
});

test('a delivery that is not there is a 404', async () => {
  for (const id of ['0'.repeat(24), 'x']) assert.equal((await ask('POST', `/api/v2/delivery/${id}/retry`)).status, 404);
});

test('deliveries may be paged through and queried by state', async () => {
  const held = await ask('GET', '/api/v2/delivery/count', { query: { query: { state: 'held' } } });
  assert.deepEqual(held.body, { count: 0 });
  const { body } = await ask('GET', '/api/connection/delivery', {
    query: { filter: { state: 'pending' }, sort: { createdAt: -1 } },
  });
  assert.equal(body.edges.length, 1);
});
