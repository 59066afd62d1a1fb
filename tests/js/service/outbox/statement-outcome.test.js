// Outcomes of type `statement`: what they send, and to whom.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeStatement } from '../../../../js/service/outbox/statement-outcome.js';
import { engine, statement } from '../../helpers.js';
import { client, makeParts, ORGANISATION } from '../helpers.js';
import { startReceiver } from '../processes.js';
import { setUp } from './helpers.js';

const settings = { publicUrl: 'https://journeys.example.org' };

test('a completion becomes a statement about its owner and the journey, with a valid id of its own', async () => {
  const parts = makeParts();
  const caller = { client: client() };
  parts.context.settings.publicUrl = settings.publicUrl;
  const waypoints = [{ conditions: { 'statement.verb.id': 'a' } }, { conditions: { 'statement.verb.id': 'b' } }];
  const body = { description: 'two steps', waypoints, outcomes: [{ type: 'statement' }], isRepeatable: true };
  const { document } = await parts.journeys.create(caller, body);
  const at = (number, verb, second) =>
    statement(number, { verb: { id: verb }, timestamp: new Date(Date.UTC(2024, 0, 1, 0, 0, 0, second)).toISOString() });
  await parts.statements.record(caller, [at(1, 'a', 0), at(2, 'b', 12_133), at(3, 'a', 20_000), at(4, 'b', 21_000)]);
  const deliveries = await parts.store.find('delivery', ORGANISATION, {
    sort: [
      ['attempt', 1],
      ['_id', 1],
    ],
  });
  const sent = await Promise.all(deliveries.map(async ({ _id }) => JSON.parse(await parts.store.deliveryBody(_id))));
  assert.deepEqual(sent[0], {
    id: sent[0].id,
    actor: { objectType: 'Agent', mbox: 'mailto:ada@example.org' },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } },
    object: {
      objectType: 'Activity',
      id: `https://journeys.example.org/journeys/${document._id}`,
      definition: { name: { und: 'two steps' } },
    },
    result: { completion: true, duration: 'PT12.133S' },
    context: {
      extensions: {
        'https://journeys.example.org/extensions/journey': document._id,
        'https://journeys.example.org/extensions/attempt': 1,
      },
    },
    timestamp: '2024-01-01T00:00:12.133Z',
  });
  assert.deepEqual([sent[1].result.duration, Object.values(sent[1].context.extensions)[1]], ['PT1S', 2]);
  for (const { id } of sent) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(sent[0].id, sent[1].id);
  const matcher = engine.matcher([engine.compile({ waypoints: [{ conditions: {} }] })]);
  assert.deepEqual(matcher.match(sent).invalid, [], 'our own engine takes it');
});

test('a persona is told as an account of the service', () => {
  const delivery = {
    _id: 'a'.repeat(24),
    owner: { trackBy: 'persona', ident: { persona: 'd'.repeat(24) } },
    attempt: 1,
  };
  const at = '2024-01-01T00:00:00.000Z';
  const completion = { completedAt: at, waypoints: { w: { statements: [{ statement: 's', timestamp: at }] } } };
  const { actor, object, result } = outcomeStatement({
    delivery,
    journey: { _id: 'b', description: '' },
    completion,
    settings,
  });
  assert.deepEqual(actor, { objectType: 'Agent', account: { homePage: settings.publicUrl, name: 'd'.repeat(24) } });
  assert.equal('definition' in object, false);
  assert.equal(result.duration, 'PT0S');
});

test('it is put to the configured LRS under its id, with its credentials', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const outcomeLrs = { endpoint: receiver.url, key: 'key', secret: 'sécret' };
  // The operator's own LRS may be anywhere.
  const own = { outcomeLrs, allowPrivateAddresses: false };
  const { outbox, add, get } = await setUp({ type: 'statement', settings: own });
  const id = await add('{"id":"x"}');
  await outbox.runDue();
  assert.equal((await get(id)).state, 'delivered', (await get(id)).lastError);
  const [{ headers, body }] = receiver.received;
  assert.equal(headers.authorization, `Basic ${Buffer.from('key:sécret').toString('base64')}`);
  assert.equal(headers['x-experience-api-version'], '1.0.3');
  assert.equal(body, '{"id":"x"}');
  const { method, url } = receiver.received[0];
  assert.equal(method, 'PUT');
  assert.match(url, /^\/hook\/statements\?statementId=[0-9a-f-]{36}$/);
});

test('a conflict is a failure: the LRS has something else under that id', async (t) => {
  const receiver = await startReceiver((_request, response) =>
    response.writeHead(409).end('Basic a2V5OnMzY3JldA== s3cret'),
  );
  t.after(receiver.close);
  const outcomeLrs = { endpoint: receiver.url, key: 'key', secret: 's3cret' };
  const { outbox, add, get, outcome } = await setUp({ type: 'statement', settings: { outcomeLrs } });
  const id = await add();
  await outbox.runDue();
  const { state, lastError } = await get(id);
  assert.deepEqual([state, lastError], ['pending', 'answered 409: Basic [redacted] [redacted]']);
  assert.equal((await outcome()).tripCount, 1);
});

test('an attempt of very many statements is no trouble', () => {
  const end = Date.UTC(2024, 0, 2);
  const statements = Array.from({ length: 300_000 }, (_, each) => ({
    statement: `${each}`,
    timestamp: new Date(end - each).toISOString(),
  }));
  const completedAt = new Date(end).toISOString();
  const { result } = outcomeStatement({
    delivery: { _id: 'a'.repeat(24), owner: { trackBy: 'actor', ident: {} }, attempt: 1 },
    journey: { _id: 'b', description: '' },
    completion: { completedAt, isCompleted: true, waypoints: { w: { statements } } },
    settings,
  });
  assert.equal(result.duration, 'PT299.999S');
});

test('without a configured LRS it fails, and says what to do', async () => {
  const { outbox, add, get } = await setUp({ type: 'statement' });
  const id = await add();
  await outbox.runDue();
  assert.match((await get(id)).lastError, /OUTCOME_LRS/);
});
