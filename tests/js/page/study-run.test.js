// A journey put to statements by several workers tells what one replay of all of them tells, at every instant.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleNdjson } from '../../../js/sample/index.js';
import { engine, random, seedOf, using, withJourneys } from '../helpers.js';
import { course, randomJourney } from './journeys.js';
import { ALL, bring, fileOf, openLead } from './open-lead.js';

const cohort = (options) => Buffer.concat([...sampleNdjson(options)]);

/** What one replay of everything tells at an instant. */
function replayed(journey, bytes, instant) {
  const until = instant === null ? {} : { until: new Date(Math.ceil(instant)) };
  return withJourneys([journey], (compiled) =>
    using(engine.replay(compiled, until), (replay) => {
      replay.add(bytes);
      return { stats: replay.stats, summary: replay.summary()[0], progress: [...replay.progress()] };
    }),
  );
}

const ascending = (values) => [...values].sort((a, b) => a - b);

test('what several workers tell together is what one replay tells, now and at every instant', async (t) => {
  const dice = random(seedOf(t));
  const lead = await openLead(t, { shards: 3 });
  for (let round = 0; round < 6; round++) {
    const bytes = cohort({ learners: 40, seed: dice.below(1000) });
    await bring(lead, fileOf(bytes));
    for (let edit = 0; edit < 4; edit++) {
      const journey = randomJourney(dice);
      const now = await lead.call('run', journey);
      assert.deepEqual(now.stats, { ...replayed(journey, bytes, null).stats });
      const [first, last] = now.span ?? [0, 0];
      for (const instant of [null, first, first + (last - first) * 0.4, last, first - 1]) {
        const { summary, progress } = replayed(journey, bytes, instant);
        const seen = await lead.call('at', instant);
        const { rows } = await lead.call('learners', { ...ALL, instant });
        assert.equal(seen.instant, instant);
        assert.deepEqual([seen.stats, seen.span], [now.stats, now.span]);
        assert.equal(seen.learners, summary.owners);
        assert.equal(seen.completed, summary.completed);
        assert.equal(seen.medianDuration, summary.medianDuration);
        assert.deepEqual(
          seen.waypoints.map(({ _id, reached }) => [_id, reached]),
          summary.waypoints.map(({ _id, reached }) => [_id, reached]),
        );
        const completions = progress.flatMap((each) =>
          each.completions.map(({ completedAt }) => Date.parse(completedAt)),
        );
        assert.equal(seen.completions, completions.length);
        assert.deepEqual(Array.from(seen.completionTimes, Math.floor), ascending(completions));
        assert.deepEqual(
          [...seen.durations],
          ascending(progress.filter((each) => each.isCompleted).map((each) => each.duration)),
        );
        assertRows(rows, progress, seen, journey);
      }
    }
  }
});

/** Rows, and how many stand at each waypoint, against progress documents. */
function assertRows(rows, progress, { waypoints }, { isRepeatable }) {
  const standing = waypoints.map(() => 0);
  const rowOf = new Map(rows.map((row) => [JSON.stringify(row.ident), row]));
  for (const { owner, completions, pendingProgress } of progress) {
    const row = rowOf.get(JSON.stringify(owner.ident));
    const isDone = completions.length > 0 && !isRepeatable;
    const attempt = isDone ? completions[0].waypoints : pendingProgress;
    const have = waypoints.map(({ _id }) => attempt[_id]?.statements.length ?? 0);
    assert.deepEqual(
      row.waypoints,
      waypoints.map(({ _id, count }, index) => ({ _id, have: have[index], need: count })),
    );
    const at = waypoints.findIndex(({ count }, index) => have[index] < count);
    if (at >= 0) standing[at]++;
  }
  assert.deepEqual(
    waypoints.map((each) => each.standing),
    standing,
  );
}

test('a newer run ends an older one', async (t) => {
  const lead = await openLead(t);
  await lead.call('load', { kind: 'sample', learners: 100 });
  const runs = [1, 2, 3].map((count) =>
    lead.call('run', { ...course, waypoints: [{ ...course.waypoints[0], count }] }),
  );
  const [one, two, three] = await Promise.allSettled(runs);
  assert.deepEqual([one.reason?.name, two.reason?.name], ['AbortError', 'AbortError']);
  assert.equal(three.value.waypoints[0].count, 3);
});

test('an invalid journey is refused with every fault, and what was run before stays', async (t) => {
  const lead = await openLead(t);
  await lead.call('load', { kind: 'sample', learners: 10 });
  const before = await lead.call('run', course);
  const faulty = { ...course, waypoints: [{ conditions: '{"a":{"$foo":1}}', count: 0 }] };
  await assert.rejects(lead.call('run', faulty), ({ name, errors }) => {
    assert.equal(name, 'ValidationError');
    return 'waypoints.0.conditions' in errors && 'waypoints.0.count' in errors;
  });
  assert.equal((await lead.call('at', null)).completed, before.completed);
  assert.deepEqual(await lead.call('validate', faulty), engine.validate(faulty));
});

test('without statements, without a run, there is a message rather than a number', async (t) => {
  const lead = await openLead(t);
  await assert.rejects(lead.call('run', course), { name: 'StudyError', message: /no statements/ });
  await assert.rejects(lead.call('facets'), { name: 'StudyError', message: /no statements/ });
  await lead.call('load', { kind: 'sample', learners: 3 });
  await assert.rejects(lead.call('at', null), { name: 'StudyError', message: /no journey/ });
});

test('statements are counted that meet a condition', async (t) => {
  const lead = await openLead(t, { shards: 3 });
  const bytes = cohort({ learners: 30 });
  await bring(lead, fileOf(bytes));
  const condition = '{"statement.result.score.scaled": {"$gte": 0.8}}';
  const expected = replayed({ waypoints: [{ conditions: condition }] }, bytes, null).stats.hits;
  assert.ok(expected > 10);
  assert.equal(await lead.call('count', condition), expected);
  assert.equal(await lead.call('count', condition), expected);
  await assert.rejects(lead.call('count', '{"a": {"$foo": 1}}'), { name: 'QueryError', message: /\$foo/ });
  await assert.rejects(lead.call('count', '{"a": '), { name: 'QueryError' });
});

test('a worker that ends is told of, and the next load begins with new ones', async (t) => {
  const workers = [];
  const lead = await openLead(t, { shards: 2, onWorker: (worker) => workers.push(worker) });
  await lead.call('load', { kind: 'sample', learners: 10 });
  const running = lead.call('run', course);
  workers[1].dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  await assert.rejects(running, { name: 'StudyError', message: /ended: out of memory/ });
  await assert.rejects(lead.call('run', course), { name: 'StudyError', message: /ended/ });
  await assert.rejects(lead.call('load', { kind: 'text', name: 'text', text: 'none' }), { name: 'StudyError' });
  await assert.rejects(lead.call('run', course), { name: 'StudyError', message: /no statements/ });
  await lead.call('load', { kind: 'sample', learners: 10 });
  assert.equal(workers.length, 4);
  assert.equal((await lead.call('run', course)).stats.invalid, 0);
});
