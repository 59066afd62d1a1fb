// What the tests of the HTTP interface share: a whole service over the memory store, clients of two organisations, a way to
// ask, and a check that each answer is what the OpenAPI document says of its route and status.
import assert from 'node:assert/strict';
import { z } from '@hono/zod-openapi';
import { createClient, createService } from '../../../../js/service/index.js';
import { engine } from '../../helpers.js';

export const ORGANISATION = 'a'.repeat(24);
export const OTHER_ORGANISATION = 'b'.repeat(24);
export const ANA = '1'.repeat(24);
export const BEN = '2'.repeat(24);
export const STORE = 'c'.repeat(24);

/** A clock that goes only when it is told to. */
export function fakeClock(start = Date.parse('2026-01-05T12:00:00Z')) {
  let time = start;
  const timers = new Set();
  return {
    now: () => time,
    after(milliseconds, call) {
      const timer = { at: time + milliseconds, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      time += milliseconds;
      for (const timer of [...timers]) if (timer.at <= time && timers.delete(timer)) timer.call();
    },
  };
}

/**
 * A service. `wrap` may put something between it and its store; what it logs as errors is in `errors`.
 */
export async function makeService(t, { settings, page, wrap = (store) => store } = {}) {
  const errors = [];
  const log = { debug() {}, info() {}, warn() {}, error: (fields, message) => errors.push({ ...fields, message }) };
  const { openMemoryStore } = await import('../../../../js/stores/memory/index.js');
  const openStore = async (options) => wrap(openMemoryStore(options));
  const clock = fakeClock();
  const service = await createService({ engine, clock, log, settings, page, openStore });
  t?.after(() => service.close());
  const document = await openApiOf(service);
  const made = { service, context: service.context, clock, errors, document };
  const clientOf = async (wanted = {}) => {
    const { client, secret } = await createClient(service.context, { organisation: ORGANISATION, ...wanted });
    const authorization = basic(client.key, secret);
    const ask = (method, path, options) => request(made, method, path, { authorization, ...options });
    return { client, secret, authorization, ask };
  };
  return { ...made, clientOf, ask: (method, path, options) => request(made, method, path, options) };
}

export const basic = (key, secret) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;

async function openApiOf(service) {
  const { client, secret } = await createClient(service.context, { organisation: 'd'.repeat(24) });
  const headers = { authorization: basic(client.key, secret) };
  const response = await service.fetch(new Request('http://localhost/openapi.json', { headers }));
  return response.json();
}

/**
 * Asks, and checks that the answer conforms. `body` is sent as JSON unless it is bytes or text; `query` becomes parameters,
 * objects in it JSON.
 */
export async function request({ service, document }, method, path, options = {}) {
  const { authorization, query = {}, body, headers = {}, duplex, signal } = options;
  const url = new URL(path, 'http://localhost');
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const isPlain =
    body === undefined || typeof body === 'string' || ArrayBuffer.isView(body) || body instanceof ReadableStream;
  const all = new Headers({
    ...(authorization && { authorization }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  });
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  const sent = new Request(url, { method, headers: all, body: isPlain ? body : JSON.stringify(body), duplex, signal });
  const response = await service.fetch(sent);
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text, body: parsed(response, text) };
  conforms(document, method, url, answer);
  return answer;
}

function parsed(response, text) {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return undefined;
  return text === '' ? undefined : JSON.parse(text);
}

// ---- conformance to the OpenAPI document

const validators = new Map();

/** The document's operation for a request, its path's template, and whether there is such a path at all. */
export function operationOf(document, method, url) {
  const path = url.pathname.replace(/^\/api\/(v2|connection)\/[^/]+/, (start) => start.toLowerCase());
  const steps = path.length > 1 ? path.replace(/\/$/, '').split('/') : path.split('/');
  const fits = (template) => {
    const wanted = template.split('/');
    return wanted.length === steps.length && wanted.every((step, at) => step.startsWith('{') || step === steps[at]);
  };
  const templates = Object.keys(document.paths).filter(fits);
  templates.sort((a, b) => a.split('{').length - b.split('{').length);
  const methods = templates.length > 0 ? document.paths[templates[0]] : undefined;
  return { template: templates[0], operation: methods?.[method === 'HEAD' ? 'get' : method.toLowerCase()] };
}

/** What the document says of this route and status is what came. */
export function conforms(document, method, url, { status, headers, text, body }) {
  const said = `${method} ${url.pathname} answered ${status} ${text.slice(0, 300)}`;
  assert.equal(headers.get('x-content-type-options'), 'nosniff', said);
  assert.ok(headers.get('x-request-id'), said);
  const { template, operation } = operationOf(document, method, url);
  if (!template) return assert.ok([401, 404, 413].includes(status), said);
  if (!operation) {
    assert.ok([401, 403, 405, 413, 429, 503].includes(status), said);
    return checkBody(document, said, { $ref: '#/components/schemas/Error' }, body, method);
  }
  const answer = operation.responses[status];
  assert.ok(answer, `${said}: not documented`);
  for (const [name, { required }] of Object.entries(answer.headers ?? {})) {
    if (required) assert.ok(headers.get(name) !== null, `${said}: without ${name}`);
  }
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  if (type === undefined) assert.equal(text, '', said);
  else assert.ok(headers.get('content-type')?.startsWith(type), `${said}: ${headers.get('content-type')}`);
  if (type === 'application/json') checkBody(document, said, content.schema, body, method);
}

function checkBody(document, said, schema, body, method) {
  if (method === 'HEAD') return assert.equal(body, undefined, said);
  const { success, error } = validatorOf(document, schema).safeParse(body);
  assert.ok(success, `${said}: ${error?.message}`);
}

function validatorOf(document, schema) {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) return known;
  const moved = (value) => JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'));
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const made = z.fromJSONSchema({ $schema, ...moved(schema), $defs: moved(document.components.schemas) });
  validators.set(key, made);
  return made;
}

/** A journey to create. */
export const course = (changes = {}) => ({
  description: 'A course',
  waypoints: [{ description: 'completed', conditions: { 'statement.verb.id': 'http://example.org/completed' } }],
  outcomes: [{ type: 'callback', callback: 'https://example.org/done' }],
  ...changes,
});

let statements = 0;

/** A statement that completes such a course. */
export const completed = (changes = {}) => ({
  id: `00000000-0000-4000-8000-${String(++statements).padStart(12, '0')}`,
  actor: { mbox: 'mailto:ana@example.org' },
  verb: { id: 'http://example.org/completed' },
  object: { id: 'http://example.org/course' },
  timestamp: '2026-01-05T11:00:00Z',
  ...changes,
});
