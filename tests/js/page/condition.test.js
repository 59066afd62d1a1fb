// The builder's conditions: what is read from a query and written again is the same query, and what rows are changed into
// means to the engine what the row says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { loadEngine } from '../../../js/engine/index.js';
import { sampleCohort } from '../../../js/sample/index.js';
import { readJson } from '../../../web-demo/src/builder/condition/json.js';
import { writeLine } from '../../../web-demo/src/builder/condition/json-write.js';
import { OPERATORS } from '../../../web-demo/src/builder/condition/operators.js';
import { changeRow, groupOf, readCondition, writeCondition } from '../../../web-demo/src/builder/condition/tree.js';

/** @type {import('../../../js/engine/index.js').Engine} */
let engine;
const records = [...sampleCohort({ statements: 120 })].map((statement) => ({
  statement,
  timestamp: statement.timestamp,
}));
before(async () => {
  engine = await loadEngine();
});
after(() => engine.dispose());

/** Which records meet a query, as one string. @param {string} text */
function met(text) {
  const query = engine.query(text);
  try {
    return records.map((record) => (query.matches(record) ? '1' : '0')).join('');
  } finally {
    query.dispose();
  }
}

const OPERANDS = [
  ...['http://adlnet.gov/expapi/verbs/completed', 'http://adlnet.gov/expapi/verbs/passed', 'Learn 4.2', 'adlnet', ''],
  ...[0, 0.6, 0.8, 1, 5, true, false, null, 'a', 'module', '?', 'verbs/p', 'video$'],
];
const PATHS = [
  ...['statement.verb.id', 'statement.object.id', 'statement.object.definition.type', 'statement.result.score.scaled'],
  ...['statement.result.success', 'statement.result.response', 'statement.context.contextActivities.parent.id'],
  ...['statement.context.extensions.https://w3id&46;org/xapi/video/extensions/speed', 'statement.nothing', 'a.0'],
];
const path = fc.constantFrom(...PATHS);
const operand = fc.constantFrom(...OPERANDS);
const pattern = fc.constantFrom(
  'adlnet',
  '^http',
  'completed$',
  'a\\.b',
  '\\?',
  '^.*[dp]',
  'x|y',
  'verbs\\/p',
  '^$',
  'É',
);
const date = fc.constantFrom('2026-01-15T00:00:00Z', '2026-01-20T12:00:00.000Z');

/** What a builder may meet under a path, and some that it cannot say. */
const tests = fc.oneof(
  operand,
  fc.record({ $eq: operand }),
  fc.record({ $ne: operand }),
  fc.record({ $in: fc.array(operand, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(operand, { maxLength: 3 }) }),
  fc.record({ $regex: pattern }),
  fc.record({ $regex: pattern, $options: fc.constantFrom('', 'i', 'ix', 'm') }),
  fc.record({ $options: fc.constant('i'), $regex: pattern }),
  fc.record({ $not: fc.record({ $regex: pattern }) }),
  fc.record({ $not: fc.record({ $gte: operand }) }),
  fc.record({ $gte: operand, $lte: operand }),
  fc.record({ $lte: operand, $gte: operand }),
  fc.record({ $gt: operand, $lt: operand, $ne: operand, $exists: fc.boolean() }),
  fc.record({ $regex: pattern, $options: fc.constant('i'), $ne: operand }),
  fc.record({ $exists: fc.constantFrom(true, false, 1, 0) }),
  fc.record({ $gte: fc.record({ $date: date }) }),
  fc.record({ $size: fc.nat(3) }),
  fc.record({ $elemMatch: fc.record({ id: operand }) }),
  fc.record({ id: operand }),
  fc.constantFrom({}, [], [1], { $type: 'string' }),
);

/** Queries of every kind, as text. */
const { query } = fc.letrec((tie) => ({
  fields: fc.dictionary(path, tests, { maxKeys: 3 }),
  list: fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('query'), { minLength: 1, maxLength: 3 }))
    .map(([key, queries]) => ({ [key]: queries })),
  query: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    tie('fields'),
    tie('list'),
    fc.tuple(tie('fields'), tie('list')).map(([fields, list]) => ({ ...fields, ...list })),
    fc.constant({ $comment: 'x', $expr: { $gt: ['$statement.result.score.raw', 3] } }),
  ),
}));

test('a query that is read and written unchanged is the same query, whatever it holds', () => {
  fc.assert(
    fc.property(query, (value) => {
      const text = JSON.stringify(value);
      const tree = readCondition(text);
      if (tree === null) return; // nothing is shown in rows, so nothing is written
      assert.equal(writeLine(readJson(writeCondition(tree))), writeLine(readJson(text)));
    }),
    { numRuns: 2000 },
  );
});

test('equal keys, numbers as they were written and values that JavaScript would lose stay in a query', () => {
  for (const text of [
    '{"a":1,"a":2}',
    '{"$or":[{"a":1.0},{"a":1e0,"a":{"$gt":9007199254740993}}]}',
    '{"a":{"$in":[1e400,-0]},"__proto__":{"$ne":12345678901234567890}}',
    '{"$or":[{},{"a":1}]}',
    '{"$nor":[{"$and":[{"a":1},{"b":2}]}]}',
  ]) {
    const tree = readCondition(text);
    assert.ok(tree);
    assert.equal(writeLine(readJson(writeCondition(tree))), writeLine(readJson(text)));
  }
});

test('what is not a query at all is left to the JSON view', () => {
  for (const text of ['', '{', '[]', '5', 'null', '{"a":1} x']) assert.equal(readCondition(text), null);
});

test('a condition of very many rows or values is not shown in rows: it would stop the page', () => {
  const rows = (count) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at])));
  const values = (count) => JSON.stringify({ a: { $in: Array.from({ length: count }, (_, at) => `v${at}`) } });
  for (const few of [rows(150), values(150)]) assert.notEqual(readCondition(few), null);
  for (const many of [rows(50_000), values(50_000)]) assert.equal(readCondition(many), null);
});

/** @param {string} type @returns {fc.Arbitrary<import('../../../web-demo/src/builder/condition/row.js').Value>} */
const valueOf = (type) =>
  fc.record({
    type: fc.constant(/** @type {any} */ (type)),
    text:
      type === 'number'
        ? fc.constantFrom('0', '0.6', '0.8', '1', '4', '1e0')
        : type === 'boolean'
          ? fc.constantFrom('true', 'false')
          : fc.oneof(
              fc.constantFrom(...OPERANDS.filter((each) => typeof each === 'string' && each)),
              fc.string({ minLength: 1, maxLength: 3 }),
            ),
  });

/** Rows as a person fills them in, with every operator. */
const row = fc
  .tuple(path, fc.constantFrom(...Object.keys(OPERATORS)), fc.constantFrom('text', 'number', 'boolean'))
  .chain(([at, op, type]) => {
    const { values: needed, pattern: ofText } = OPERATORS[op];
    const most = needed === Infinity ? 3 : needed;
    const least = needed === Infinity ? 1 : needed;
    const kind = ofText ? 'text' : type;
    const values =
      ofText === 'matches'
        ? pattern.map((text) => [{ type: 'text', text }])
        : fc.array(valueOf(kind), { minLength: least, maxLength: most });
    const options = ofText ? fc.constantFrom(undefined, 'i') : fc.constant(undefined);
    return fc.record({
      kind: fc.constant('row'),
      id: fc.nat(),
      path: fc.constant(at),
      op: fc.constant(op),
      values,
      options,
    });
  });

const { group } = fc.letrec((tie) => ({
  group: fc
    .tuple(
      fc.constantFrom('all', 'any', 'none', 'notAll'),
      fc.array(fc.oneof({ maxDepth: 2, depthSize: 'small' }, row, tie('group')), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([join, items, isListed]) => groupOf(join, items, isListed)),
}));

/** What a row means, by the engine's word on the row's one operator alone. @param {any} item @returns {(index: number) => boolean} */
function meaning(item) {
  if (item.kind === 'group') {
    const parts = item.items.map(meaning);
    const all = (/** @type {number} */ index) => parts.every((/** @type {any} */ part) => part(index));
    const any = (/** @type {number} */ index) => parts.some((/** @type {any} */ part) => part(index));
    const joins = {
      all,
      any,
      none: (/** @type {number} */ index) => !any(index),
      notAll: (/** @type {number} */ index) => !all(index),
    };
    return joins[/** @type {'all'} */ (item.join)];
  }
  const bits = met(writeCondition(groupOf('all', [item])));
  return (index) => bits[index] === '1';
}

test('groups of rows mean to the engine what they say, also when they are read again', () => {
  fc.assert(
    fc.property(group, (tree) => {
      const text = writeCondition(tree);
      const bits = met(text);
      const means = meaning(tree);
      assert.equal(bits, records.map((_, index) => (means(index) ? '1' : '0')).join(''), text);
      const again = readCondition(text);
      assert.ok(again);
      assert.equal(met(writeCondition(again)), bits);
    }),
    { numRuns: 200 },
  );
});

test('every row that is read from a query and written anew matches the same statements', () => {
  const renewed = (/** @type {any} */ item) =>
    item.kind === 'group'
      ? { ...item, items: item.items.map(renewed) }
      : item.kind === 'row'
        ? changeRow(item, {})
        : item;
  const isFilled = (/** @type {any} */ item) =>
    item.kind === 'group'
      ? item.items.every(isFilled)
      : item.kind === 'raw' || writeCondition(groupOf('all', [item])) !== '{}';
  let compared = 0;
  fc.assert(
    fc.property(query, (value) => {
      const text = JSON.stringify(value);
      const tree = readCondition(text);
      if (!tree) return;
      const anew = renewed(tree);
      if (!isFilled(anew)) return; // an empty text or list is nothing that a person could have filled in
      try {
        met(text);
      } catch {
        return; // a query that the engine refuses means nothing
      }
      compared++;
      assert.equal(met(writeCondition(anew)), met(text));
    }),
    { numRuns: 300 },
  );
  assert.ok(compared > 100, `${compared} queries were compared`);
});

test('a row says in the engine what its words say', () => {
  const says = (/** @type {any} */ fields) =>
    writeCondition(groupOf('all', [/** @type {any} */ ({ kind: 'row', id: 1, ...fields })]));
  const text = (/** @type {string[]} */ ...texts) => texts.map((each) => ({ type: 'text', text: each }));
  const number = (/** @type {string[]} */ ...texts) => texts.map((each) => ({ type: 'number', text: each }));
  const matches = (/** @type {any} */ fields, /** @type {object} */ record) =>
    engine.matches(says({ path: 'a', ...fields }), record);
  assert.ok(matches({ op: 'contains', values: text('a.b*') }, { a: 'xa.b*y' }));
  assert.ok(!matches({ op: 'contains', values: text('a.b*') }, { a: 'xaXbbby' }));
  assert.ok(matches({ op: 'contains', values: text('AB'), options: 'i' }, { a: 'cabs' }));
  assert.ok(matches({ op: 'notContains', values: text('AB') }, {}));
  assert.ok(matches({ op: 'starts', values: text('$x') }, { a: '$xy' }));
  assert.ok(!matches({ op: 'starts', values: text('x') }, { a: 'yx' }));
  assert.ok(matches({ op: 'ends', values: text('(1)') }, { a: 'part (1)' }));
  assert.ok(matches({ op: 'between', values: number('1', '2') }, { a: 2 }));
  assert.ok(!matches({ op: 'between', values: number('1', '2') }, { a: 2.01 }));
  assert.ok(matches({ op: 'notIn', values: text('x', 'y') }, { a: 'z' }));
  assert.ok(matches({ op: 'missing', values: [] }, {}));
  assert.ok(!matches({ op: 'missing', values: [] }, { a: null }));
  assert.ok(matches({ op: 'empty', values: [] }, { a: null }));
});

test('rows that are not filled in yet are left out, and never take the place of a condition that is', () => {
  const half = {
    kind: /** @type {const} */ ('row'),
    id: 1,
    path: 'b',
    op: /** @type {const} */ ('gte'),
    values: [{ type: /** @type {const} */ ('number'), text: '1.' }],
  };
  const whole = /** @type {any} */ ({ ...half, path: 'a', values: [{ type: 'number', text: '1' }] });
  assert.equal(writeCondition(groupOf('any', [half])), '{}');
  assert.deepEqual(JSON.parse(writeCondition(groupOf('all', [half, whole, groupOf('any', [half])]))), {
    a: { $gte: 1 },
  });
});

test('rows of one field are written together where a query can hold them so, and as a list where not', () => {
  const written = (/** @type {string} */ text, /** @type {any} */ more) => {
    const tree = readCondition(text);
    assert.ok(tree);
    return JSON.parse(
      writeCondition({
        ...tree,
        items: [
          ...tree.items,
          { kind: 'row', id: 9, path: 'a', op: 'lt', values: [{ type: 'number', text: '3' }], ...more },
        ],
      }),
    );
  };
  assert.deepEqual(written('{"a":{"$gt":1}}', {}), { a: { $gt: 1, $lt: 3 } });
  assert.deepEqual(written('{"a":{"$lt":5}}', {}), { $and: [{ a: { $lt: 5 } }, { a: { $lt: 3 } }] });
  assert.deepEqual(written('{"a":2}', {}), { $and: [{ a: 2 }, { a: { $lt: 3 } }] });
});
