// Where the engine's messages are shown in a condition's or a journey's text.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../js/engine/index.js';
import { placeFaults } from '../../../web-demo/src/builder/condition/faults.js';
import { JsonError, readJson } from '../../../web-demo/src/builder/condition/json.js';
import { nodeAt } from '../../../web-demo/src/builder/condition/place.js';

/** @type {import('../../../js/engine/index.js').Engine} */
let engine;
before(async () => {
  engine = await loadEngine();
});
after(() => engine.dispose());

/** @param {string[]} conditions */
const validate = (conditions) =>
  engine.validate({ waypoints: conditions.map((each) => ({ conditions: each })) }).errors;

/** @type {import('../../../web-demo/src/builder/condition/faults.js').Tell} */
const tell = async (conditions) => {
  const errors = validate(conditions);
  return conditions.map((_, index) => errors[`waypoints.${index}.conditions`]?.message);
};

/** What is marked in a condition's text, and why. @param {string} text */
async function marked(text) {
  const message = validate([text])['waypoints.0.conditions']?.message;
  assert.ok(message, `the engine takes ${text}`);
  const placed = await placeFaults(text, message, tell);
  return placed.map(({ from, to, message: part }) => [text.slice(from, to), part]);
}

test('an unknown operator is marked where it stands, and no other of the same field', async () => {
  assert.deepEqual(await marked('{"a": {"$gt": 1, "$foo": 2}, "b": {"$lt": 3}}'), [
    ['"$foo"', 'unknown operator: $foo'],
  ]);
});

test('of two operators of a name the one that is wrong is marked', async () => {
  const text = '{"$and": [{"a": {"$size": 1}}, {"b": {"$size": -1}}]}';
  const placed = await placeFaults(text, validate([text])['waypoints.0.conditions'].message, tell);
  assert.deepEqual(placed.map(({ from }) => from), [text.lastIndexOf('"$size"')]); // prettier-ignore
});

test('several faults are marked each at its own place', async () => {
  const found = await marked('{"$where": "x", "a": {"$or": []}, "$nor": [{"c": {"$not": 3}}]}');
  assert.deepEqual(
    found.map(([text]) => text),
    ['"$where"', '"$or"', '"$not"'],
  );
  assert.match(found[0][1], /^\$where is not supported: .*; use \$expr/);
});

test('a fault of a field, rather than of one of its operators, is marked at the field', async () => {
  assert.deepEqual(await marked('{"a": {"$gt": 1, "b": 2}}'), [['"a"', 'unknown operator: b']]);
});

test('a pattern is put to the engine with its options', async () => {
  assert.deepEqual(await marked('{"a": {"$regex": "x", "$options": "i"}, "b": {"$in": 5}}'), [
    ['"$in"', '$in needs an array'],
  ]);
  const [[text, message]] = await marked('{"a": {"$regex": "(?=x)", "$options": "i"}}');
  assert.equal(text, '"$regex"');
  assert.match(message, /look-ahead/);
});

test('a fault within $elemMatch is marked inside it', async () => {
  assert.deepEqual(await marked('{"a": {"$elemMatch": {"b": {"$foo": 1}}}}'), [['"$foo"', 'unknown operator: $foo']]);
});

test('where the text is no JSON, the place and what is needed there are told', async () => {
  for (const [text, at, message] of /** @type {[string, string, RegExp][]} */ ([
    ['{"a": 1,\n "b": }', '}', /a value is needed here/],
    ['{"a" 1}', '1', /a colon is needed/],
    ['{a: 1}', 'a', /a key in double quotes is needed/],
    ['{"a": "x}', '"', /does not end/],
    ['{"a": 1} x', 'x', /nothing may follow/],
    ['{"a": [1, 2}', '}', /a comma or \] is needed/],
    ['{"a": 1', '', /the text ends where a comma or } is needed/],
  ])) {
    const [[found, words]] = await marked(text);
    assert.equal(found, at, text);
    assert.match(words, message);
  }
});

test('what is no query is marked as a whole', async () => {
  assert.deepEqual(await marked(' [1] '), [['[1]', 'a query has to be a JSON object']]);
});

test('the reader takes what JSON.parse takes and refuses what it refuses', () => {
  const texts = [
    '{}',
    ' [1, -0.5e+3, "\\u00e9\\n", null, true, {"a":[]}]\n',
    '"\\ud800"',
    '01',
    '1.',
    '+1',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
  ];
  for (const text of [...texts, '"\t"', '"\\x"', 'nul', '', '-', '[', '{"a"}', '1 2', '\u00a01']) {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    if (isJson) readJson(text);
    else assert.throws(() => readJson(text), JsonError, text);
  }
  assert.throws(() => readJson('['.repeat(100_000)), /nested too deeply/);
});

test('paths of the engine are found in a journey, also fields whose names have dots', () => {
  const text = '{"waypoints": [{"count": 1}, {"count": 0}], "odd.field": 1}';
  const root = readJson(text);
  const at = (/** @type {string} */ path) => {
    const { from, to } = nodeAt(root, path).place;
    return [from, text.slice(from, to)];
  };
  assert.deepEqual(at('waypoints.1.count'), [text.lastIndexOf('"count"'), '"count"']);
  assert.deepEqual(at('odd.field'), [text.indexOf('"odd'), '"odd.field"']);
  assert.deepEqual(at('waypoints.1.conditions'), [text.lastIndexOf('{'), '{']);
  assert.deepEqual(at('outcomes'), [0, '{']);
});
