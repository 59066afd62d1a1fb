// How the libSQL store makes lists: through indexes where SQL can, in pages of one moment where the engine has to help.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@libsql/client';
import { pageSql, queryFor } from '../../../js/stores/libsql/find.js';
import { newFile, openFile } from './files.js';
import { J, OURS, id, identOf, journeyRow, progressRow, put, time, withBody, deliveryOf } from './samples.js';

const BY_TIME = [
  ['updatedAt', -1],
  ['_id', -1],
];
const UPWARDS = [
  ['updatedAt', 1],
  ['_id', 1],
];
const BY_ID = [['_id', 1]];
const POSITION = [time(5), id('c', 5)];

/** Lists that must not grow slower with the number of documents: the index that each reads. */
const LISTS = [
  ['journeyprogress', {}, { sort: BY_ID }, 'progress_list'],
  ['journeyprogress', {}, { sort: BY_ID, after: [id('c', 5)] }, 'progress_list'],
  ['journeyprogress', {}, { sort: BY_TIME }, 'progress_updated'],
  ['journeyprogress', {}, { sort: BY_TIME, after: POSITION }, 'progress_updated'],
  ['journeyprogress', {}, { sort: UPWARDS, after: POSITION }, 'progress_updated'],
  ['journeyprogress', { updatedAt: { $gt: time(5) } }, { sort: UPWARDS }, 'progress_updated'],
  ['journeyprogress', { journey: J }, { sort: BY_ID }, 'progress_journey'],
  ['journeyprogress', { journey: J }, { sort: BY_ID, after: [id('c', 5)] }, 'progress_journey'],
  ['journeyprogress', { journey: J }, { sort: BY_TIME }, 'progress_journey_updated'],
  ['journeyprogress', { journey: J }, { sort: BY_TIME, after: POSITION }, 'progress_journey_updated'],
  ['journeyprogress', { journey: J, isCompleted: true }, { sort: BY_ID }, 'progress_completed'],
  ['journeyprogress', { 'owner.ident.mbox': 'x' }, { sort: BY_ID }, 'progress_identifier'],
  ['journeyprogress', { 'owner.ident': identOf('ada') }, { sort: BY_ID }, 'progress_identifier'],
  ['journey', {}, { sort: BY_ID }, 'journeys_list'],
  ['journey', {}, { sort: BY_TIME, after: POSITION }, 'journeys_updated'],
  ['delivery', {}, { sort: BY_ID }, 'deliveries_list'],
  ['delivery', {}, { sort: BY_TIME, after: POSITION }, 'deliveries_updated'],
  ['delivery', { journey: J }, { sort: BY_ID }, 'deliveries_journey'],
  ['delivery', { state: 'dead' }, { sort: BY_TIME, after: POSITION }, 'deliveries_state'],
];

test('the usual lists are read from an index, in its order', async (t) => {
  const file = newFile(t);
  await openFile(t, file);
  const client = createClient({ url: `file:${file}` });
  t.after(() => client.close());
  for (const [kind, filter, page, index] of LISTS) {
    const { sql, args } = pageSql(queryFor(kind, OURS, filter), { limit: 100, ...page });
    const plan = (await client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })).rows
      .map(({ detail }) => detail)
      .join('\n');
    const told = `${JSON.stringify({ kind, filter, page })}\n${plan}`;
    assert.match(plan, new RegExp(`SEARCH \\w+ USING (COVERING )?INDEX ${index} `), told);
    assert.doesNotMatch(plan, /TEMP B-TREE|SCAN (progress|journeys|deliveries)/, told);
  }
});

test('lists that the engine filters are of one moment, and let others go on', async (t) => {
  const store = await openFile(t);
  const count = 4000;
  const at = (second) =>
    Array.from({ length: count }, (_, index) =>
      progressRow(index, { updatedAt: time(second + (index % 50)), more: index }),
    );
  await put(store, 'putProgress', at(0));
  let turns = 0;
  let changes = 0;
  let isDone = false;
  const finding = [
    UPWARDS,
    BY_TIME,
    [
      ['more', -1],
      ['_id', 1],
    ],
  ].map((sort) => store.find('journeyprogress', OURS, { filter: { more: { $gte: 0 } }, sort }));
  const all = Promise.all([...finding, store.count('journeyprogress', OURS, { more: { $gte: 0 } })]).finally(
    () => (isDone = true),
  );
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
    if (turns % 10 > 0) continue;
    changes += 1;
    await put(store, 'putProgress', at(100 * changes).slice(0, 500));
  }
  const [up, down, others, total] = await all;
  assert.equal(total, count);
  for (const found of [up, down, others]) {
    assert.equal(new Set(found.map(({ _id }) => _id)).size, count);
    const changed = found.filter(({ _id }) => Number(_id.slice(1)) < 500).map(({ updatedAt }) => Date.parse(updatedAt));
    assert.ok(Math.max(...changed) - Math.min(...changed) < 50_000, 'all are of one change');
  }
  assert.ok(turns > 10, `${turns} turns of the event loop`);
  assert.ok(changes > 0);
});

test('lists that no index serves are read in a thread, also after one was given up', async (t) => {
  const store = await openFile(t);
  await put(
    store,
    'putProgress',
    Array.from({ length: 3000 }, (_, index) => progressRow(index, { duration: index % 7 })),
  );
  const lists = [
    { filter: { duration: { $gt: 3 } }, limit: 5 },
    {
      sort: [
        ['duration', -1],
        ['_id', 1],
      ],
      limit: 5,
    },
    { filter: { 'owner.ident.mbox': { $regex: '1' } }, limit: 5 },
  ];
  for (let round = 0; round < 3; ++round) {
    const all = await Promise.all([...lists, ...lists].map((find) => store.find('journeyprogress', OURS, find)));
    for (const [index, found] of all.entries()) {
      assert.equal(found.length, 5);
      assert.deepEqual(found, all[index % lists.length]);
    }
    const refused = store.find('journeyprogress', OURS, { filter: { duration: { $gt: 3 }, $unknown: 1 } });
    await assert.rejects(refused, { name: 'QueryError' });
  }
  // The store can be closed while one is under way: it answers, or is refused, but never hangs.
  const underWay = Promise.allSettled(lists.map((find) => store.find('journeyprogress', OURS, find)));
  await store.close();
  await underWay;
});

test('a long list without a limit is told whole and in order', async (t) => {
  const store = await openFile(t);
  await put(
    store,
    'putProgress',
    Array.from({ length: 3500 }, (_, index) => progressRow(index)),
  );
  const found = await store.find('journeyprogress', OURS, { skip: 10, sort: [['_id', -1]] });
  assert.deepEqual(
    found.map(({ _id }) => Number(_id.slice(1))),
    Array.from({ length: 3490 }, (_, index) => 3489 - index),
  );
});

test('a filter of any size and depth is answered', async (t) => {
  const store = await openFile(t);
  await store.change(async (transaction) => {
    await transaction.putJourney(journeyRow(1, { description: 'a' }), true);
    await transaction.addDeliveries([withBody(deliveryOf(1))]);
  });
  const nested = (depth, filter) => (depth === 0 ? filter : { $and: [nested(depth - 1, filter)] });
  const many = Array.from({ length: 3000 }, (_, index) => ({ description: `${index}` }));
  const filters = [
    nested(45, { description: 'a' }),
    { $or: [...many, { description: 'a' }] },
    { $and: many.map(({ description }) => ({ description: { $ne: description } })) },
    { description: { $in: [...many.map(({ description }) => description), 'a'] } },
    { description: { $nin: many.map(({ description }) => description) } },
  ];
  for (const filter of filters) {
    assert.equal((await store.find('journey', OURS, { filter })).length, 1);
    assert.equal(await store.count('journey', OURS, filter), 1);
  }
});

test('a field of the wrong type is refused, because SQL would answer otherwise than the engine', async (t) => {
  const store = await openFile(t);
  await assert.rejects(put(store, 'putJourney', journeyRow(1, { description: 5 }), true), TypeError);
  await assert.rejects(put(store, 'putProgress', [progressRow(1, { isCompleted: 'yes' })]), TypeError);
  await assert.rejects(put(store, 'putProgress', [{ ...progressRow(1), journey: id('b', 2) }]), TypeError);
  assert.equal(await store.count('journeyprogress', OURS), 0);
});

test("a document that has the _id of somebody else's is refused", async (t) => {
  const store = await openFile(t);
  await put(store, 'putProgress', [progressRow(1)]);
  const other = progressRow(1, { owner: JSON.stringify(identOf('other')) });
  await assert.rejects(put(store, 'putProgress', [other]), /NOT NULL/);
  assert.deepEqual(await store.find('journeyprogress', OURS, {}), [progressRow(1).document]);
});
