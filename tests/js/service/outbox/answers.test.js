// What becomes of a delivery by what its receiver does (contract: journeys, section 9). Receivers are real servers; time
// passes by a fake clock, but for the receiver's own timeout.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from '../processes.js';
import { caller, setUp } from './helpers.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const answer =
  (status, headers = {}, body = '') =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

/** A receiver for one test. */
async function receiverFor(t, answering) {
  const receiver = await startReceiver(answering);
  t.after(receiver.close);
  return receiver;
}

/** Something on a port that is no HTTP server. */
async function rawServer(t, onConnection) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

test('a delivery is sent once, exactly as it is stored, and signed', async (t) => {
  const receiver = await receiverFor(t);
  const { outbox, add, get, clock } = await setUp({ url: receiver.url, settings: { signingSecret: SECRET } });
  const body = '{"number":9007199254740993.10,"text":"é"}';
  const id = await add(body);
  assert.equal(await outbox.runDue(), 1);
  assert.equal(await outbox.runDue(), 0);
  const [{ headers, body: sent }, ...others] = receiver.received;
  assert.equal(others.length, 0);
  assert.equal(sent, body);
  assert.equal(headers['content-type'], 'application/json');
  assert.match(headers['user-agent'], /^xapi-journeys\/\d/);
  assert.equal(headers['webhook-id'], `msg_${id}`);
  assert.equal(headers['webhook-timestamp'], String(clock.time / 1000));
  const webhook = new Webhook(SECRET);
  const now = Date.now;
  Date.now = () => clock.time; // the verifier refuses what is old
  try {
    webhook.verify(sent, headers);
    assert.throws(() => webhook.verify(`${sent} `, headers));
  } finally {
    Date.now = now;
  }
  const { state, deliveredAt, attempts, lastStatus, lastError, nextAttemptAt } = await get(id);
  assert.deepEqual(
    { state, deliveredAt, attempts, lastStatus, lastError, nextAttemptAt },
    {
      ...{ state: 'delivered', deliveredAt: new Date(clock.time).toISOString(), attempts: 1, lastStatus: 204 },
      ...{ lastError: null, nextAttemptAt: null },
    },
  );
});

test('whatever is no 2xx within the time is a failure, and is tried again after five seconds', async (t) => {
  const huge = Buffer.alloc(256 * 1024, 'x');
  const cases = {
    'a server error': [answer(500, {}, 'out of order'), 500, /^answered 500: out of order$/],
    'a client error': [answer(404), 404, /^answered 404$/],
    'a redirect, which is not followed': [answer(307, { location: 'http://127.0.0.1:1/' }), 307, /^answered 307$/],
    silence: [() => {}, null, /no answer within 400 ms/],
    'headers, and then a trickle': [
      (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('.'), 50);
        response.on('close', () => clearInterval(timer));
      },
      null,
      /no answer within 400 ms/,
    ],
    'a connection closed early': [(request) => request.socket.destroy(), null, /./],
    'an answer that ends too early': [
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => request.socket.destroy(), 20);
      },
      null,
      /./,
    ],
    'an error with a huge body': [answer(503, {}, huge), 503, /^answered 503: x{200}$/],
  };
  for (const [what, [answering, status, reason]] of Object.entries(cases)) {
    await t.test(what, async (t) => {
      const receiver = await receiverFor(t, answering);
      const { outbox, add, get, clock, outcome } = await setUp({ url: receiver.url });
      const id = await add();
      await outbox.runDue();
      const delivery = await get(id);
      assert.deepEqual([delivery.state, delivery.lastStatus, delivery.attempts], ['pending', status, 1]);
      assert.match(delivery.lastError, reason);
      assert.equal(Date.parse(delivery.nextAttemptAt) - clock.time, 5_000);
      assert.equal((await outcome()).tripCount, 1);
      assert.equal(receiver.received.length, 1);
    });
  }
});

test('a receiver that is not there, or speaks something else, is a failure', async (t) => {
  const closed = await rawServer(t, () => {});
  const cases = {
    'nobody listens': ['http://127.0.0.1:1/hook', /ECONNREFUSED|bad port/i],
    'a name that nobody has': ['http://nobody.invalid/hook', /ENOTFOUND|EAI_AGAIN/],
    'no HTTP': [await rawServer(t, (socket) => socket.end('hello\r\n\r\n')), /./],
    'no TLS': [closed.replace('http:', 'https:'), /./],
  };
  for (const [what, [url, reason]] of Object.entries(cases)) {
    await t.test(what, async () => {
      const { outbox, add, get } = await setUp({ url });
      const id = await add();
      await outbox.runDue();
      const { state, lastStatus, lastError } = await get(id);
      assert.deepEqual([state, lastStatus], ['pending', null]);
      assert.match(lastError, reason);
    });
  }
});

test('a success with a huge body is a success', async (t) => {
  const receiver = await receiverFor(t, answer(200, {}, Buffer.alloc(4 * 1024 * 1024, 'x')));
  const { outbox, add, get } = await setUp({ url: receiver.url });
  const id = await add();
  await outbox.runDue();
  assert.equal((await get(id)).state, 'delivered');
});

test('failures are tried again by the schedule, then the delivery is dead, until somebody sends it again', async (t) => {
  let status = 500;
  const receiver = await receiverFor(t, (request, response) => answer(status)(request, response));
  const { outbox, add, get, clock, store } = await setUp({ url: receiver.url });
  const id = await add();
  const waits = [];
  for (;;) {
    await outbox.runDue();
    const { nextAttemptAt } = await get(id);
    if (nextAttemptAt === null) break;
    waits.push((Date.parse(nextAttemptAt) - clock.time) / 1000);
    clock.pass(Date.parse(nextAttemptAt) - clock.time - 1);
    assert.equal(await outbox.runDue(), 0, 'not before its time');
    clock.pass(1);
  }
  assert.deepEqual(waits, [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  assert.deepEqual([(await get(id)).state, receiver.received.length], ['dead', 8]);
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  clock.pass(7 * 24 * 3_600_000);
  assert.equal(await outbox.runDue(), 0);
  assert.equal(await store.deliveryBody(id), '{"a":1}', 'kept');
  status = 200;
  const again = await outbox.retry(caller, id);
  assert.deepEqual([again.state, again.tries], ['pending', 0]);
  await outbox.runDue();
  assert.deepEqual([(await get(id)).state, (await get(id)).attempts], ['delivered', 9]);
});

test('Retry-After is honoured in both of its forms, where it asks for more time than the schedule', async (t) => {
  const now = Date.UTC(2024, 2, 1, 12);
  const cases = [
    [429, '60', 60],
    [503, '2', 5],
    [503, new Date(now + 90_000).toUTCString(), 90],
    [429, new Date(now - 90_000).toUTCString(), 5],
    [429, 'soon', 5],
    [429, '999999999', 24 * 3600],
  ];
  for (const [status, header, seconds] of cases) {
    await t.test(`${status}, ${header}`, async (t) => {
      const receiver = await receiverFor(t, answer(status, { 'retry-after': header }));
      const { outbox, add, get, clock } = await setUp({ url: receiver.url });
      const id = await add();
      await outbox.runDue();
      assert.equal((Date.parse((await get(id)).nextAttemptAt) - clock.time) / 1000, seconds);
    });
  }
});
