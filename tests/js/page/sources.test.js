// What is typed or dropped becomes a source of statements, or is told what is wrong with it, by field.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sources from '../../../web-demo/src/statements/sources.js';

/** @param {string} name @param {number} [size] */
const file = (name, size = 10) => /** @type {File} */ ({ name, size });
/** @param {object} [fields] */
const connection = (fields) => ({
  ...{ endpoint: 'https://lrs.example.com/data/xAPI', key: 'key', secret: 'secret', since: '', most: 1000 },
  ...fields,
});
/** @param {sources.Bring | sources.Refused} answer */
const faults = (answer) => ('faults' in answer ? answer.faults : {});

test('a size of the sample is a number of learners or of statements', () => {
  const of = (/** @type {string} */ size) => sources.fromSample({ size, learners: 30, seed: 7 });
  assert.deepEqual(of('1000'), { source: { kind: 'sample', learners: 1000, seed: 7 }, name: 'Sample cohort' });
  assert.deepEqual(of('500k'), { source: { kind: 'sample', statements: 500_000, seed: 7 }, name: 'Sample cohort' });
  assert.deepEqual(of('own'), { source: { kind: 'sample', learners: 30, seed: 7 }, name: 'Sample cohort' });
});

test('an emptied number field of the sample is told so', () => {
  assert.deepEqual(Object.keys(faults(sources.fromSample({ size: 'own', learners: NaN, seed: 1 }))), ['learners']);
  assert.deepEqual(Object.keys(faults(sources.fromSample({ size: '200', learners: 1, seed: NaN }))), ['seed']);
});

test('files are named after the only one, or counted', () => {
  const one = file('course.NDJSON.gz');
  assert.deepEqual(sources.fromFiles([one]), { source: { kind: 'files', files: [one] }, name: 'course.NDJSON.gz' });
  const two = [file('a.json'), file('b.jsonl')];
  assert.deepEqual(sources.fromFiles(two), { source: { kind: 'files', files: two }, name: '2 files' });
});

test('each file that will not do is told why', () => {
  const files = [
    file('notes.docx'),
    file('large.json', 120_000_000),
    file('empty.json', 0),
    file('good.json', 100 << 20),
  ];
  const lines = faults(sources.fromFiles(files)).files.split('\n');
  assert.equal(lines.length, 3);
  assert.match(lines[0], /notes\.docx is of another kind/);
  assert.match(lines[1], /large\.json is larger than 100 MB.*gzip/);
  assert.match(lines[2], /empty\.json is empty/);
  assert.match(faults(sources.fromFiles([])).files, /no file/);
});

test('nothing but space is no text of statements', () => {
  assert.match(faults(sources.fromText(' \n')).text, /Paste/);
  assert.equal('source' in sources.fromText('{}'), true);
});

test('a connection is named after its host, and asks the endpoint without what people paste behind it', () => {
  const answer = sources.fromConnection(connection({ endpoint: ' https://lrs.example.com/data/xAPI/statements/ ' }));
  const source = {
    kind: 'lrs',
    endpoint: 'https://lrs.example.com/data/xAPI',
    key: 'key',
    secret: 'secret',
    most: 1000,
  };
  assert.deepEqual(answer, { source, name: 'lrs.example.com' });
});

test('a day is where it begins for the reader', () => {
  const answer = sources.fromConnection(connection({ since: '2026-01-12' }));
  assert.ok('source' in answer && answer.source.kind === 'lrs');
  assert.equal(answer.source.since, new Date(2026, 0, 12).toISOString());
});

test('all fields of a connection that will not do are told at once', () => {
  const answer = sources.fromConnection(connection({ endpoint: '', key: ' ', secret: '', most: NaN }));
  assert.deepEqual(Object.keys(faults(answer)), ['endpoint', 'key', 'secret', 'most']);
});

test('an address that is none, or has a secret or a query in it, is told so', () => {
  const fault = (/** @type {string} */ endpoint) => faults(sources.fromConnection(connection({ endpoint }))).endpoint;
  assert.match(fault('lrs'), /no web address/);
  assert.match(fault('ftp://lrs.example.com'), /no web address/);
  assert.match(fault('https://key:secret@lrs.example.com/'), /out of the address/);
  assert.match(fault('https://lrs.example.com/?a=1'), /Leave out/);
});
