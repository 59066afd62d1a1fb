// Lists in MongoDB: rows are written with the driver, and lists compared with those of the engine and a plain sort.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { StoreBusyError, TooFarError } from '../../../js/stores/errors.js';
import { isAway } from '../../../js/stores/mongodb/busy.js';
import { collectionsOf, createIndexes } from '../../../js/stores/mongodb/collections.js';
import { decode, encode } from '../../../js/stores/mongodb/keys.js';
import { LIST_INDEXES } from '../../../js/stores/mongodb/kinds.js';
import { createLists } from '../../../js/stores/mongodb/lists.js';
import { documents } from '../../../js/stores/mongodb/reading.js';
import { sortKeys } from '../../../js/stores/order.js';
import { random, seedOf } from '../helpers.js';
import { randomDocument, randomQuery } from '../query-generate.js';
import { documentOf, filterOf, sortOf } from './generate.js';
import { mongodbDatabase, mongodbMissing } from './mongodb-server.js';
import { OURS, THEIRS, deliveryOf, id, journeyRow, matching, progressRow, time } from './samples.js';
import { plainList } from './plain-list.js';

const skip = mongodbMissing;
const RUNS = Number(process.env.JOURNEYS_RUNS ?? 1);
const COLLECTIONS = { journey: 'journeys', journeyprogress: 'progress', delivery: 'deliveries' };
const BY_ID = [['_id', 1]];
const BY_TIME = [
  ['updatedAt', -1],
  ['_id', -1],
];

/** A row as changes know it. A progress has another id than its document. */
const rowOf = (kind, document, { organisation = OURS, ...more } = {}) => ({
  _id: kind === 'journeyprogress' ? `hash of ${document?._id ?? more.of}` : (document?._id ?? more.of),
  ...{ organisation, revision: 1, document, ...more },
});

async function open(t, options) {
  const { url, name } = await mongodbDatabase(t);
  const client = await MongoClient.connect(url, options);
  t.after(() => client.close());
  const db = client.db(name);
  const write = (kind, rows) =>
    db
      .collection(`xapi_journeys.${COLLECTIONS[kind]}`)
      .insertMany(rows.map((row) => ({ ...row, document: encode(row.document) })));
  return { db, client, write, ...createLists(db, matching) };
}

function findOf(some, kind, all) {
  const [filter, sort] = [filterOf(some, kind), sortOf(some, kind)];
  const find = { filter, sort };
  if (some.chance(0.5)) find.after = sortKeys(some.of(all), sort);
  if (some.chance(0.1)) find.after = [some.of([true, 1, 'x', null, {}, []]), id('c', 5), id('c', 5)];
  if (some.chance(0.3)) find.skip = some.below(5);
  if (some.chance(0.5)) find.limit = 1 + some.below(10);
  return find;
}

/** What is in the database, and what a change has put over it, of what there is to be in the end. */
function split(some, kind, all) {
  const base = [];
  const overlay = new Map();
  for (const [index, document] of all.entries()) {
    const row = rowOf(kind, document);
    const other = { ...documentOf(some, kind, index), _id: document._id };
    if (some.chance(0.6)) base.push(rowOf(kind, some.chance(0.3) ? other : document));
    if (base.at(-1)?.document !== document) overlay.set(row._id, row);
  }
  for (let number = 500; number < 530; ++number) {
    const document = documentOf(some, kind, number);
    const lost = { null: null, theirs: rowOf(kind, document, { organisation: THEIRS }) };
    const unlisted = rowOf(kind, kind === 'journey' ? document : null, { isGone: true, of: document._id });
    base.push(rowOf(kind, document));
    overlay.set(base.at(-1)._id, some.of([lost.null, lost.theirs, unlisted]));
  }
  return { base, overlay };
}

for (const kind of Object.keys(COLLECTIONS)) {
  test(`random filters, sorts and positions give the lists of a plain evaluation: ${kind}`, { skip }, async (t) => {
    const some = random(seedOf(t));
    const { write, find, count, get } = await open(t);
    const all = Array.from({ length: 60 }, (_, index) => documentOf(some, kind, index));
    const others = Array.from({ length: 5 }, (_, index) => documentOf(some, kind, 900 + index));
    await write(kind, [
      ...all.map((document) => rowOf(kind, document)),
      ...others.map((document) => rowOf(kind, document, { organisation: THEIRS })),
    ]);
    let met = 0;
    for (let run = 0; run < 40 * RUNS; ++run) {
      const asked = findOf(some, kind, all);
      const told = JSON.stringify(asked);
      const total = plainList(all, { filter: asked.filter }).length;
      met += total;
      assert.deepEqual(await find(kind, OURS, asked), plainList(all, asked), told);
      assert.equal(await count(kind, OURS, asked.filter), total, told);
    }
    assert.ok(met > 20 * RUNS, `the filters met ${met} documents only`);
    assert.deepEqual(await get(kind, OURS, all[7]._id), all[7]);
    assert.equal(await get(kind, OURS, others[0]._id), null);
  });

  test(`rows that a change has put stand over those of the database: ${kind}`, { skip }, async (t) => {
    const some = random(seedOf(t));
    const { write, find, count, get } = await open(t);
    const all = Array.from({ length: 60 }, (_, index) => documentOf(some, kind, index));
    const { base, overlay } = split(some, kind, all);
    await write(kind, base);
    for (let run = 0; run < 30 * RUNS; ++run) {
      const asked = findOf(some, kind, all);
      const told = JSON.stringify(asked);
      assert.deepEqual(await find(kind, OURS, asked, overlay), plainList(all, asked), told);
      assert.equal(
        await count(kind, OURS, asked.filter, overlay),
        plainList(all, { filter: asked.filter }).length,
        told,
      );
    }
    for (const document of all) assert.deepEqual(await get(kind, OURS, document._id, overlay), document);
    for (let number = 500; number < 530; ++number) {
      assert.equal(await get(kind, OURS, id('c', number), overlay), null);
    }
    const [put] = [...overlay.values()].filter((row) => row?.organisation === OURS && row.document && !row.isGone);
    for (const sort of [BY_ID, [['more', 1], ...BY_ID]]) {
      const [found] = await find(kind, OURS, { filter: { _id: put.document._id }, sort }, overlay);
      assert.deepEqual(found, put.document);
      assert.notEqual(found, put.document, 'what a change has put is not handed out itself');
    }
  });
}

test('every operator, on documents of any shape, means what it means to the engine', { skip }, async (t) => {
  const some = random(seedOf(t));
  const { write, find } = await open(t);
  const all = Array.from({ length: 60 }, (_, index) => ({
    ...{ _id: id('b', index), organisation: OURS, description: some.of(['', 'a', 'aba', 'ba']) },
    ...randomDocument(some),
  }));
  await write(
    'journey',
    all.map((document) => rowOf('journey', document)),
  );
  const patterns = ['a', '^a', '^', '', 'b$', '(a|b)+', 'A', 'é'];
  let met = 0;
  for (let run = 0; run < 120 * RUNS; ++run) {
    const filter = randomQuery(some, some.of(all));
    if (some.chance(0.3)) {
      const pattern = { $regex: some.of(patterns), ...(some.chance(0.3) && { $options: 'i' }) };
      filter.description = some.chance(0.3) ? { $not: pattern } : pattern;
    }
    const expected = plainList(all, { filter });
    met += expected.length;
    assert.deepEqual(await find('journey', OURS, { filter }), expected, JSON.stringify(filter));
  }
  assert.ok(met > 120 * RUNS, `the filters met ${met} documents only`);
});

test('a filter that the server refuses is the engine’s to try', { skip }, async (t) => {
  const { db, write } = await open(t);
  await write(
    'journeyprogress',
    [0, 1, 2, 3].map((n) => rowOf('journeyprogress', progressRow(n, { duration: n }).document)),
  );
  let refused = 0;
  const spoilt = (method) => (filter, options) => {
    const text = JSON.stringify(filter).replaceAll('"$gt":1', '"$unknown":1');
    refused += Number(text.includes('$unknown'));
    return db.collection('xapi_journeys.progress')[method](JSON.parse(text), options);
  };
  const collection = () => ({ find: spoilt('find'), countDocuments: spoilt('countDocuments') });
  const { find, count } = createLists({ collection }, matching);
  const filter = { duration: { $gt: 1 } };
  const numbers = (found) => found.map(({ duration }) => duration);
  assert.deepEqual(numbers(await find('journeyprogress', OURS, { filter })), [2, 3]);
  assert.deepEqual(numbers(await find('journeyprogress', OURS, { filter, sort: BY_TIME, skip: 1, limit: 5 })), [2]);
  assert.equal(await count('journeyprogress', OURS, filter), 2);
  assert.equal(refused, 3);
});

/** What was asked of the server while `use` ran, and how many documents it answered with. */
async function commandsOf(client, use) {
  const commands = [];
  const start = ({ command, commandName }) => {
    if (['find', 'aggregate'].includes(commandName)) commands.push({ name: commandName, command });
  };
  const end = ({ reply: { cursor } }) => {
    if (cursor?.firstBatch) commands.at(-1).documents = cursor.firstBatch;
  };
  client.on('commandStarted', start).on('commandSucceeded', end);
  const result = await use();
  client.off('commandStarted', start).off('commandSucceeded', end);
  return { result, commands };
}

const NATIVE = [
  ['journeyprogress', {}],
  ['journeyprogress', { filter: { journey: id('b', 1), isCompleted: false }, skip: 3 }],
  ['journeyprogress', { sort: BY_TIME, after: [time(30), id('c', 30)] }],
  ['journeyprogress', { sort: [['duration', 1], ...BY_ID], filter: { duration: { $not: { $lt: 3 } } } }],
  ['journeyprogress', { filter: { $or: [{ isCompleted: null }, { updatedAt: { $gt: time(5), $lte: time(50) } }] } }],
  ['journeyprogress', { filter: { 'owner.ident.mbox': { $regex: '^mailto:owner1' }, $comment: 'why' } }],
  ['journeyprogress', { filter: { $nor: [{ 'owner.ident.account.name': { $in: ['ada', null] }, duration: 1 }] } }],
];

test('what the server can do, it does: it answers with no more than the page', { skip }, async (t) => {
  const { client, write, find, count } = await open(t, { monitorCommands: true });
  const all = Array.from({ length: 60 }, (_, index) => progressRow(index, { duration: index % 5 }).document);
  await write(
    'journeyprogress',
    all.map((document) =>
      rowOf('journeyprogress', document, { references: [{ id: 'x', reference: '{}' }], outbox: [] }),
    ),
  );
  for (const [kind, asked] of NATIVE) {
    const told = JSON.stringify(asked);
    const { commands, result } = await commandsOf(client, () => find(kind, OURS, { ...asked, limit: 5 }));
    assert.deepEqual(result, plainList(all, { ...asked, limit: 5 }), told);
    const answered = commands.flatMap(({ documents: some }) => some);
    assert.equal(answered.length, result.length, told);
    assert.ok(result.length > 0, told);
    for (const document of answered) assert.deepEqual(Object.keys(document), ['document'], told);
    for (const { command } of commands) assert.ok(command.maxTimeMS > 0 && command.maxTimeMS <= 30_000, told);
    const counting = await commandsOf(client, () => count(kind, OURS, asked.filter));
    assert.deepEqual(
      counting.commands.map(({ name }) => name),
      ['aggregate'],
      told,
    );
  }
});

test('a pattern that could take for ever, and what can name a type, never gets to the server', { skip }, async (t) => {
  const { client, write, find, count } = await open(t, { monitorCommands: true });
  const document = journeyRow(1, { description: 'a'.repeat(40), more: { _bsontype: 'ObjectId', id: 'x' } }).document;
  await write('journey', [rowOf('journey', document)]);
  const filters = [
    [{ description: { $regex: '^(a+)+$' } }, true],
    [{ description: { $regex: 'A', $options: 'i' } }, true],
    [{ $or: [{ description: { $not: { $regex: '(a|a)*b' } } }] }, true],
    [{ _id: { $regex: '^b' } }, false],
    [{ more: { _bsontype: 'ObjectId', id: 'x' } }, true],
    [{ 'more._bsontype': 'ObjectId' }, true],
    [{ description: { _bsontype: 'Code', code: 'x' } }, false],
    [{ $expr: { $eq: ['$description', 'x'] } }, false],
  ];
  for (const [filter, isMet] of filters) {
    const { commands, result } = await commandsOf(client, async () => [
      await find('journey', OURS, { filter }),
      await count('journey', OURS, filter),
    ]);
    assert.deepEqual(result, isMet ? [[document], 1] : [[], 0], JSON.stringify(filter));
    assert.doesNotMatch(
      JSON.stringify(commands.map(({ command }) => command)),
      /\$regex|"_bsontype|__proto__|constructor|\$expr|\$\$/,
    );
  }
  for (const position of [{ _bsontype: 'MinKey' }, { $gt: '' }, [{ $ne: 1 }]]) {
    const asked = { sort: [['description', -1], ...BY_ID], after: [position, position] };
    const { commands, result } = await commandsOf(client, () => find('journey', OURS, asked));
    assert.deepEqual(result, [document]);
    assert.doesNotMatch(JSON.stringify(commands.map(({ command }) => command.filter)), /bsontype/);
  }
});

test('only what is listed is told, and to its own organisation', { skip }, async (t) => {
  const { write, find, count, get } = await open(t);
  const rows = {
    journey: [journeyRow(1).document, journeyRow(2).document],
    journeyprogress: [progressRow(1).document, progressRow(2).document],
    delivery: [deliveryOf(1), deliveryOf(2)],
  };
  const filters = [{}, { organisation: OURS }, { $or: [{}, { organisation: OURS }] }, { $nor: [{ a: 1 }] }];
  for (const [kind, [document, other]] of Object.entries(rows)) {
    await write(kind, [rowOf(kind, document), rowOf(kind, other, { organisation: THEIRS })]);
    if (kind === 'journey') await write(kind, [rowOf(kind, journeyRow(3).document, { isGone: true })]);
    if (kind === 'journeyprogress') await write(kind, [rowOf(kind, null, { of: 'nothing' })]);
    for (const filter of filters) {
      for (const sort of [BY_ID, BY_TIME, [['more', 1], ...BY_ID]]) {
        assert.deepEqual(await find(kind, OURS, { filter, sort }), [document]);
        assert.deepEqual(await find(kind, id('a', 3), { filter, sort }), []);
      }
      assert.equal(await count(kind, OURS, filter), 1);
      assert.equal(await count(kind, id('a', 3), filter), 0);
    }
    assert.deepEqual(await get(kind, OURS, document._id), document);
    assert.equal(await get(kind, OURS, other._id), null);
  }
  assert.equal(await get('journey', OURS, id('b', 3)), null);
});

test('how far one can skip is bounded where the documents have to be held', { skip }, async (t) => {
  const { write, find } = await open(t);
  await write('journeyprogress', [rowOf('journeyprogress', progressRow(1).document)]);
  const far = { skip: 20_001, limit: 10 };
  assert.deepEqual(await find('journeyprogress', OURS, far), []);
  assert.deepEqual(await find('journeyprogress', OURS, { ...far, sort: [['duration', 1], ...BY_ID] }), []);
  await assert.rejects(find('journeyprogress', OURS, { ...far, sort: [['more', 1], ...BY_ID] }), TooFarError);
});

test(
  'a list that takes too long, and a database that is away or silent, are told from all else',
  { skip },
  async (t) => {
    const { db, write, find } = await open(t);
    await write('journey', [rowOf('journey', journeyRow(1).document)]);
    const late = documents(db.collection('xapi_journeys.journeys'), {}, performance.now() - 1);
    await assert.rejects(late.next(), StoreBusyError);
    await assert.rejects(find('journey', OURS, { filter: { $unknown: 1 } }), { name: 'QueryError' });
    await assert.rejects(db.command({ noSuchCommand: 1 }), (error) => !isAway(error));

    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    t.after(() => silent.close());
    for (const port of [silent.address().port, 1]) {
      const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, { serverSelectionTimeoutMS: 50 });
      t.after(() => client.close(true));
      const lists = createLists(client.db('x'), matching);
      for (const asked of [
        lists.find('journey', OURS, {}),
        lists.count('delivery', OURS),
        lists.get('journey', OURS, 'x'),
      ]) {
        await assert.rejects(asked, StoreBusyError);
      }
    }
  },
);

/** Keys and values that mean something to BSON, to MongoDB or to its driver. (FerretDB moves any `_id` to the front.) */
const key = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    'a.b',
    '$set',
    'a$',
    '&',
    '&46;',
    '&text',
    '&packed',
    '\0',
    'a\0b',
    '_bsontype',
    '__proto__',
  ),
  fc.constantFrom('constructor', 'toBSON', '$ref', '$id', '$db', 'length', '0', 'é', '😀', '_bsontypes'),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(
        null,
        true,
        0,
        2 ** 31,
        -(2 ** 31) - 1,
        2 ** 53 - 1,
        2 ** 60,
        1e300,
        5e-324,
        0.1,
        'a\0b',
        '\uffff',
      ),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.integer(),
      fc.string({ unit: 'grapheme' }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const nested = (depth, make, value = 1) => (depth === 0 ? value : nested(depth - 1, make, make(value)));

test('documents of any JSON survive, and are found by what they hold', { skip }, async (t) => {
  const seed = seedOf(t);
  const { db, find } = await open(t);
  const values = [
    ...fc.sample(anything, { seed, numRuns: 200 * RUNS }),
    ...[79, 80, 81, 150].flatMap((depth) => [
      nested(depth, (value) => ({ value })),
      nested(depth, (value) => [{ value }]),
      nested(depth, (value) => [value]),
    ]),
  ];
  const all = values.map((more, index) => ({ _id: id('b', index), organisation: OURS, more }));
  const collection = db.collection('xapi_journeys.journeys');
  await collection.insertMany(
    all.map((document) => ({ _id: document._id, organisation: OURS, document: encode(document) })),
  );
  for (const document of await find('journey', OURS, {})) {
    assert.deepEqual(document, all[Number(document._id.slice(1))]);
  }
  for (const { more } of all) {
    assert.equal(JSON.stringify(decode(encode({ more })).more), JSON.stringify(more), 'in its order');
  }
  const filters = all
    .flatMap(({ more }) => Object.entries(more ?? {}))
    .map(([name, value]) => ({ [`more.${name}`]: { $in: [value, 'something else'] } }))
    .filter(isAccepted);
  assert.ok(filters.length > 50, `${filters.length} filters only`);
  for (const filter of filters.slice(0, 50 * RUNS)) {
    assert.deepEqual(await find('journey', OURS, { filter }), plainList(all, { filter }), JSON.stringify(filter));
  }
});

/** Whether the engine takes a filter. */
function isAccepted(filter) {
  try {
    matching(filter);
    return true;
  } catch {
    return false;
  }
}

test('a document in which nothing has to be escaped is not copied', () => {
  const clean = { more: [{ a: [1, 'x', null] }, { b: { c: true } }] };
  for (const document of [clean, journeyRow(1).document, progressRow(1).document, deliveryOf(1)]) {
    assert.equal(encode(document), document);
    assert.equal(decode(document), document);
  }
});

test('what JSON leaves out is left out, and documents are not altered', () => {
  const document = { a: undefined, b: [undefined, -0, NaN, [1]], 'c.d': { $e: undefined, $f: 1 } };
  const before = structuredClone(document);
  assert.deepEqual(decode(encode(document)), { b: [null, 0, null, [1]], 'c.d': { $f: 1 } });
  assert.deepEqual(document, before);
  assert.equal(encode(null), null);
  assert.equal(decode(null), null);
});

test('every index is of one organisation’s documents, and is there', { skip }, async (t) => {
  const { db } = await open(t);
  const collections = collectionsOf(db);
  await createIndexes(collections);
  for (const [name, indexes] of Object.entries(LIST_INDEXES)) {
    const kept = (await collections[name].indexes()).map(({ key: fields }) => JSON.stringify(fields));
    for (const { key: fields } of indexes) {
      assert.equal(Object.keys(fields)[0], 'organisation');
      assert.ok(kept.includes(JSON.stringify(fields)), `${name} ${JSON.stringify(fields)}`);
    }
  }
});
