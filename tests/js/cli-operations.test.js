// The commands of those who run the service, as they run them.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { courseOf, folder, JOURNEY_ID, journeyOf, lines, parseLines, run, statement } from './cli-tools.js';
import { openParts, startReceiver, startServer, until } from './service/processes.js';

const ORGANISATION = 'a'.repeat(24);

/** A folder with a database, and the command on it. */
function setUp(t) {
  const files = folder(t);
  const store = files.path('journeys.db');
  const on = (...args) => run([...args, '--store', store], { cwd: files.path('') });
  const ofOurs = (...args) => on(...args, '--organisation', ORGANISATION);
  return { ...files, store, on, ofOurs };
}

const authorization = ({ key, secret }) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
const post = (address, client, statements) =>
  fetch(`${address}/data/xAPI/statements`, {
    method: 'POST',
    headers: { authorization: authorization(client), 'content-type': 'application/json' },
    body: JSON.stringify(statements),
  });

test('clients are made, listed and revoked; a secret is shown once', async (t) => {
  const { on, store } = setUp(t);
  const created = await on(
    'client',
    'create',
    '--title',
    'my LRS',
    '--organisation',
    ORGANISATION,
    '--scope',
    'xapi/all',
  );
  assert.equal(created.code, 0, created.err);
  const [, key] = /^key\s+(\S+)$/m.exec(created.out);
  const [, secret] = /^secret\s+(\S+)/m.exec(created.out);
  const listed = await on('client', 'list', '--json');
  const [client] = parseLines(listed.out);
  assert.deepEqual([client.key, client.title, client.scopes, client.revokedAt], [key, 'my LRS', ['xapi/all'], null]);
  for (const text of [listed.out, (await on('client', 'list')).out])
    assert.ok(!text.includes(secret) && !/scrypt/.test(text));
  const server = await startServer(store);
  t.after(() => server.child.kill('SIGKILL'));
  assert.equal((await post(server.address, { key, secret }, [])).status, 200);
  assert.equal((await post(server.address, { key, secret: 'other' }, [])).status, 401);
  const revoked = await on('client', 'revoke', key);
  assert.equal(revoked.out, `revoked ${key}\n`);
  assert.equal((await post(server.address, { key, secret }, [])).status, 401, 'at once, in a running server');
});

test('what is wrong with a client is told', async (t) => {
  const { on } = setUp(t);
  const cases = [
    [['client', 'create', '--scope', 'everything'], /no such scope: everything/],
    [['client', 'create', '--organisation', 'mine'], /organisation must be an id/],
    [['client', 'revoke', 'nobody'], /there is no client nobody/],
  ];
  for (const [args, message] of cases) {
    const { code, err } = await on(...args);
    assert.equal(code, 1);
    assert.match(err, message);
  }
});

test('journeys go in from files, are replaced by id, and come out as they are', async (t) => {
  const { ofOurs, write } = setUp(t);
  const file = write('journeys.json', [journeyOf(JOURNEY_ID, 'commented'), journeyOf('b'.repeat(24), 'completed')]);
  const first = await ofOurs('journey', 'import', file);
  assert.equal(first.code, 0, first.err);
  assert.equal(first.out.match(/created/g).length, 2);
  assert.equal((await ofOurs('journey', 'import', file)).out.match(/replaced/g).length, 2);
  const all = parseLines((await ofOurs('journey', 'export')).out);
  assert.deepEqual(
    all.map(({ _id, __v, version }) => [_id, __v, version]),
    [
      [JOURNEY_ID, 1, 1],
      ['b'.repeat(24), 1, 1],
    ],
  );
  assert.equal(lines((await ofOurs('journey', 'export', JOURNEY_ID)).out).length, 1);
  const broken = write('broken.json', { waypoints: [{ count: 0 }] });
  const refused = await ofOurs('journey', 'import', file, broken);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /waypoints\.0\.count/);
  const exported = write('exported.json', all);
  assert.equal((await ofOurs('journey', 'import', exported)).code, 0, 'what came out goes in');
});

test('recalculate, deliveries and backup work on the store of a running server', async (t) => {
  const { ofOurs, on, write, store, path } = setUp(t);
  const receiver = await startReceiver((_request, response) => response.writeHead(500).end());
  t.after(receiver.close);
  const created = await on('client', 'create', '--organisation', ORGANISATION, '--json');
  const client = JSON.parse(created.out);
  const server = await startServer(store, { env: { MAX_TRIP_COUNT: '100' } });
  t.after(() => server.child.kill('SIGKILL'));
  const answer = await post(server.address, client, courseOf('ana', 1, 2));
  assert.equal(answer.status, 200, await answer.text());
  const journey = journeyOf(JOURNEY_ID, 'commented', 'completed');
  journey.outcomes[0].callback = receiver.url;
  await ofOurs('journey', 'import', write('journey.json', journey));

  const recalculated = await on('recalculate', JOURNEY_ID);
  assert.deepEqual([recalculated.code, recalculated.err], [0, '']);
  assert.match(recalculated.out, /recalculated commented, then completed: 3 statements/);
  assert.equal((await on('recalculate', JOURNEY_ID, '--cancel')).code, 1, 'there is nothing to cancel');
  assert.equal((await on('recalculate', 'f'.repeat(24))).code, 1);

  await until('the server has tried to deliver', () => receiver.received.length > 0);
  const [delivery] = parseLines((await ofOurs('deliveries', '--json')).out);
  assert.match((await ofOurs('deliveries', 'list', '--state', 'pending')).out, new RegExp(delivery._id));
  assert.equal((await ofOurs('deliveries', '--state', 'dead')).out, 'none\n');
  const before = receiver.received.length;
  assert.match((await ofOurs('deliveries', 'retry', delivery._id)).out, /pending/);
  await until('it is sent again', () => receiver.received.length > before);

  const copy = path('copy.db');
  assert.equal((await on('backup', copy)).out, `written to ${copy}\n`);
  const again = await on('backup', copy);
  assert.equal(again.code, 2);
  const parts = await openParts(copy);
  t.after(() => parts.close());
  assert.equal(await parts.context.store.countStatements(ORGANISATION), 3);
  assert.equal(await parts.context.store.count('journeyprogress', ORGANISATION), 1);
});

test('a server reads .env, lets flags decide over it, and tells what is wrong with settings', async (t) => {
  const { write, path } = setUp(t);
  write('.env', 'PORT=0\nSTORE=from-env.db\nLOG_LEVEL=silent\n');
  const env = { STORE: '', PORT: '' };
  delete env.STORE;
  delete env.PORT;
  const asked = await run(['client', 'list'], { cwd: path('') });
  assert.deepEqual([asked.code, asked.out], [0, 'none\n']);
  assert.ok(existsSync(path('from-env.db')));
  await run(['client', 'list', '--store', 'from-flag.db'], { cwd: path('') });
  assert.ok(existsSync(path('from-flag.db')));
  const cases = [
    [{ PORT: 'http' }, /PORT must be from 0 to 65535/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
    [{ MAX_TRIP_COUNT: 'x', SIGNING_SECRET: 'short' }, /MAX_TRIP_COUNT must be .*; SIGNING_SECRET must be/],
    [{ OUTCOME_LRS: 'https://lrs.example.org' }, /OUTCOME_LRS must be a URL with key and secret/],
    [{ FOLLOW_URL: 'https://lrs.example.org' }, /--follow needs a client/],
  ];
  for (const [settings, message] of cases) {
    const { code, err } = await run(['serve'], { cwd: path(''), env: settings });
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
});

test('a port that is in use, and a file that is no database, are told in a line', async (t) => {
  const { write, path } = setUp(t);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address();
  const inUse = await run(['serve', '--port', String(port), '--store', path('a.db')]);
  assert.deepEqual([inUse.code, lines(inUse.err).length], [2, 1]);
  assert.match(inUse.err, /cannot listen on 127\.0\.0\.1:\d+/);
  const noDatabase = await run(['client', 'list', '--store', write('text.txt', 'x'.repeat(10_000))]);
  assert.deepEqual([noDatabase.code, lines(noDatabase.err).length], [2, 1]);
  assert.match(noDatabase.err, /cannot open the store/);
});

test('SIGTERM lets a request under way end, and refuses new ones', async (t) => {
  const { store, on } = setUp(t);
  const client = JSON.parse((await on('client', 'create', '--organisation', ORGANISATION, '--json')).out);
  const server = await startServer(store);
  t.after(() => server.child.kill('SIGKILL'));
  const body = JSON.stringify(statement(1, 'ana', 'commented', 0));
  const headers = {
    authorization: authorization(client),
    'content-type': 'application/json',
    'content-length': body.length,
  };
  const slow = httpRequest(`${server.address}/data/xAPI/statements`, { method: 'POST', headers });
  slow.write(body.slice(0, 10));
  await once(slow, 'socket').then(([socket]) => socket.connecting && once(socket, 'connect'));
  await new Promise((resolve) => setTimeout(resolve, 200)); // the head of the request has arrived
  const stopped = server.stop();
  await until('nobody listens any more', () =>
    fetch(server.address).then(
      () => false,
      () => true,
    ),
  );
  slow.end(body.slice(10));
  const [response] = await once(slow, 'response');
  assert.equal(response.statusCode, 200);
  response.resume();
  assert.equal(await stopped, 0);
});

test('logs are JSON lines and hold no secret', async (t) => {
  const { store, on } = setUp(t);
  const client = JSON.parse((await on('client', 'create', '--organisation', ORGANISATION, '--json')).out);
  const env = { LOG_LEVEL: 'debug', SIGNING_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
  const server = await startServer(store, { env });
  t.after(() => server.child.kill('SIGKILL'));
  await post(server.address, client, [{}]);
  await post(server.address, client, [statement(1, 'ana', 'commented', 0)]);
  assert.equal(await server.stop(), 0);
  const logged = lines(server.output()).filter((line) => !line.startsWith('xapi-journeys listens'));
  assert.ok(logged.length > 0);
  for (const line of logged) JSON.parse(line);
  for (const secret of [client.secret, env.SIGNING_SECRET, authorization(client)]) {
    assert.ok(!server.output().includes(secret));
  }
});

test('serve --help lists every setting', async () => {
  const { code, out } = await run(['serve', '--help']);
  assert.equal(code, 0);
  for (const name of ['STORE', 'PORT', 'MAX_TRIP_COUNT', 'SIGNING_SECRET', 'FOLLOW_URL'])
    assert.match(out, new RegExp(name));
});
