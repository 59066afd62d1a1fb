// Statements replayed in parts, side by side, and put together; and how owners stand at an instant, in columns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadEngine } from 'xapi-journeys';
import { arrival, instant, journeys, RECEIVED_AT, statements } from './generate.js';
import { check, engine, journey, progressOf, random, seedOf, statement, using, withJourneys } from './helpers.js';

const context = { receivedAt: RECEIVED_AT };
const other = await loadEngine();

/** What an engine packs of some statements. */
function packedBy({ replay, compile }, list, batch) {
  const compiled = list.map(compile);
  try {
    return using(replay(compiled), (run) => {
      run.add(batch, context);
      return run.pack();
    });
  } finally {
    for (const each of compiled) each.dispose();
  }
}

/** Engines that differ, called without their `this`. */
const callsOf = (which) => ({ replay: (list) => which.replay(list), compile: (each) => which.compile(each) });

test('parts that are replayed by several engines and merged, in any order, tell what one replay tells', (t) => {
  let merged = 0;
  const scenario = fc
    .record({ list: journeys(), given: statements() })
    .chain(({ list, given }) =>
      fc.record({ list: fc.constant(list), given: fc.constant(given), batches: arrival([...given, ...given]) }),
    );
  check(t, 400, scenario, ({ list, given, batches }) =>
    withJourneys(list, (compiled) => {
      const expected = using(engine.replay(compiled), (run) => {
        run.add(given, context);
        return progressOf(run);
      });
      using(engine.replay(compiled), (run) => {
        batches.forEach((batch, i) => {
          if (i % 3 === 0) run.add(batch, context);
          else run.merge(packedBy(callsOf(i % 3 === 1 ? other : engine), list, batch));
        });
        merged += batches.length > 2 && expected.length > 0 ? 1 : 0;
        assert.deepEqual(progressOf(run), expected);
      });
    }),
  );
  assert.ok(merged > 100, `${merged} only`);
});

test('numbers of statements, hits, skipped and bad ones add up', () => {
  const group = { actor: { objectType: 'Group', member: [{ mbox: 'mailto:a@example.org' }] } };
  const batches = [[statement(1), statement(2)], [statement(3, group)], [statement(4), { id: 'none' }]];
  withJourneys([journey()], (compiled) => {
    const whole = using(engine.replay(compiled), (run) => {
      for (const batch of batches) run.add(batch);
      return run.stats;
    });
    using(engine.replay(compiled), (run) => {
      for (const batch of batches) run.merge(packedBy(callsOf(engine), [compiled[0].document], batch));
      assert.deepEqual(run.stats, whole);
      assert.deepEqual(whole, { statements: 5, hits: 3, skipped: 1, invalid: 1 });
    });
  });
});

test('what no replay of the same journeys packed is refused, and nothing of it is taken in', (t) => {
  const dice = random(seedOf(t));
  const document = journey([{}, { 'statement.verb.id': 'http://example.org/verb' }]);
  const voiding = { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef' } };
  voiding.object.id = statement(1).id;
  const packed = packedBy(callsOf(engine), [document], [statement(1), statement(2), statement(3, voiding)]);
  const refused = { name: 'ArgumentError', path: 'packed' };
  withJourneys([document, journey([{}])], ([compiled, another]) => {
    using(engine.replay([another]), (run) => assert.throws(() => run.merge(packed), refused));
    using(engine.replay([compiled, another]), (run) => assert.throws(() => run.merge(packed), refused));
    using(engine.replay([compiled]), (run) => {
      for (let size = 0; size < packed.length; size++) {
        assert.throws(() => run.merge(packed.subarray(0, size)), refused, `${size} bytes of ${packed.length}`);
      }
      assert.throws(() => run.merge(Uint8Array.of(...packed, 0)), refused);
      assert.throws(() => run.merge('text'), refused);
      assert.deepEqual([progressOf(run), run.stats.statements], [[], 0]);
      // Changed bytes may be refused or mean something else; the engine goes on in any case.
      for (let i = 0; i < 3_000; i++) {
        const changed = Uint8Array.from(packed);
        for (let times = 1 + dice.below(3); times > 0; times--) changed[dice.below(changed.length)] = dice.below(256);
        using(engine.replay([compiled]), (attempt) => {
          try {
            attempt.merge(changed);
          } catch (error) {
            assert.equal(error.name, 'ArgumentError');
          }
          for (const { owner } of progressOf(attempt)) attempt.explain(compiled.id, owner);
          attempt.idents(attempt.overview().owner);
        });
      }
      run.merge(packed);
      assert.equal(progressOf(run).length, 1);
    });
  });
});

/** The row of an overview that a progress document makes; `active`: waypoints in their order. */
function rowOf(progress, { isRepeatable, active }) {
  const { startedAt, updatedAt, completedAt, duration, completions, pendingProgress, owner } = progress;
  const isOver = completions.length > 0 && !isRepeatable;
  const shown = isOver ? completions[0].waypoints : pendingProgress;
  const have = active.map(({ _id }) => shown[_id]?.statements.length ?? 0);
  const isReached = active.map(({ _id }) => shown[_id]?.isCompleted ?? false);
  const standing = isReached.indexOf(false);
  return {
    ...{ ident: owner.ident, startedAt: Date.parse(startedAt), lastAt: Date.parse(updatedAt) },
    completedAt: completedAt === null ? NaN : Date.parse(completedAt),
    duration: duration ?? NaN,
    completions: completions.length,
    reached: isReached.filter(Boolean).length,
    standing: standing < 0 ? active.length : standing,
    have,
  };
}

const rowsOf = (run, number, options) => {
  const columns = run.overview(number, options);
  const idents = run.idents(columns.owner);
  return idents.map((ident, i) => ({
    ident,
    startedAt: columns.startedAt[i],
    lastAt: columns.lastAt[i],
    completedAt: columns.completedAt[i],
    duration: columns.duration[i],
    completions: columns.completions[i],
    reached: columns.reached[i],
    standing: columns.standing[i],
    have: [...columns.have.subarray(i * columns.waypoints, (i + 1) * columns.waypoints)],
  }));
};

test('the overview, the summary, one progress and its explanation at an instant are those of a replay until then', (t) => {
  let rows = 0;
  check(t, 300, journeys(), statements(), fc.option(instant(), { nil: undefined }), (list, given, until) =>
    withJourneys(list, (compiled) =>
      using(engine.replay(compiled, { until }), (early) =>
        using(engine.replay(compiled), (run) => {
          early.add(given, context);
          run.add(given, context);
          const expected = progressOf(early);
          const options = { until };
          assert.deepEqual(run.summary(options), early.summary());
          compiled.forEach((each, number) => {
            const theirs = expected.filter((progress) => progress.journey === each.id);
            const waypoints = each.document.waypoints.map((waypoint, i) => ({ ...waypoint, i }));
            waypoints.sort((a, b) => a.order - b.order || a.i - b.i);
            const active = waypoints.filter(({ isActive }) => isActive);
            const known = { isRepeatable: each.document.isRepeatable, active };
            assert.deepEqual(
              rowsOf(run, number, options),
              theirs.map((progress) => rowOf(progress, known)),
            );
            const times = theirs.flatMap(({ completions }) => completions.map((one) => Date.parse(one.completedAt)));
            assert.deepEqual(
              [...run.overview(number, options).completionTimes],
              times.sort((a, b) => a - b),
            );
            rows += theirs.length;
          });
          for (const progress of expected) {
            assert.deepEqual(run.progressOf(progress.journey, progress.owner, options), progress);
            const explained = run.explain(progress.journey, progress.owner, options);
            assert.deepEqual(explained, early.explain(progress.journey, progress.owner));
          }
        }),
      ),
    ),
  );
  assert.ok(rows > 300, `${rows} only`);
});

test('a journey or an owner that a replay does not have is refused by name', () => {
  withJourneys([journey()], (compiled) =>
    using(engine.replay(compiled), (run) => {
      run.add([statement(1)]);
      assert.equal(run.overview().owner.length, 1);
      for (const [call, path] of [
        [() => run.overview(1), 'journey'],
        [() => run.overview(-1), 'journey'],
        [() => run.overview(0, { until: 'soon' }), 'until'],
        [() => run.idents([1]), 'owners'],
        [() => run.idents([-1]), 'owners'],
        [() => run.idents([0.5]), 'owners'],
      ]) {
        assert.throws(call, { name: 'ArgumentError', path }, String(call));
      }
    }),
  );
});
