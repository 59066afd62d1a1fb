// The connection interface: pages by cursors, forward and back, over thousands of documents with ties, while others write.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { random, seedOf } from '../../helpers.js';
import { compareKeys, sortKeys } from '../../../../js/stores/order.js';
import { cursorOf, keysOf } from '../../../../js/service/http/cursor.js';
import { ANA, BEN, makeService, ORGANISATION } from './helpers.js';

const COUNT = 10_000;
const JOURNEY = 'e'.repeat(24);

let made;
let ask;
let documents;

/** Progress documents with few different values, so that nearly all are ties. */
function progressRow(_id, dice) {
  const startedAt = dice.of([null, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z']);
  const owner = { trackBy: 'actor', ident: { objectType: 'Agent', mbox: `mailto:${_id}@example.org` } };
  const document = {
    ...{ _id, journey: JOURNEY, organisation: ORGANISATION, journeyVersion: dice.below(3), owner, startedAt },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' },
    ...{ isCompleted: dice.chance(0.5), completedAt: null, pendingProgress: {}, completions: [] },
    ...(dice.chance(0.7) && { duration: dice.of([null, 0, 1, 12133]) }),
  };
  return {
    journey: JOURNEY,
    organisation: ORGANISATION,
    owner: JSON.stringify(owner.ident),
    epoch: 1,
    attempts: 0,
    document,
  };
}

const put = (rows) => made.context.store.change((transaction) => transaction.putProgress(rows));
const idOf = (number) => number.toString(16).padStart(24, '0');

before(async () => {
  made = await makeService();
  ({ ask } = await made.clientOf());
  const dice = random(20260105);
  // Every other id is left free for those that come while pages are read.
  const rows = Array.from({ length: COUNT }, (_, index) => progressRow(idOf(2 * index), dice));
  await put(rows);
  documents = rows.map(({ document }) => document);
});

after(() => made.service.close());

const page = async (query) => {
  const { status, body, text } = await ask('GET', '/api/connection/journeyProgress', { query });
  assert.equal(status, 200, text);
  return { ...body, ids: body.edges.map(({ node }) => node._id) };
};

/** All ids, page after page; `between` is called before each. */
async function walk(query, between = async () => {}) {
  const isForward = query.first !== undefined;
  const ids = [];
  for (let cursor; ;) {
    await between();
    const { pageInfo, ids: found } = await page({
      ...query,
      ...(cursor && { [isForward ? 'after' : 'before']: cursor }),
    });
    if (isForward) ids.push(...found);
    else ids.unshift(...found);
    if (!(isForward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return ids;
    assert.ok(found.length > 0, 'there was said to be more');
    cursor = isForward ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

const SORTS = [
  [['_id', 1]],
  [['_id', -1]],
  [['startedAt', 1]],
  [
    ['startedAt', -1],
    ['journeyVersion', 1],
  ],
  [
    ['duration', 1],
    ['isCompleted', -1],
    ['_id', -1],
  ],
  [['owner.ident.mbox', -1]],
  [['owner', 1]],
  [['nothing.there', 1]],
];
const sorted = (sort) => {
  const whole = sort.some(([path]) => path === '_id') ? sort : [...sort, ['_id', 1]];
  const keyed = documents.map((document) => [sortKeys(document, whole), document._id]);
  return keyed.sort(([a], [b]) => compareKeys(a, b, whole)).map(([, id]) => id);
};

describe('paging', () => {
  for (const sort of SORTS) {
    const query = { sort: Object.fromEntries(sort) };

    test(`by ${JSON.stringify(query.sort)} meets every document once, in order, forward and back`, async () => {
      const expected = sorted(sort);
      assert.deepEqual(await walk({ ...query, first: 997 }), expected);
      assert.deepEqual(await walk({ ...query, last: 997 }), expected);
    });
  }

  test('goes forward to the middle and back to the start over the same documents', async () => {
    const sort = { startedAt: -1, duration: 1 };
    const pages = [await page({ sort, first: 7 })];
    for (let turn = 0; turn < 20; turn++)
      pages.push(await page({ sort, first: 7, after: pages.at(-1).pageInfo.endCursor }));
    for (let at = pages.length - 1; at > 0; at--) {
      const back = await page({ sort, last: 7, before: pages[at].pageInfo.startCursor });
      assert.deepEqual(back.ids, pages[at - 1].ids);
      assert.equal(back.pageInfo.hasPreviousPage, at > 1);
    }
  });

  test('with random sizes in random directions always tells what lies around', async (t) => {
    const dice = random(seedOf(t));
    const sort = [
      ['journeyVersion', -1],
      ['duration', 1],
    ];
    const all = sorted(sort);
    const query = { sort: Object.fromEntries(sort) };
    const whole = [...sort, ['_id', 1]];
    const byId = new Map(documents.map((document) => [document._id, document]));
    for (let turn = 0; turn < 150; turn++) {
      const at = dice.below(all.length);
      const until = Math.min(all.length, at + 1 + dice.below(30));
      const given = {
        ...(dice.chance(0.6) && { after: cursorOf(byId.get(all[at]), whole) }),
        ...(dice.chance(0.6) && until < all.length && { before: cursorOf(byId.get(all[until]), whole) }),
        ...(dice.chance(0.6) && { first: 1 + dice.below(20) }),
        ...(dice.chance(0.5) && { last: 1 + dice.below(20) }),
      };
      const [start, end] = relay(given, all.length, given.after ? at : -1, given.before ? until : all.length);
      const { ids, pageInfo } = await page({ ...query, ...given });
      const said = JSON.stringify([given, at, until]);
      assert.deepEqual(ids, all.slice(start, end), said);
      assert.deepEqual([pageInfo.hasPreviousPage, pageInfo.hasNextPage], [start > 0, end < all.length], said);
    }
  });
});

/** The part of the list that is asked for, as GraphQL's specification of connections computes it. */
function relay({ first, last, before }, length, after, until) {
  let [start, end] = [after + 1, until];
  const isBack = first === undefined && (last !== undefined || before !== undefined);
  if (!isBack) end = Math.min(end, start + (first ?? 10));
  if (isBack || last !== undefined) start = Math.max(start, end - (last ?? 10));
  return [start, Math.max(start, end)];
}

describe('while others write', () => {
  for (const [name, size] of [
    ['forward', { first: 500 }],
    ['back', { last: 500 }],
  ]) {
    test(`paging ${name} meets every document that was there once, and no new one twice`, async (t) => {
      const dice = random(seedOf(t));
      const added = [];
      const ids = await walk({ sort: { startedAt: 1, duration: -1 }, ...size }, async () => {
        const rows = Array.from({ length: 40 }, () => progressRow(idOf(2 * dice.below(COUNT * 2) + 1), dice));
        const fresh = rows.filter(({ document }, at) => {
          return !added.includes(document._id) && rows.findIndex((row) => row.document._id === document._id) === at;
        });
        await put(fresh);
        added.push(...fresh.map(({ document }) => document._id));
      });
      assert.equal(new Set(ids).size, ids.length);
      const seen = new Set(ids);
      assert.deepEqual(
        documents.filter(({ _id }) => !seen.has(_id)),
        [],
      );
      const rows = added.map((_id) => ({ ...progressRow(_id, dice), document: null }));
      await put(rows);
    });
  }
});

describe('a page', () => {
  test('has 10 edges unless told otherwise, by _id, each with the cursor of its node', async () => {
    const { edges, pageInfo } = await page({});
    assert.deepEqual(
      edges.map(({ node }) => node),
      documents.slice(0, 10),
    );
    for (const { cursor, node } of edges) {
      assert.deepEqual(JSON.parse(Buffer.from(cursor, 'base64')), { _id: node._id });
    }
    assert.deepEqual(pageInfo, {
      ...{ hasNextPage: true, hasPreviousPage: false },
      ...{ startCursor: edges[0].cursor, endCursor: edges[9].cursor },
    });
  });

  test('has cursors that hold the sort keys, null for what is missing', async () => {
    const { edges } = await page({ sort: { duration: 1, 'owner.trackBy': -1 }, first: 1 });
    const values = JSON.parse(Buffer.from(edges[0].cursor, 'base64'));
    assert.deepEqual(values, { duration: null, 'owner.trackBy': 'actor', _id: edges[0].node._id });
  });

  test('takes cursors that a URL has mangled', async () => {
    const { pageInfo } = await page({ sort: { 'owner.ident.mbox': 1 }, first: 3 });
    const expected = await page({ sort: { 'owner.ident.mbox': 1 }, first: 3, after: pageInfo.endCursor });
    for (const mangled of [pageInfo.endCursor.replaceAll('=', ''), pageInfo.endCursor.replaceAll('+', ' ')]) {
      assert.deepEqual(await page({ sort: { 'owner.ident.mbox': 1 }, first: 3, after: mangled }), expected);
    }
  });

  test('has of each node what project names, and whole cursors', async () => {
    const whole = await page({ sort: { startedAt: 1 }, first: 5 });
    const only = await page({ sort: { startedAt: 1 }, first: 5, project: { 'owner.trackBy': 1, _id: 0 } });
    assert.deepEqual(
      only.edges.map(({ node }) => node),
      Array(5).fill({ owner: { trackBy: 'actor' } }),
    );
    assert.deepEqual(only.pageInfo, whole.pageInfo);
    const without = await page({ first: 1, project: { owner: 0, completions: 0 } });
    const { owner, completions, ...rest } = documents[0];
    assert.deepEqual(without.edges[0].node, rest);
  });

  test('has what the filter lets through only', async () => {
    const filter = { isCompleted: true, journeyVersion: { $gte: 1 } };
    const expected = documents.filter((each) => each.isCompleted && each.journeyVersion >= 1).map(({ _id }) => _id);
    assert.deepEqual(await walk({ filter, first: 1000 }), expected);
  });

  test('takes any hint', async () => {
    for (const hint of ['{"_id":1}', 'some_index', '']) {
      assert.equal((await ask('GET', '/api/connection/journeyprogress', { query: { hint } })).status, 200);
    }
  });

  test('is empty where there is nothing, and says what lies around it', async () => {
    const nothing = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
    assert.deepEqual((await page({ filter: { journey: 'x' } })).pageInfo, nothing);
    const cursor = (_id) => Buffer.from(JSON.stringify({ _id })).toString('base64');
    const [start, end] = [cursor(idOf(0)), cursor(idOf(2 * COUNT - 2))];
    const rows = [
      [{ after: end }, false, true],
      [{ after: cursor('f'.repeat(24)) }, false, true],
      [{ before: start }, true, false],
      [{ before: start, last: 3 }, true, false],
      [{ after: start, before: start }, true, true],
      [{ after: cursor(idOf(1)), before: cursor(idOf(2)) }, true, true],
      [{ after: end, before: start }, true, true],
      [{ after: end, filter: { journey: 'x' } }, false, false],
    ];
    for (const [query, hasNextPage, hasPreviousPage] of rows) {
      const { edges, pageInfo } = await page(query);
      assert.deepEqual([edges, pageInfo], [[], { ...nothing, hasNextPage, hasPreviousPage }], JSON.stringify(query));
    }
  });

  test('cannot be sorted by what has several values in one document', async () => {
    const rows = [
      ['journey', 'waypoints.order'],
      ['journey', 'sources'],
      ['journeyprogress', 'completions.completedAt'],
      ['journeyprogress', `pendingProgress.${JOURNEY}.statements`],
    ];
    for (const [kind, path] of rows) {
      const { status, body } = await ask('GET', `/api/connection/${kind}`, { query: { sort: { [path]: 1 } } });
      assert.deepEqual([status, Object.keys(body.errors)], [400, ['sort']], path);
    }
  });

  test('answers 400 for a cursor of another sort', async () => {
    const { pageInfo } = await page({ sort: { startedAt: 1 } });
    for (const name of ['after', 'before']) {
      const query = { sort: { duration: 1 }, [name]: pageInfo.endCursor };
      const { status, body } = await ask('GET', '/api/connection/journeyprogress', { query });
      assert.deepEqual([status, Object.keys(body.errors)], [400, [name]]);
    }
  });
});

test('a cursor gives nobody what they may not see', async () => {
  const { ask: askBen } = await made.clientOf({ scopes: ['org/public/journey/view'], user: BEN });
  const { pageInfo } = await page({ first: 5 });
  const { body } = await askBen('GET', '/api/connection/journeyprogress', { query: { after: pageInfo.endCursor } });
  assert.deepEqual(body.edges, []);
  assert.deepEqual([body.pageInfo.hasNextPage, body.pageInfo.hasPreviousPage], [false, false]);
});

test('cursors hold any JSON value and no other text passes for one', (t) => {
  const dice = random(seedOf(t));
  const sort = [
    ['a.b', 1],
    ['_id', 1],
  ];
  for (const value of [null, 0, -0.5, 1e300, '', 'é☃💩', true, { a: [1] }, [[]]]) {
    const document = { _id: ANA, a: { b: value } };
    assert.deepEqual(keysOf(cursorOf(document, sort), sort), sortKeys(document, sort));
  }
  for (let turn = 0; turn < 2000; turn++) {
    const bytes = Buffer.from(Array.from({ length: dice.below(40) }, () => dice.below(256)));
    assert.equal(keysOf(bytes.toString(dice.of(['base64', 'latin1', 'hex'])), sort), null);
  }
});
