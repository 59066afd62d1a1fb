// A server that is killed at random moments under load loses nothing that it acknowledged, computes what the naive model
// computes, and tells of every completion.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder } from '../cli-tools.js';
import { random, seedOf } from '../helpers.js';
import { assertDelivered, assertProgress, cohortJourneys, cohortStatement, storedAmong } from './cohort.js';
import { openParts, prepare, startReceiver, startServer, until } from './processes.js';

const KILLS = 50;
const SENDERS = 4;

test(`killed ${KILLS} times at random moments under load, a server keeps every promise`, async (t) => {
  const dice = random(seedOf(t));
  const file = folder(t).path('journeys.db');
  const receiver = await startReceiver();
  t.after(receiver.close);
  const setUp = await prepare(file, cohortJourneys(receiver.url));
  const statements = [];
  const acknowledged = new Set();
  let address = '';
  let isOver = false;
  t.after(() => (isOver = true)); // also where the test fails

  /** One sender: a batch after the other, some old ones again; what is not acknowledged is not sent again by intent. */
  const send = async () => {
    while (!isOver) {
      const fresh = Array.from({ length: 1 + dice.below(25) }, () => {
        const next = cohortStatement(statements.length, dice);
        statements.push(next);
        return next;
      });
      const again = Array.from({ length: dice.below(4) }, () => dice.of(statements));
      const batch = [...new Map([...fresh, ...again].map((each) => [each.id, each])).values()];
      try {
        const response = await fetch(`${address}/data/xAPI/statements`, {
          method: 'POST',
          headers: { authorization: setUp.authorization, 'content-type': 'application/json' },
          body: JSON.stringify(batch),
        });
        const told = await response.text();
        assert.equal(response.status, 200, told);
        for (const { id } of batch) acknowledged.add(id);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20)); // the server is gone
      }
    }
  };

  let server = await startServer(file);
  address = server.address;
  const senders = Array.from({ length: SENDERS }, send);
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 60 + dice.below(340)));
    await server.kill();
    server = await startServer(file);
    address = server.address;
  }
  isOver = true;
  await Promise.all(senders);

  const parts = await openParts(file);
  t.after(() => parts.close());
  const { store } = parts.context;
  await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
  assert.equal(await server.stop(), 0, server.output());
  const stored = await storedAmong(store, setUp, statements);
  const storedIds = new Set(stored.map(({ id }) => id));
  assert.deepEqual(
    [...acknowledged].filter((id) => !storedIds.has(id)),
    [],
    'acknowledged and lost',
  );
  const documents = await assertProgress(store, setUp, stored);
  assertDelivered(documents, receiver.received);
  assert.equal((await store.deliveryCounts()).counts.dead, 0);
  const completions = documents.reduce((sum, document) => sum + document.completions.length, 0);
  assert.ok(completions > 10, `${completions} completions`);
  t.diagnostic(
    `${statements.length} statements sent, ${acknowledged.size} acknowledged, ${stored.length} stored, ` +
      `${completions} completions, ${receiver.received.length} callbacks`,
  );
});
