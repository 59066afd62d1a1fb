// Saving to a service: put to the service itself, in memory.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient, createService } from '../../../js/service/index.js';
import { serviceAddress } from '../../../web-demo/src/take/address.js';
import { saveJourney, SavingError } from '../../../web-demo/src/take/saving.js';

const address = 'http://localhost:8080';
let service, mine, ask;

before(async () => {
  service = await createService();
  mine = await clientOf(['all']);
  ask = (url, init) => service.fetch(new Request(url, init));
});
after(() => service.close());

async function clientOf(scopes) {
  const { client, secret } = await createClient(service.context, { title: 'a test', scopes });
  return { address, key: client.key, secret };
}

let last = 0;
const journey = (changes) => ({
  _id: String((last += 1)).padStart(24, '0'),
  description: 'Comment, then complete',
  waypoints: [{ _id: 'a'.repeat(24), conditions: '{ "statement.verb.id": "http://example.org/commented" }', count: 2 }],
  outcomes: [{ _id: 'b'.repeat(24), type: 'callback', callback: 'http://example.org/' }],
  ...changes,
});

const stored = async ({ url }) => {
  const credentials = `Basic ${btoa(`${mine.key}:${mine.secret}`)}`;
  return (await ask(url, { headers: { Authorization: credentials } })).json();
};

/** @returns {Promise<SavingError>} */
const refusalOf = (saving) =>
  saving.then(
    () => assert.fail('it was saved'),
    (error) => {
      assert.ok(error instanceof SavingError, error);
      return error;
    },
  );

test('a journey is created, and then changed where this tab has saved it', async () => {
  const first = journey();
  const created = await saveJourney(mine, first, { ask });
  assert.deepEqual([created.id, created.isNew, created.warnings], [first._id, true, []]);
  assert.equal((await stored(created)).waypoints[0].conditions, '{"statement.verb.id":"http://example.org/commented"}');
  const changed = await saveJourney(mine, { ...first, description: 'other' }, { ask, before: created });
  assert.equal(changed.isNew, false);
  assert.equal((await stored(changed)).description, 'other');
  const again = await saveJourney(mine, { ...first, description: 'third' }, { ask, before: changed });
  assert.equal((await stored(again)).description, 'third');
});

test('warnings of the service are told', async () => {
  const { warnings } = await saveJourney(mine, journey({ outcomes: [] }), { ask });
  assert.deepEqual(
    warnings.map(({ path }) => path),
    ['outcomes'],
  );
});

test('what somebody else changed meanwhile is overwritten only if that is what is wanted', async () => {
  const first = journey();
  const before = await saveJourney(mine, first, { ask });
  await saveJourney(mine, { ...first, description: 'theirs' }, { ask, before });
  for (const seen of [before, { ...before, etag: null }]) {
    const error = await refusalOf(saveJourney(mine, { ...first, description: 'mine' }, { ask, before: seen }));
    assert.equal(error.isTaken, true);
    assert.match(error.title, /changed by somebody else/);
    assert.equal((await stored(before)).description, 'theirs');
  }
  await saveJourney(mine, { ...first, description: 'mine' }, { ask, before, replace: true });
  assert.equal((await stored(before)).description, 'mine');
});

test('a journey that the service has, from wherever, can be replaced', async () => {
  const first = journey();
  await saveJourney(mine, first, { ask });
  const error = await refusalOf(saveJourney(mine, first, { ask }));
  assert.equal(error.isTaken, true);
  assert.match(error.title, /has this journey already/);
  assert.equal((await saveJourney(mine, first, { ask, replace: true })).id, first._id);
});

test('faults are told as the service tells them, each at its path', async () => {
  const bad = journey({ colour: 'blue', waypoints: [{ conditions: '{"a": {"$foo": 1}}' }] });
  const { faults, title } = await refusalOf(saveJourney(mine, bad, { ask }));
  assert.match(title, /finds faults/);
  assert.deepEqual(faults.map(({ path }) => path).sort(), ['colour', 'waypoints.0.conditions']);
  assert.ok(faults.every(({ message }) => message.length > 0));
});

test('a wrong key, and a client that may not, are told apart', async () => {
  const wrong = await refusalOf(saveJourney({ ...mine, secret: 'wrong' }, journey(), { ask }));
  assert.match(wrong.title, /key or the secret is wrong/);
  const viewer = await clientOf(['org/all/journey/view']);
  assert.match((await refusalOf(saveJourney(viewer, journey(), { ask }))).title, /may not save journeys/);
});

test('a key with letters beyond ASCII is sent in UTF-8', async () => {
  let sent;
  const listen = async (_url, { headers }) => {
    sent = headers.Authorization;
    return Response.json({ _id: 'a', __v: 0 }, { status: 201 });
  };
  await saveJourney({ address, key: 'clé', secret: '秘密' }, journey(), { ask: listen });
  assert.equal(Buffer.from(sent.replace('Basic ', ''), 'base64').toString(), 'clé:秘密');
});

test('a service that does not answer, and something that is none, are told apart', async () => {
  const silent = await refusalOf(saveJourney(mine, journey(), { ask: () => Promise.reject(new TypeError('fetch')) }));
  assert.match(silent.message, /nothing answers at http:\/\/localhost:8080.*CORS/);
  for (const status of [200, 404]) {
    const page = await refusalOf(saveJourney(mine, journey(), { ask: async () => new Response('<html>', { status }) }));
    assert.match(page.title, /no service of journeys/);
  }
});

test('a saving that is called off says nothing of the service', async () => {
  const abort = new AbortController();
  const saving = saveJourney(mine, journey(), {
    signal: abort.signal,
    ask: () => new Promise((_, reject) => abort.signal.addEventListener('abort', () => reject(abort.signal.reason))),
  });
  abort.abort();
  await assert.rejects(saving, { name: 'AbortError' });
});

// [what is typed, the address]
const ADDRESSES = [
  ['http://localhost:8080', 'http://localhost:8080'],
  [' https://Journeys.example.org/ ', 'https://journeys.example.org'],
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1:9/', 'http://127.0.0.1:9'],
  ['journeys.example.org', 'https://journeys.example.org'],
  ['https://example.org/journeys/', 'https://example.org/journeys'],
  ['https://example.org/journeys/api/v2/journey?limit=1#a', 'https://example.org/journeys'],
  ['http://example.org/data/xAPI', 'http://example.org'],
];

for (const [typed, expected] of ADDRESSES) {
  test(`the address ${JSON.stringify(typed)} is ${expected}`, () => assert.equal(serviceAddress(typed), expected));
}

test('what is no address says so', () => {
  assert.throws(() => serviceAddress(' '), /Type the address/);
  for (const typed of ['ftp://example.org', 'http://', 'javascript:alert(1)', 'https://a b']) {
    assert.throws(() => serviceAddress(typed), /no web address/, typed);
  }
  assert.throws(() => serviceAddress('https://key:secret@example.org'), /key and the secret out/);
});
