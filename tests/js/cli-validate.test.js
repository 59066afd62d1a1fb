// What `validate` says of journeys, and how the files that hold them may look.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder, JOURNEY_ID, journeyOf, ndjson, run, sampleFile } from './cli-tools.js';

const good = journeyOf(JOURNEY_ID, 'commented');
const other = journeyOf('bbbbbbbbbbbbbbbbbbbbbbb0', 'completed');

test('the sample journeys are valid and need no warning', async () => {
  const files = ['course.json', 'videos.json', 'mastery.json', 'discussion.json'].map(sampleFile);
  const { code, out } = await run(['validate', ...files]);
  assert.equal(code, 0);
  assert.match(out, /4 journeys · 0 faulty · 0 warnings\n$/);
});

test('a file may hold one journey, an array of them, or one a line', async (t) => {
  const { write } = folder(t);
  for (const [content, expected] of [
    [good, 1],
    [[good, other], 2],
    [ndjson([good, other]), 2],
    [JSON.stringify([good, other], null, 2), 2],
    [`\uFEFF${JSON.stringify(good, null, 2)}\n`, 1],
  ]) {
    const { code, out } = await run(['validate', write('j.json', content)]);
    assert.equal(code, 0, out);
    assert.match(out, new RegExp(`\\n${expected} journeys? · 0 faulty`));
  }
});

test('every fault of every journey is told at its path, and the exit code is 1', async (t) => {
  const { write } = folder(t);
  const faulty = {
    ...good,
    trackBy: 'shoe size',
    waypoints: [{ conditions: { 'statement.verb.id': { $foo: 1 } }, count: 0 }],
    outcomes: [{ type: 'callback' }],
  };
  const file = write('j.json', [good, faulty]);
  const { code, out } = await run(['validate', file]);
  assert.equal(code, 1);
  assert.match(out, /✓ .+j\.json:1/);
  assert.match(out, /✗ .+j\.json:1 {2}4 faults\n/);
  for (const path of ['trackBy', 'waypoints.0.conditions', 'waypoints.0.count', 'outcomes.0.callback']) {
    assert.match(out, new RegExp(`\\n {4}${path.replaceAll('.', '\\.')} +\\S`), path);
  }
  assert.match(out, /unknown operator: \$foo/);
  assert.match(out, /2 journeys · 1 faulty/);
});

test('what is legal but hardly meant is a warning, and no fault', async (t) => {
  const { write } = folder(t);
  const odd = { ...good, sources: [], outcomes: [], waypoints: [{ ...good.waypoints[0], conditions: {} }] };
  const { code, out } = await run(['validate', write('j.json', odd)]);
  assert.equal(code, 0);
  assert.match(out, /warning: /);
  assert.match(out, /1 journey · 0 faulty · 3 warnings\n$/);
});

test('--json gives the answers to a program', async (t) => {
  const { write } = folder(t);
  const file = write('j.json', { ...good, colour: 'red' });
  const { code, out } = await run(['validate', '--json', file]);
  assert.equal(code, 1);
  const [answer] = JSON.parse(out);
  assert.deepEqual(Object.keys(answer), ['file', 'line', 'valid', 'errors', 'warnings']);
  assert.deepEqual([answer.file, answer.valid, Object.keys(answer.errors)], [file, false, ['colour']]);
});

test('what is not JSON, or no journey at all, is a fault', async (t) => {
  const { write } = folder(t);
  for (const content of ['{"description": ', 'journey', '[1]', '', '[]']) {
    const { code, out, err } = await run(['validate', write('j.json', content)]);
    assert.equal(code, 1, content);
    assert.match(out + err, /j\.json/, content);
  }
});

test('where the JSON of a journey is broken is told as line and column', async () => {
  const { out } = await run(['validate', '-'], {
    input: '\n{\n  "description": "é",\n  "waypoints": [\n    {"conditions": }\n  ]\n}',
  });
  assert.match(out, /not JSON: .+, in line 5, column 20\n/);
});

test('journeys can come from standard input', async () => {
  const { code, out } = await run(['validate', '-'], { input: ndjson([good]) });
  assert.equal(code, 0);
  assert.match(out, /✓ stdin:1 {2}commented\n/);
});

test('a file that is no journey file by its size is refused, not read into memory', async () => {
  const { code, err } = await run(['validate', '-'], { input: Buffer.alloc(65 << 20, ' ') });
  assert.equal(code, 2);
  assert.match(err, /stdin: too large for journeys/);
});
