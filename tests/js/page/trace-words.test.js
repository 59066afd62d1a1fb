// The trees of conditions in words: for every operator that the engine knows, with the traces that the engine gives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../js/engine/index.js';
import { pathWords, valueName } from '../../../web-demo/src/why/path-words.js';
import { metWords, nodesOf, traceWords } from '../../../web-demo/src/why/trace-words.js';
import { valueWords } from '../../../web-demo/src/why/values.js';
import { random, seedOf } from '../helpers.js';
import { randomDocument, randomQuery } from '../query-generate.js';

let engine;
before(async () => (engine = await loadEngine()));
after(() => engine.dispose());

const DOCUMENT = {
  timestamp: '2024-01-02T00:00:00Z',
  ...{ n: 5, s: 'Hello', list: [3, 1], nothing: null, many: [1, 2, 3, 4, 5, 6, 7, 8] },
  parts: [{ a: 1, b: 2 }, { a: 3 }],
};

/** A tree as lines: whether it held, what is asked, what was met. */
function linesOf(trace, indent = '') {
  const { path, words, operand } = traceWords(trace);
  const line = [trace.held ? '+' : '-', path, words, operand].filter((part) => part !== undefined).join(' ');
  const met = metWords(trace);
  const below = (trace.children ?? []).flatMap((child) => linesOf(child, `${indent}  `));
  return [indent + line, ...(met ? [`${indent}  ${met}`] : []), ...below];
}

// [query, its tree in words]
const TREES = [
  [{}, ['+ Every statement meets this']],
  [{ n: 5 }, ['+ n is 5']],
  [{ s: 'x' }, ['- s is "x"', '  Met: "Hello"']],
  [{ gone: null }, ['+ gone is null or missing', '  Met: no such field']],
  [{ n: { $ne: 5 } }, ['- n is not 5', '  Met: 5']],
  [{ gone: { $ne: null } }, ['- gone is there and not null', '  Met: no such field']],
  [{ n: { $gt: 5 } }, ['- n is more than 5', '  Met: 5']],
  [{ n: { $gte: 4 } }, ['+ n is at least 4', '  Met: 5']],
  [{ nothing: { $gte: null } }, ['+ nothing is null or missing']],
  [{ n: { $lt: 6 } }, ['+ n is less than 6', '  Met: 5']],
  [{ n: { $lte: 4 } }, ['- n is at most 4', '  Met: 5']],
  [
    { timestamp: { $gt: { $date: '2024-01-01T12:30:00Z' } } },
    ['+ timestamp is after 2024-01-01 12:30 UTC', '  Met: 2024-01-02 00:00 UTC'],
  ],
  [
    { timestamp: { $lte: { $date: '2024-01-01T00:00:01.500Z' } } },
    ['- timestamp is at or before 2024-01-01 00:00:01.500 UTC', '  Met: 2024-01-02 00:00 UTC'],
  ],
  [{ many: { $gt: 7 } }, ['+ many is more than 7', '  Met: 8, 1, 2, 3, 4 and 4 more']],
  [{ list: { $gt: 0 } }, ['+ list is more than 0', '  Met: 3, 1 and [3,1]']],
  [
    { s: { $in: ['a', { $regex: '^h', $options: 'i' }, null] } },
    ['+ s is one of "a", /^h/i or null', '  Met: "Hello"'],
  ],
  [{ n: { $in: [] } }, ['- n is one of an empty list, which nothing is', '  Met: 5']],
  [{ n: { $in: [1, 2, 3, 4, 6, 7, 8, 9] } }, ['- n is one of 1, 2, 3, 4, 6, 7 or 2 more', '  Met: 5']],
  [{ n: { $nin: [1, 2] } }, ['+ n is none of 1 or 2', '  Met: 5']],
  [{ gone: { $exists: false } }, ['+ gone is not there', '  Met: no such field']],
  [{ n: { $exists: true } }, ['+ n is there', '  Met: 5']],
  [{ n: { $type: ['string', 16] } }, ['+ n is text or a whole number', '  Met: 5']],
  [{ list: { $type: 'array' } }, ['+ list is a list', '  Met: [3,1], 3 and 1']],
  [{ s: { $regex: 'LL', $options: 'i' } }, ['+ s matches /LL/i', '  Met: "Hello"']],
  [{ n: { $mod: [4, 1] } }, ['+ n divided by 4 leaves 1', '  Met: 5']],
  [{ list: { $size: 2 } }, ['+ list is a list with this many elements: 2', '  Met: [3,1]']],
  [
    { list: { $all: [1, 4] } },
    ['- All of these', '  + list is 1', '    Met: 1, 3 and [3,1]', '  - list is 4', '    Met: 3, 1 and [3,1]'],
  ],
  [{ list: { $all: [] } }, ['- All of an empty list, which nothing has']],
  [
    { list: { $elemMatch: { $gt: 2, $lt: 4 } } },
    [
      '+ list has an element that meets all of this',
      '  + Element 1',
      '    + is more than 2',
      '      Met: 3',
      '    + is less than 4',
      '      Met: 3',
    ],
  ],
  [
    { parts: { $elemMatch: { a: 3, b: 2 } } },
    [
      '- parts has an element that meets all of this',
      ...['  - Element 1', '    - All of these', '      - a is 3', '        Met: 1', '      + b is 2'],
      ...['  - Element 2', '    - All of these', '      + a is 3', '      - b is 2', '        Met: no such field'],
    ],
  ],
  [{ n: { $bitsAllSet: [0, 2] } }, ['+ n has all of the bits 0 and 2 set', '  Met: 5']],
  [{ n: { $bitsAllClear: 8 } }, ['+ n has all of the bits that are 1 in 8 clear', '  Met: 5']],
  [{ n: { $bitsAnySet: [1] } }, ['- n has at least one of the bits 1 set', '  Met: 5']],
  [{ n: { $bitsAnyClear: 2 } }, ['+ n has at least one of the bits that are 1 in 2 clear', '  Met: 5']],
  [{ n: { $not: { $gt: 1 } } }, ['- Not this', '  + n is more than 1', '    Met: 5']],
  [{ $and: [{ n: 5 }, { n: 6 }] }, ['- All of these', '  + n is 5', '  - n is 6', '    Met: 5']],
  [{ $or: [{ n: 5 }, { n: 6 }] }, ['+ At least one of these', '  + n is 5', '  - n is 6', '    Met: 5']],
  [{ $nor: [{ n: 5 }] }, ['- None of these', '  + n is 5']],
  [{ $expr: { $gt: ['$n', 1] } }, ['+ This expression holds: {"$gt":["$n",1]}']],
];

for (const [query, lines] of TREES) {
  test(`${JSON.stringify(query)} reads well`, () => {
    assert.deepEqual(linesOf(engine.explainQuery(query, DOCUMENT)), lines);
  });
}

// Operands of which each operator takes one.
const OPERANDS = [1, 'a', [1], [4, 1], {}, { a: 1 }, [{ a: 1 }], { $gt: 1 }, { $gt: ['$n', 1] }];

/** The trees of all queries with an operator that the engine takes. */
function treesWith(operator) {
  const queries = OPERANDS.flatMap((operand) => [{ [operator]: operand }, { n: { [operator]: operand } }]);
  return queries.flatMap((query) => {
    try {
      return [engine.explainQuery(query, DOCUMENT)];
    } catch {
      return [];
    }
  });
}

test('every operator that the engine’s parser knows is said in words', () => {
  const sources = ['operators', 'operators_lists', 'operators_nested', 'parse'].map((name) =>
    readFileSync(new URL(`../../../src/query/${name}.cpp`, import.meta.url), 'utf8'),
  );
  const operators = new Set(sources.join('').match(/(?<=")\$\w+(?=")/g));
  const trees = [...operators].flatMap(treesWith);
  const taken = new Set(trees.map(({ op }) => op));
  assert.ok(taken.size > 20, `${taken.size} operators`);
  for (const tree of trees) assert.doesNotMatch(linesOf(tree)[0], /^. (\w+ )?\$/, JSON.stringify(tree));
});

test('no tree of any query falls back on MongoDB’s own names', (t) => {
  const chance = random(seedOf(t));
  for (let round = 0; round < 3_000; round += 1) {
    const document = randomDocument(chance);
    const query = randomQuery(chance, randomDocument(chance));
    const check = (trace) => {
      const { words } = traceWords(trace);
      assert.doesNotMatch(words, /\$|undefined|NaN|\[object/, JSON.stringify(trace));
      assert.doesNotMatch(metWords(trace) ?? '', /undefined|NaN|\[object/, JSON.stringify(trace));
      (trace.children ?? []).forEach(check);
    };
    check(engine.explainQuery(query, document));
  }
});

test('a long value is cut, and not within a character', () => {
  const words = valueWords('👍'.repeat(200));
  assert.equal([...words].length, 120);
  assert.ok(words.endsWith('👍…'));
  assert.equal(valueWords('👍'.repeat(100)), `"${'👍'.repeat(100)}"`);
});

test('a value that statements have a name for is met under that name', () => {
  const facets = [{ path: 's', label: 'Greeting', values: [{ value: 'Hello', label: 'A hello' }, { value: 'x' }] }];
  const nameOf = (value) => valueName('s', value, facets);
  assert.equal(metWords(engine.explainQuery({ s: 'x' }, DOCUMENT), nameOf), 'Met: A hello "Hello"');
  assert.equal(valueName('s', 'x', facets), null);
  assert.equal(valueName('s', 5, facets), null);
  assert.equal(pathWords('s', facets), 'Greeting');
  assert.equal(pathWords('statement.verb.id', null), 'Verb');
});

test('nodes are counted as far as that matters', () => {
  const query = { $and: Array.from({ length: 100 }, (_, i) => ({ $or: [{ a: i }, { b: i }] })) };
  const trace = engine.explainQuery(query, {});
  assert.equal(nodesOf(trace), 301);
  assert.equal(nodesOf(trace, 40), 40);
});
