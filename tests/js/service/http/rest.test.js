// REST, reading: every parameter, what it may be and what it may not, on every route that takes it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { distinctValues, MOST_READ, MOST_VALUES } from '../../../../js/service/http/distinct.js';
import { ANA, completed, course, makeService, STORE } from './helpers.js';

let made;
let ask;
const documents = [];

before(async () => {
  made = await makeService();
  ({ ask } = await made.clientOf({ user: ANA, lrs_id: STORE }));
  for (const [description, changes] of [
    ['b', { isActive: false }],
    ['a', { isPublic: true, sources: [STORE] }],
    ['c', { isRepeatable: true }],
    ['a', { isSequential: true, trackBy: 'persona' }],
  ]) {
    made.clock.advance(1000);
    documents.push((await ask('POST', '/api/v2/journey', { body: course({ description, ...changes }) })).body);
  }
  await ask('POST', '/data/xAPI/statements', {
    body: [completed(), completed({ actor: { mbox: 'mailto:ben@example.org' } })],
  });
});

after(() => made.service.close());

const list = (query) => ask('GET', '/api/v2/journey', { query });
const described = async (query) => (await list(query)).body.map(({ description }) => description).join('');
const positions = async (query) =>
  (await list(query)).body.map(({ _id }) => documents.findIndex((each) => each._id === _id)).join('');

describe('the list of journeys', () => {
  const cases = [
    ['nothing', {}, '0123', 4],
    ['query {}', { query: {} }, '0123', 4],
    ['a query', { query: { description: 'a' } }, '13', 2],
    ['a query with operators', { query: { $or: [{ isActive: false }, { description: { $in: ['c'] } }] } }, '02', 2],
    ['a query that nothing meets', { query: { description: 'z' } }, '', 0],
    ['a query by id', { query: () => ({ _id: documents[2]._id }) }, '2', 1],
    ['a query by {"$oid"}', { query: () => ({ _id: { $oid: documents[2]._id } }) }, '2', 1],
    ['a query by time', { query: () => ({ createdAt: { $gt: { $date: documents[1].createdAt } } }) }, '23', 2],
    [
      'a query by time as text',
      { query: () => ({ createdAt: { $gte: documents[2].createdAt.replace('Z', '+00:00') } }) },
      '23',
      2,
    ],
    ['a query into arrays', { query: { 'waypoints.description': 'completed' } }, '0123', 4],
    ['sort ascending', { sort: 'description' }, '1302', 4],
    ['sort descending', { sort: '-description' }, '2013', 4],
    ['sort by two', { sort: 'description,-createdAt' }, '3102', 4],
    ['sort by two, apart by a space', { sort: 'description -createdAt' }, '3102', 4],
    ['sort as JSON', { sort: { description: 1, createdAt: -1 } }, '3102', 4],
    ['sort as JSON with words', { sort: { description: 'desc', createdAt: 'ascending' } }, '2013', 4],
    ['sort by _id, descending', { sort: '-_id' }, '3210', 4],
    ['sort by what nobody has', { sort: 'nothing.there' }, '0123', 4],
    ['sort by an array', { sort: 'waypoints.order' }, '0123', 4],
    ['skip', { skip: 3 }, '3', 4],
    ['skip beyond the end', { skip: 2147483647 }, '', 4],
    ['limit', { limit: 2 }, '01', 4],
    ['the greatest limit', { limit: 1000 }, '0123', 4],
    ['skip, limit, sort and query', { query: { isActive: true }, sort: '-description', skip: 1, limit: 1 }, '1', 3],
  ];
  for (const [name, given, expected, total] of cases) {
    test(`with ${name}`, async () => {
      const query = typeof given.query === 'function' ? { ...given, query: given.query() } : given;
      assert.equal(await positions(query), expected);
      const { headers } = await list(query);
      assert.equal(headers.get('x-total-count'), String(total));
      const { body } = await ask('GET', '/api/v2/journey/count', { query: query.query ? { query: query.query } : {} });
      assert.deepEqual(body, { count: total });
    });
  }

  test('answers 100 documents unless told otherwise', async (t) => {
    const other = await makeService(t);
    const { client, ask: askOther } = await other.clientOf();
    const document = { ...documents[0], organisation: client.organisation };
    await other.context.store.change(async (transaction) => {
      for (let index = 0; index < 105; index++) {
        const _id = index.toString(16).padStart(24, '0');
        const row = { _id, organisation: client.organisation, epoch: 1 };
        await transaction.putJourney({ ...row, document: { ...document, _id, waypoints: [], outcomes: [] } }, false);
      }
    });
    const { body, headers } = await askOther('GET', '/api/v2/journey');
    assert.deepEqual([body.length, headers.get('x-total-count')], [100, '105']);
  });

  const selections = [
    ['description', ['_id', 'description']],
    ['description,trackBy', ['_id', 'description', 'trackBy']],
    ['description trackBy', ['_id', 'description', 'trackBy']],
    ['description,-_id', ['description']],
    ['_id', ['_id']],
    ['nothing', ['_id']],
    ['{"description":1}', ['_id', 'description']],
    ['{"description":true,"_id":0}', ['description']],
    ['waypoints.description', ['_id', 'waypoints']],
  ];
  for (const [select, fields] of selections) {
    test(`shows only what select=${select} names`, async () => {
      for (const document of (await list({ select })).body) assert.deepEqual(Object.keys(document).sort(), fields);
      const { body } = await ask('GET', `/api/v2/journey/${documents[0]._id}`, { query: { select } });
      assert.deepEqual(Object.keys(body).sort(), fields);
    });
  }

  test('leaves out what select names with a minus, also inside of arrays', async () => {
    for (const select of ['-waypoints.conditions,-outcomes', '{"waypoints.conditions":0,"outcomes":false}']) {
      const [{ outcomes, waypoints, ...rest }] = (await list({ select })).body;
      assert.equal(outcomes, undefined);
      assert.deepEqual(Object.keys(waypoints[0]), ['_id', 'description', 'isActive', 'count', 'order']);
      assert.equal(Object.keys(rest).length, Object.keys(documents[0]).length - 2);
    }
    const [withoutId] = (await list({ select: '-_id' })).body;
    assert.equal(withoutId._id, undefined);
    assert.equal(withoutId.description, 'b');
  });

  test('shows of an array the named fields of its objects', async () => {
    const [{ waypoints }] = (await list({ select: 'waypoints.count' })).body;
    assert.deepEqual(waypoints, [{ count: 1 }]);
  });

  const distincts = [
    ['description', ['a', 'b', 'c']],
    ['isActive', [false, true]],
    ['sources', [STORE]],
    ['waypoints.count', [1]],
    ['waypoints.0.order', [0]],
    ['nothing', []],
  ];
  for (const [distinct, expected] of distincts) {
    test(`tells the different values of ${distinct}`, async () => {
      const { body, headers } = await list({ distinct });
      assert.deepEqual(body.sort(), expected);
      assert.equal(headers.get('x-total-count'), String(expected.length));
    });
  }

  test('tells the different values among what a query means', async () => {
    assert.deepEqual((await list({ distinct: 'description', query: { isActive: false } })).body, ['b']);
  });

  test('answers conditions as strings that hold JSON', async () => {
    const conditions = '{"statement.verb.id":"http://example.org/completed"}';
    for (const { waypoints } of (await list()).body) assert.equal(waypoints[0].conditions, conditions);
  });

  test('is the same whatever the letter case of its name and with a slash at the end', async () => {
    const expected = (await list()).text;
    for (const path of ['/api/v2/Journey', '/api/v2/JOURNEY/', '/api/v2/jOuRnEy']) {
      assert.equal((await ask('GET', path)).text, expected, path);
    }
    assert.equal((await ask('GET', '/api/v2/JourneyProgress/Count')).status, 404);
    assert.equal((await ask('GET', '/api/v2/JourneyProgress/count/')).status, 200);
    assert.equal((await ask('GET', '/api/V2/journey')).status, 404);
  });

  test('may be asked for by HEAD', async () => {
    const { status, text, headers } = await ask('HEAD', '/api/v2/journey');
    assert.deepEqual([status, text, headers.get('x-total-count')], [200, '', '4']);
  });

  test('sorts described as they are described', async () => {
    assert.equal(await described({ sort: '-description' }), 'cbaa');
  });
});

const LIST = ['journey', 'journeyprogress', 'delivery'].map((kind) => `/api/v2/${kind}`);
const COUNT = LIST.map((path) => `${path}/count`);
const CONNECTION = ['journey', 'journeyprogress', 'delivery'].map((kind) => `/api/connection/${kind}`);
const deep = (levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

const BAD_QUERIES = [
  '',
  '{',
  'x',
  '1',
  'null',
  '[]',
  '"a"',
  '{"$foo":1}',
  '{"a":{"$foo":1}}',
  '{"$where":"1"}',
  '{"a":{"$in":1}}',
  '{"a":{"$regex":"("}}',
  '{"a":{"$date":"x"}}',
  '{"a":"\\ud800"}',
  deep(101),
  deep(501),
  deep(3000),
];
const BAD_SORTS = [
  '{',
  '{"a":2}',
  '{"a":null}',
  '{"$a":1}',
  '{"a..b":1}',
  '{"":1}',
  '{"__proto__":1}',
  '{"a.constructor":1}',
  '{"a\\u0000":1}',
  '{"a\\ud800":1}',
  deep(501),
  JSON.stringify({ ['x'.repeat(501)]: 1 }),
  JSON.stringify(Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`f${at}`, 1]))),
];
const BAD_PROJECTIONS = [
  '{',
  '{"a":2}',
  '{"a":{"b":1}}',
  '{"a":1,"b":0}',
  '{"a":1,"a.b":1}',
  '{"a.b":1,"a":1}',
  '{"__proto__":1}',
  '{"$a":1}',
  '{"":1}',
  deep(501),
];
const BAD_NAMES = ['__proto__', 'a.__proto__.b', 'constructor', '$a', 'a..b', '.', 'a\0', 'x'.repeat(501)];

const BAD = [
  [[...LIST, ...COUNT], 'query', BAD_QUERIES],
  [CONNECTION, 'filter', BAD_QUERIES],
  [LIST, 'sort', [...BAD_SORTS, ...BAD_NAMES, '-', 'a,a', 'a,-a']],
  [CONNECTION, 'sort', [...BAD_SORTS, '', 'description', '[]', '1']],
  [LIST, 'skip', ['', '-1', '1.5', 'x', '1e3', '2147483648', '99999999999999999999', ' 1', 'NaN', 'Infinity']],
  [LIST, 'limit', ['', '0', '-1', '1.5', 'x', '1001', '0x10', '99999999999']],
  [CONNECTION, 'first', ['', '0', '-1', '1001', 'x', '1.5']],
  [CONNECTION, 'last', ['', '0', '-1', '1001', 'x', '1.5']],
  [[...LIST, `${LIST[0]}/${'0'.repeat(24)}`], 'select', [...BAD_PROJECTIONS, ...BAD_NAMES, 'a,-b', '-a,b', 'a,a.b']],
  [CONNECTION, 'project', [...BAD_PROJECTIONS, '', 'a', '[]']],
  [LIST, 'distinct', ['', ...BAD_NAMES]],
  [
    CONNECTION,
    'after',
    ['', 'x', '{}', Buffer.from('{}').toString('base64'), Buffer.from('{"_id":1}').toString('base64')],
  ],
  [
    CONNECTION,
    'before',
    ['', '%', Buffer.from('[1]').toString('base64'), Buffer.from('{"_id":"x","a":1}').toString('base64')],
  ],
  [
    ['/api/recalculatejourney', '/api/cancelrecalculatejourney'],
    'journeyId',
    ['', 'x', '0'.repeat(23), 'g'.repeat(24)],
  ],
  [
    ['/data/xAPI/statements'],
    'statementId',
    ['', 'x', '346cb0a8-368c-4f29-a4f8-ec3565f7a75', '{346cb0a8-368c-4f29-a4f8-ec3565f7a75a}'],
  ],
];
const METHOD = { journeyId: 'POST', statementId: 'PUT' };

describe('a parameter that cannot be', () => {
  for (const [paths, name, values] of BAD) {
    for (const path of paths) {
      test(`${name} on ${path} is a 400 at its name`, async () => {
        for (const value of values) {
          const { status, body } = await ask(METHOD[name] ?? 'GET', path, { query: { [name]: value } });
          assert.equal(status, 400, `${name}=${value.slice(0, 80)}`);
          assert.ok(body.errors[name], JSON.stringify(body));
          assert.equal(body.errors[name].path, name);
          assert.ok(body.message.length < 500 && !body.message.includes(' it:'), body.message);
        }
      });
      test(`${name} on ${path}, given twice, is a 400`, async () => {
        const twice = await ask(METHOD[name] ?? 'GET', `${path}?${name}=1&${name}=1`);
        assert.deepEqual([twice.status, twice.body.errors[name].message], [400, 'is given more than once']);
      });
    }
  }

  test('is refused where there is no such parameter', async () => {
    const rows = [
      ['GET', '/api/v2/journey', 'filter'],
      ['GET', '/api/v2/journey', 'populate'],
      ['GET', '/api/v2/journey', '__proto__'],
      ['GET', '/api/v2/journey/count', 'limit'],
      ['GET', `/api/v2/journey/${documents[0]._id}`, 'query'],
      ['GET', '/api/connection/journey', 'query'],
      ['POST', '/data/xAPI/statements', 'statementId'],
      ['GET', '/health', 'x'],
    ];
    for (const [method, path, name] of rows) {
      const { status, body } = await ask(method, path, { query: { [name]: '1' } });
      assert.equal(status, 400, path);
      assert.deepEqual(Object.keys(body.errors), [name]);
    }
  });

  test('is one without a name', async () => {
    for (const query of ['?=1', '?limit=1&=', '?sort=a&=b&skip=1']) {
      assert.equal((await ask('GET', `/api/v2/journey${query}`)).status, 400, query);
    }
    assert.equal((await ask('GET', '/api/v2/journey?&limit=1&&')).status, 200);
  });

  test('is told together with all others', async () => {
    const { body } = await list({ query: '{', sort: '$', skip: -1, limit: 0, select: '$', distinct: '$', colour: 1 });
    assert.deepEqual(Object.keys(body.errors).sort(), [
      'colour',
      'distinct',
      'limit',
      'query',
      'select',
      'skip',
      'sort',
    ]);
  });

  test('is a sort, skip, limit or select beside distinct', async () => {
    for (const [name, value] of Object.entries({ sort: 'a', skip: 1, limit: 1, select: 'a' })) {
      const { status, body } = await list({ distinct: 'description', [name]: value });
      assert.deepEqual([status, Object.keys(body.errors)], [400, [name]]);
    }
  });

  test('is a missing one that has to be there', async () => {
    for (const [method, path, name] of [
      ['POST', '/api/recalculatejourney', 'journeyId'],
      ['POST', '/api/cancelrecalculatejourney', 'journeyId'],
      ['PUT', '/data/xAPI/statements', 'statementId'],
    ]) {
      const { status, body } = await ask(method, path);
      assert.deepEqual([status, body.errors[name].message], [400, 'is missing']);
    }
  });
});

describe('one document', () => {
  test('is there under its id in any letter case', async () => {
    const [{ _id }] = documents;
    for (const id of [_id, _id.toUpperCase()]) {
      const { status, body } = await ask('GET', `/api/v2/journey/${id}`);
      assert.deepEqual([status, body], [200, documents[0]]);
    }
  });

  test('is a 404 where there is none, whatever stands for its id', async () => {
    const strange = [
      '0'.repeat(24),
      'x',
      '0'.repeat(23),
      '%00',
      '%F0%9F%92%A9',
      '__proto__',
      '%E0%A4%A',
      'x'.repeat(3000),
      '..%2f',
    ];
    for (const kind of ['journey', 'journeyprogress', 'delivery']) {
      for (const id of strange) {
        const { status, body } = await ask('GET', `/api/v2/${kind}/${id}`);
        assert.equal(status, 404, id);
        assert.ok(body.message.length < 300, body.message);
      }
    }
  });

  test('is not sent again to who has it', async () => {
    for (const kind of ['journey', 'journeyprogress', 'delivery']) {
      const [{ _id }] = (await ask('GET', `/api/v2/${kind}`)).body;
      const path = `/api/v2/${kind}/${_id}`;
      const etag = (await ask('GET', path)).headers.get('etag');
      assert.match(etag, /^"[^"]+"$/);
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const { status, text, headers } = await ask('GET', path, { headers: { 'If-None-Match': known } });
        assert.deepEqual([status, text, headers.get('etag')], [304, '', etag], known);
      }
      for (const unknown of ['"other"', 'x', '']) {
        assert.equal((await ask('GET', path, { headers: { 'If-None-Match': unknown } })).status, 200, unknown);
      }
    }
  });
});

test('distinct goes through so many documents and tells so many values at most', async () => {
  const pages = (valueOf) => {
    let at = 0;
    return async ({ limit }) => Array.from({ length: limit }, () => ({ _id: String(++at), value: valueOf(at) }));
  };
  await assert.rejects(
    distinctValues(
      pages(() => 1),
      'value',
    ),
    { status: 400, message: new RegExp(`${MOST_READ} documents`) },
  );
  await assert.rejects(
    distinctValues(
      pages((at) => at),
      'value',
    ),
    { status: 400, message: new RegExp(`${MOST_VALUES} values`) },
  );
});
