// Several servers on one database file, with overlapping, repeated and shuffled batches: the progress is the naive model's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder } from '../cli-tools.js';
import { random, seedOf } from '../helpers.js';
import { assertDelivered, assertProgress, cohortJourneys, cohortStatement } from './cohort.js';
import { openParts, prepare, startReceiver, startServer, until } from './processes.js';

const SERVERS = 4;
const STATEMENTS = 3_000;

test(`${SERVERS} servers on one database file give the progress of one`, async (t) => {
  const dice = random(seedOf(t));
  const file = folder(t).path('journeys.db');
  const receiver = await startReceiver();
  t.after(receiver.close);
  const setUp = await prepare(file, cohortJourneys(receiver.url));
  const statements = Array.from({ length: STATEMENTS }, (_, number) => cohortStatement(number, dice));
  const env = { DELIVERY_TIMEOUT_MS: '5000' }; // a busy machine is no failing receiver
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => startServer(file, { env })));
  t.after(() => Promise.all(servers.map(({ child }) => child.kill('SIGKILL'))));

  const shuffled = () => statements.map((each) => [dice.below(2 ** 30), each]).sort((a, b) => a[0] - b[0]);
  await Promise.all(
    servers.map(async ({ address }) => {
      // Each gets two thirds of all, so that most come to several of them.
      const own = shuffled()
        .slice(0, (STATEMENTS * 2) / 3)
        .map(([, each]) => each);
      while (own.length > 0) {
        const batch = own.splice(0, 1 + dice.below(60));
        const response = await fetch(`${address}/data/xAPI/statements`, {
          method: 'POST',
          headers: { authorization: setUp.authorization, 'content-type': 'application/json' },
          body: JSON.stringify(batch),
        });
        assert.equal(response.status, 200, await response.text());
      }
    }),
  );
  const parts = await openParts(file);
  t.after(() => parts.close());
  const { store } = parts.context;
  await parts.record(statements, setUp); // whatever came to none of them
  await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
  const documents = await assertProgress(store, setUp, statements);
  assertDelivered(documents, receiver.received);
  const times = new Map();
  for (const { headers } of receiver.received) {
    times.set(headers['webhook-id'], (times.get(headers['webhook-id']) ?? 0) + 1);
  }
  assert.deepEqual(
    [...times].filter(([, count]) => count > 1),
    [],
    'no server failed, so nothing was sent twice',
  );
  for (const { stop } of servers) assert.equal(await stop(), 0);
});
