// The law (contract/journeys.md, section 1): progress is a pure function of the journey and the set of statements. No
// order of arrival, duplication, batching, late voiding or reading in between may change what the naive model says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arrival, FORMS, instant, journey, journeys, RECEIVED_AT, statements } from './generate.js';
import { check, engine, groupBy, progressOf, replay, using, withJourneys, withoutId } from './helpers.js';
import { microseconds, naiveProgress } from './naive.js';

const context = { receivedAt: RECEIVED_AT };
const form = fc.constantFrom(...Object.values(FORMS));
const byId = (a, b) => (a._id < b._id ? -1 : 1);

/** What the naive model says of several journeys, sorted as the engine sorts. */
const naive = (list, given, options) =>
  [...list].sort(byId).flatMap((each) => naiveProgress(each, given, { context, ...options }));

test('progress on random journeys is that of the naive model, however its statements arrive', (t) => {
  const seen = { completions: 0, repeated: 0, pending: 0, sameMillisecond: 0, voided: 0, persona: 0, owners: 0 };
  const scenario = fc.record({ list: journeys(), given: statements() }).chain(({ list, given }) =>
    fc.record({
      list: fc.constant(list),
      given: fc.constant(given),
      one: arrival(given),
      other: arrival([...given, ...given]),
      form,
    }),
  );
  check(t, 800, scenario, ({ list, given, one, other, form }) => {
    const expected = naive(list, given);
    const first = replay(list, one.map(form), { context });
    assert.deepEqual(first.map(withoutId), expected);
    assert.deepEqual(replay(list, other.map(form), { context }), first, 'another order, with every statement twice');
    for (const { _id } of first) assert.match(_id, /^[0-9a-f]{24}$/);
    countWhatHappened(seen, list, given, expected);
  });
  t.diagnostic(`met: ${JSON.stringify(seen)}`);
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 20, `${what} happened ${times} times only`);
});

function countWhatHappened(seen, list, given, expected) {
  for (const progress of expected) {
    const attempts = [...progress.completions.map(({ waypoints }) => waypoints), progress.pendingProgress];
    const counted = attempts.flatMap((attempt) => Object.values(attempt).flatMap((waypoint) => waypoint.statements));
    seen.completions += progress.completions.length;
    seen.repeated += progress.completions.length > 1 ? 1 : 0;
    seen.pending += Object.keys(progress.pendingProgress).length > 0 ? 1 : 0;
    seen.sameMillisecond += distinct(counted, 'timestamp') < distinct(counted, 'statement') ? 1 : 0;
    seen.persona += progress.owner.trackBy === 'persona' ? 1 : 0;
  }
  seen.owners += expected.length > 1 ? 1 : 0;
  const others = given.filter((each) => !isVoiding(each));
  seen.voided += JSON.stringify(naive(list, others)) === JSON.stringify(expected) ? 0 : 1;
}

const distinct = (list, field) => new Set(list.map((each) => each[field])).size;
const isVoiding = (each) => (each.statement ?? each).verb.id.endsWith('voided') || each.voided === true;

test('voiding works the same before, between and after what it voids', (t) => {
  let voiding = 0;
  check(t, 300, journeys(), statements(), form, (list, given, form) => {
    const voids = given.filter(isVoiding);
    const others = given.filter((each) => !isVoiding(each));
    voiding += voids.length;
    const expected = naive(list, given);
    const between = others.map((_, cut) => [others.slice(0, cut), voids, others.slice(cut)]);
    for (const batches of [[voids, others], [others, voids], ...between]) {
      assert.deepEqual(replay(list, batches.map(form), { context }).map(withoutId), expected);
    }
  });
  assert.ok(voiding > 100);
});

test('reading progress between batches changes nothing, and each reading is that of the statements so far', (t) => {
  const scenario = fc
    .record({ list: journeys(), given: statements() })
    .chain(({ list, given }) => fc.record({ list: fc.constant(list), batches: arrival(given) }));
  check(t, 400, scenario, ({ list, batches }) =>
    withJourneys(list, (compiled) =>
      using(engine.replay(compiled), (run) => {
        batches.forEach((batch, index) => {
          run.add(batch, context);
          const expected = naive(list, batches.slice(0, index + 1).flat());
          assert.deepEqual(progressOf(run).map(withoutId), expected);
          for (const progress of expected) {
            assert.deepEqual(withoutId(run.progressOf(progress.journey, progress.owner)), progress);
          }
        });
      }),
    ),
  );
});

test('folding the references that matching tells gives the progress of a replay', (t) => {
  let folded = 0;
  const scenario = fc
    .record({ list: journeys(), given: statements() })
    .map(inOneOrganisation)
    .chain(({ list, given }) => fc.record({ list: fc.constant(list), batches: arrival([...given, ...given]) }));
  check(t, 400, scenario, ({ list, batches }) =>
    withJourneys(list, (compiled) => {
      const told = using(engine.matcher(compiled), (matcher) => batches.map((batch) => matcher.match(batch, context)));
      const voided = told.flatMap((matches) => matches.voided);
      const references = told.flatMap((matches) => matches.references);
      const progress = compiled.flatMap((each) =>
        ownersOf(each, references).map((theirs) => engine.fold(each, theirs, { voided })),
      );
      folded += progress.length;
      const expected = naive(list, batches.flat());
      assert.deepEqual(sorted(progress.filter(Boolean).map(withoutId)), sorted(expected));
    }),
  );
  assert.ok(folded > 100);
});

/** `match` speaks of all organisations at once: which voiding reaches which journey is the host's to know. */
function inOneOrganisation({ list, given }) {
  const organisation = 'a'.repeat(24);
  const moved = (each) => (each.organisation === undefined ? each : { ...each, organisation });
  return { list: list.map(moved), given: given.map(moved) };
}

/** The references on a journey, a list for each owner. */
function ownersOf({ id }, references) {
  const theirs = references.filter((reference) => reference.journey === id);
  return [...groupBy(theirs, ({ owner }) => JSON.stringify(owner)).values()];
}

test('progress until an instant is the progress of what had happened by then', (t) => {
  let earlier = 0;
  check(t, 400, journeys(), statements(), instant(), (list, given, until) => {
    const happened = given.filter((each) => timeOf(each) <= microseconds(until));
    const expected = naive(list, happened);
    earlier += happened.length < given.length && expected.length > 0 ? 1 : 0;
    assert.deepEqual(naive(list, given, { until }), expected);
    withJourneys(list, (compiled) =>
      using(engine.replay(compiled, { until }), (run) => {
        run.add(given, context);
        assert.deepEqual(progressOf(run).map(withoutId), expected);
        for (const progress of expected) {
          assert.deepEqual(withoutId(run.progressOf(progress.journey, progress.owner)), progress);
        }
      }),
    );
  });
  assert.ok(earlier > 50);
});

test('a summary counts owners, completions and reached waypoints as progress shows them', (t) => {
  check(t, 300, journey(), statements(), (body, given) => {
    const one = { _id: 'a'.repeat(24), ...body };
    const expected = naive([one], given);
    withJourneys([one], (compiled) =>
      using(engine.replay(compiled), (run) => {
        run.add(given, context);
        const [summary] = run.summary();
        const reached = (id) => expected.filter((progress) => hasReached(progress, id)).length;
        const durations = expected.filter(({ isCompleted }) => isCompleted).map(({ duration }) => duration);
        assert.equal(summary.journey, one._id);
        assert.equal(summary.owners, expected.length);
        assert.equal(summary.completed, durations.length);
        for (const waypoint of summary.waypoints) assert.equal(waypoint.reached, reached(waypoint._id));
        if (durations.length % 2 === 1)
          assert.equal(summary.medianDuration, durations.sort((a, b) => a - b)[(durations.length - 1) / 2]);
        if (durations.length === 0) assert.equal(summary.medianDuration, null);
      }),
    );
  });
});

const hasReached = ({ completions, pendingProgress }, id) =>
  [...completions.map(({ waypoints }) => waypoints), pendingProgress].some((waypoints) => waypoints[id]?.isCompleted);

const timeOf = (each) => {
  const { timestamp, stored } = each.statement ?? each;
  return microseconds(timestamp ?? each.timestamp ?? stored ?? each.stored ?? RECEIVED_AT);
};

const keyOf = ({ journey, owner }) => JSON.stringify([journey, owner]);
const sorted = (list) => list.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
