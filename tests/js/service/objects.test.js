// Cutting a body into its objects: the same answers as parsing it whole, for whatever bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memberIn, objectsIn } from '../../../js/service/objects.js';
import { check } from '../helpers.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The objects by parsing all; null where it is something else. */
function plain(bytes) {
  try {
    const value = JSON.parse(decoder.decode(bytes));
    const list = Array.isArray(value) ? value : [value];
    return list.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each)) ? list : null;
  } catch {
    return null;
  }
}

const agrees = (bytes) => assert.deepEqual(objectsIn(bytes)?.map(({ value }) => value) ?? null, plain(bytes));
const object = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
);
const body = fc.oneof(object, fc.array(object, { maxLength: 4 }), fc.jsonValue());
const spaced = fc
  .tuple(body, fc.constantFrom(undefined, 1, '\t', '\r\n '))
  .map(([value, space]) => JSON.stringify(value, null, space));

test('bodies are cut as if they were parsed, and each text is the JSON of its value', (t) => {
  check(t, 3_000, spaced, (text) => {
    const bytes = Buffer.from(text);
    agrees(bytes);
    for (const { value, text } of objectsIn(bytes) ?? []) assert.deepEqual(JSON.parse(text), value);
  });
});

test('what is broken anywhere is not cut', (t) => {
  const broken = fc
    .record({ text: spaced, at: fc.nat(), byte: fc.nat({ max: 255 }), how: fc.constantFrom('change', 'insert', 'cut') })
    .map(({ text, at, byte, how }) => {
      const bytes = Buffer.from(text);
      const place = bytes.length === 0 ? 0 : at % bytes.length;
      if (how === 'cut') return bytes.subarray(0, place);
      const rest = bytes.subarray(how === 'change' ? place + 1 : place);
      return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), rest]);
    });
  check(t, 6_000, broken, agrees);
  const odd = [
    '',
    ' ',
    '[',
    ']',
    '{',
    '}',
    '[]',
    ' [ ] ',
    '[]x',
    '[{}]]',
    '[{},]',
    '[,{}]',
    '[{} {}]',
    '{}{}',
    '{},',
    '\uFEFF[{}]',
  ];
  for (const text of odd) agrees(Buffer.from(text));
  assert.equal(objectsIn(Buffer.from(`{"a":${'['.repeat(600)}${']'.repeat(600)}}`)), null, 'nested too deeply');
});

test('a member is told as it stands, the last one of its name', (t) => {
  check(t, 1_000, object, fc.jsonValue({ stringUnit: 'binary' }), (others, value) => {
    const text = JSON.stringify({ ...others, statement: value }, null, 1);
    assert.deepEqual(JSON.parse(memberIn(text, 'statement')), JSON.parse(JSON.stringify(value)));
  });
  assert.equal(memberIn('{"a":{"b":1},"b": 2.50 ,"c":[{"b":3}]}', 'b'), '2.50');
  assert.equal(memberIn('{"b":1,"\\u0062":{"x":"}"}}', 'b'), '{"x":"}"}');
});
