// Small parts of the page's workers: how statements are packed, and how JSON is indented.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JourneysError } from '../../../js/engine/errors.js';
import { Engines } from '../../../web-demo/src/study/engines.js';
import { indent } from '../../../web-demo/src/study/indent.js';
import { Packer, statementIn } from '../../../web-demo/src/study/packer.js';
import { identKey } from '../../../web-demo/src/study/people.js';
import { check } from '../helpers.js';
import { module } from './open-lead.js';

test('JSON is indented as JSON.stringify does it, whatever it holds', (t) => {
  check(t, 1000, fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
    const text = JSON.stringify(value, null, space);
    assert.equal(indent(text), JSON.stringify(JSON.parse(text), null, 2));
  });
});

test('indenting changes no number, no key and no escape', () => {
  const text = '{"a":12345678901234567890.10,"a":1e400,"b":"\\u0041\\/{,}:[]\\\\"}';
  assert.equal(indent(text), '{\n  "a": 12345678901234567890.10,\n  "a": 1e400,\n  "b": "\\u0041\\/{,}:[]\\\\"\n}');
});

test('packed statements come out as they went in, in chunks of about a megabyte, larger ones alone', () => {
  const packer = new Packer();
  packer.receivedAt = 5;
  const sizes = [10, 700_000, 700_000, 3_000_000, 1, 1_048_575, 1_048_576, 5, 400_000, 400_000, 400_000];
  const statements = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
  const chunks = statements.map((each) => packer.add(each)).filter(Boolean);
  chunks.push(packer.flush());
  assert.equal(packer.flush(), undefined);
  const out = chunks.flatMap((chunk) => Array.from(chunk.starts, (_, index) => statementIn(chunk, index)));
  assert.deepEqual(
    out.map((each) => each.length),
    sizes,
  );
  assert.ok(out.every((each, index) => each.every((byte) => byte === index + 1)));
  assert.deepEqual(
    chunks.map(({ number }) => number),
    chunks.map((_, index) => index),
  );
  assert.ok(
    chunks.every(
      ({ receivedAt, bytes, starts }) => receivedAt === 5 && (bytes.length <= 1 << 20 || starts.length === 1),
    ),
  );
  assert.ok(chunks.length < sizes.length);
});

test('different people have different keys, the same have the same', () => {
  const idents = [
    { objectType: 'Agent', mbox: 'mailto:a@b' },
    { objectType: 'Group', mbox: 'mailto:a@b' },
    { objectType: 'Agent', openid: 'mailto:a@b' },
    { objectType: 'Agent', mbox_sha1sum: 'mailto:a@b' },
    { objectType: 'Agent', account: { homePage: 'h', name: 'n' } },
    { objectType: 'Agent', account: { homePage: 'h","n', name: '' } },
    { persona: 'mailto:a@b' },
  ];
  assert.equal(new Set(idents.map(identKey)).size, idents.length);
  assert.equal(identKey({ account: { name: 'n', homePage: 'h' }, objectType: 'Agent' }), identKey(idents[4]));
});

test('an engine that has come to an end is replaced, and other errors are left as they are', async () => {
  const engines = await Engines.open(await module);
  const first = engines.engine;
  const fault = new JourneysError('QueryError', '', 'a fault');
  const failing = (error) => () => engines.mending(() => Promise.reject(error));
  await assert.rejects(failing(fault), fault);
  assert.equal(engines.engine, first);
  const ended = failing(new JourneysError('EngineError', '', 'out of memory'));
  await assert.rejects(ended, { name: 'StudyError', message: /out of memory/ });
  assert.notEqual(engines.engine, first);
  assert.equal(engines.engine.validate({}).valid, true);
  assert.throws(() => first.validate({}), { name: 'DisposedError' });
});

test('an engine that ends several calls at once is replaced once', async () => {
  const engines = await Engines.open(await module);
  const error = new JourneysError('EngineError', '', 'out of memory');
  let fail = () => {};
  const end = new Promise((_, reject) => (fail = () => reject(error)));
  const late = assert.rejects(
    engines.mending(() => end),
    { name: 'StudyError' },
  );
  const both = [1, 2].map(() =>
    assert.rejects(
      engines.mending(() => Promise.reject(error)),
      { name: 'StudyError' },
    ),
  );
  await Promise.all(both);
  const second = engines.engine;
  fail();
  await late;
  assert.equal(engines.engine, second, 'what an engine has ended that is replaced already leaves the next alone');
  assert.equal(second.validate({}).valid, true);
});
