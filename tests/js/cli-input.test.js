// What statements may come in: every format, packing and way in gives the same answer, and what cannot be read is told with
// file and line.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { courseOf, folder, lines, ndjson, run, sampleFile, statement, uuid } from './cli-tools.js';

const journey = sampleFile('course.json');
const statements = [...courseOf('ana', 1, 5), ...courseOf('ben', 101, 7, false), ...courseOf('cy', 201, 3)];

/** What a replay says, but for the time it took. */
async function answerTo(args, options) {
  const { code, out, err } = await run(['replay', '-j', journey, '--json', ...args], options);
  assert.equal(err, '');
  assert.equal(code, 0);
  const { stats, ...answer } = JSON.parse(out);
  assert.equal(typeof stats.seconds, 'number');
  return { ...answer, stats: { ...stats, seconds: 0 } };
}

test('one a line, an array, indented, gzipped, in two files, or from standard input: all give the same answer', async (t) => {
  const { write } = folder(t);
  const plain = ndjson(statements);
  const expected = await answerTo([write('plain.ndjson', plain)]);
  assert.deepEqual(expected.journeys[0].completed, 1);
  assert.deepEqual(expected.stats.statements, statements.length);

  const half = statements.length / 2;
  const gzip = gzipSync(plain);
  const cases = {
    'CRLF and empty lines': [[write('crlf.ndjson', plain.replaceAll('\n', '\r\n\r\n'))]],
    'no newline at the end': [[write('cut.ndjson', plain.trimEnd())]],
    'a byte order mark': [[write('bom.ndjson', `\uFEFF${plain}`)]],
    'an array': [[write('array.json', statements)]],
    'an indented array': [[write('pretty.json', JSON.stringify(statements, null, 2))]],
    'an indented document after the other': [
      [write('docs.json', statements.map((s) => JSON.stringify(s, null, 2)).join('\n'))],
    ],
    gzip: [[write('plain.ndjson.gz', gzip)]],
    'gzip by its bytes, whatever the name': [[write('lies.json', gzip)]],
    'a file that is not gzip, whatever the name': [[write('lies.gz', plain)]],
    'two gzip members in one file': [
      [
        write(
          'two.gz',
          Buffer.concat([statements.slice(0, half), statements.slice(half)].map((part) => gzipSync(ndjson(part)))),
        ),
      ],
    ],
    'two files': [[write('a.ndjson', ndjson(statements.slice(0, half))), write('b.json', statements.slice(half))]],
    'a file twice': [[write('c.ndjson', plain)]],
    'standard input': [['-'], { input: plain }],
    'gzip on standard input': [['-'], { input: gzip }],
    'standard input and a file': [
      ['-', write('d.ndjson', ndjson(statements.slice(half)))],
      { input: ndjson(statements.slice(0, half)) },
    ],
  };
  for (const [name, [args, options]] of Object.entries(cases)) {
    assert.deepEqual(await answerTo(args, options), expected, name);
  }
});

test('raw statements and records of a store may be mixed', async (t) => {
  const { write } = folder(t);
  const mixed = statements.map((raw, index) => {
    if (index % 2 === 0) return raw;
    const source = '111aaa1111a111111aa11111';
    return {
      _id: `5f${String(index).padStart(22, '0')}`,
      lrs_id: source,
      statement: raw,
      voided: false,
      timestamp: raw.timestamp,
    };
  });
  const answer = await answerTo([write('mixed.ndjson', ndjson(mixed))]);
  assert.equal(answer.journeys[0].completed, 1);
  const { statements: listed } = Object.values(answer.progress[0].completions[0].waypoints).find(
    ({ order }) => order === 1,
  );
  assert.deepEqual(
    listed.map(({ statement }) => statement),
    [uuid(1), `5f${'1'.padStart(22, '0')}`, uuid(3), `5f${'3'.padStart(22, '0')}`, uuid(5)],
  );
});

test('an empty file, and one of white space, hold no statements', async (t) => {
  const { write } = folder(t);
  for (const content of ['', '\n \n', '[]', gzipSync('')]) {
    const { stats, progress } = await answerTo([write('empty', content)]);
    assert.deepEqual([stats.statements, stats.invalid, progress], [0, 0, []]);
  }
});

test('bad lines are told with file and line, counted, and do no harm to the others', async (t) => {
  const { write } = folder(t);
  const good = ndjson(statements).trimEnd().split('\n');
  const bad = [good[0], 'not json', ...good.slice(1, 3), '{"id": 1', '{}', ...good.slice(3)].join('\n');
  const file = write('bad.ndjson', bad);
  const { code, out, err } = await run(['replay', '-j', journey, '--json', file]);
  assert.equal(code, 0);
  assert.deepEqual(
    lines(err).map((line) => line.replace(/:(\d+): .+/, ':$1')),
    [`${file}:2`, `${file}:5`, `${file}:6`],
  );
  assert.ok(
    lines(err).every((line) => /:\d+: \S+/.test(line)),
    err,
  );
  const { journeys, stats } = JSON.parse(out);
  assert.deepEqual([journeys[0].completed, stats.statements, stats.invalid], [1, statements.length + 3, 3]);
});

test('of many bad lines in a file twenty are shown and the others counted', async (t) => {
  const { write } = folder(t);
  const files = [write('a.ndjson', 'x\n'.repeat(25)), write('b.ndjson', 'y\n'.repeat(3))];
  const { code, err } = await run(['replay', '-j', journey, ...files]);
  assert.equal(code, 0);
  assert.equal(lines(err).filter((line) => line.startsWith(`${files[0]}:`)).length, 21);
  assert.match(err, /a\.ndjson:20: /);
  assert.match(err, /a\.ndjson: and 5 more bad lines\n/);
  assert.equal(lines(err).filter((line) => line.startsWith(`${files[1]}:`)).length, 3);
});

test('--strict ends at the first bad line with exit code 1 and no result', async (t) => {
  const { write } = folder(t);
  const file = write('bad.ndjson', `${ndjson(statements)}oops\noops\n`);
  for (const [command, ...flags] of [
    ['replay', '-j', journey],
    ['explain', '-j', journey],
    ['diff', '--from', journey, '--to', journey],
  ]) {
    const { code, err } = await run([command, ...flags, '--strict', file]);
    assert.equal(code, 1, command);
    assert.match(
      err,
      new RegExp(
        `bad\\.ndjson:${statements.length + 1}: .+\nerror: stopped at the first bad line, since --strict was given\n$`,
      ),
    );
  }
  assert.equal((await run(['replay', '-j', journey, '--strict', write('good.ndjson', ndjson(statements))])).code, 0);
});

test('a bad line in a later chunk of a long file has the right number', async (t) => {
  const { write } = folder(t);
  const filler = Array.from({ length: 6000 }, (_, index) =>
    statement(1000 + index, 'zoe', 'played', index % 59, { result: { response: 'é'.repeat(150) } }),
  );
  const text = ndjson(filler);
  assert.ok(Buffer.byteLength(text) > 2 << 20, 'more than two chunks');
  const file = write('long.ndjson', `${text}oops\n${ndjson(statements)}`);
  const { out, err } = await run(['replay', '-j', journey, '--json', file]);
  assert.match(err, /long\.ndjson:6001: /);
  assert.equal(JSON.parse(out).journeys[0].completed, 1);
});

test('a statement longer than a chunk is read', async (t) => {
  const { write } = folder(t);
  const long = statement(900, 'ana', 'commented', 1, { result: { response: 'x'.repeat(3 << 20) } });
  const answer = await answerTo([write('huge.ndjson', ndjson([long, ...courseOf('ana', 1, 4)]))]);
  assert.equal(answer.journeys[0].completed, 1);
});

test('gzip data that ends too early or is damaged makes the file unreadable', async (t) => {
  const { write } = folder(t);
  const gzip = gzipSync(ndjson(statements));
  const damaged = Buffer.from(gzip);
  damaged.fill(0xff, 30, 60);
  for (const [content, message] of [
    [gzip.subarray(0, gzip.length - 40), /ends too early/],
    [damaged, /is damaged/],
  ]) {
    const { code, out, err } = await run(['replay', '-j', journey, write('bad.gz', content)]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, message);
  }
});

test('statements without a time of their own take the time at which their file was written', async (t) => {
  const { write, path } = folder(t);
  const timeless = courseOf('ana', 1, 1).map(({ timestamp: _, ...rest }) => rest);
  write('timeless.ndjson', ndjson(timeless));
  const { utimesSync } = await import('node:fs');
  utimesSync(path('timeless.ndjson'), new Date(), new Date('2025-03-04T05:06:07Z'));
  const [progress] = (await answerTo([path('timeless.ndjson')])).progress;
  assert.equal(progress.startedAt, '2025-03-04T05:06:07.000Z');
});

test('the sample command writes what the replay command reads', async (t) => {
  const { path } = folder(t);
  const file = path('cohort.ndjson');
  assert.equal((await run(['sample', '--learners', '20', '--seed', '3', '-o', file])).code, 0);
  const { out } = await run(['sample', '--learners', '20', '--seed', '3']);
  assert.equal(out, readFileSync(file, 'utf8'));
  const { stats } = await answerTo([file]);
  assert.deepEqual([stats.statements, stats.invalid], [lines(out).length, 0]);
});
