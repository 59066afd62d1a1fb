// The sample cohort: reproducible to the byte, and with all the trouble in it that real statements make.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sampleCohort, sampleNdjson } from '../../js/sample/index.js';

const cohort = [...sampleCohort({ learners: 200 })];
const verbOf = ({ verb }) => verb.id.split('/').pop();
const instantOf = (text) => Date.parse(text);

test('the same seed and size give the same bytes', () => {
  const twice = [1, 2].map(() => Buffer.concat([...sampleNdjson({ learners: 40, seed: 7 })]));
  assert.ok(twice[0].equals(twice[1]));
});

test('another seed gives other statements', () => {
  const [one, two] = [1, 2].map((seed) => [...sampleCohort({ learners: 25, seed })]);
  const ids = new Set(one.map(({ id }) => id));
  assert.equal(two.filter(({ id }) => ids.has(id)).length, 0);
});

test('a larger cohort begins with the smaller one', () => {
  const small = [...sampleCohort({ learners: 50 })];
  assert.deepEqual(cohort.slice(0, small.length), small);
});

test('newline-delimited JSON holds exactly the statements', () => {
  const text = Buffer.concat([...sampleNdjson({ learners: 30 })]).toString();
  assert.equal(text, [...sampleCohort({ learners: 30 })].map((statement) => `${JSON.stringify(statement)}\n`).join(''));
});

test('a number of statements can be asked for, and none is too small', () => {
  for (const statements of [0, 1, 999]) assert.equal([...sampleCohort({ statements })].length, statements);
  assert.equal([...sampleCohort({ learners: 0 })].length, 0);
});

test('statements are as long as real ones', () => {
  const size = Buffer.concat([...sampleNdjson({ learners: 100 })]).length / [...sampleCohort({ learners: 100 })].length;
  assert.ok(size > 1300 && size < 1800, `${size} bytes`);
});

test('every statement has what the xAPI specification asks for', () => {
  for (const statement of cohort) {
    assert.match(statement.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(statement.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?(Z|[+-]\d\d:\d\d)$/);
    assert.ok(instantOf(statement.stored) >= instantOf(statement.timestamp));
    const { actor } = statement;
    const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account'].filter((name) => actor[name]);
    assert.equal(identifiers.length, actor.objectType === 'Group' ? 0 : 1);
  }
});

test('all learners are different people', () => {
  const registrations = new Map();
  for (const { actor, verb, context } of cohort) {
    if (verb.id.endsWith('/registered'))
      registrations.set(context.registration, JSON.stringify(actor.mbox ?? actor.account ?? actor));
  }
  assert.equal(registrations.size, new Set(registrations.values()).size);
  assert.ok(registrations.size > 190, 'nearly all 200 registered before anything of theirs was voided');
});

test('there are videos, quizzes, comments and completions, and people who drop out', () => {
  const counts = {};
  for (const statement of cohort) counts[verbOf(statement)] = (counts[verbOf(statement)] ?? 0) + 1;
  for (const verb of ['played', 'paused', 'completed', 'answered', 'passed', 'failed', 'commented', 'voided']) {
    assert.ok(counts[verb] > 50, `${counts[verb]} ${verb}`);
  }
  const isCourse = ({ verb, object }) => verb.id.endsWith('completed') && object.definition.type.endsWith('/course');
  const completed = new Set(cohort.filter(isCourse).map(({ context }) => context.registration));
  assert.ok(completed.size > 80 && completed.size < 180, `${completed.size} of 200 complete the course`);
});

test('some statements arrive out of order, some twice, some with another stored', () => {
  let late = 0;
  const seen = new Map();
  let same = 0;
  let restamped = 0;
  for (const [index, statement] of cohort.entries()) {
    const before = cohort[index - 1];
    if (before && instantOf(statement.timestamp) < instantOf(before.timestamp) - 3_600_000) late++;
    const earlier = seen.get(statement.id);
    if (earlier) JSON.stringify(earlier) === JSON.stringify(statement) ? same++ : restamped++;
    seen.set(statement.id, statement);
  }
  assert.ok(late > 50 && same > 20 && restamped > 20, `${late} late, ${same} twice, ${restamped} with another stored`);
});

test('some statements are voided, and some of these before they arrive', () => {
  const firstAt = new Map();
  for (const [index, { id }] of cohort.entries()) if (!firstAt.has(id)) firstAt.set(id, index);
  const voids = cohort
    .map((statement, index) => ({ statement, index }))
    .filter(({ statement }) => verbOf(statement) === 'voided');
  const early = voids.filter(({ statement, index }) => (firstAt.get(statement.object.id) ?? Infinity) > index);
  assert.ok(voids.length > 50 && early.length > 10 && early.length < voids.length);
});

test('some statements bear the same instant, some an offset, some are of a group without identity', () => {
  const completions = cohort.filter(
    ({ verb, object }) => verb.id.endsWith('completed') && object.definition?.type.endsWith('/course'),
  );
  const instants = new Set(
    cohort
      .filter((statement) => verbOf(statement) === 'passed')
      .map(({ timestamp, context }) => timestamp + context.registration),
  );
  assert.ok(completions.every(({ timestamp, context }) => instants.has(timestamp + context.registration)));
  assert.ok(cohort.some(({ timestamp }) => timestamp.endsWith('+05:30')));
  assert.ok(cohort.some(({ actor }) => actor.objectType === 'Group'));
});

test('the sample journeys are JSON documents with distinct ids', () => {
  const folder = new URL('../../js/sample/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const journeys = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  assert.ok(journeys.length >= 4);
  assert.equal(new Set(journeys.map(({ _id }) => _id)).size, journeys.length);
});
