// A server and a worker whose MongoDB is gone for a while, and then slow, under load: requests are answered 503 or wait, what
// was acknowledged is there and counts, and all recovers by itself.
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

const LOAD = { senders: 4, learners: 40, most: 500 };
/** Milliseconds that the database is gone, and slow, and that it then takes for everything, each way. */
const [GONE, SLOW, DELAY] = [20_000, 15_000, 500];
/** Requests at a time by those who read, while it is gone. */
const READERS = 40;
/** More memory than a process may take at any time, in bytes. */
const MOST_MEMORY = 400 * 1024 * 1024;
const PASSWORD = 's3cret-of-the-database';

const PATHS = [
  ...['journey', 'journeyprogress', 'delivery'].map((kind) => `/api/v2/${kind}`),
  ...['/api/v2/journeyprogress/count', '/api/connection/journeyprogress?first=5', '/metrics', '/health'],
];

/** The database behind a proxy; whoever can be asked for a password is. */
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

/** In bytes; 0 where the system does not say. */
function memoryOf({ child: { pid } }) {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

test(
  'a database that is gone for 20 s and then slow costs nothing that was acknowledged',
  { skip: mongodbMissing },
  async (t) => {
    const dice = random(seedOf(t));
    const { url: direct, client: connection, name } = await mongodbDatabase(t);
    const collections = collectionsOf(connection.db(name));
    const receiver = await startReceiver();
    t.after(receiver.close);
    const setUp = await prepare(direct, cohortJourneys(receiver.url));
    const { proxy, url } = await behindProxy(t, direct);
    const env = { LOG_LEVEL: 'debug', DELIVERY_TIMEOUT_MS: '5000' };
    const server = await startServer(url, { env, args: ['--no-work'] });
    const worker = await startWorker(url, { env, args: ['--port', '0'] });
    const both = [server, worker];
    t.after(() => both.forEach(({ child }) => child.kill('SIGKILL')));
    const { authorization } = setUp;
    const ask = async ({ address }, path) => {
      const start = performance.now();
      const response = await fetch(address + path, { headers: { authorization } });
      await response.text();
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        took: performance.now() - start,
      };
    };
    const healthy = async () =>
      (await Promise.all(both.map((each) => ask(each, '/health')))).every(({ status }) => status === 200);
    const memory = { most: 0 };
    const watching = setInterval(() => (memory.most = Math.max(memory.most, ...both.map(memoryOf))), 200);
    t.after(() => clearInterval(watching));

    const senders = startSenders({ ...LOAD, dice, authorization, address: () => server.address, givesUp: null });
    const moreThan = (count, seconds = 30) =>
      until(`more than ${count} are acknowledged`, () => senders.acknowledged.size > count, seconds);
    await moreThan(40);
    assert.ok(await healthy());

    const answers = {};
    const note = (phase, status) => (answers[`${phase} ${status}`] = (answers[`${phase} ${status}`] ?? 0) + 1);
    proxy.cut();
    const end = performance.now() + GONE;
    let longest = 0;
    const read = async () => {
      while (performance.now() < end - 6_000) {
        const [where, path] = dice.chance(0.8) ? [server, dice.of(PATHS)] : [worker, dice.of(['/health', '/metrics'])];
        const { status, retryAfter, took } = await ask(where, path);
        longest = Math.max(longest, took);
        note('gone', status);
        assert.equal(status, 503, path);
        assert.match(retryAfter, /^[1-9]\d*$/, path);
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
    await sleep(Math.max(0, end - performance.now()));
    const before = senders.acknowledged.size;
    const back = performance.now();
    await proxy.mend();
    await until('both are healthy', healthy);
    const healthyAfter = performance.now() - back;
    await moreThan(before);
    t.diagnostic(`healthy again after ${Math.round(healthyAfter)} ms; the longest 503 took ${Math.round(longest)} ms`);

    const beforeSlow = senders.acknowledged.size;
    proxy.slow(DELAY);
    const slowEnd = performance.now() + SLOW;
    while (performance.now() < slowEnd) {
      const { status } = await ask(server, dice.of(PATHS));
      note('slow', status);
      assert.ok(status === 200 || status === 503, `${status}`);
    }
    await moreThan(beforeSlow, 60);
    proxy.slow(0);
    await senders.end();

    const parts = await openParts(direct);
    t.after(() => parts.close());
    const { store } = parts.context;
    const left = () => collections.statements.countDocuments({ pending: { $exists: true } });
    await until('what was given up is mended', async () => (await left()) === 0, 70);
    await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
    clearInterval(watching);
    for (const { stop, output } of both) assert.equal(await stop(), 0, output());

    const stored = await storedAmong(store, setUp, senders.statements);
    assert.equal(stored.length, senders.statements.length, 'all were acknowledged in the end');
    const documents = await assertProgress(store, setUp, stored);
    assertDelivered(documents, receiver.received);
    assert.ok(memory.most < MOST_MEMORY, `${memory.most} bytes`);
    t.diagnostic(`answers: ${JSON.stringify(answers)}; to senders: ${JSON.stringify(senders.seen)}`);
    for (const { errors, output } of both) {
      assert.match(errors(), /^(xapi-journeys (works|listens) on .*\n)+$/);
      assert.ok(!output().includes(PASSWORD));
    }
  },
);
