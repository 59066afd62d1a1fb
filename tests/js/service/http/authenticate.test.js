// Who is let in: clients with their key and secret, nobody else, and not at the price of a slow service.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revokeClient } from '../../../../js/service/clients.js';
import { SecretChecks } from '../../../../js/service/http/secret-checks.js';
import { hashSecret, newCredentials, NOBODYS_SECRET, verifySecret } from '../../../../js/service/secrets.js';
import { plainSecret } from '../../../../js/stores/plain-secret.js';
import { basic, makeService } from './helpers.js';

test('a secret is known by its hash, which names its parameters and is never the same twice', async () => {
  const { key, secret } = newCredentials();
  const [one, two] = await Promise.all([hashSecret(secret), hashSecret(secret)]);
  assert.notEqual(one, two);
  assert.match(one, /^\$scrypt\$ln=14,r=8,p=1\$/);
  assert.ok(!one.includes(secret) && key !== secret && key.length === 40);
  assert.deepEqual(await Promise.all([verifySecret(secret, one), verifySecret(secret, two)]), [true, true]);
  assert.equal(await verifySecret(`${secret} `, one), false);
});

test('what is not such a hash is met by no secret', async () => {
  const good = await hashSecret('');
  assert.equal(await verifySecret('', good), true);
  const bad = [
    '',
    'plain',
    '$scrypt$',
    good.slice(0, 30),
    good.replace('ln=14', 'ln=99'),
    good.replace('r=8', 'r=0'),
    NOBODYS_SECRET,
  ];
  for (const stored of bad) assert.equal(await verifySecret('', stored), false, stored);
});

test('a secret that others keep as it is is met by itself alone', async () => {
  const stored = plainSecret('pass:wörd');
  assert.equal(await verifySecret('pass:wörd', stored), true);
  for (const wrong of ['', 'pass', 'pass:wörd ', 'pass:word', stored]) {
    assert.equal(await verifySecret(wrong, stored), false, wrong);
  }
  assert.equal(await verifySecret('', plainSecret('')), false, 'none is no secret');
  assert.equal(await verifySecret(stored, await hashSecret('pass:wörd')), false);
});

test('requests without the right credentials are answered 401 with a challenge', async (t) => {
  const { ask, clientOf } = await makeService(t);
  const { client, secret, authorization } = await clientOf();
  const { client: other } = await clientOf();
  const text = (value) => `Basic ${Buffer.from(value).toString('base64')}`;
  const cases = {
    'no header': undefined,
    'another scheme': 'Bearer abc',
    'no credentials': 'Basic',
    'no base64': 'Basic ?!',
    'no colon': text(client.key + secret),
    'not UTF-8': text(Buffer.from([0xff, 0xfe, 0x3a, 0x41])),
    'an unknown key': basic('nobody', secret),
    'an empty key': basic('', secret),
    'a wrong secret': basic(client.key, `${secret}x`),
    'an empty secret': basic(client.key, ''),
    "another client's key": basic(other.key, secret),
    'the hash as secret': basic(client.key, client.secret),
    'a very long header': basic(client.key, 'x'.repeat(5000)),
  };
  for (const [name, given] of Object.entries(cases)) {
    const answer = await ask('GET', '/api/v2/journey', { authorization: given });
    assert.equal(answer.status, 401, name);
    assert.equal(answer.headers.get('www-authenticate'), 'Basic realm="xapi-journeys", charset="UTF-8"');
  }
  for (const given of [authorization, authorization.replace('Basic', 'bAsIc')]) {
    assert.equal((await ask('GET', '/api/v2/journey', { authorization: given })).status, 200);
  }
});

test('a secret may hold colons and any characters', async (t) => {
  const { ask, clientOf } = await makeService(t);
  await clientOf({ key: 'ключ', secret: 'a:b:☃' });
  assert.equal((await ask('GET', '/api/v2/journey', { authorization: basic('ключ', 'a:b:☃') })).status, 200);
});

test('a revoked client is out with its next request, though it was let in before', async (t) => {
  const { context, clientOf } = await makeService(t);
  const { client, ask } = await clientOf();
  assert.equal((await ask('GET', '/api/v2/journey')).status, 200);
  await revokeClient(context, client.key);
  assert.equal((await ask('GET', '/api/v2/journey')).status, 401);
});

test('a changed secret counts with the next request', async (t) => {
  const { context, clientOf } = await makeService(t);
  const { client, ask, secret } = await clientOf();
  assert.equal((await ask('GET', '/api/v2/journey')).status, 200);
  const changed = { ...client, secret: await hashSecret('new') };
  await context.store.change((transaction) => transaction.putClient(changed));
  assert.equal((await ask('GET', '/api/v2/journey')).status, 401);
  assert.equal((await ask('GET', '/api/v2/journey', { authorization: basic(client.key, 'new') })).status, 200);
  assert.equal((await ask('GET', '/api/v2/journey', { authorization: basic(client.key, secret) })).status, 401);
});

/** Checks whose scrypt ends when the test says so. */
function heldChecks() {
  const held = [];
  const verify = (secret, stored) => new Promise((resolve) => held.push(() => resolve(secret === stored)));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { checks: new SecretChecks(verify), held, settle };
}

test('scrypt runs once for a secret, right or wrong, however often and however many at once ask', async () => {
  const { checks, held, settle } = heldChecks();
  const answers = Array.from({ length: 100 }, (_, index) => checks.check(index % 2 ? 'a' : 'b', 'a'));
  await settle();
  assert.equal(held.length, 2);
  for (const release of held) release();
  assert.deepEqual(
    new Set((await Promise.all(answers)).map((each, index) => each === (index % 2 === 1))),
    new Set([true]),
  );
  await settle();
  assert.deepEqual([await checks.check('a', 'a'), await checks.check('b', 'a')], [true, false]);
  assert.equal(held.length, 2);
});

test('what was found for one stored hash says nothing of another', async () => {
  const { checks, held, settle } = heldChecks();
  const first = checks.check('a', 'a');
  await settle();
  held[0]();
  assert.equal(await first, true);
  const second = checks.check('a', 'b');
  await settle();
  assert.equal(held.length, 2);
  held[1]();
  assert.equal(await second, false);
});

test('at most 4 scrypts run at a time, and beyond a short queue others are asked to come back', async () => {
  const { checks, held, settle } = heldChecks();
  const asked = Array.from({ length: 60 }, (_, index) =>
    checks.check(`secret ${index}`, 'stored').catch((error) => error),
  );
  await settle();
  assert.equal(held.length, 4);
  const refused = (await Promise.all(asked.slice(36))).map(({ status, headers }) => [status, headers?.['Retry-After']]);
  assert.deepEqual(refused, Array(24).fill([429, '1']));
  for (let done = 0; done < 36; done++) {
    assert.ok(held.length - done <= 4);
    held[done]();
    await settle();
  }
  assert.deepEqual(await Promise.all(asked.slice(0, 36)), Array(36).fill(false));
});

test('a flood of wrong secrets is answered 429, while a client that is known goes on', async (t) => {
  const { ask, clientOf } = await makeService(t);
  const known = await clientOf();
  assert.equal((await known.ask('GET', '/api/v2/journey')).status, 200);
  const flood = Array.from({ length: 80 }, (_, index) =>
    ask('GET', '/api/v2/journey', { authorization: basic('nobody', `guess ${index}`) }),
  );
  assert.equal((await known.ask('GET', '/api/v2/journey')).status, 200);
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  assert.deepEqual(new Set(statuses), new Set([401, 429]));
});

test("a page of another site changes nothing with its user's credentials", async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  const from = (site) => ({ headers: { 'sec-fetch-site': site }, query: { journeyId: '9'.repeat(24) } });
  const rows = [
    ['POST', '/api/recalculatejourney', 'cross-site', 403],
    ['POST', '/api/recalculatejourney', 'same-site', 403],
    ['POST', '/api/recalculatejourney', 'same-origin', 404],
    ['POST', '/api/recalculatejourney', 'none', 404],
  ];
  for (const [method, path, site, status] of rows)
    assert.equal((await ask(method, path, from(site))).status, status, site);
});
