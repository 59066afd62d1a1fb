// Serving and background work in processes of their own, as an operator runs them; and a database that is named by a URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseOf, folder, journeyOf, JOURNEY_ID, lines, parseLines, run } from './cli-tools.js';
import { openParts, prepare, startReceiver, startServer, startWorker, until } from './service/processes.js';
import { mongodbDatabase, mongodbMissing } from './stores/mongodb-server.js';

/** A store with a client and a journey that needs a comment and a completion, whose outcome goes to a receiver. */
async function setUp(t, { answer, store: named } = {}) {
  const files = folder(t);
  const receiver = await startReceiver(answer);
  t.after(receiver.close);
  const journey = journeyOf(JOURNEY_ID, 'commented', 'completed');
  journey.outcomes[0].callback = receiver.url;
  const store = named ?? files.path('journeys.db');
  const { authorization, client } = await prepare(store, [journey]);
  /** Asks a process; answers the status, and the body as JSON or text. */
  const ask = async ({ address }, path, { body, method = body ? 'POST' : 'GET' } = {}) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(address + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const begun = async (starting) => {
    const process = await starting;
    t.after(() => process.child.kill('SIGKILL'));
    return process;
  };
  return { ...files, store, receiver, ask, begun, client };
}

const statementsPath = '/data/xAPI/statements';
const deliveredIn = (metrics) =>
  Number(/^journeys_delivery_requests_total\{result="delivered"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);

test('a server without background work leaves it to a worker, which does nothing else', async (t) => {
  const { store, receiver, ask, begun } = await setUp(t);
  const server = await begun(startServer(store, { args: ['--no-work'] }));
  const worker = await begun(startWorker(store, { args: ['--port', '0'] }));
  assert.equal((await ask(server, statementsPath, { body: courseOf('ana', 1, 2) })).status, 200);
  const started = await ask(server, `/api/recalculatejourney?journeyId=${JOURNEY_ID}`, { method: 'POST' });
  assert.equal(started.status, 200, JSON.stringify(started.body));
  const journey = async () => (await ask(server, `/api/v2/journey/${JOURNEY_ID}`)).body;
  await until('it is delivered', async () => deliveredIn((await ask(worker, '/metrics')).body) === 1);
  await until('it is recalculated', async () => !(await journey()).recalculateStatus.inProgress);
  assert.equal(receiver.received.length, 1);
  const figures = async (process) => (await ask(process, '/metrics')).body;
  assert.match(await figures(worker), /^journeys_recalculated_statements_total 3$/m);
  assert.equal(deliveredIn(await figures(server)), 0);
  assert.match(await figures(server), /^journeys_recalculated_statements_total 0$/m);

  assert.deepEqual(await ask(worker, '/health'), { status: 200, body: { status: 'ok' } });
  assert.equal((await fetch(`${worker.address}/metrics`)).status, 401);
  for (const path of ['/', '/api/v2/journey', statementsPath, '/openapi.json']) {
    assert.equal((await ask(worker, path)).status, 404, path);
  }
  assert.equal((await ask(worker, statementsPath, { body: courseOf('ben', 10, 2) })).status, 404);
  for (const { stop } of [worker, server]) assert.equal(await stop(), 0);
});

test('a worker listens nowhere unless it is asked to, and takes its settings from the environment', async (t) => {
  const { store, ask, begun } = await setUp(t);
  const env = { LOG_LEVEL: 'info', PORT: '1', SERVE_WORK: 'false' };
  const quiet = await begun(startWorker(store, { env }));
  assert.equal(await quiet.stop(), 0);
  assert.equal(quiet.errors(), `xapi-journeys works on ${store}\n`);
  const messages = lines(quiet.output()).filter((line) => line.startsWith('{'));
  assert.deepEqual(
    messages.map((line) => JSON.parse(line).msg),
    ['ready', 'draining', 'ended'],
  );
  const listening = await begun(startWorker(store, { env: { WORK_PORT: '0' }, args: ['--port', '0'] }));
  assert.equal((await ask(listening, '/health')).status, 200);
  const server = await begun(startServer(store, { env: { SERVE_WORK: 'false', LOG_LEVEL: 'info' } }));
  assert.equal(await server.stop(), 0);
  assert.match(server.output(), /"work":false.*"msg":"ready"/);
});

test('SIGTERM lets what a worker is sending end, and ends it', async (t) => {
  /** @type {((status: number) => void)[]} */
  const answers = [];
  const { store, receiver, ask, begun, client } = await setUp(t, {
    answer: (_request, response) => answers.push((status) => response.writeHead(status).end()),
  });
  const server = await begun(startServer(store, { args: ['--no-work'] }));
  const env = { DELIVERY_TIMEOUT_MS: '60000', LOG_LEVEL: 'info' };
  const worker = await begun(startWorker(store, { env }));
  assert.equal((await ask(server, statementsPath, { body: courseOf('ana', 1, 1) })).status, 200);
  await until('it is being sent', () => receiver.received.length === 1);
  const stopped = worker.stop();
  await until('it ends', () => worker.output().includes('draining'));
  assert.equal((await ask(server, statementsPath, { body: courseOf('ben', 10, 1) })).status, 200);
  answers[0](204);
  assert.equal(await stopped, 0);
  assert.equal(receiver.received.length, 1, 'it began nothing more');
  const parts = await openParts(store);
  t.after(() => parts.close());
  const deliveries = await parts.context.store.find('delivery', client.organisation, {});
  assert.deepEqual(deliveries.map(({ state }) => state).sort(), ['delivered', 'pending']);
  const now = new Date().toISOString();
  const free = await parts.context.store.change((transaction) =>
    transaction.leaseDeliveries({ worker: 'another', now, until: now, limit: 10, perOutcome: 10 }),
  );
  assert.equal(free.length, 1, 'nothing is leased any more');
});

test('what is wrong with how serve and work are called is told', async (t) => {
  const { store, path } = await setUp(t);
  const cases = [
    [['serve', '--no-work', '--demo'], {}, /--demo.* cannot be used with .*--no-work/],
    [['serve', '--no-work', '--follow', 'http://127.0.0.1:1'], {}, /--follow.* cannot be used with .*--no-work/],
    [['serve'], { SERVE_WORK: 'perhaps' }, /SERVE_WORK must be true or false/],
    [['work', '--port', 'x'], {}, /WORK_PORT must be from 0 to 65535: x/],
    [['work', '--no-work'], {}, /unknown option/],
    [['work', '--follow', 'http://127.0.0.1:1', '--follow-client', 'nobody'], {}, /there is no client nobody/],
    [['work', '--learning-locker'], {}, /--learning-locker needs --store with the URL/],
  ];
  for (const [args, env, message] of cases) {
    const { code, err } = await run([...args, '--store', store], { cwd: path(''), env });
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
});

test('a password in the URL of a database is never shown', async (t) => {
  const { path } = folder(t);
  const nobody = 'mongodb://reader:s3cret@127.0.0.1:1/journeys?authSource=s3cret';
  const cases = [
    [['client', 'list'], nobody, /^error: cannot open the store mongodb:\/\/127\.0\.0\.1:1\/journeys: .*ECONNREFUSED/],
    [['--debug', 'work'], nobody, /cannot open the store mongodb:\/\/127\.0\.0\.1:1\/journeys/],
    ...[
      'mongodb://reader:s3cret',
      'mongodb://reader:s3c/s3cret@127.0.0.1/journeys',
      'mongodb:/reader:s3cret@127.0.0.1/journeys',
      'mongodb://reader:s3cret@127.0.0.1:port/journeys',
      'mongodb+srv://reader:12/s3cret@localhost',
    ].map((url) => [['serve'], url, /the store's URL must be like mongodb:\/\/USER:PASSWORD@HOST/]),
    [
      ['serve'],
      'mongodb://reader:s3cret%@127.0.0.1/journeys',
      /cannot open the store mongodb:\/\/127\.0\.0\.1\/journeys/,
    ],
    [['serve'], 'mongodb+srv://reader:s3cret@127.0.0.1:1/', /cannot open the store mongodb\+srv:\/\/127\.0\.0\.1:1\//],
  ];
  const ends = cases.map(async ([args, url, message]) => {
    const { code, err, out } = await run(args, { cwd: path(''), env: { STORE: url, LOG_LEVEL: 'debug' } });
    assert.equal(code, 2, err);
    assert.match(err, message);
    assert.doesNotMatch(err + out, /s3c/);
  });
  await Promise.all(ends);
});

test('serve, work and the other commands take the URL of a database', { skip: mongodbMissing }, async (t) => {
  const { url } = await mongodbDatabase(t);
  const { path, ask, begun, client, receiver } = await setUp(t, { store: url });
  const server = await begun(startServer(url, { args: ['--no-work'] }));
  const worker = await begun(startWorker(url, { args: ['--port', '0'] }));
  const on = (...args) => run(args, { cwd: path(''), env: { STORE: url } });
  assert.deepEqual(parseLines((await on('client', 'list', '--json')).out)[0].key, client.key);
  assert.equal((await ask(server, statementsPath, { body: courseOf('ana', 1, 1) })).status, 200);
  await until('it is delivered', () => receiver.received.length === 1);
  const recalculated = await on('recalculate', JOURNEY_ID);
  assert.match(recalculated.out, /recalculated commented, then completed: 2 statements/);
  const copied = await on('backup', path('copy'));
  assert.equal(copied.code, 2);
  assert.match(copied.err, /mongodump/);
  for (const { stop } of [worker, server]) assert.equal(await stop(), 0);
});
