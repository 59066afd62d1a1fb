// A server and a worker whose MongoDB is cut off again and again, gone for a while, and slow, under load: requests are answered
// 503 or wait, what was acknowledged is there and counts, and all recovers by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectionsOf } from '../../../js/stores/mongodb/collections.js';
import { random, seedOf } from '../helpers.js';
import { mongodbDatabase, mongodbMissing } from '../stores/mongodb-server.js';
import { assertDelivered, assertProgress, cohortJourneys, storedAmong } from './cohort.js';
import { openParts, prepare, startReceiver, startServer, startWorker, until } from './processes.js';
import { startSenders } from './senders.js';
import { startProxy } from './tcp-proxy.js';

const LOAD = { senders: 4, learners: 40, most: 400 };
/** How often the database is cut off for a moment; then for how long it is gone, and slow by so much each way, in milliseconds. */
const [CUTS, GONE, SLOW, DELAY] = [15, 20_000, 12_000, 500];
/** Requests at a time by those who read while it is gone, and the milliseconds that an answer then takes at most, or nearly so. */
const [READERS, ANSWERED_IN] = [40, 6_000];
/** More memory than a process may take at any time, in bytes. */
const MOST_MEMORY = 400 * 1024 * 1024;
/** Seconds: what was given up is looked for when it is 30 s old, every 5 s. Twice that, for busy machines. */
const MENDED_WITHIN = 70;
/** Seconds: a change takes a dozen round trips of a second each, and is made again where others came between, more than once. */
const SLOWEST = 200;
const PASSWORD = 's3cret-of-the-database';

const PATHS = [
  ...['journey', 'journeyprogress', 'delivery'].map((kind) => `/api/v2/${kind}`),
  ...['/api/v2/journeyprogress/count', '/api/connection/journeyprogress?first=5', '/metrics', '/health'],
];

/** The database as it is reached through a proxy, with a password where the server of the tests takes any. */
async function behindProxy(t, url) {
  const target = new URL(url);
  const proxy = await startProxy(t, { host: target.hostname, port: Number(target.port || 27_017) });
  const through = new URL(url);
  [through.hostname, through.port] = ['127.0.0.1', String(proxy.port)];
  through.searchParams.set('directConnection', 'true');
  if (!process.env.MONGODB_URL) {
    [through.username, through.password] = ['journeys', PASSWORD];
    through.searchParams.set('authMechanism', 'PLAIN');
  }
  return { proxy, url: through.href };
}

/** The most bytes that each process has taken so far; 0 where the system does not say. */
function watchMemory(t, processes) {
  const most = processes.map(() => 0);
  const look = () => {
    for (const [index, { child }] of processes.entries()) {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        most[index] = Math.max(most[index], 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0));
      } catch {
        // another system, or the process has ended
      }
    }
  };
  const looking = setInterval(look, 200);
  t.after(() => clearInterval(looking));
  return most;
}

/** A server and a worker on a database behind a proxy, and senders. */
async function setUp(t, dice) {
  const { url: direct, client: connection, name } = await mongodbDatabase(t);
  const receiver = await startReceiver();
  t.after(receiver.close);
  const prepared = await prepare(direct, cohortJourneys(receiver.url));
  const { proxy, url } = await behindProxy(t, direct);
  const env = { LOG_LEVEL: 'debug', DELIVERY_TIMEOUT_MS: '5000' };
  const server = await startServer(url, { env, args: ['--no-work'] });
  t.after(() => server.child.kill('SIGKILL'));
  const worker = await startWorker(url, { env, args: ['--port', '0'] });
  t.after(() => worker.child.kill('SIGKILL'));
  const { authorization } = prepared;
  const senders = startSenders(t, { ...LOAD, dice, authorization, address: () => server.address, givesUp: null });
  const ask = async ({ address }, path) => {
    const response = await fetch(address + path, { headers: { authorization } });
    await response.text();
    return { status: response.status, retryAfter: response.headers.get('retry-after') };
  };
  const healthy = async () => {
    const answers = await Promise.all([server, worker].map((each) => ask(each, '/health')));
    return answers.every(({ status }) => status === 200);
  };
  const collections = collectionsOf(connection.db(name));
  return { direct, prepared, receiver, proxy, server, worker, senders, ask, healthy, collections };
}

const title = 'a database that is cut off, gone for 20 s, and slow costs nothing that was acknowledged';

test(title, { skip: mongodbMissing }, async (t) => {
  const dice = random(seedOf(t));
  const world = await setUp(t, dice);
  const { proxy, server, worker, senders, ask, healthy, receiver } = world;
  const both = [server, worker];
  const memory = watchMemory(t, both);
  await senders.acknowledgeMore(40);

  for (let cut = 0; cut < CUTS; cut++) {
    proxy.cut();
    await sleep(dice.below(100));
    await proxy.mend();
    await sleep(100 + dice.below(400));
  }
  await until('both are healthy', healthy);
  await senders.acknowledgeMore(10);

  proxy.cut();
  const end = performance.now() + GONE;
  let refused = 0;
  const read = async () => {
    while (performance.now() < end - ANSWERED_IN) {
      const [where, path] = dice.chance(0.8) ? [server, dice.of(PATHS)] : [worker, dice.of(['/health', '/metrics'])];
      const { status, retryAfter } = await ask(where, path);
      assert.equal(status, 503, path);
      assert.match(retryAfter, /^[1-9]\d*$/, path);
      refused++;
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  await sleep(Math.max(0, end - performance.now()));
  await proxy.mend();
  await until('both are healthy', healthy);
  await senders.acknowledgeMore(20);

  proxy.slow(DELAY);
  const answers = {};
  const slowEnd = performance.now() + SLOW;
  const readOn = async () => {
    while (performance.now() < slowEnd) {
      const { status } = await ask(server, dice.of(PATHS));
      answers[status] = (answers[status] ?? 0) + 1;
    }
  };
  await Promise.all([readOn(), readOn(), senders.acknowledgeMore(1, SLOWEST)]);
  assert.ok(answers[200] > 0, JSON.stringify(answers));
  proxy.slow(0);
  await senders.end();

  const parts = await openParts(world.direct);
  t.after(() => parts.close());
  const { store } = parts.context;
  const left = () => world.collections.statements.countDocuments({ pending: { $exists: true } });
  await until('what was given up is mended', async () => (await left()) === 0, MENDED_WITHIN);
  await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
  for (const { stop, output } of both) assert.equal(await stop(), 0, output());

  const stored = await storedAmong(store, world.prepared, senders.statements);
  assert.equal(stored.length, senders.statements.length, 'all were acknowledged in the end');
  assertDelivered(await assertProgress(store, world.prepared, stored), receiver.received);
  for (const bytes of memory) assert.ok(bytes < MOST_MEMORY, `${bytes} bytes`);
  for (const { errors, output } of both) {
    assert.match(errors(), /^(xapi-journeys (works|listens) on .*\n)+$/, 'nothing else is written there');
    assert.ok(!output().includes(PASSWORD));
    assert.doesNotMatch(output(), /"msg":"a request failed"/);
  }
  t.diagnostic(
    `${stored.length} statements, answers to those who sent them ${JSON.stringify(senders.seen)}; ${refused} reads refused ` +
      `while it was gone; reads while it was slow ${JSON.stringify(answers)}; ${receiver.received.length} callbacks; ` +
      `at most ${memory.map((bytes) => `${Math.round(bytes / 1e6)} MB`).join(' and ')}`,
  );
});
