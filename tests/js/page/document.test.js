// The journey as a document: a service takes it as it is, and what a service or this page gave can be read again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { loadEngine } from '../../../js/engine/index.js';
import { compact, documentOf, documentText, journeysIn } from '../../../web-demo/src/take/document.js';
import { fileName } from '../../../web-demo/src/ui/files.js';
import { conditions, journeys } from './random-journeys.js';

let engine;
before(async () => (engine = await loadEngine()));
after(() => engine.dispose());

test('an exported journey means to the engine what the edited one means', () => {
  fc.assert(
    fc.property(journeys, (journey) => {
      const exported = JSON.parse(documentText(journey));
      assert.deepEqual(engine.validate(exported), engine.validate(journey));
    }),
    { numRuns: 300 },
  );
});

test('an exported journey holds conditions as strings of JSON, and nothing that only a service says', () => {
  const service = { organisation: '1'.repeat(24), owner: '2'.repeat(24), updatedAt: '2024-01-01T00:00:00Z', __v: 4 };
  const journey = {
    _id: '3'.repeat(24),
    ...{ ...service, version: 2, recalculateStatus: { inProgress: false }, warnings: [{ path: '', message: 'a' }] },
    waypoints: [{ _id: '4'.repeat(24), id: '4'.repeat(24), conditions: { 'statement.verb.id': 'a' } }],
    outcomes: [{ _id: '5'.repeat(24), callback: 'http://example.org', tripCount: 3, deactivatedAt: null }],
  };
  assert.deepEqual(documentOf(journey), {
    _id: '3'.repeat(24),
    waypoints: [{ _id: '4'.repeat(24), conditions: '{"statement.verb.id":"a"}' }],
    outcomes: [{ _id: '5'.repeat(24), callback: 'http://example.org' }],
  });
});

test('a condition loses its white space and nothing else', () => {
  fc.assert(
    fc.property(conditions, (text) => assert.equal(compact(text), JSON.stringify(JSON.parse(text)))),
    { numRuns: 300 },
  );
  const exact = '{ "n" : 12345678901234567890.10 , "o" : { "2" : 1 , "1" : " \\" \\\\ " } }';
  assert.equal(compact(exact), '{"n":12345678901234567890.10,"o":{"2":1,"1":" \\" \\\\ "}}');
});

test('a condition that is no JSON yet is exported as it was typed', () => {
  for (const text of ['', '{"a": ', '{ a: 1 }']) {
    assert.equal(documentOf({ waypoints: [{ conditions: text }] }).waypoints[0].conditions, text);
  }
});

test('what was exported is read again', () => {
  fc.assert(
    fc.property(journeys, (journey) => assert.deepEqual(journeysIn(documentText(journey)), [documentOf(journey)])),
  );
});

test('a file may hold one journey, a list of them, or one a line', () => {
  const [one, two] = [{ description: 'one' }, { description: 'two' }];
  assert.deepEqual(journeysIn(`\ufeff${JSON.stringify(one)}`), [one]);
  assert.deepEqual(journeysIn(JSON.stringify([one, two])), [one, two]);
  assert.deepEqual(journeysIn(`${JSON.stringify(one)}\n\n${JSON.stringify(two)}\n`), [one, two]);
});

test('a file that holds no journey says what is wrong with it', () => {
  assert.throws(() => journeysIn('  \n'), /nothing in it/);
  assert.throws(() => journeysIn('[]'), /empty list/);
  assert.throws(() => journeysIn('[1]'), /A journey is a JSON object/);
  assert.throws(() => journeysIn('null'), /A journey is a JSON object/);
  assert.throws(() => journeysIn('{"a": '), /This is no JSON: /);
  assert.throws(() => journeysIn('[{"actor": {}, "verb": {}}]'), /These are statements/);
});

test('a file is named after what it holds, in letters that any file system takes', () => {
  assert.equal(fileName('5 comments & 1 completion', 'journey'), '5-comments-1-completion.json');
  assert.equal(fileName('Ébène: ../../x', 'journey'), 'ebene-.-.-x.json');
  assert.equal(fileName('日本', 'journey'), 'journey.json');
  assert.equal(fileName(undefined, 'journey'), 'journey.json');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.match(fileName(text, 'journey'), /^[a-z0-9@_][a-z0-9@._-]*\.json$/);
    }),
  );
});
