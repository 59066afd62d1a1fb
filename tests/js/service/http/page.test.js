// The preview page as the service hands it out: types, tags, caching, compression and the policy of its files; and that the
// service's own routes are what they were.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openPage } from '../../../../js/service/page.js';
import { makeService } from './helpers.js';

const SCRIPT = `/* ${'the page '.repeat(500)} */`;
const FILES = {
  'index.html': '<!doctype html><title>page</title>',
  'sw.js': 'self.skipWaiting?.();',
  'manifest.webmanifest': '{}',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'icon.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  'assets/index-Bo9A6n6E.js': SCRIPT,
  'assets/index-B_9-6n6E.css': ':root{}',
  'assets/engine-DrqTVgfP.wasm': Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
  'assets/plain.js': '1',
  '.hidden': 'no page of ours',
};

/** A folder with these files. */
function built(t, files = FILES) {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return pathToFileURL(`${folder}/`);
}

/** A service with the page; `ask` answers with the body as bytes. */
async function served(t) {
  const { service, ask: askRoute } = await makeService(t, { page: await openPage(built(t)) });
  const ask = async (path, { method = 'GET', ...headers } = {}) => {
    const response = await service.fetch(new Request(`http://localhost${path}`, { method, headers }));
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  return { ask, askRoute };
}

test('each file of the page is there for everybody, as it was built and with its type', async (t) => {
  const { ask } = await served(t);
  const types = {
    '/': 'text/html; charset=utf-8',
    '/index.html': 'text/html; charset=utf-8',
    '/sw.js': 'text/javascript; charset=utf-8',
    '/manifest.webmanifest': 'application/manifest+json',
    '/icon.svg': 'image/svg+xml; charset=utf-8',
    '/icon.png': 'image/png',
    '/assets/index-Bo9A6n6E.js': 'text/javascript; charset=utf-8',
    '/assets/index-B_9-6n6E.css': 'text/css; charset=utf-8',
    '/assets/engine-DrqTVgfP.wasm': 'application/wasm',
  };
  for (const [path, type] of Object.entries(types)) {
    const { status, headers, bytes } = await ask(path);
    assert.deepEqual([status, headers.get('content-type')], [200, type], path);
    assert.deepEqual(bytes, Buffer.from(FILES[path === '/' ? 'index.html' : path.slice(1)]), path);
    assert.equal(headers.get('content-length'), String(bytes.length));
    const head = await ask(path, { method: 'HEAD' });
    assert.deepEqual([head.status, head.bytes.length], [200, 0]);
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control'])
      assert.equal(head.headers.get(name), headers.get(name), name);
  }
});

test('every file has the policy that the page runs under, and lets nobody frame it or learn where its user came from', async (t) => {
  const { ask } = await served(t);
  for (const path of ['/', '/sw.js', '/assets/index-Bo9A6n6E.js', '/assets/engine-DrqTVgfP.wasm']) {
    const { headers } = await ask(path);
    const policy = headers.get('content-security-policy').split('; ');
    assert.ok(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'"), path);
    assert.ok(policy.includes("script-src 'self' 'wasm-unsafe-eval'"), path);
    assert.ok(!/unsafe-inline|'unsafe-eval'|\*/.test(policy.join(' ')), path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  }
});

test('what bears a digest in its name is kept for good, all else is asked for again', async (t) => {
  const { ask } = await served(t);
  const caching = async (path) => (await ask(path)).headers.get('cache-control');
  for (const path of ['/assets/index-Bo9A6n6E.js', '/assets/index-B_9-6n6E.css', '/assets/engine-DrqTVgfP.wasm'])
    assert.equal(await caching(path), 'public, max-age=31536000, immutable');
  for (const path of ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/assets/plain.js'])
    assert.equal(await caching(path), 'no-cache');
});

test('whoever has a file already gets a 304, and a file that changed gets another tag', async (t) => {
  const { ask } = await served(t);
  const { headers } = await ask('/');
  const etag = headers.get('etag');
  assert.match(etag, /^"[\w-]{22}"$/);
  for (const named of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
    const { status, bytes, headers } = await ask('/', { 'if-none-match': named });
    assert.deepEqual([status, bytes.length, headers.get('etag')], [304, 0, etag], named);
    assert.equal(headers.get('cache-control'), 'no-cache');
  }
  assert.equal((await ask('/', { 'if-none-match': '"other"' })).status, 200);
  const edited = await openPage(built(t, { 'index.html': '<!doctype html><title>edited</title>' }));
  assert.notEqual((await edited(new Request('http://localhost/'))).headers.get('etag'), etag);
});

test('files are compressed as the browser can take them', async (t) => {
  const { ask } = await served(t);
  const path = '/assets/index-Bo9A6n6E.js';
  const tags = new Set();
  const cases = [
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['*;q=0', null, (bytes) => bytes],
    ['identity', null, (bytes) => bytes],
    ['', null, (bytes) => bytes],
  ];
  for (const [accepted, coding, restore] of cases) {
    const { headers, bytes } = await ask(path, { 'accept-encoding': accepted });
    assert.equal(headers.get('content-encoding'), coding, accepted);
    assert.equal(restore(bytes).toString(), SCRIPT);
    assert.equal(headers.get('content-length'), String(bytes.length));
    assert.equal(headers.get('vary'), 'Accept-Encoding');
    if (coding) assert.ok(bytes.length < SCRIPT.length / 10);
    tags.add(`${coding} ${headers.get('etag')}`);
    const again = await ask(path, { 'accept-encoding': accepted, 'if-none-match': headers.get('etag') });
    assert.equal(again.status, 304);
  }
  assert.equal(tags.size, 3, 'one tag for each coding');
  const image = await ask('/icon.png', { 'accept-encoding': 'br' });
  assert.deepEqual([image.headers.get('content-encoding'), image.headers.get('vary')], [null, null]);
});

test('what the page has not is a 404 in JSON, and the routes of the service are what they were', async (t) => {
  const { ask, askRoute } = await served(t);
  for (const path of [
    '/nothing',
    '/assets',
    '/assets/',
    '/assets/../.hidden',
    '/.hidden',
    '/%2e%2e/package.json',
    '/INDEX.html',
  ]) {
    const { status, headers, bytes } = await ask(path);
    assert.deepEqual([status, JSON.parse(bytes).name], [404, 'NotFoundError'], path);
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal(headers.get('cache-control'), 'no-store');
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    assert.equal((await ask('/sw.js', { method })).status, 404, method);
  assert.equal((await askRoute('GET', '/api/v2/journey')).status, 401);
  assert.equal((await askRoute('GET', '/health')).headers.get('cache-control'), 'no-store');
  assert.equal((await askRoute('POST', '/')).status, 405);
});

test('a link to the page works with what mail and chat add to it', async (t) => {
  const { ask, askRoute } = await served(t);
  for (const path of ['/?utm_source=chat', '/?a=1&a=2', '/index.html?utm_source=chat']) {
    const { status, headers } = await ask(path);
    assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=utf-8'], path);
  }
  assert.equal((await askRoute('GET', '/health?utm_source=chat')).status, 400);
});

test('there is no page where none is built', async (t) => {
  assert.equal(await openPage(new URL('nowhere/', built(t))), undefined);
  assert.equal(await openPage(built(t, { 'other.html': '' })), undefined);
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`${index}.js`, '']));
  await assert.rejects(openPage(built(t, { 'index.html': '', ...many })), /more than 500 files/);
});
