// Servers and workers in processes of their own on one MongoDB database, killed at random under load: the progress is the naive
// model's, every completion is told of, and what a dead process had leased holds nobody up for longer than the lease.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectionsOf } from '../../../js/stores/mongodb/collections.js';
import { random, seedOf } from '../helpers.js';
import { mongodbDatabase, mongodbMissing } from '../stores/mongodb-server.js';
import { assertDelivered, assertProgress, cohortJourneys, storedAmong } from './cohort.js';
import { openParts, prepare, startReceiver, startServer, startWorker, until } from './processes.js';
import { startSenders } from './senders.js';

const [WORKERS, SERVERS, KILLS] = [4, 2, 24];
const LOAD = { senders: 3, learners: 40, most: 500 };

/** Milliseconds: the longest leases there are, of a delivery (where the store is slow) and of all else. */
const [DELIVERY_LEASE, LEASE] = [65_500, 10_000];

/** Seconds: what the dead have left behind is looked for when it is 30 s old, every 5 s. Twice that, for busy machines. */
const MENDED_WITHIN = 70;

const skip = { skip: mongodbMissing };

/** A database with journeys and a client, and a receiver. */
async function place(t, answer) {
  const { url, client, name } = await mongodbDatabase(t);
  const receiver = await startReceiver(answer);
  t.after(receiver.close);
  const setUp = await prepare(url, cohortJourneys(receiver.url));
  return { url, receiver, setUp, collections: collectionsOf(client.db(name)) };
}

/** Processes, each of which is begun anew when it is killed. */
function keep(t, starts) {
  const slots = starts.map((start) => ({ start, process: start() }));
  const told = [];
  const end = async ({ process }, how) => {
    const { [how]: ending, output, errors } = await process;
    const code = await ending();
    told.push({ output: output(), errors: errors() });
    return code;
  };
  t.after(() => Promise.all(slots.map(async ({ process }) => (await process).child.kill('SIGKILL'))));
  return {
    told,
    ready: () => Promise.all(slots.map(({ process }) => process)),
    async kill(slot) {
      await end(slots[slot], 'kill');
      slots[slot].process = slots[slot].start();
    },
    async stop() {
      for (const slot of slots) assert.equal(await end(slot, 'stop'), 0, told.at(-1).output);
    },
  };
}

/** Asks servers until one answers. */
const asking = (address, authorization) => async (method, path, body) => {
  for (;;) {
    const headers = { authorization, 'content-type': 'application/json' };
    const request = { method, headers, body: JSON.stringify(body) };
    const response = await fetch(address() + path, request).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (text != null && response.status !== 503) return { status: response.status, text };
    await sleep(50);
  }
};

/** Fails where something is leased for longer than leases are. Answers how much is leased. */
async function leasedNow({ leases, deliveries }) {
  const [named, sending] = await Promise.all([
    leases.find().toArray(),
    deliveries.find({ worker: { $type: 'string' } }).toArray(),
  ]);
  const now = Date.now();
  for (const { _id, until: end } of named) assert.ok(Date.parse(end) <= now + LEASE, `${_id} until ${end}`);
  for (const { _id, leasedUntil } of sending) assert.ok(Date.parse(leasedUntil) <= now + DELIVERY_LEASE, _id);
  return named.filter(({ until: end }) => Date.parse(end) > now).length + sending.length;
}

/** Fails unless each delivery was made, of each attempt one, and nothing else was sent. */
function assertAllSent(deliveries, received) {
  assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['delivered']);
  const attempts = new Set(deliveries.map(({ journey, owner, attempt }) => JSON.stringify([journey, owner, attempt])));
  assert.equal(attempts.size, deliveries.length);
  const ids = new Set(received.map(({ headers }) => headers['webhook-id']));
  assert.deepEqual([...ids].sort(), deliveries.map(({ _id }) => `msg_${_id}`).sort());
}

test(
  `${WORKERS} workers and ${SERVERS} servers, killed ${KILLS} times under load, keep every promise`,
  skip,
  async (t) => {
    const dice = random(seedOf(t));
    const { url, receiver, setUp, collections } = await place(t);
    const env = { LOG_LEVEL: 'info' };
    const addresses = [];
    const serving = Array.from({ length: SERVERS }, (_, index) => async () => {
      const server = await startServer(url, { env, args: ['--no-work'] });
      addresses[index] = server.address;
      return server;
    });
    const processes = keep(t, [...serving, ...Array(WORKERS).fill(() => startWorker(url, { env }))]);
    await processes.ready();
    const address = () => dice.of(addresses);
    const { authorization } = setUp;
    const senders = startSenders(t, { ...LOAD, dice, authorization, address, givesUp: () => dice.chance(0.5) });
    const ask = asking(address, authorization);
    const recalculate = async ({ _id }) => {
      const { status, text } = await ask('POST', `/api/recalculatejourney?journeyId=${_id}`);
      assert.ok(status === 200 || status === 409, text);
    };

    let leased = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill === Math.floor(KILLS / 3)) {
        // An edit: all that was counted is counted anew while statements come in.
        const [{ _id, waypoints }] = setUp.journeys;
        const edit = { waypoints: waypoints.map((waypoint) => ({ ...waypoint, count: 2 })) };
        const { status, text } = await ask('PATCH', `/api/v2/journey/${_id}`, edit);
        assert.equal(status, 200, text);
        setUp.journeys[0] = { ...setUp.journeys[0], ...edit, version: JSON.parse(text).version };
      }
      if (kill % 3 === 0) await recalculate(dice.of(setUp.journeys));
      await sleep(200 + dice.below(1_000));
      await processes.kill(dice.chance(0.5) ? dice.below(SERVERS) : SERVERS + dice.below(WORKERS));
      leased += await leasedNow(collections);
    }
    await senders.end();
    await recalculate(setUp.journeys[0]);

    const parts = await openParts(url);
    t.after(() => parts.close());
    const { store } = parts.context;
    await until('all is recalculated', async () => (await store.recalculations()).length === 0, 60);
    const left = () => collections.statements.countDocuments({ pending: { $exists: true } });
    const leftAtFirst = await left();
    await until('what the dead have left behind is mended', async () => (await left()) === 0, MENDED_WITHIN);
    await until('nothing waits to be sent', async () => (await store.deliveryCounts()).counts.pending === 0, 60);
    leased += await leasedNow(collections);
    await processes.stop();

    const stored = await storedAmong(store, setUp, senders.statements);
    const storedIds = new Set(stored.map(({ id }) => id));
    assert.deepEqual(
      [...senders.acknowledged].filter((id) => !storedIds.has(id)),
      [],
      'acknowledged and lost',
    );
    const documents = await assertProgress(store, setUp, stored);
    assertDelivered(documents, receiver.received);
    const deliveries = await store.find('delivery', setUp.client.organisation, { limit: 10_000 });
    assertAllSent(deliveries, receiver.received);
    const completions = documents.reduce((sum, document) => sum + document.completions.length, 0);
    assert.ok(completions > 10, `${completions} completions`);
    for (const { errors } of processes.told) assert.match(errors, /^(xapi-journeys (works|listens) on .*\n)+$/);
    const logged = processes.told.flatMap(({ output }) => output.split('\n').filter((line) => line.startsWith('{')));
    const [failures, mended] = [/"level":[56]0/, /recorded anew/].map((what) =>
      logged.filter((line) => what.test(line)),
    );
    assert.deepEqual(failures, []);
    t.diagnostic(
      `${senders.statements.length} statements, ${stored.length} stored, ${senders.acknowledged.size} acknowledged; answers ` +
        `${JSON.stringify(senders.seen)}; ${leased} leases seen; ${leftAtFirst} statements left to mend, mended ${mended.length} times; ` +
        `${completions} completions, ${deliveries.length} deliveries, ${receiver.received.length} callbacks`,
    );
    for (const line of mended) t.diagnostic(line);
  },
);

test('what a worker was sending when it was killed another one sends when the lease is over', skip, async (t) => {
  const arrivals = [];
  const { url, receiver, setUp, collections } = await place(t, (_request, response) => {
    arrivals.push(Date.now());
    if (arrivals.length > 1) response.writeHead(204).end(); // the first one waits in vain
  });
  const parts = await openParts(url);
  t.after(() => parts.close());
  const env = { DELIVERY_TIMEOUT_MS: '3000' };
  const first = await startWorker(url, { env });
  t.after(() => first.child.kill('SIGKILL'));
  const answered = {
    actor: { mbox: 'mailto:ana@example.org' },
    verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
  };
  const statements = [1, 2, 3].map((number) => ({
    ...{ ...answered, id: `00000000-0000-4000-8000-00000000000${number}`, object: { id: 'http://example.org/course' } },
    timestamp: `2024-01-01T00:00:0${number}Z`,
  }));
  await parts.record(statements, setUp);
  await until('it is being sent', () => arrivals.length === 1);
  await first.kill();
  const [{ leasedUntil }] = await collections.deliveries.find({}).toArray();
  const second = await startWorker(url, { env });
  t.after(() => second.child.kill('SIGKILL'));
  await until('it is sent again', () => arrivals.length === 2);
  assert.ok(arrivals[1] >= Date.parse(leasedUntil), 'not while the lease lasts');
  const { store } = parts.context;
  await until('it is delivered', async () => (await store.deliveryCounts()).counts.delivered === 1);
  const [one, two] = receiver.received;
  assert.deepEqual([two.headers['webhook-id'], two.body], [one.headers['webhook-id'], one.body]);
  assert.equal(await second.stop(), 0);
});
