// What `diff` says of an edit: who completes, no longer, or at another time, and what would fire.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseOf, folder, JOURNEY_ID, journeyOf, ndjson, run, statement } from './cli-tools.js';

const OTHER_ID = 'bbbbbbbbbbbbbbbbbbbbbbb0';

/** A journey that needs so many comments. */
const comments = (count, more = {}) => {
  const journey = journeyOf(JOURNEY_ID, 'commented');
  return { ...journey, description: `${count} comments`, waypoints: [{ ...journey.waypoints[0], count }], ...more };
};

const people = [...courseOf('ana', 1, 5, false), ...courseOf('ben', 101, 2, false), ...courseOf('cy', 201, 1, false)];

/** @param {import('node:test').TestContext} t */
function differ(t) {
  const { write } = folder(t);
  return async (from, to, statements, ...flags) => {
    const files = [write('from.json', from), write('to.json', to), write('s.ndjson', ndjson(statements))];
    const { code, out, err } = await run(['diff', '--from', files[0], '--to', files[1], ...flags, files[2]]);
    assert.deepEqual([code, err], [0, '']);
    return flags.includes('--json') ? JSON.parse(out).journeys : out;
  };
}

test('an edit that changes nothing says so', async (t) => {
  const diff = differ(t);
  assert.match(
    await diff(comments(2), comments(2, { description: 'Renamed' }), people),
    /2 comments → Renamed\n\nNobody completes more, less, or at another time\.\n$/,
  );
});

test('who newly completes is named, with the outcomes that would fire', async (t) => {
  const diff = differ(t);
  const out = await diff(comments(5), comments(2), people);
  assert.match(out, /1 learner newly completes\n {2}ben@example\.org {2}2026-01-05T12:01:00\.000Z\n/);
  assert.match(
    out,
    /1 learner completes at another time\n {2}ana@example\.org {2}2026-01-05T12:04:00\.000Z → 2026-01-05T12:01:00\.000Z\n/,
  );
  assert.match(out, /Outcomes that would fire\n {2}1 time {2}tell \(POST https:\/\/example\.org\/hook\)\n$/);
});

test('who no longer completes is named, and nothing fires', async (t) => {
  const diff = differ(t);
  const out = await diff(comments(1), comments(3), people);
  assert.match(out, /2 learners no longer complete\n {2}ben@example\.org {2}was .+\n {2}cy@example\.org {2}was .+\n/);
  assert.doesNotMatch(out, /Outcomes/);
});

test('--json tells every change, its kind, its times and its outcomes', async (t) => {
  const diff = differ(t);
  const [journey] = await diff(comments(5), comments(2), people, '--json');
  const owner = (who) => ({ trackBy: 'actor', ident: { objectType: 'Agent', mbox: `mailto:${who}@example.org` } });
  assert.deepEqual(journey, {
    from: { journey: JOURNEY_ID, description: '5 comments' },
    to: { journey: JOURNEY_ID, description: '2 comments' },
    changes: [
      {
        change: 'otherTime',
        owner: owner('ana'),
        attempt: 1,
        from: '2026-01-05T12:04:00.000Z',
        to: '2026-01-05T12:01:00.000Z',
        outcomes: [],
      },
      {
        change: 'newly',
        owner: owner('ben'),
        attempt: 1,
        from: null,
        to: '2026-01-05T12:01:00.000Z',
        outcomes: [`${JOURNEY_ID.slice(0, 23)}f`],
      },
    ],
    summary: { newly: 1, noLonger: 0, otherTime: 1 },
    outcomes: [
      {
        outcome: `${JOURNEY_ID.slice(0, 23)}f`,
        description: 'tell',
        type: 'callback',
        callback: 'https://example.org/hook',
        fires: 1,
      },
    ],
  });
});

test('of a repeatable journey every attempt is compared, and only new attempts fire', async (t) => {
  const diff = differ(t);
  const [from, to] = [comments(2, { isRepeatable: true }), comments(1, { isRepeatable: true })];
  const [journey] = await diff(from, to, courseOf('ana', 1, 5, false), '--json');
  assert.deepEqual(
    journey.changes.map(({ attempt, change }) => [attempt, change]),
    [
      [1, 'otherTime'],
      [2, 'otherTime'],
      [3, 'newly'],
      [4, 'newly'],
      [5, 'newly'],
    ],
  );
  assert.equal(journey.outcomes[0].fires, 3);
  assert.match(
    await diff(from, to, courseOf('ana', 1, 5, false)),
    /3 attempts newly complete\n {2}ana@example\.org, attempt 3 /,
  );
});

test('an outcome that is switched off does not fire', async (t) => {
  const diff = differ(t);
  const silent = comments(1).outcomes.map((outcome) => ({ ...outcome, isActive: false }));
  const [journey] = await diff(comments(5), comments(1, { outcomes: silent }), people, '--json');
  assert.deepEqual([journey.summary.newly, journey.outcomes], [2, []]);
});

test('journeys belong together by their _id, and otherwise by position', async (t) => {
  const diff = differ(t);
  const pairs = async (from, to) =>
    (await diff(from, to, people, '--json')).map((pair) => [pair.from?.description, pair.to?.description]);
  const other = { ...journeyOf(OTHER_ID, 'completed') };
  assert.deepEqual(await pairs([comments(1), other], [other, comments(2)]), [
    ['completed', 'completed'],
    ['1 comments', '2 comments'],
  ]);
  const { _id: _, ...nameless } = comments(2);
  assert.deepEqual(await pairs([other, comments(1)], [other, nameless]), [
    ['completed', 'completed'],
    ['1 comments', '2 comments'],
  ]);
  assert.deepEqual(await pairs([comments(1), other], [comments(1)]), [
    ['1 comments', '1 comments'],
    ['completed', undefined],
  ]);
  assert.deepEqual(await pairs([comments(1)], [comments(1), other]), [
    ['1 comments', '1 comments'],
    [undefined, 'completed'],
  ]);
});

test('a journey that is deleted or added changes all of its completions', async (t) => {
  const diff = differ(t);
  const other = journeyOf(OTHER_ID, 'commented');
  assert.match(
    await diff([comments(1), other], [comments(1)], people),
    /commented \(deleted\)\n\n3 learners no longer complete\n/,
  );
  const out = await diff([comments(1)], [comments(1), other], people);
  assert.match(out, /commented \(new\)\n\n3 learners newly complete\n/);
  assert.match(out, /3 times {2}tell/);
});

test('a long list is cut for people and whole for programs', async (t) => {
  const diff = differ(t);
  const many = Array.from({ length: 25 }, (_, index) => statement(index, `p${index}`, 'commented', 0));
  assert.match(
    await diff(comments(2), comments(1), many),
    /25 learners newly complete\n(?: {2}p.+\n){10} {2}… and 15 more \(--json tells all\)\n/,
  );
  const [journey] = await diff(comments(2), comments(1), many, '--json');
  assert.equal(journey.changes.length, 25);
});

test('a change of what is tracked changes owners, not the command', async (t) => {
  const diff = differ(t);
  const [journey] = await diff(comments(1), comments(1, { trackBy: 'persona' }), people, '--json');
  assert.deepEqual(journey.summary, { newly: 0, noLonger: 3, otherTime: 0 });
});

test('--until stops the clock for both', async (t) => {
  const diff = differ(t);
  const [journey] = await diff(comments(5), comments(2), people, '--json', '--until', '2026-01-05T12:02:00Z');
  assert.deepEqual(journey.summary, { newly: 2, noLonger: 0, otherTime: 0 });
});
