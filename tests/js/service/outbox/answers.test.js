// What becomes of a delivery by what its receiver does (contract: journeys, section 9). Receivers are real servers; time
// passes by a fake clock only.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { FakeClock } from '../fake-clock.js';
import { startReceiver, until } from '../processes.js';
import { caller, setUp } from './helpers.js';
import * as selfSigned from './self-signed.js';

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

/** Some other server, for one test; its port. */
async function portOf(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return server.address().port;
}

test('a delivery is sent once, exactly as it is stored, and signed', async (t) => {
  const receiver = await receiverFor(t);
  const clock = new FakeClock(Math.floor(Date.now() / 1000) * 1000); // the verifier looks at the machine's clock
  const { outbox, add, get, requests } = await setUp({ url: receiver.url, settings: { signingSecret: SECRET }, clock });
  const body = '{"number":9007199254740993.10,"text":"é"}';
  const id = await add(body);
  assert.equal(await outbox.runDue(), 1);
  assert.equal(await outbox.runDue(), 0);
  const [{ headers, body: sent, method }, ...others] = receiver.received;
  assert.equal(others.length, 0);
  assert.deepEqual([method, sent], ['POST', body]);
  assert.equal(headers['content-type'], 'application/json');
  assert.match(headers['user-agent'], /^xapi-journeys\/\d/);
  assert.equal(headers['webhook-id'], `msg_${id}`);
  assert.equal(headers['webhook-timestamp'], String(clock.time / 1000));
  assert.equal(headers.cookie, undefined);
  const webhook = new Webhook(SECRET);
  webhook.verify(sent, headers);
  assert.throws(() => webhook.verify(`${sent} `, headers));
  assert.throws(() => webhook.verify(sent, { ...headers, 'webhook-id': 'msg_other' }));
  const { state, deliveredAt, attempts, tries, lastStatus, lastError, nextAttemptAt } = await get(id);
  assert.deepEqual([state, deliveredAt], ['delivered', new Date(clock.time).toISOString()]);
  assert.deepEqual([attempts, tries, lastStatus, lastError, nextAttemptAt], [1, 1, 204, null, null]);
  assert.deepEqual(requests, [['delivered', 0]]);
});

test('without a secret nothing is signed, and each try of a delivery has its own time and the same id', async (t) => {
  const receiver = await receiverFor(t, answer(500));
  const { outbox, add, clock } = await setUp({ url: receiver.url });
  await add();
  await outbox.runDue();
  clock.pass(5_000);
  await outbox.runDue();
  const [first, second] = receiver.received.map(({ headers }) => headers);
  assert.equal(first['webhook-signature'], undefined);
  assert.equal(first['webhook-id'], second['webhook-id']);
  assert.equal(second['webhook-timestamp'] - first['webhook-timestamp'], 5);
});

test('whatever is no 2xx is a failure, and is tried again after five seconds', async (t) => {
  const huge = Buffer.alloc(256 * 1024, 'x');
  const cases = {
    'a server error': [answer(500, {}, 'out\n\tof \u001b[31morder'), 500, /^answered 500: out of \[31morder$/],
    'a client error': [answer(404), 404, /^answered 404$/],
    'a redirect, which is not followed': [answer(307, { location: '/elsewhere' }), 307, /^answered 307$/],
    'a connection closed early': [(request) => request.socket.destroy(), null, /closed|hang up|ECONNRESET/],
    'a success that breaks off': [
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => request.socket.destroy());
      },
      200,
      /^answered 200: but broke off: /,
    ],
    'an error with a huge body': [answer(503, {}, huge), 503, /^answered 503: x{186}$/],
    'huge headers': [answer(200, { 'x-huge': 'x'.repeat(64 * 1024) }), null, /header/i],
  };
  for (const [what, [answering, status, reason]] of Object.entries(cases)) {
    await t.test(what, async (t) => {
      const receiver = await receiverFor(t, answering);
      const { outbox, add, get, clock, outcome, log } = await setUp({ url: receiver.url });
      const id = await add();
      await outbox.runDue();
      const delivery = await get(id);
      assert.deepEqual([delivery.state, delivery.lastStatus, delivery.attempts], ['pending', status, 1]);
      assert.match(delivery.lastError, reason);
      assert.equal(Date.parse(delivery.nextAttemptAt) - clock.time, 5_000);
      assert.equal((await outcome()).tripCount, 1);
      assert.equal(receiver.received.length, 1);
      assert.deepEqual(
        log.lines.map(({ level, message }) => [level, message]),
        [['warn', 'not delivered']],
      );
    });
  }
});

test('who has not answered wholly within the time is cut off', async (t) => {
  const cases = {
    'not at all': () => {},
    'only its headers': (_request, response) => response.writeHead(200).flushHeaders(),
    'a trickle': (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(timer));
    },
  };
  for (const [what, answering] of Object.entries(cases)) {
    await t.test(what, async (t) => {
      let isCut = false;
      const receiver = await receiverFor(t, (request, response) => {
        response.on('close', () => (isCut = true));
        answering(request, response);
      });
      const { outbox, add, get, clock, requests } = await setUp({ url: receiver.url });
      const id = await add();
      const sending = outbox.runDue();
      await until('it has the request', () => receiver.received.length === 1);
      clock.pass(4_999);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal((await get(id)).attempts, 0);
      clock.pass(1);
      assert.equal(await sending, 1);
      assert.match((await get(id)).lastError, /^no whole answer within 5000 ms$/);
      assert.deepEqual(requests, [['failed', 5]]);
      await until('its connection ends', () => isCut);
    });
  }
});

test('the time runs while the name is looked up, and while TLS is agreed upon', async (t) => {
  let asked = 0;
  const lookup = () => asked++;
  const silent = createServer(() => asked++);
  const port = await portOf(t, silent);
  const cases = [
    ['http://slow.example.com/', { lookup }],
    [`https://127.0.0.1:${port}/`, {}],
  ];
  for (const [url, options] of cases) {
    asked = 0;
    const { outbox, add, get, clock } = await setUp({ url, options });
    const id = await add();
    const sending = outbox.runDue();
    await until('it waits', () => asked === 1);
    clock.pass(5_000);
    await sending;
    assert.equal((await get(id)).lastError, 'no whole answer within 5000 ms');
    assert.equal(clock.next, null, 'no timer is left');
  }
});

test('a receiver that is not there, or cannot be trusted, is a failure', async (t) => {
  const port = await portOf(
    t,
    createServer((socket) => socket.end('hello\r\n\r\n')),
  );
  const secure = createTlsServer(selfSigned, answer(204));
  const securePort = await portOf(t, secure);
  const gone = createServer();
  const gonePort = await portOf(t, gone);
  gone.close();
  const lookup = (name, _options, tell) =>
    tell(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
  const cases = {
    'nobody listens': [`http://127.0.0.1:${gonePort}/hook`, /ECONNREFUSED/],
    'a name that nobody has': ['http://nobody.invalid/hook', /ENOTFOUND nobody\.invalid/, { lookup }],
    'no HTTP': [`http://127.0.0.1:${port}/`, /HTTP|Parse/i],
    'no TLS': [`https://127.0.0.1:${port}/`, /SSL|packet|TLS/i],
    'a certificate that nobody vouches for': [`https://127.0.0.1:${securePort}/`, /self-signed certificate/],
  };
  for (const [what, [url, reason, options]] of Object.entries(cases)) {
    await t.test(what, async () => {
      const { outbox, add, get } = await setUp({ url, options });
      const id = await add();
      await outbox.runDue();
      const { state, lastStatus, lastError } = await get(id);
      assert.deepEqual([state, lastStatus], ['pending', null]);
      assert.match(lastError, reason);
    });
  }
});

test('a success with an endless body is a success, and hardly any of it is read', async (t) => {
  let written = 0;
  let isCut = false;
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const receiver = await receiverFor(t, (_request, response) => {
    response.writeHead(200);
    response.on('close', () => (isCut = true));
    const more = () => {
      while (!isCut && response.write(chunk)) written += chunk.length;
      if (!isCut) response.once('drain', more);
    };
    more();
  });
  const { outbox, add, get } = await setUp({ url: receiver.url });
  const id = await add();
  await outbox.runDue();
  assert.equal((await get(id)).state, 'delivered');
  await until('the connection ends', () => isCut);
  assert.ok(written < 64 * 1024 * 1024, `${written} bytes`);
});

test('credentials in a callback are sent, and shown nowhere', async (t) => {
  const authorization = `Basic ${Buffer.from('ana:pässword').toString('base64')}`;
  const receiver = await receiverFor(t, (request, response) =>
    response.writeHead(401).end(`pässword ${request.headers.authorization}`),
  );
  const { outbox, add, get, log } = await setUp({ url: receiver.url.replace('//', '//ana:p%C3%A4ssword@') });
  const id = await add();
  await outbox.runDue();
  assert.equal(receiver.received[0].headers.authorization, authorization);
  assert.equal((await get(id)).lastError, 'answered 401: [redacted] Basic [redacted]');
  assert.ok(!JSON.stringify(log.lines).includes('pässword'));
});

test('proxies of the environment are not used', async (t) => {
  const receiver = await receiverFor(t);
  const names = ['http_proxy', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY'];
  const before = names.map((name) => process.env[name]);
  t.after(() => names.forEach((name, at) => (before[at] === undefined ? delete process.env[name] : (process.env[name] = before[at])))); // prettier-ignore
  for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : 'http://127.0.0.1:1';
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
  const again = await outbox.retry(caller, id);
  assert.deepEqual([again.state, again.tries, again.lastStatus], ['pending', 0, 500]);
  await outbox.runDue();
  assert.equal(Date.parse((await get(id)).nextAttemptAt) - clock.time, 5_000, 'the schedule begins anew');
  status = 200;
  clock.pass(5_000);
  await outbox.runDue();
  assert.deepEqual([(await get(id)).state, (await get(id)).attempts], ['delivered', 10]);
  await outbox.retry(caller, id.toUpperCase());
  await outbox.runDue();
  assert.deepEqual([(await get(id)).state, (await get(id)).attempts], ['delivered', 11], 'also what was delivered');
});

test('jitter adds up to a fifth, so that what failed together does not come back together', async (t) => {
  const receiver = await receiverFor(t, answer(500));
  const values = [0, 0.5, 0.9999];
  const { outbox, add, get, clock } = await setUp({ url: receiver.url, options: { random: () => values.shift() } });
  const ids = [await add(), await add(), await add()];
  await outbox.runDue();
  const waits = await Promise.all(ids.map(async (id) => Date.parse((await get(id)).nextAttemptAt) - clock.time));
  assert.deepEqual(
    waits.sort((a, b) => a - b),
    [5_000, 5_500, 6_000],
  );
});

test('Retry-After is honoured in both of its forms, where it asks for more time than the schedule', async (t) => {
  const now = Date.UTC(2024, 2, 1, 12);
  const cases = [
    [429, '60', 60],
    [503, '2', 5],
    [301, '7', 7],
    [503, new Date(now + 90_000).toUTCString(), 90],
    [429, new Date(now - 90_000).toUTCString(), 5],
    [429, 'soon', 5],
    [429, '-60', 5],
    [429, '999999999', 24 * 3600],
    [429, '9'.repeat(400), 24 * 3600],
    [503, 'Fri, 31 Dec 9999 23:59:59 GMT', 24 * 3600],
  ];
  for (const [status, header, seconds] of cases) {
    await t.test(`${status}, ${header.slice(0, 40)}`, async (t) => {
      const receiver = await receiverFor(t, answer(status, { 'retry-after': header }));
      const { outbox, add, get, clock } = await setUp({ url: receiver.url });
      const id = await add();
      await outbox.runDue();
      assert.equal((Date.parse((await get(id)).nextAttemptAt) - clock.time) / 1000, seconds);
    });
  }
});
