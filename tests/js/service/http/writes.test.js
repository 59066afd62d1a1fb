// REST, writing: creating, replacing, patching and deleting journeys, what is refused, and writers who race.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ANA, completed, course, makeService, ORGANISATION } from './helpers.js';

let made;
let ask;

before(async () => {
  made = await makeService();
  ({ ask } = await made.clientOf({ user: ANA }));
});

after(() => made.service.close());

const create = async (changes) => (await ask('POST', '/api/v2/journey', { body: course(changes) })).body;
const pathOf = ({ _id }) => `/api/v2/journey/${_id}`;

describe('a create', () => {
  test('answers 201 with the document, its place and its entity tag', async () => {
    const { status, headers, body } = await ask('POST', '/api/v2/journey', { body: course() });
    assert.equal(status, 201);
    assert.deepEqual([body.organisation, body.owner, body.__v, body.version], [ORGANISATION, ANA, 0, 1]);
    assert.equal(headers.get('location'), pathOf(body));
    const got = await ask('GET', headers.get('location'));
    assert.deepEqual([got.body, got.headers.get('etag')], [body, headers.get('etag')]);
  });

  test('shows warnings beside the document, which do not stay with it', async () => {
    const { warnings, ...document } = await create({ waypoints: [{ conditions: {} }] });
    assert.ok(warnings.length > 0 && warnings[0].path && warnings[0].message);
    assert.deepEqual((await ask('GET', pathOf(document))).body, document);
  });

  test('has no warnings where there is nothing to warn of', async () => {
    assert.equal('warnings' in (await create()), false);
  });

  test('takes conditions as JSON and as a string that holds it', async () => {
    const conditions = { 'statement.verb.id': 'http://example.org/x' };
    const document = await create({ waypoints: [{ conditions }, { conditions: JSON.stringify(conditions) }] });
    assert.deepEqual(
      document.waypoints.map((each) => each.conditions),
      Array(2).fill(JSON.stringify(conditions)),
    );
  });

  test('keeps an id that it is given, once', async () => {
    const _id = made.context.newId();
    assert.equal((await create({ _id }))._id, _id);
    assert.equal((await ask('POST', '/api/v2/journey', { body: course({ _id }) })).status, 409);
  });

  test('ignores a __v, but not one that is no whole number', async () => {
    assert.equal((await create({ __v: 7 })).__v, 0);
    const { status, body } = await ask('POST', '/api/v2/journey', { body: course({ __v: {} }) });
    assert.deepEqual([status, Object.keys(body.errors)], [400, ['__v']]);
  });

  test('tells every fault at its path and creates nothing', async () => {
    const { body: before } = await ask('GET', '/api/v2/journey/count');
    const faulty = { waypoints: [{ conditions: { a: { $foo: 1 } }, count: 0 }], isSequential: 'yes', colour: 'blue' };
    const { status, body } = await ask('POST', '/api/v2/journey', { body: faulty });
    assert.deepEqual([status, body.name], [400, 'ValidationError']);
    assert.deepEqual(Object.keys(body.errors).sort(), [
      'colour',
      'isSequential',
      'waypoints.0.conditions',
      'waypoints.0.count',
    ]);
    assert.deepEqual((await ask('GET', '/api/v2/journey/count')).body, before);
  });
});

for (const method of ['PUT', 'POST']) {
  describe(`${method} of a document`, () => {
    test('replaces it whole', async () => {
      const document = await create({ description: 'before', isRepeatable: true });
      const { status, body } = await ask(method, pathOf(document), { body: course({ description: 'after' }) });
      assert.deepEqual([status, body.description, body.isRepeatable, body.__v], [200, 'after', false, 1]);
      assert.equal(body.createdAt, document.createdAt);
    });

    test('creates it under an id that is free', async () => {
      const _id = made.context.newId();
      const { status, body } = await ask(method, `/api/v2/journey/${_id.toUpperCase()}`, { body: course() });
      assert.deepEqual([status, body._id, body.__v], [200, _id, 0]);
    });

    test('takes back what a GET answered, and keeps the ids in it', async () => {
      const document = await create();
      const { status, body } = await ask(method, pathOf(document), { body: document });
      assert.deepEqual([status, { ...body, __v: 0, updatedAt: document.updatedAt }], [200, document]);
    });

    test('is a 400 under what can be no id', async () => {
      const { status, body } = await ask(method, '/api/v2/journey/nonsense', { body: course() });
      assert.deepEqual([status, Object.keys(body.errors)], [400, ['_id']]);
    });
  });
}

describe('a patch', () => {
  test('changes only the named fields', async () => {
    const document = await create({ isRepeatable: true });
    const { status, body } = await ask('PATCH', pathOf(document), { body: { description: 'other' } });
    assert.equal(status, 200);
    assert.deepEqual({ ...body, updatedAt: 0 }, { ...document, description: 'other', __v: 1, updatedAt: 0 });
  });

  test('raises the version where it changes who has come how far', async () => {
    const document = await create();
    const { body } = await ask('PATCH', pathOf(document), { body: { isSequential: true } });
    assert.equal(body.version, 2);
  });

  test('is refused whole', async () => {
    const document = await create();
    const { status } = await ask('PATCH', pathOf(document), { body: { description: 'x', trackBy: 'nobody' } });
    assert.equal(status, 400);
    assert.deepEqual((await ask('GET', pathOf(document))).body, document);
  });
});

test('a delete answers 204, and then there is neither journey nor progress', async () => {
  const document = await create();
  await ask('POST', '/data/xAPI/statements', { body: completed() });
  const query = { query: { journey: document._id } };
  assert.equal((await ask('GET', '/api/v2/journeyprogress', { query })).body.length, 1);
  const { status, text } = await ask('DELETE', pathOf(document));
  assert.deepEqual([status, text], [204, '']);
  assert.equal((await ask('GET', pathOf(document))).status, 404);
  assert.equal((await ask('DELETE', pathOf(document))).status, 404);
  assert.equal((await ask('PATCH', pathOf(document), { body: {} })).status, 404);
  assert.deepEqual((await ask('GET', '/api/v2/journeyprogress', { query })).body, []);
});

describe('a writer who saw another state', () => {
  /** A journey that has moved on from `seen`. */
  async function movedOn() {
    const { body, headers } = await ask('POST', '/api/v2/journey', { body: course() });
    const now = await ask('PATCH', pathOf(body), { body: { description: 'moved on' } });
    return {
      seen: { v: body.__v, etag: headers.get('etag') },
      now: { v: now.body.__v, etag: now.headers.get('etag') },
      body,
    };
  }

  const writes = [
    ['PUT', (v) => course(v)],
    ['POST', (v) => course(v)],
    ['PATCH', (v) => ({ description: 'mine', ...v })],
  ];
  for (const [method, bodyOf] of writes) {
    test(`is refused by ${method} with 409, by __v and by If-Match`, async () => {
      const { seen, body } = await movedOn();
      const cases = [
        [{ __v: seen.v }, {}],
        [{ __v: 99 }, {}],
        [{}, { 'If-Match': seen.etag }],
        [{}, { 'If-Match': `W/${seen.etag}` }],
        [{}, { 'If-Match': `"x", ${seen.etag}` }],
        [{}, { 'If-Match': 'nonsense' }],
      ];
      for (const [v, headers] of cases) {
        const { status } = await ask(method, pathOf(body), { body: bodyOf(v), headers });
        assert.equal(status, 409, JSON.stringify([v, headers]));
      }
      assert.equal((await ask('GET', pathOf(body))).body.__v, 1);
    });

    test(`of the present state may ${method}`, async () => {
      for (const how of ['__v', 'etag', 'list', 'weak', 'any']) {
        const { now, body } = await movedOn();
        const etags = { etag: now.etag, list: `"x", ${now.etag}`, weak: `W/${now.etag}`, any: '*' };
        const headers = etags[how] ? { 'If-Match': etags[how] } : {};
        const answer = await ask(method, pathOf(body), { body: bodyOf(how === '__v' ? { __v: now.v } : {}), headers });
        assert.deepEqual([answer.status, answer.body.__v], [200, 2], how);
      }
    });

    test(`cannot ${method} with a __v that is no whole number`, async () => {
      const { body } = await movedOn();
      for (const __v of ['1', 1.5, null, {}]) {
        const { status, body: error } = await ask(method, pathOf(body), { body: bodyOf({ __v }) });
        assert.deepEqual([status, Object.keys(error.errors)], [400, ['__v']]);
      }
    });
  }

  test('does not delete; that of the present state does', async () => {
    const { seen, now, body } = await movedOn();
    assert.equal((await ask('DELETE', pathOf(body), { headers: { 'If-Match': seen.etag } })).status, 409);
    assert.equal((await ask('DELETE', pathOf(body), { headers: { 'If-Match': now.etag } })).status, 204);
  });

  test('does not create under an id where something was expected', async () => {
    const path = `/api/v2/journey/${made.context.newId()}`;
    assert.equal((await ask('PUT', path, { body: course(), headers: { 'If-Match': '*' } })).status, 409);
    assert.equal((await ask('PUT', path, { body: course({ __v: 3 }) })).status, 409);
    assert.equal((await ask('GET', path)).status, 404);
  });

  test('is all but one of those who write at once', async () => {
    const document = await create();
    const body = { description: 'me', __v: 0 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('PATCH', pathOf(document), { body })));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ...Array(19).fill(409)]);
  });

  test('is refused an If-Match without end', async () => {
    const document = await create();
    const headers = { 'If-Match': '"0.x",'.repeat(1000) };
    assert.equal((await ask('PATCH', pathOf(document), { body: {}, headers })).status, 400);
  });
});

test('an _id in a body that can be none is a fault', async () => {
  const document = await create();
  for (const [method, path] of [
    ['POST', '/api/v2/journey'],
    ['PUT', pathOf(document)],
    ['PATCH', pathOf(document)],
  ]) {
    for (const _id of ['', 'x', null, 1, {}, '0'.repeat(25)]) {
      const { status, body } = await ask(method, path, { body: course({ _id }) });
      assert.deepEqual([status, Object.keys(body.errors)], [400, ['_id']], `${method} ${_id}`);
    }
  }
});

describe('a body', () => {
  const targets = () => [
    ['POST', '/api/v2/journey'],
    ['PUT', `/api/v2/journey/${made.context.newId()}`],
  ];

  test('is refused with 415 unless it says that it is JSON', async () => {
    for (const [method, path] of targets()) {
      for (const type of [
        null,
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        'json',
      ]) {
        const body = Buffer.from(JSON.stringify(course()));
        const answer = await ask(method, path, { body, headers: { 'content-type': type } });
        assert.equal(answer.status, 415, type);
      }
    }
  });

  test('is taken as any sort of JSON, in any letter case', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json']) {
      const { status } = await ask('POST', '/api/v2/journey', { body: course(), headers: { 'content-type': type } });
      assert.equal(status, 201, type);
    }
  });

  test('may be packed', async () => {
    const body = gzipSync(JSON.stringify(course()));
    const { status } = await ask('POST', '/api/v2/journey', { body, headers: { 'content-encoding': 'gzip' } });
    assert.equal(status, 201);
  });

  test('is refused where it is no journey', async () => {
    for (const [method, path] of targets()) {
      for (const body of [
        '',
        ' ',
        '{',
        '[]',
        '1',
        'null',
        '"x"',
        '{"a":}',
        '{"description":"\xff"}',
        '\ufeff{}x',
        '[{}]',
      ]) {
        const { status } = await ask(method, path, { body: Buffer.from(body, 'latin1') });
        assert.equal(status, 400, body);
      }
    }
  });
});
