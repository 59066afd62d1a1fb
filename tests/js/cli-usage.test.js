// How the command answers when it is asked for help, called wrongly, or cut off: what a terminal user expects.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { courseOf, folder, JOURNEY_ID, journeyOf, MAIN, ndjson, run, sampleFile } from './cli-tools.js';

const course = sampleFile('course.json');

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.deepEqual(await run(['--version']), { code: 0, out: `${version}\n`, err: '' });
});

test('--help of the program and of every command ends with examples', async () => {
  for (const command of [[], ['replay'], ['validate'], ['explain'], ['diff'], ['sample']]) {
    const { code, out } = await run([...command, '--help']);
    assert.equal(code, 0);
    assert.match(out, /^Usage: xapi-journeys/);
    assert.match(out, /Examples:\n  xapi-journeys/);
  }
});

const WRONG_CALLS = [
  ['no command', [], /^Usage/],
  ['an unknown command', ['repaly'], /error: unknown command 'repaly'\n\(Did you mean replay\?\)/],
  ['an unknown option', ['replay', '--journey', course, '--jurney', 'x'], /error: unknown option '--jurney'/],
  ['no journey', ['replay', 'x.ndjson'], /error: required option '-j, --journey <file>' not specified/],
  ['no statements', ['replay', '--journey', course], /error: missing required argument 'statements'/],
  [
    'a file that is not there',
    ['replay', '--journey', course, 'gone.ndjson'],
    /^error: cannot read gone.ndjson: no such file or directory\n$/,
  ],
  [
    'a journey that is not there',
    ['replay', '--journey', 'gone.json', '-'],
    /^error: cannot read gone.json: no such file or directory\n$/,
  ],
  ['a folder', ['replay', '--journey', course, '.'], /^error: cannot read \.: it is a directory\n$/],
  [
    'standard input twice',
    ['replay', '--journey', course, '-', '-'],
    /^error: standard input \(-\) can be read once only\n$/,
  ],
  [
    'standard input for journeys and statements',
    ['replay', '--journey', '-', '-'],
    /standard input \(-\) can be read once only\n$/,
  ],
  ['a time that is none', ['replay', '--journey', course, '--until', 'soon', '-'], /^error: --until: .+\n$/],
  [
    'two results on standard output',
    ['replay', '-j', course, '--json', '--progress', '-', '-'],
    /^error: --json and --progress cannot both go/,
  ],
  ['a number that is none', ['sample', '--seed', 'x'], /^error: --seed needs a whole number, not "x"\n$/],
  ['an owner that is no JSON', ['explain', '-j', course, '--owner', '{x', '-'], /^error: --owner: .+\n$/],
  [
    'an owner without identity',
    ['explain', '-j', course, '--owner', '{"name":"Ana"}', '-'],
    /^error: --owner: needs one of mbox, .+\n$/,
  ],
];

for (const [what, args, message] of WRONG_CALLS) {
  test(`${what} is a usage error: exit code 2 and a message on standard error`, async () => {
    const { code, out, err } = await run(args);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, message);
    assert.doesNotMatch(err, /\n\s+at /, 'no stack trace');
  });
}

test('a journey given as statements is refused with the remedy', async (t) => {
  const { write } = folder(t);
  const journey = write('b.json', journeyOf(JOURNEY_ID, 'commented'));
  const { code, err } = await run([
    'replay',
    '--journey',
    course,
    journey,
    write('s.ndjson', ndjson(courseOf('ana', 1, 1))),
  ]);
  assert.equal(code, 2);
  assert.match(err, /b\.json holds a journey, not statements; write --journey before each journey/);
});

test('a result that cannot be written is refused before the statements are read', async (t) => {
  const { write, path } = folder(t);
  const statements = write('s.ndjson', ndjson(courseOf('ana', 1, 1)));
  for (const flag of ['--progress', '--callbacks']) {
    const answer = await run(['replay', '-j', course, flag, path('no/such/folder'), statements]);
    assert.equal(answer.code, 2);
    assert.match(answer.err, /^error: cannot write .+: no such file or directory\n$/);
  }
});

test('a result never overwrites what the command reads', async (t) => {
  const { write } = folder(t);
  const statements = write('s.ndjson', ndjson(courseOf('ana', 1, 1)));
  const before = readFileSync(statements, 'utf8');
  const { code, err } = await run(['replay', '-j', course, '--progress', statements, statements]);
  assert.equal(code, 2);
  assert.match(err, /it is read by this command/);
  assert.equal(readFileSync(statements, 'utf8'), before);
});

test('--debug shows where an error comes from', async () => {
  const { code, err } = await run(['--debug', 'replay', '-j', 'gone.json', '-']);
  assert.equal(code, 2);
  assert.match(err, /\n\s+at /);
});

test('there are colours where they are forced, and none in a pipe or with NO_COLOR', async (t) => {
  const { write } = folder(t);
  const args = ['replay', '-j', course, write('s.ndjson', ndjson(courseOf('ana', 1, 5)))];
  const escapes = async (env) => (await run(args, { env })).out.includes('\x1b[');
  assert.equal(await escapes({}), false);
  assert.equal(await escapes({ CI: '1' }), false);
  assert.equal(await escapes({ FORCE_COLOR: '1' }), true);
  assert.equal(await escapes({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
});

test('a reader that goes away ends the command silently', async () => {
  const child = spawn(process.execPath, [MAIN, 'sample', '--learners', '500']);
  let err = '';
  child.stderr.on('data', (data) => (err += data));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual({ code, err }, { code: 0, err: '' });
});

test('a full disk is told in one line', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, async (t) => {
  const { write } = folder(t);
  const statements = write('s.ndjson', ndjson(courseOf('ana', 1, 5)));
  const { code, err } = await run(['replay', '-j', course, '--progress', '/dev/full', statements]);
  assert.deepEqual([code, err], [2, 'error: cannot write /dev/full: no space left on the device\n']);
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  const sample = spawn(process.execPath, [MAIN, 'sample'], { stdio: ['ignore', full, 'pipe'] });
  let message = '';
  sample.stderr.on('data', (data) => (message += data));
  assert.equal(await new Promise((resolve) => sample.on('close', resolve)), 2);
  assert.equal(message, 'error: cannot write standard output: no space left on the device\n');
});

test('the demo shows a table and says what to try next', async () => {
  const { code, out, err } = await run(['demo', '--learners', '30']);
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.match(out, /5 comments and 1 completion of a course/);
  assert.match(out, /learners started · \d+ completed \(\d+ %\)/);
  assert.match(out, /Try next\n {2}The same from a file\n {4}npx xapi-journeys sample/);
});
