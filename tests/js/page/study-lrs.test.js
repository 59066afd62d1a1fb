// Statements out of an LRS: page by page, within bounds, with key and secret for nobody else; and what to say where it fails.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { lrsInput } from '../../../web-demo/src/study/lrs.js';
import { statement } from '../helpers.js';
import { makeService } from '../service/http/helpers.js';
import { openLead } from './open-lead.js';

/**
 * An LRS that answers as it is told.
 * @param {import('node:test').TestContext} t
 * @param {(url: URL, request: import('node:http').IncomingMessage) => {status?: number, body: unknown}} answer
 */
async function lrsOf(t, answer) {
  const requests = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://lrs');
    requests.push({ url, headers: request.headers });
    const { status = 200, body } = answer(url, request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    requests,
    source: (more) => ({ kind: 'lrs', endpoint: `${origin}/xapi`, key: 'kéy', secret: 's', ...more }),
  };
}

const numbered = (from, count) => Array.from({ length: count }, (_, index) => statement(from + index));

/** Pages of ten statements. */
const inPages = (count) => (url) => {
  const from = Number(url.searchParams.get('from') ?? 0);
  const more = from + 10 < count ? `/xapi/statements?from=${from + 10}` : '';
  return { body: { statements: numbered(from, Math.min(10, count - from)), more } };
};

test('all pages are brought, asked for as xAPI has it', async (t) => {
  const { source, requests, origin } = await lrsOf(t, inPages(35));
  const lead = await openLead(t);
  const told = [];
  const onProgress = (progress) => told.push(progress);
  const loaded = await lead.call('load', source({ since: '2026-01-01T00:00:00Z' }), { onProgress });
  assert.equal(loaded.statements, 35);
  assert.equal(loaded.name, new URL(origin).host);
  assert.equal(told.at(-1).done, 35);
  assert.equal(requests.length, 4);
  assert.equal(requests[0].url.pathname, '/xapi/statements');
  assert.equal(requests[0].url.searchParams.get('since'), '2026-01-01T00:00:00Z');
  for (const { headers } of requests) {
    assert.equal(headers['x-experience-api-version'], '1.0.3');
    assert.equal(headers.accept, 'application/json');
    assert.equal(headers.authorization, `Basic ${Buffer.from('kéy:s').toString('base64')}`);
  }
});

test('no more statements are brought than are wanted', async (t) => {
  const { source, requests } = await lrsOf(t, inPages(100));
  const lead = await openLead(t);
  assert.equal((await lead.call('load', source({ most: 25 }))).statements, 25);
  assert.equal(requests.length, 3);
});

test('numbers stay as the LRS wrote them', async (t) => {
  const text = JSON.stringify(statement(1)).replace('{', '{"result":{"score":{"raw":9007199254740993}},');
  const { source } = await lrsOf(t, () => ({ body: `{"statements":[${text}],"more":""}` }));
  const lead = await openLead(t);
  await lead.call('load', source());
  assert.equal(await lead.call('count', '{"statement.result.score.raw": 9007199254740993}'), 1);
  assert.equal(await lead.call('count', '{"statement.result.score.raw": 9007199254740992}'), 0);
});

const FAILURES = [
  ['a wrong secret', { status: 401, body: '' }, /does not accept this key and secret \(401\)/],
  ['a key without the scope', { status: 403, body: '' }, /does not let this key read statements \(403\)/],
  ['a wrong path', { status: 404, body: '' }, /has no \/xapi\/statements \(404\)/],
  ['a service that only takes statements', { status: 405, body: '' }, /only takes them/],
  ['too many questions', { status: 429, body: '' }, /429/],
  ['a fault of its own', { status: 500, body: 'no  disk\nspace' }, /answered 500: no disk space/],
  ['a page of a website', { body: '<!doctype html>' }, /answered, but not with statements .*xAPI endpoint/],
  ['other JSON', { body: { hello: 1 } }, /no array of statements/],
  ['no statement', { body: { statements: [], more: '' } }, /has no statements for this key/],
  ['pages without end', { body: { statements: [statement(1)], more: '/xapi/statements?x' } }, /goes round in circles/],
  [
    'a continuation elsewhere',
    { body: { statements: [statement(1)], more: 'https://evil.example/more' } },
    /continues its answer elsewhere/,
  ],
];

for (const [what, answer, message] of FAILURES) {
  test(`what goes wrong with an LRS is told so that it helps: ${what}`, async (t) => {
    const { source } = await lrsOf(t, () => answer);
    const lead = await openLead(t);
    await assert.rejects(lead.call('load', source()), { name: 'StudyError', message });
  });
}

test('an address that is none, or that nobody answers at, is told', async (t) => {
  const lead = await openLead(t);
  const load = (endpoint) => lead.call('load', { kind: 'lrs', endpoint, key: 'k', secret: 's' });
  for (const endpoint of ['', 'lrs.example.org', 'ftp://lrs.example.org']) {
    await assert.rejects(load(endpoint), { name: 'StudyError', message: /must begin with https/ });
  }
  await assert.rejects(load('https://k:s@lrs.example.org/'), { name: 'StudyError', message: /own fields/ });
  await assert.rejects(load('http://127.0.0.1:9/xapi'), { name: 'StudyError', message: /cannot be reached.*CORS/ });
});

test('an endpoint is taken with and without a slash at its end, and as the resource itself', async (t) => {
  for (const ending of ['/xapi', '/xapi/', '/xapi/statements', ' /xapi/statements/?limit=1#x'.trim()]) {
    const { requests, origin } = await lrsOf(t, inPages(1));
    const input = lrsInput({ endpoint: ` ${origin}${ending} `, key: 'k', secret: 's' });
    for await (const block of input.blocks(new AbortController().signal, () => {})) assert.ok(block.length > 0);
    assert.equal(requests[0].url.pathname, '/xapi/statements');
    assert.equal(requests[0].url.searchParams.get('limit'), '500');
  }
});

test('an LRS that does not answer is left when the load is cancelled', async (t) => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  const lead = await openLead(t);
  const abort = new AbortController();
  const endpoint = `http://127.0.0.1:${server.address().port}/`;
  const load = lead.call('load', { kind: 'lrs', endpoint, key: 'k', secret: 's' }, { signal: abort.signal });
  server.once('request', () => abort.abort());
  await assert.rejects(load, { name: 'AbortError' });
});

test('statements come out of the service itself as out of any LRS', async (t) => {
  const { service, clientOf } = await makeService(t);
  const { client, secret, ask } = await clientOf();
  const statements = numbered(0, 700);
  for (const from of [0, 350]) await ask('POST', '/data/xAPI/statements', { body: statements.slice(from, from + 350) });
  const request = (/** @type {URL} */ url, /** @type {RequestInit} */ init) => service.fetch(new Request(url, init));
  const input = lrsInput({ endpoint: 'http://localhost/data/xAPI', key: client.key, secret }, request);
  let text = '';
  for await (const block of input.blocks(new AbortController().signal, () => {})) text += Buffer.from(block);
  const ids = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  assert.deepEqual(ids.sort(), statements.map(({ id }) => id).sort());
});
