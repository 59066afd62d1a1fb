// Whatever anybody sends is answered 4xx, or as if it were well meant: never 500, never a crash, never slowly.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { random, seedOf } from '../../helpers.js';
import { isTooDeep } from '../../../../js/service/depth.js';
import { ANA, completed, course, makeService, ORGANISATION } from './helpers.js';

let made;
let ask;
let journey;

before(async () => {
  made = await makeService(undefined, { settings: { maxBody: 3_000_000 } });
  ({ ask } = await made.clientOf({ user: ANA }));
  journey = (await ask('POST', '/api/v2/journey', { body: course() })).body;
});

after(() => made.service.close());

/** Leaves one journey only: every statement is matched with all of them. */
async function clear() {
  const documents = await made.context.store.find('journey', ORGANISATION, {});
  await made.context.store.change(async (transaction) => {
    for (const { _id } of documents) if (_id !== journey._id) await transaction.deleteJourney(_id);
  });
}

afterEach(clear);

const RUNS = Number(process.env.JOURNEYS_RUNS ?? 1);
const isFine = ({ status }) => status >= 200 && status < 500;
const writes = () => [
  ['POST', '/api/v2/journey', {}],
  ['PUT', `/api/v2/journey/${journey._id}`, {}],
  ['PATCH', `/api/v2/journey/${journey._id}`, {}],
  ['POST', '/data/xAPI/statements', {}],
  ['PUT', '/data/xAPI/statements', { statementId: completed().id }],
];

describe('deep JSON', () => {
  const shapes = {
    arrays: (levels) => '['.repeat(levels) + ']'.repeat(levels),
    objects: (levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
    'arrays without an end': (levels) => '['.repeat(levels),
    'a condition': (levels) =>
      `{"waypoints":[{"conditions":${'{"$and":['.repeat(levels / 2)}{}${']}'.repeat(levels / 2)}}]}`,
    'an extension': (levels) =>
      JSON.stringify(completed({ context: { extensions: 0 } })).replace(
        '"extensions":0',
        `"extensions":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`,
      ),
    'a record': (levels) =>
      `{"statement":${JSON.stringify(completed({ x: 0 })).replace('"x":0', `"x":${'['.repeat(levels)}${']'.repeat(levels)}`)}}`,
    'a text': (levels) => JSON.stringify({ description: '[{'.repeat(levels) }),
  };
  for (const [name, make] of Object.entries(shapes)) {
    test(`of ${name} is answered, however deep`, async () => {
      for (const levels of [400, 498, 502, 10_000, 200_000]) {
        for (const [method, path, query] of writes()) {
          const answer = await ask(method, path, { query, body: make(levels) });
          assert.ok(isFine(answer), `${method} ${path} ${levels}: ${answer.text.slice(0, 200)}`);
        }
      }
    });
  }

  test('is found by counting brackets outside of strings', () => {
    const bytes = (text) => Buffer.from(text);
    const rows = [
      ['['.repeat(500) + ']'.repeat(500), false],
      ['['.repeat(501) + ']'.repeat(501), true],
      [`"${'['.repeat(2000)}"`, false],
      [`["\\"${'['.repeat(2000)}"]`, false],
      [`["\\\\",${'['.repeat(500)}`, true],
      [`["a\\\\\\"${'['.repeat(600)}"]`, false],
      ['[]'.repeat(1000), false],
      [`"${'x'.repeat(600)}`, false],
      [']'.repeat(600) + '['.repeat(501), false],
    ];
    for (const [text, expected] of rows) assert.equal(isTooDeep(bytes(text)), expected, text.slice(0, 20));
  });
});

const STRANGE = [
  '{"count":1e999,"waypoints":[{"conditions":{},"count":1e999}]}',
  '{"waypoints":[{"conditions":{},"count":-1e999,"order":123456789012345678901234567890}]}',
  '{"waypoints":{"length":5}}',
  '{"__proto__":{"isPublic":true},"constructor":{"prototype":{"x":1}}}',
  '{"waypoints":[{"conditions":{"__proto__":1}}]}',
  '{"waypoints":[{"__proto__":{"conditions":{}}}]}',
  '{"description":"\\u0000\\ud800","_id":"\\u0000"}',
  '{"_id":{"$gt":""},"owner":{"$ne":null}}',
  '{"_id":null}',
  '{"outcomes":[{"type":"callback","callback":"javascript:alert(1)"}]}',
  '{"outcomes":[null,1,[]],"waypoints":[null,1,[]]}',
  '{"sources":["x",1,null,{"length":1}]}',
  '{"createdAt":1e30,"updatedAt":{},"__v":1e300}',
  '{"createdAt":"0000-00-00T00:00:00Z"}',
  '{"toJSON":1,"then":{"then":1}}',
  '{"id":"\\u0000","actor":{"mbox":"mailto:a@b","__proto__":{}},"verb":{"id":"x"},"object":{}}',
  '{"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://x.y/z"},"object":{"id":"http://x.y/z"},"timestamp":"9999999-01-01"}',
  '{"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://x.y/z"},"object":{"id":"http://x.y/\\ud800"}}',
  '{"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://x.y/z"},"object":{"id":"http://x.y/\\u0000"}}',
  '{"statement":{"statement":{"statement":{}}}}',
  '{"statement":[],"_id":{}}',
  '[null]',
  '[[]]',
  '[1e999]',
  `[${'1'.repeat(100_000)}]`,
  `{"description":"${'x'.repeat(1_000_000)}"}`,
  `{${Array.from({ length: 20_000 }, (_, at) => `"f${at}":1`).join()}}`,
  `[${Array(20_000).fill('{}')}]`,
  '{"a":1,"a":2,"a":{"a":1}}',
  '\u2028',
  '{"a":1}{"b":2}',
];

describe('strange JSON', () => {
  for (const [index, text] of STRANGE.entries()) {
    test(`number ${index} is answered: ${text.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
      for (const [method, path, query] of writes()) {
        const answer = await ask(method, path, { query, body: text });
        assert.ok(isFine(answer), `${method} ${path}: ${answer.text.slice(0, 300)}`);
      }
      assert.equal({}.isPublic, undefined);
      assert.equal({}.x, undefined);
    });
  }

  for (const value of ['null', '1', '"x"', '[]', '{}', 'true', '-0', '1.5', '""', '[[]]', '{"$oid":1}', '1e400']) {
    test(`${value} in every field is answered`, async () => {
      const fields = [...Object.keys(journey), 'queryHint', 'recalculateStatus', 'sources', 'id', 'warnings'];
      for (const field of fields) {
        for (const [method, path] of writes().slice(0, 3)) {
          const body = JSON.stringify({ ...course(), [field]: 0 }).replace(
            `${JSON.stringify(field)}:0`,
            `${JSON.stringify(field)}:${value}`,
          );
          const answer = await ask(method, path, { body });
          assert.ok(isFine(answer), `${method} ${field}: ${answer.text}`);
        }
      }
      for (const field of [
        'id',
        'actor',
        'verb',
        'object',
        'timestamp',
        'stored',
        'result',
        'context',
        'statement',
        'authority',
      ]) {
        const body = JSON.stringify({ ...completed(), [field]: 0 }).replace(`"${field}":0`, `"${field}":${value}`);
        const answer = await ask('POST', '/data/xAPI/statements', { body });
        assert.ok(isFine(answer), `${field}: ${answer.text}`);
      }
    });
  }
});

/** A text that has something to do with what is expected. */
function garble(dice, seeds) {
  const bytes = Buffer.from(dice.of(seeds));
  const cut = dice.below(bytes.length + 1);
  const changes = 1 + dice.below(6);
  for (let change = 0; change < changes && bytes.length > 0; change++)
    bytes[dice.below(bytes.length)] = dice.below(256);
  return dice.chance(0.3)
    ? bytes.subarray(0, cut)
    : dice.chance(0.2)
      ? Buffer.concat([bytes, bytes.subarray(cut)])
      : bytes;
}

test('fuzzed bodies are answered', async (t) => {
  const dice = random(seedOf(t));
  const seeds = [
    JSON.stringify(course()),
    JSON.stringify(completed()),
    JSON.stringify([completed(), completed()]),
    ...STRANGE.filter(({ length }) => length < 300),
  ];
  const types = [
    'application/json',
    'application/json',
    'multipart/mixed; boundary=a',
    'text/plain',
    'application/json;charset=\xff',
  ];
  for (let turn = 0; turn < 1500 * RUNS; turn++) {
    if (turn % 50 === 0) await clear();
    const [method, path, query] = dice.of(writes());
    const body = garble(dice, seeds);
    const headers = {
      'content-type': dice.of(types),
      ...(dice.chance(0.1) && { 'content-encoding': dice.of(['gzip', 'br', 'deflate']) }),
    };
    const answer = await ask(method, path, { query, body, headers });
    assert.ok(isFine(answer), `${method} ${path} ${JSON.stringify(body.toString('latin1'))}: ${answer.text}`);
  }
  assert.deepEqual(made.errors, []);
});

test('fuzzed parameters and paths are answered', async (t) => {
  const dice = random(seedOf(t));
  const values = [
    '{"a":1}',
    '{"$or":[{"_id":{"$gt":"0"}},{"waypoints.conditions":{"$exists":true}}]}',
    '-updatedAt,description',
    '{"updatedAt":-1}',
    '10',
    'a.b.c',
    '{"waypoints":{"$elemMatch":{"count":{"$gte":1}}}}',
    '{"description":{"$regex":"(a+)+$"}}',
    Buffer.from('{"_id":"0"}').toString('base64'),
  ];
  const names = [
    'query',
    'sort',
    'skip',
    'limit',
    'select',
    'distinct',
    'filter',
    'project',
    'hint',
    'first',
    'last',
    'after',
    'before',
  ];
  const paths = [
    '/api/v2/journey',
    '/api/v2/journeyprogress',
    '/api/v2/delivery/count',
    '/api/connection/journey',
    '/api/connection/delivery',
    `/api/v2/journey/${journey._id}`,
  ];
  for (let turn = 0; turn < 2500 * RUNS; turn++) {
    const url = new URL(dice.of(paths), 'http://localhost');
    const count = 1 + dice.below(3);
    for (let each = 0; each < count; each++) {
      const value = dice.chance(0.3) ? dice.of(values) : garble(dice, values).toString(dice.of(['latin1', 'utf8']));
      url.searchParams.append(dice.of(names), value);
    }
    const text = dice.chance(0.2) ? url.href.replace(/%/, () => dice.of(['%', '%%', '%e', ''])) : url.href;
    const answer = await ask('GET', text);
    assert.ok(isFine(answer), `${text}: ${answer.text}`);
  }
  assert.deepEqual(made.errors, []);
});

test('fuzzed headers are answered', async (t) => {
  const dice = random(seedOf(t));
  const names = [
    'authorization',
    'content-type',
    'content-encoding',
    'if-match',
    'if-none-match',
    'x-experience-api-version',
    'x-request-id',
    'content-length',
    'accept',
    'sec-fetch-site',
    'origin',
    'x-http-method-override',
  ];
  const values = [
    'Basic YTpi',
    'application/json',
    '"0.abc"',
    '*',
    '1.0.3',
    'gzip',
    'multipart/mixed; boundary="a"',
    '-1',
    '1e9',
    'x'.repeat(5000),
  ];
  for (let turn = 0; turn < 1000 * RUNS; turn++) {
    const [method, path, query] = dice.of([
      ...writes(),
      ['GET', '/api/v2/journey', {}],
      ['GET', `/api/v2/journey/${journey._id}`, {}],
    ]);
    const value = garble(dice, values)
      .toString('latin1')
      .replace(/[\0\r\n]/g, '?')
      .trim();
    const body = method === 'GET' ? undefined : JSON.stringify(course());
    const answer = await ask(method, path, { query, body, headers: { [dice.of(names)]: value } });
    assert.ok(isFine(answer), `${method} ${path} ${value}: ${answer.text}`);
  }
  assert.deepEqual(made.errors, []);
});

test('regular expressions that would take others forever are answered at once', async () => {
  await ask('POST', '/api/v2/journey', { body: course({ description: `${'a'.repeat(50_000)}!` }) });
  for (const pattern of ['(a+)+$', '(a|a)*$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
    const { status } = await ask('GET', '/api/v2/journey', { query: { query: { description: { $regex: pattern } } } });
    assert.equal(status, 200, pattern);
  }
});
