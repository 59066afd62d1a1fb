// Health, metrics, the page at the root; routes and methods that there are not; and what becomes of failures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { StoreBusyError } from '../../../../js/stores/errors.js';
import { course, makeService } from './helpers.js';

test('health is 200 while the store can be reached, and asks nobody who they are', async (t) => {
  const { ask } = await makeService(t);
  const { status, body } = await ask('GET', '/health');
  assert.deepEqual([status, body], [200, { status: 'ok' }]);
  assert.equal((await ask('HEAD', '/health')).status, 200);
});

/** A store whose named methods do something else. */
const but = (methods) => (store) => new Proxy(store, { get: (target, name) => methods[name] ?? target[name] });

test('health is 503 where the store cannot be reached, without saying why', async (t) => {
  const check = async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.1');
  };
  const { ask, errors } = await makeService(t, { wrap: but({ check }) });
  const { status, body, headers } = await ask('GET', '/health');
  assert.deepEqual([status, body.name, headers.get('retry-after')], [503, 'UnavailableError', '5']);
  assert.ok(!JSON.stringify(body).includes('10.0.0.1'));
  assert.equal(errors[0].error.message, 'connect ECONNREFUSED 10.0.0.1');
});

test('health is 503 where the store does not answer', async (t) => {
  const { ask, clock } = await makeService(t, { wrap: but({ check: () => new Promise(() => {}) }) });
  const asking = ask('GET', '/health');
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(5_000);
  assert.equal((await asking).status, 503);
});

test('metrics are for clients with the scope all', async (t) => {
  const { ask, clientOf } = await makeService(t);
  const all = await clientOf();
  const { status, text, headers } = await all.ask('GET', '/metrics');
  assert.equal(status, 200);
  assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^journeys_hits_total 0$/m);
  const other = await clientOf({ scopes: ['statements/write', 'org/all/journey/edit'] });
  assert.equal((await other.ask('GET', '/metrics')).status, 403);
  assert.equal((await ask('GET', '/metrics')).status, 401);
});

test('the root names the interface, or is the page that the host brings', async (t) => {
  const plain = await makeService(t);
  const { status, body } = await plain.ask('GET', '/');
  assert.deepEqual([status, body], [200, { name: 'xapi-journeys', documentation: '/openapi.json' }]);
  const page = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  const paged = await makeService(t, { page });
  assert.equal((await paged.ask('GET', '/')).text, '<!doctype html>');
  assert.equal((await paged.ask('POST', '/')).status, 405);
});

test('what is nowhere is a 404 in JSON', async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  const paths = [
    '/nothing',
    '/api',
    '/api/v2',
    '/api/v2/',
    '/api/v2/user',
    '/api/v2/journey/x/y',
    '/api/v3/journey',
    '/data/xAPI',
    '/data/xAPI/statements/x',
    '/API/v2/journey',
    '/%00',
    '/api/v2/delivery/x/y',
    '/favicon.ico',
    `/${'x'.repeat(10_000)}`,
  ];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await ask(method, `http://localhost${path}`);
      assert.deepEqual([status, body.name], [404, 'NotFoundError'], path);
    }
  }
});

const ID = '0'.repeat(24);
const METHODS = {
  '/api/v2/journey': 'GET, HEAD, POST',
  '/api/v2/journey/count': 'GET, HEAD',
  [`/api/v2/journey/${ID}`]: 'GET, HEAD, PUT, POST, PATCH, DELETE',
  '/api/v2/journeyprogress': 'GET, HEAD',
  '/api/v2/JourneyProgress/': 'GET, HEAD',
  '/api/v2/journeyprogress/count': 'GET, HEAD',
  [`/api/v2/journeyprogress/${ID}`]: 'GET, HEAD',
  '/api/v2/delivery': 'GET, HEAD',
  '/api/v2/delivery/count': 'GET, HEAD',
  [`/api/v2/delivery/${ID}`]: 'GET, HEAD',
  [`/api/v2/delivery/${ID}/retry`]: 'POST',
  '/api/connection/journey': 'GET, HEAD',
  '/api/connection/journeyprogress': 'GET, HEAD',
  '/api/connection/delivery': 'GET, HEAD',
  '/api/recalculatejourney': 'POST',
  '/api/cancelrecalculatejourney': 'POST',
  '/data/xAPI/statements': 'GET, HEAD, POST, PUT',
  '/health': 'GET, HEAD',
  '/metrics': 'GET, HEAD',
  '/openapi.json': 'GET, HEAD',
  '/': 'GET, HEAD',
};
const PUBLIC = ['/', '/health'];

describe('every route', () => {
  let made;
  let ask;

  before(async () => {
    made = await makeService();
    ({ ask } = await made.clientOf());
  });

  after(() => made.service.close());

  for (const [path, allow] of Object.entries(METHODS)) {
    test(`${path} answers 405 to all but ${allow}`, async () => {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND']) {
        if (allow.split(', ').includes(method)) continue;
        const { status, headers } = await ask(method, path);
        assert.deepEqual([status, headers.get('allow')], [405, allow], method);
      }
    });

    test(`${path} ${PUBLIC.includes(path) ? 'is open to all' : 'wants to know who asks'}`, async () => {
      for (const method of allow.split(', ')) {
        const { status, headers } = await made.ask(method, path);
        assert.equal(status, PUBLIC.includes(path) ? 200 : 401, method);
        assert.equal(headers.get('access-control-allow-origin'), null);
        if (path !== '/') assert.equal(headers.get('cache-control'), 'no-store');
      }
    });

    test(`${path} is a 413 with a URL that is too long`, async () => {
      for (const method of allow.split(', ')) {
        assert.equal((await ask(method, path, { query: { query: 'x'.repeat(70_000) } })).status, 413, method);
      }
    });
  }
});

/** For each way to fail: what it throws, and what the answer is. */
const FAILURES = [
  [() => new StoreBusyError('other processes'), 503, 'UnavailableError'],
  [() => new TypeError('secret internals at 10.0.0.1'), 500, 'InternalError'],
  [() => Object.assign(new Error('x'), { status: 404 }), 500, 'InternalError'],
];

describe('a store that fails', () => {
  for (const [failure, expected, name] of FAILURES) {
    test(`with ${failure().constructor.name} is a ${expected} everywhere, logged where it is ours`, async (t) => {
      let fails = false;
      const failing = (store) => {
        const wrapped = {};
        for (const method of ['find', 'count', 'get', 'change', 'records', 'journeyChange']) {
          wrapped[method] = async (...given) => {
            if (fails) throw failure();
            return store[method](...given);
          };
        }
        return but(wrapped)(store);
      };
      const { clientOf, errors } = await makeService(t, { wrap: failing });
      const { ask } = await clientOf();
      fails = true;
      const requests = [
        ['GET', '/api/v2/journey', {}],
        ['POST', '/api/v2/journey', { body: course() }],
        ['PUT', `/api/v2/journey/${ID}`, { body: course() }],
        ['GET', `/api/v2/journeyprogress/${ID}`, {}],
        ['GET', '/api/connection/delivery', {}],
        ['POST', '/api/recalculatejourney', { query: { journeyId: ID } }],
        ['POST', '/data/xAPI/statements', { body: [] }],
      ];
      for (const [method, path, options] of requests) {
        errors.length = 0;
        const { status, body, headers, text } = await ask(method, path, options);
        assert.deepEqual([status, body.name], [expected, name], `${method} ${path}`);
        assert.ok(!/internals|10\.0|at .*js/.test(text), text);
        if (expected === 503) assert.equal(headers.get('retry-after'), '1');
        else
          assert.deepEqual(
            errors.map(({ request }) => request),
            [headers.get('x-request-id')],
          );
      }
      fails = false;
      assert.equal((await ask('GET', '/api/v2/journey')).status, 200);
    });
  }
});

test('a request has an id: its own where that is sensible', async (t) => {
  const { ask } = await makeService(t);
  const idFor = async (given) =>
    (await ask('GET', '/health', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  assert.equal(await idFor('trace-1.2_3'), 'trace-1.2_3');
  for (const strange of ['a b', '', 'x'.repeat(101), '"><script>'])
    assert.match(await idFor(strange), /^[0-9a-f]{24}$/);
});
