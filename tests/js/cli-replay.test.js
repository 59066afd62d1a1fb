// What `replay` answers: tables, JSON, progress and callbacks.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  courseOf,
  folder,
  JOURNEY_ID,
  journeyOf,
  lines,
  ndjson,
  parseLines,
  run,
  sampleFile,
  statement,
  uuid,
} from './cli-tools.js';

const course = sampleFile('course.json');
const statements = [...courseOf('ana', 1, 5), ...courseOf('ben', 101, 7, false), ...courseOf('cy', 201, 3)];
const OTHER_ID = 'bbbbbbbbbbbbbbbbbbbbbbb0';

test('the table shows learners, waypoints, shares and the median time in 80 columns', async (t) => {
  const { write } = folder(t);
  const { code, out, err } = await run(['replay', '-j', course, write('s.ndjson', ndjson(statements))]);
  assert.deepEqual([code, err], [0, '']);
  const text = lines(out);
  assert.equal(text[0], '5 comments and 1 completion of a course');
  assert.equal(text[2], '3 learners started · 1 completed (33 %) · median time 1 h');
  assert.match(text[4], /^ *1  5 comments +2 +67 % +█+/);
  assert.match(text[5], /^ *2  1 course completion +1 +33 % +█+/);
  assert.match(text[6], /^17 statements · 17 hits · [\d.]+ s \(.+ a second\)$/);
  assert.ok(
    text.every((line) => line.length <= 80),
    out,
  );
});

test('each journey has a table, and nobody is no error', async (t) => {
  const { write } = folder(t);
  const other = write('other.json', journeyOf(OTHER_ID, 'experienced'));
  const { code, out } = await run(['replay', '-j', course, '-j', other, write('s.ndjson', ndjson(statements))]);
  assert.equal(code, 0);
  assert.match(out, /\nexperienced\n─+\n0 learners started · 0 completed\n/);
});

test('--json prints the journeys, all progress and the stats', async (t) => {
  const { write } = folder(t);
  const journeys = write('two.json', [
    journeyOf(OTHER_ID, 'completed'),
    journeyOf(JOURNEY_ID, 'commented', 'completed'),
  ]);
  const { out } = await run(['replay', '-j', journeys, '--json', write('s.ndjson', ndjson(statements))]);
  const answer = JSON.parse(out);
  assert.deepEqual(Object.keys(answer), ['journeys', 'progress', 'stats']);
  assert.deepEqual(answer.journeys, [
    {
      journey: OTHER_ID,
      owners: 2,
      completed: 2,
      waypoints: [{ _id: `${OTHER_ID.slice(0, 23)}1`, description: 'completed', reached: 2 }],
    },
    {
      journey: JOURNEY_ID,
      owners: 3,
      completed: 2,
      waypoints: [
        { _id: `${JOURNEY_ID.slice(0, 23)}1`, description: 'commented', reached: 3 },
        { _id: `${JOURNEY_ID.slice(0, 23)}2`, description: 'completed', reached: 2 },
      ],
    },
  ]);
  assert.deepEqual(
    answer.progress.map(({ journey, owner }) => [journey, owner.ident.mbox]),
    [
      [JOURNEY_ID, 'mailto:ana@example.org'],
      [JOURNEY_ID, 'mailto:ben@example.org'],
      [JOURNEY_ID, 'mailto:cy@example.org'],
      [OTHER_ID, 'mailto:ana@example.org'],
      [OTHER_ID, 'mailto:cy@example.org'],
    ],
  );
  assert.deepEqual(Object.keys(answer.stats), ['statements', 'hits', 'skipped', 'invalid', 'seconds']);
});

test('the order of the statements changes no byte of the result but the seconds', async (t) => {
  const { write } = folder(t);
  const answers = [];
  for (const list of [statements, statements.toReversed(), [...statements, ...statements]]) {
    const { out } = await run(['replay', '-j', course, '--json', write('s.ndjson', ndjson(list))]);
    answers.push(out.slice(0, out.lastIndexOf('"stats"')));
  }
  assert.equal(answers[1], answers[0]);
  assert.equal(answers[2], answers[0]);
});

test('--until stops the clock', async (t) => {
  const { write } = folder(t);
  const file = write('s.ndjson', ndjson(courseOf('ana', 1, 5)));
  const completedUntil = async (time) => {
    const { out, code } = await run(['replay', '-j', course, '--json', '--until', time, file]);
    assert.equal(code, 0);
    return JSON.parse(out).journeys[0].completed;
  };
  assert.equal(await completedUntil('2026-01-05T12:59:59Z'), 0);
  assert.equal(await completedUntil('2026-01-05T14:00:00+01:00'), 1);
});

test('--progress writes the documents of --json, one a line', async (t) => {
  const { write, path } = folder(t);
  const file = write('s.ndjson', ndjson(statements));
  const { out } = await run(['replay', '-j', course, '--json', '--progress', path('p.ndjson'), file]);
  assert.deepEqual(parseLines(readFileSync(path('p.ndjson'), 'utf8')), JSON.parse(out).progress);
  const piped = await run(['replay', '-j', course, '--progress', '-', file]);
  assert.equal(piped.out, readFileSync(path('p.ndjson'), 'utf8'));
});

test('--callbacks writes the body of every completed attempt, with the full records', async (t) => {
  const { write, path } = folder(t);
  const repeatable = { ...journeyOf(JOURNEY_ID, 'commented', 'completed'), isRepeatable: true };
  const list = [...statements, statement(301, 'ana', 'commented', 61), statement(302, 'ana', 'completed', 62)];
  const record = (raw, _id) => ({
    _id,
    statement: raw,
    timestamp: raw.timestamp,
    person: { _id: 'c'.repeat(24), display: 'Ana' },
  });
  list[0] = record(list[0], 'd'.repeat(24));
  const journeys = write('j.ndjson', ndjson([{ ...journeyOf(OTHER_ID, 'completed') }, repeatable]));
  await run(['replay', '-j', journeys, '--callbacks', path('c.ndjson'), write('s.ndjson', ndjson(list))]);

  const bodies = parseLines(readFileSync(path('c.ndjson'), 'utf8'));
  assert.deepEqual(
    bodies.map(({ journey, owner, completedAt }) => [journey._id, owner.ident.mbox, completedAt]),
    [
      [JOURNEY_ID, 'mailto:ana@example.org', '2026-01-05T13:00:00.000Z'],
      [JOURNEY_ID, 'mailto:ana@example.org', '2026-01-05T13:02:00.000Z'],
      [JOURNEY_ID, 'mailto:cy@example.org', '2026-01-05T13:00:00.000Z'],
      [OTHER_ID, 'mailto:ana@example.org', '2026-01-05T13:00:00.000Z'],
      [OTHER_ID, 'mailto:cy@example.org', '2026-01-05T13:00:00.000Z'],
    ],
  );
  const [first] = bodies;
  assert.deepEqual(Object.keys(first), ['owner', 'attempt', 'journey', 'completedAt']);
  assert.deepEqual(
    first.attempt.waypoints.map(({ order }) => order),
    [1, 0],
    'as in Learning Locker, the last comes first',
  );
  const [completed, commented] = first.attempt.waypoints;
  assert.deepEqual(commented.statement, [list[0]], 'a record stands as it was read');
  assert.deepEqual(commented.statements, [{ statement: 'd'.repeat(24), timestamp: '2026-01-05T12:00:00.000Z' }]);
  assert.equal(completed.statement[0].statement?.id ?? completed.statement[0].id, uuid(6));
  assert.deepEqual(first.journey.waypoints[0].conditions, repeatable.waypoints[0].conditions);
});

test('callbacks are the same whatever the order of arrival, also where copies of a statement differ', async (t) => {
  const { write, path } = folder(t);
  const copies = statements.map((one, index) => (index % 3 ? one : { ...one, stored: '2026-02-01T00:00:00Z' }));
  const results = [];
  for (const list of [[...statements, ...copies], [...copies, ...statements].toReversed()]) {
    await run(['replay', '-j', course, '--callbacks', path('c.ndjson'), write('s.ndjson', ndjson(list))]);
    results.push(readFileSync(path('c.ndjson'), 'utf8'));
  }
  assert.equal(lines(results[0]).length, 1);
  assert.equal(results[1], results[0]);
});

test('no temporary file is left behind', async (t) => {
  const { write, path } = folder(t);
  const statementsFile = write('s.ndjson', ndjson(statements));
  const temporary = folder(t).path('');
  await run(['replay', '-j', course, '--callbacks', path('c.ndjson'), statementsFile], { env: { TMPDIR: temporary } });
  assert.equal(lines(readFileSync(path('c.ndjson'), 'utf8')).length, 1);
  assert.deepEqual(readdirSync(temporary), []);
});

test('a faulty journey stops the replay with every fault at its path', async (t) => {
  const { write } = folder(t);
  const faulty = { ...journeyOf(JOURNEY_ID, 'commented'), colour: 'red', trackBy: 'shoe size' };
  const { code, out, err } = await run(['replay', '-j', course, '-j', write('j.json', faulty), write('s.ndjson', '')]);
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /j\.json:1 {2}2 faults\n/);
  assert.match(err, /\n {4}colour +\S/);
  assert.match(err, /\n {4}trackBy +\S/);
  assert.match(err, /\nerror: 1 journey with faults; nothing was done\n$/);
});

test('two journeys of one id are refused', async (t) => {
  const { write } = folder(t);
  const { code, err } = await run(['replay', '-j', course, '-j', course, write('s.ndjson', '')]);
  assert.equal(code, 1);
  assert.match(err, /two journeys have the _id 59c23527bdf9ac67b2ab5ee6/);
});
