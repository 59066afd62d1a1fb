// The service in Node's own server: clients that are slow, vanish, or send what no client should.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createClient, createNodeServer, createService, nodeListener } from '../../../js/service/index.js';
import { drain, listen } from '../../../js/service/node.js';
import { engine, statement } from '../helpers.js';
import { until } from './processes.js';

const LIMITS = { headersTimeout: 300, requestTimeout: 600, keepAliveTimeout: 500 };

async function setUp(t, settings = {}) {
  const service = await createService({ engine, settings });
  const { client, secret } = await createClient(service.context);
  const server = createNodeServer(service, LIMITS);
  const address = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(async () => {
    await drain(server, 0);
    await service.close();
  });
  const authorization = `Basic ${Buffer.from(`${client.key}:${secret}`).toString('base64')}`;
  return { service, server, address, authorization, client };
}

/** What a server says to raw bytes until it closes the connection. */
async function say(address, bytes, { end = false } = {}) {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  let told = '';
  socket.setEncoding('latin1').on('data', (text) => (told += text));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  if (end) socket.destroy();
  await once(socket, 'close');
  return told;
}

const head = (authorization, more) =>
  `POST /data/xAPI/statements HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\n${more}\r\n`;

test('slow clients are cut off, and others are served meanwhile', async (t) => {
  const { address, authorization } = await setUp(t);
  const slow = [
    'GET / HTTP/1.1\r\nHost:',
    head(authorization, 'Content-Length: 100\r\n') + '{"actor',
    head(authorization, 'Transfer-Encoding: chunked\r\n') + '5\r\n{"act\r\n',
  ].map((bytes) => say(address, bytes));
  assert.equal((await fetch(`${address}/health`)).status, 200);
  for (const told of await Promise.all(slow)) assert.match(told, /^(HTTP\/1\.1 408 |$)/);
});

test('clients that vanish in the middle leave nothing behind', async (t) => {
  const { service, address, authorization, client } = await setUp(t);
  const text = JSON.stringify(statement(1));
  for (let count = 0; count < 20; count++) {
    await say(address, head(authorization, `Content-Length: ${text.length}\r\n`) + text.slice(0, 20), { end: true });
  }
  assert.equal((await fetch(`${address}/health`)).status, 200);
  assert.equal(await service.context.store.countStatements(client.organisation), 0);
});

test('what is no HTTP, or has too long a head, is answered and cut off', async (t) => {
  const { address } = await setUp(t);
  assert.match(await say(address, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 /);
  const long = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100 * 1024)}\r\n\r\n`;
  assert.match(await say(address, long), /^HTTP\/1\.1 431 |^$/);
});

test('large bodies are refused before they are read', async (t) => {
  const { address, authorization } = await setUp(t, { maxBody: 64 * 1024 });
  const body = Buffer.alloc(4 * 1024 * 1024, ' ');
  const send = () =>
    fetch(`${address}/data/xAPI/statements`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    }).then(
      (response) => response.status,
      () => 'closed', // the server may close the connection while the body is still under way
    );
  const statuses = new Set();
  for (let count = 0; count < 30; count++) statuses.add(await send());
  assert.deepEqual(
    [...statuses].filter((status) => status !== 413 && status !== 'closed'),
    [],
  );
  assert.equal((await fetch(`${address}/health`)).status, 200);
});

test('it can be mounted as a listener', async (t) => {
  const { createServer } = await import('node:http');
  const { service } = await setUp(t);
  const server = createServer(nodeListener(service));
  const address = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => drain(server, 0));
  assert.deepEqual(await (await fetch(`${address}/health`)).json(), { status: 'ok' });
});

test('draining ends connections that are kept alive', async (t) => {
  const { server, address } = await setUp(t);
  await (await fetch(`${address}/health`)).text();
  await drain(server, 60_000);
  await until('nobody listens', () =>
    fetch(address).then(
      () => false,
      () => true,
    ),
  );
});
