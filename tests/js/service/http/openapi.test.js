// The OpenAPI document: whole, well formed, and of the routes that there are. That answers are as it says, every test of this
// folder checks, with conforms() of helpers.js; here that check itself is put to the test.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createApp } from '../../../../js/service/http/app.js';
import { conforms, makeService } from './helpers.js';

let made;
let document;
let ask;

before(async () => {
  made = await makeService();
  ({ document } = made);
  ({ ask } = await made.clientOf());
});

after(() => made.service.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Every value in a tree, with its path. */
function* walk(value, path = '#') {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${path}/${key}`);
}

test('it is OpenAPI 3.1 with a title, a version and a server', () => {
  assert.equal(document.openapi, '3.1.0');
  assert.ok(document.info.title && document.info.version && document.info.description);
  assert.deepEqual(document.servers, [{ url: '/' }]);
  assert.deepEqual(document.components.securitySchemes, { basic: { type: 'http', scheme: 'basic' } });
  const known = ['openapi', 'info', 'servers', 'paths', 'components', 'webhooks', 'security', 'tags'];
  assert.deepEqual(
    Object.keys(document).filter((key) => !known.includes(key)),
    [],
  );
});

test('every reference in it leads somewhere', () => {
  let count = 0;
  for (const [path, value] of walk(document)) {
    if (!path.endsWith('/$ref')) continue;
    count++;
    const target = value
      .slice(2)
      .split('/')
      .reduce((at, step) => at?.[step], document);
    assert.ok(target, `${path}: ${value}`);
  }
  assert.ok(count > 100);
});

test('it has no undefined, empty or leftover schemas', () => {
  const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
  for (const [path, value] of walk(document)) {
    if (
      /\/(properties|example|examples)\/type$/.test(path) ||
      !/\/type$/.test(path) ||
      path.includes('securitySchemes')
    )
      continue;
    if (path.includes('/example/')) continue;
    if (typeof value === 'object' && !Array.isArray(value)) continue; // a property that is named type
    for (const type of [value].flat()) assert.ok(types.includes(type), `${path}: ${type}`);
  }
});

test('every operation has an id of its own, a tag, a summary, and says who may', () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, operation } of operations()) {
    assert.ok(operation.summary && operation.tags.length === 1, path);
    const isPublic = ['/', '/health'].includes(path);
    assert.deepEqual(operation.security, isPublic ? [] : [{ basic: [] }], path);
    assert.equal('401' in operation.responses, !isPublic, path);
  }
});

test('every operation describes its parameters, and those in its path', () => {
  for (const { path, method, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = operation.parameters ?? [];
    const described = parameters.filter((each) => each.in === 'path');
    assert.deepEqual(
      described.map(({ name }) => name),
      inPath,
      `${method} ${path}`,
    );
    for (const parameter of parameters) {
      assert.ok(['path', 'query', 'header'].includes(parameter.in));
      assert.ok(parameter.schema.type, `${path} ${parameter.name}`);
      if (parameter.in === 'path') assert.equal(parameter.required, true);
    }
  }
});

test('every answer has a description, and every error is of one schema', () => {
  for (const { path, method, operation } of operations()) {
    const statuses = Object.keys(operation.responses);
    for (const status of ['400', '405', '413', '500'])
      assert.ok(statuses.includes(status), `${method} ${path} ${status}`);
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      assert.ok(description, path);
      if (Number(status) < 400) continue;
      assert.deepEqual(content, { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } });
    }
  }
});

test('it has every route of the app, and no other', () => {
  const { service } = made;
  const { routes } = createApp(made.context, { ...service, metricsText: () => '' });
  const isOne = ({ method, path }) => method !== 'ALL' && path !== '*';
  const inApp = routes.filter(isOne).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const inDocument = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  assert.deepEqual([...new Set(inApp)].sort(), inDocument.sort());
});

test('the parameters of http.md are all there', () => {
  const names = (path) => document.paths[path].get.parameters.map(({ name }) => name);
  for (const kind of ['journey', 'journeyprogress', 'delivery']) {
    assert.deepEqual(names(`/api/v2/${kind}`), ['query', 'sort', 'skip', 'limit', 'select', 'distinct']);
    const expected = ['sort', 'filter', 'project', 'hint', 'first', 'last', 'after', 'before'];
    assert.deepEqual(names(`/api/connection/${kind}`), expected);
  }
});

test('its examples are taken by the routes that they are of', async () => {
  const { JourneyInput, Statement } = document.components.schemas;
  assert.equal((await ask('POST', '/api/v2/journey', { body: JourneyInput.example })).status, 201);
  assert.equal((await ask('POST', '/data/xAPI/statements', { body: Statement.example })).status, 200);
  for (const { path, method, operation } of operations()) {
    if (method !== 'get') continue;
    for (const { name, in: where, schema } of operation.parameters ?? []) {
      if (where !== 'query' || schema.example === undefined) continue;
      const { status, text } = await ask('GET', path.replace('{id}', '0'.repeat(24)), {
        query: { [name]: schema.example },
      });
      assert.ok([200, 404].includes(status), `${path} ${name}: ${text}`);
    }
  }
});

describe('the check of answers against it', () => {
  const headers = (more) => new Headers({ 'x-content-type-options': 'nosniff', 'x-request-id': '1', ...more });
  const url = new URL('http://localhost/api/v2/journey/count');
  const json = { 'content-type': 'application/json', 'x-total-count': '1' };
  const answer = (changes) => ({
    status: 200,
    headers: headers(json),
    text: '{"count":1}',
    body: { count: 1 },
    ...changes,
  });

  test('lets a right answer pass', () => conforms(document, 'GET', url, answer({})));

  const wrong = {
    'a status that is not documented': { status: 201 },
    'a body of another shape': { body: { count: 'x' } },
    'no body': { body: undefined },
    'a missing header': { headers: headers({ 'content-type': 'application/json' }) },
    'another media type': { headers: headers({ ...json, 'content-type': 'text/plain' }) },
    'no security header': { headers: new Headers(json) },
    'an error of another shape': { status: 400, body: { error: 'x' } },
  };
  for (const [name, changes] of Object.entries(wrong)) {
    test(`finds ${name}`, () =>
      assert.throws(() => conforms(document, 'GET', url, answer(changes)), { code: 'ERR_ASSERTION' }));
  }
});
