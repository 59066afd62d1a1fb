// The requirements' own examples through the running service: its journey is posted, its statements are sent, and a real
// receiver gets its callback body, signed, once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { folder } from '../cli-tools.js';
import { sharedFile, skipWithout } from '../helpers.js';
import { openParts, startReceiver, startServer, until } from './processes.js';
import { createClient } from '../../../js/service/index.js';

const example = JSON.parse(readFileSync(new URL('../../data/seed-callback.json', import.meta.url), 'utf8'));
const records = example.attempt.waypoints.flatMap((waypoint) => waypoint.statement);
const { organisation } = example.journey;
const [{ lrs_id }] = records;
const SIGNING_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A server with a client of the example's organisation and store. */
async function setUp(t) {
  const file = folder(t).path('journeys.db');
  const parts = await openParts(file);
  const wanted = { organisation, lrs_id, user: example.journey.owner, isTrusted: true };
  const { client, secret } = await createClient(parts.context, wanted);
  await parts.close();
  const server = await startServer(file, { env: { SIGNING_SECRET } });
  t.after(() => server.child.kill('SIGKILL'));
  const headers = {
    authorization: `Basic ${Buffer.from(`${client.key}:${secret}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const send = async (path, body, status) => {
    const response = await fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    assert.equal(response.status, status, text);
    return JSON.parse(text);
  };
  const get = async (path) => (await fetch(server.address + path, { headers })).json();
  return { send, get, client };
}

/** What a receiver got, if it is what was signed. */
function verified({ headers, body }) {
  new Webhook(SIGNING_SECRET).verify(body, headers);
  return JSON.parse(body);
}

const specification = sharedFile('seed/journeys.md');
const skip = skipWithout(specification, 'seed/journeys.md');

test('the example of POST data, its commas repaired, becomes a journey as it stands there', { skip }, async (t) => {
  const { send, get } = await setUp(t);
  const [, text] = /## Example POST data\s+```\n(.*?)```/s.exec(readFileSync(specification, 'utf8'));
  const repaired = text.replace(/(["\]\w])\n(\s*")/g, '$1,\n$2').replace(/,(\s*[\]}])/g, '$1');
  const given = JSON.parse(repaired);
  const created = await send('/api/v2/journey', given, 201);
  const { _id, ...stored } = created;
  assert.equal(stored.createdAt, given.createdAt);
  for (const name of ['description', 'isActive', 'sources', 'isSequential', 'isRepeatable', 'trackBy', 'isPublic']) {
    assert.deepEqual(stored[name], given[name], name);
  }
  const bare = ({ _id: _, ...rest }) => rest;
  const compact = (each) => ({ ...each, conditions: JSON.stringify(JSON.parse(each.conditions)) });
  assert.deepEqual(stored.waypoints.map(bare), given.waypoints.map(compact));
  assert.deepEqual(stored.outcomes.map(bare), given.outcomes);
  const { warnings: _, ...document } = created;
  assert.deepEqual(await get(`/api/v2/journey/${_id}`), document);
});

test('the statements of the callback example, sent in any order and twice, make its callback', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { send, get, client } = await setUp(t);
  const [outcome] = example.journey.outcomes;
  const outcomes = [{ ...outcome, callback: receiver.url }];
  const created = await send('/api/v2/journey', { ...example.journey, outcomes }, 201);
  await send('/data/xAPI/statements', records.slice(0, 2), 200);
  await send('/data/xAPI/statements', [...records].reverse(), 200);
  await until('the callback has come', () => receiver.received.length > 0);
  await send('/data/xAPI/statements', records, 200);

  const body = verified(receiver.received[0]);
  // The example's owner is called "Dave"; every one of its statements is by "Dave20". The statements decide.
  const owner = structuredClone(example.owner);
  owner.ident.account.name = 'Dave20';
  assert.deepEqual(body.owner, owner);
  assert.equal(body.completedAt, example.completedAt);
  // The record says which client sent it here, and nothing else is changed.
  const sentHere = (record) => ({ ...record, client: client._id });
  const attempt = structuredClone(example.attempt);
  for (const waypoint of attempt.waypoints) waypoint.statement = waypoint.statement.map(sentHere);
  assert.deepEqual(body.attempt, attempt);
  const kept = { updatedAt: created.updatedAt, __v: 0, version: 1, outcomes: created.outcomes };
  assert.deepEqual(body.journey, { ...example.journey, ...kept });

  const [progress] = await get('/api/v2/journeyprogress');
  assert.deepEqual([progress.isCompleted, progress.duration], [true, 12_133]);
  await until('the delivery is noted', async () => (await get('/api/v2/delivery'))[0].state === 'delivered');
  assert.equal(receiver.received.length, 1, 'once');
});
