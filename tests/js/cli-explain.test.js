// What `explain` says: why a statement meets a waypoint or not, where each went, and what is missing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseOf, folder, JOURNEY_ID, journeyOf, ndjson, run, sampleFile, statement, uuid } from './cli-tools.js';

const course = sampleFile('course.json');

test('each statement is told with each waypoint, what held, and what was met instead', async (t) => {
  const { write } = folder(t);
  const { code, out, err } = await run(['explain', '-j', course, write('s.json', statement(1, 'ana', 'commented', 0))]);
  assert.deepEqual([code, err], [0, '']);
  assert.match(
    out,
    new RegExp(`^${uuid(1)} · 2026-01-05T12:00:00\\.000000Z · .+s\\.json:1\nana@example\\.org · 5 comments`),
  );
  assert.match(out, /✓ 5 comments\n +✓ statement\.verb\.id \$eq "http:\/\/adlnet\.gov\/expapi\/verbs\/commented"\n/);
  assert.match(out, /✗ 1 course completion\n/);
  assert.match(
    out,
    /✗ statement\.verb\.id \$eq "http:\/\/adlnet\.gov\/expapi\/verbs\/completed"\n +met "http:\/\/adlnet\.gov\/expapi\/verbs\/commented"\n/,
  );
  assert.match(out, /ana@example\.org · .+: not completed\n/);
  assert.match(out, /missing {2}5 comments: 1 of 5\n {2}missing {2}1 course completion: 0 of 1 \(not open yet\)\n/);
});

test('a field that is not there is told as such', async (t) => {
  const { write } = folder(t);
  const journey = {
    ...journeyOf(JOURNEY_ID, 'x'),
    waypoints: [{ conditions: { 'statement.result.score.raw': { $gte: 50 } } }],
  };
  const { out } = await run([
    'explain',
    '-j',
    write('j.json', journey),
    write('s.json', statement(1, 'ana', 'passed', 0)),
  ]);
  assert.match(out, /✗ statement\.result\.score\.raw \$gte 50\n +met no such field\n/);
});

test('each statement of an owner is told with its part: counted, surplus, out of turn or voided', async (t) => {
  const { write } = folder(t);
  const voiding = { ...statement(90, 'tutor', 'voided', 90), object: { objectType: 'StatementRef', id: uuid(2) } };
  const list = [
    statement(1, 'ana', 'completed', 0),
    statement(2, 'ana', 'commented', 1),
    statement(3, 'ana', 'commented', 2),
    statement(4, 'ana', 'completed', 3),
    statement(5, 'ana', 'completed', 4),
    voiding,
  ];
  const journey = write('j.json', journeyOf(JOURNEY_ID, 'commented', 'completed'));
  const { out } = await run(['explain', '-j', journey, '--json', write('s.ndjson', ndjson(list))]);
  const { statements, owners } = JSON.parse(out);
  assert.equal(statements.length, 6);
  assert.equal(statements[5].excluded, 'a voiding statement');
  assert.equal(owners.length, 1);
  assert.deepEqual(
    owners[0].statements.map(({ id, role, attempt }) => [id, role, attempt]),
    [
      [uuid(1), 'out of turn', undefined],
      [uuid(2), 'voided', undefined],
      [uuid(3), 'counted', 1],
      [uuid(4), 'counted', 1],
      [uuid(5), 'surplus', undefined],
    ],
  );
  assert.deepEqual([owners[0].progress.isCompleted, owners[0].missing], [true, []]);
});

test('why a statement does not count at all is told', async (t) => {
  const { write } = folder(t);
  const anonymous = statement(1, 'ana', 'commented', 0, {
    actor: { objectType: 'Group', member: [{ mbox: 'mailto:a@example.org' }] },
  });
  const foreign = { _id: 'e'.repeat(24), lrs_id: 'f'.repeat(24), statement: statement(2, 'ana', 'commented', 0) };
  const { out } = await run(['explain', '-j', course, write('s.ndjson', ndjson([anonymous, foreign]))]);
  assert.match(out, /nobody · .+\n {2}not counted: nobody to track\n/);
  assert.match(out, /not counted: not from a source of the journey\n/);
});

const OWNERS = [
  ['an address', 'ana@example.org', 6],
  ['a mailbox', 'mailto:ana@example.org', 6],
  ['an actor', '{"mbox":"mailto:ana@example.org","name":"Somebody"}', 6],
  [
    'an owner as --json prints it',
    '{"trackBy":"actor","ident":{"objectType":"Agent","mbox":"mailto:ana@example.org"}}',
    6,
  ],
  ['an account', '{"account":{"name":"dee","homePage":"https://sso.example.org"}}', 1],
  ['an OpenID', 'https://id.example.org/eve', 1],
  ['somebody unknown', 'nobody@example.org', 0],
];

for (const [what, owner, expected] of OWNERS) {
  test(`--owner takes ${what}`, async (t) => {
    const { write } = folder(t);
    const dee = statement(300, 'x', 'commented', 0, {
      actor: { account: { homePage: 'https://sso.example.org', name: 'dee' } },
    });
    const eve = statement(301, 'x', 'commented', 0, { actor: { openid: 'https://id.example.org/eve' } });
    const file = write('s.ndjson', ndjson([...courseOf('ana', 1, 5), ...courseOf('ben', 101, 5), dee, eve]));
    const { code, out } = await run(['explain', '-j', course, '--owner', owner, '--json', file]);
    assert.equal(code, 0);
    const answer = JSON.parse(out);
    assert.equal(answer.statements.length, expected);
    assert.equal(answer.owners.length, expected ? 1 : 0);
  });
}

test('statements may be indented, in an array, or broken: what can be read is explained', async (t) => {
  const { write } = folder(t);
  const list = courseOf('ana', 1, 5);
  const explained = async (content) => {
    const { out, err } = await run(['explain', '-j', course, '--json', write('s', content)]);
    return { answer: JSON.parse(out), err };
  };
  for (const content of [
    ndjson(list),
    list,
    JSON.stringify(list, null, 2),
    list.map((one) => JSON.stringify(one, null, 2)).join('\n'),
  ]) {
    const { answer, err } = await explained(content);
    assert.deepEqual([answer.statements.length, err], [6, '']);
    assert.equal(answer.owners[0].progress.isCompleted, true);
  }
  const rows = ndjson(list).trimEnd().split('\n');
  const broken = [...rows.slice(0, 2), rows[2].slice(0, -20), '{"id": "open', 'oops', ...rows.slice(3)].join('\n');
  const { answer, err } = await explained(broken);
  assert.deepEqual(
    answer.statements.map(({ line }) => line),
    [1, 2, 6, 7, 8],
  );
  assert.deepEqual(err.match(/s:\d+: /g), ['s:3: ', 's:4: ', 's:5: ']);
});

test('several journeys are explained side by side', async (t) => {
  const { write } = folder(t);
  const other = write('j.json', journeyOf(JOURNEY_ID, 'commented'));
  const { out } = await run([
    'explain',
    '-j',
    course,
    '-j',
    other,
    '--json',
    write('s.ndjson', ndjson(courseOf('ana', 1, 1))),
  ]);
  const { statements, owners } = JSON.parse(out);
  assert.equal(statements.length, 4);
  assert.deepEqual(
    owners.map(({ journey }) => journey),
    ['59c23527bdf9ac67b2ab5ee6', JOURNEY_ID],
  );
});
