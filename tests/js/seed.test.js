// The callback example of the requirements document, rebuilt: its six statements through its journey have to give its
// body again, field for field. tests/data/seed-callback.json is that example as it stands there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { engine, progressOf, sharedFile, skipWithout, using, withJourneys } from './helpers.js';

const text = readFileSync(new URL('../data/seed-callback.json', import.meta.url), 'utf8');
const example = JSON.parse(text);
const records = example.attempt.waypoints.flatMap((waypoint) => waypoint.statement);
const xapi = records.map((record) => record.statement);

// The example's owner is called "Dave"; every one of its statements is by "Dave20". The statements decide.
const owner = structuredClone(example.owner);
owner.ident.account.name = 'Dave20';

// A replay has no store that knows when progress was written: it tells when its statements happened.
const started = '2017-09-20T09:55:50.310Z';
const completed = '2017-09-20T09:56:02.443Z';

const progress = {
  journey: example.journey._id,
  organisation: example.journey.organisation,
  createdAt: started,
  updatedAt: completed,
  journeyVersion: 1,
  owner,
  startedAt: started,
  isCompleted: true,
  completedAt: completed,
  duration: 12_133, // the seed's own figure for these times
  pendingProgress: {},
  completions: [
    {
      waypoints: Object.fromEntries(example.attempt.waypoints.map(({ statement, ...rest }) => [rest.waypoint, rest])),
      completedAt: completed,
      isCompleted: true,
    },
  ],
};

const specification = sharedFile('seed/journeys.md');

test(
  'the copy of the example is the one in the requirements',
  { skip: skipWithout(specification, 'seed/journeys.md') },
  () => {
    assert.ok(readFileSync(specification, 'utf8').includes(text));
  },
);

/** Each way from statements to the one progress of the example. */
const WAYS = {
  'a replay of the records': (journey, given) =>
    using(engine.replay([journey]), (run) => {
      run.add(given);
      return progressOf(run);
    }),
  'a replay of one record after the other, last first': (journey, given) =>
    using(engine.replay([journey]), (run) => {
      for (const one of [...given].reverse()) run.add(JSON.stringify(one));
      return progressOf(run);
    }),
  'matching and folding': (journey, given) => {
    const { references } = using(engine.matcher([journey]), (matcher) => matcher.match(given));
    return [engine.fold(journey, references)];
  },
};

for (const [way, run] of Object.entries(WAYS)) {
  test(`${way} gives the example's progress and callback body`, () => {
    withJourneys([example.journey], ([journey]) => {
      const [{ _id, ...document }, ...others] = run(journey, records);
      assert.deepEqual(others, []);
      assert.deepEqual(document, progress);
      const body = JSON.parse(engine.callbackBody(journey, { _id, ...document }, 0, [...records].reverse()));
      assert.deepEqual(body, { ...example, owner });
      assert.deepEqual(
        body.attempt.waypoints.map((waypoint) => waypoint.order),
        [1, 0],
        'highest order first',
      );
    });
  });
}

test('the raw statements alone give the same attempt, named by their xAPI ids', () => {
  const byRecord = new Map(records.map(({ _id, statement }) => [_id, statement.id]));
  const renamed = JSON.parse(JSON.stringify(progress), (key, value) =>
    key === 'statement' ? byRecord.get(value) : value,
  );
  withJourneys([example.journey], ([journey]) => {
    for (const given of [xapi, Buffer.from(xapi.map((each) => JSON.stringify(each)).join('\n'))]) {
      const [{ _id, ...document }] = WAYS['a replay of the records'](journey, given);
      assert.deepEqual(document, renamed);
      const body = JSON.parse(engine.callbackBody(journey, { _id, ...document }, 0, given));
      const listed = body.attempt.waypoints.flatMap((waypoint) =>
        waypoint.statement.map((each) => each.statement ?? each),
      );
      assert.deepEqual(listed, xapi, 'the full statements, in the order of the references');
      assert.deepEqual(
        body.attempt.waypoints.map(({ statements }) => statements.length),
        [1, 5],
      );
    }
  });
});

test('four comments and a completion leave the example open at its first waypoint', () => {
  withJourneys([example.journey], ([journey]) => {
    const [document] = WAYS['a replay of the records'](journey, records.slice(0, -1));
    assert.equal(document.isCompleted, false);
    assert.deepEqual(Object.keys(document.pendingProgress), ['59c237bebdf9ac67b2ab5eea']);
    assert.equal(document.pendingProgress['59c237bebdf9ac67b2ab5eea'].statements.length, 4);
  });
});

test("another store or another organisation than the example's has no part in it", () => {
  withJourneys([example.journey], ([journey]) => {
    for (const change of [{ lrs_id: 'f'.repeat(24) }, { organisation: 'f'.repeat(24) }]) {
      const elsewhere = records.map((record) => ({ ...record, ...change }));
      assert.deepEqual(WAYS['a replay of the records'](journey, elsewhere), []);
    }
  });
});
