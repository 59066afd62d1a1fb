// Statements cut out of a StatementResult: each is the bytes that it came as.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readResult } from '../../js/reading/statement-result.js';
import { check } from './helpers.js';

const read = (text) => readResult(Buffer.from(text));
const textsIn = (text) => read(text).statements.map(({ bytes }) => bytes.toString());

test('whatever a result holds, its statements are cut where JSON.parse sees them', (t) => {
  const json = fc.json({ maxDepth: 4 });
  const name = fc.oneof(fc.string(), fc.constantFrom('more', 'statement', 'statements\n', '{', '"', '\\'));
  const members = fc.array(fc.tuple(name, json), { maxLength: 3 });
  const space = fc.constantFrom('', ' ', '\n\t', '\r\n');
  check(t, 2_000, fc.array(json, { maxLength: 6 }), members, members, space, (statements, before, after, gap) => {
    const others = (list) =>
      list
        .filter(([key]) => !['more', 'statements'].includes(key))
        .map(([key, value]) => `${JSON.stringify(key)}${gap}:${value}`);
    const array = `"statements"${gap}:${gap}[${gap}${statements.join(`${gap},${gap}`)}${gap}]`;
    const text = `${gap}{${gap}${[...others(before), array, ...others(after)].join(`${gap},`)}${gap}}${gap}`;
    assert.deepEqual(
      textsIn(text),
      statements.map((each) => each.trim()),
    );
  });
});

const WHOLE = {
  'no statements': ['{"statements":[],"more":""}', [], null],
  'more before and after': ['{"more":"/a?b=c","statements":[{"id":"x"}]}', ['{"id":"x"}'], '/a?b=c'],
  'an escaped link': ['{"statements":[],"more":"\\/a\\u0026b"}', [], '/a&b'],
  'an escaped name': ['{"\\u0073tatements":[1]}', ['1'], null],
  'a null link': ['{"statements":[],"more":null}', [], null],
  'a byte order mark': ['\uFEFF{"statements":[{}]}', ['{}'], null],
  'brackets and quotes in strings': [
    '{"statements":["]}\\\\\\",[{", {"a":"\\\\"}]}',
    ['"]}\\\\\\",[{"', '{"a":"\\\\"}'],
    null,
  ],
  'statements within a statement': ['{"statements":[{"statements":[1,2]},3]}', ['{"statements":[1,2]}', '3'], null],
  'statements elsewhere': ['{"a":{"statements":[1]},"b":[["statements",[2]]],"statements":[3]}', ['3'], null],
  'the name as a value': ['{"a":"statements","b":[1],"statements":[2]}', ['2'], null],
  'large numbers': ['{"statements":[{"n":9007199254740993.10e0}]}', ['{"n":9007199254740993.10e0}'], null],
};

for (const [name, [text, texts, more]] of Object.entries(WHOLE)) {
  test(`a result is read with ${name}`, () => {
    assert.deepEqual(textsIn(text), texts);
    assert.equal(read(text).more, more);
  });
}

const BROKEN = [
  ...['', ' ', 'null', '17', '"statements"', '[]', '{}', '{"statements":{}}', '{"statements":null}'],
  ...['{"statements":[1,]}', '{"statements":[1 2]}', '{"statements":[1]', '{"statements":[1]}}', '{"statements":[}]'],
  ...['{"statements":[1],"statements":[]}', '{"statements":[1],"statements":[2]}', '{"statements":[],"more":7}'],
];

for (const text of BROKEN) {
  test(`a result is refused that is ${text || 'empty'}`, () => {
    assert.throws(() => read(text), SyntaxError);
  });
}

test('a result that is nested deep is no danger', () => {
  const deep = `${'['.repeat(1e6)}${']'.repeat(1e6)}`;
  assert.deepEqual(textsIn(`{"a":${deep},"statements":[${deep},1]}`), [deep, '1']);
});
