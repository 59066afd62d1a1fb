// The time line: no statement is lost between marks, and ticks are round and within.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byDay } from '../../../web-demo/src/why/days.js';
import { ticksOf, tickWords } from '../../../web-demo/src/why/ticks.js';
import { around, lanesOf, marksOf, moved, wholeSpan, within, zoomed } from '../../../web-demo/src/why/timeline.js';

const YEAR = 365 * 86_400_000;
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) });
const roles = fc.constantFrom('counted', 'surplus', 'out of turn', 'voided', null);
const statement = fc.record({
  id: fc.uuid(),
  timestamp: instant,
  role: roles,
  waypoints: fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }),
});
const statements = fc
  .array(statement, { minLength: 1, maxLength: 200 })
  .map((all) => all.sort((a, b) => a.timestamp - b.timestamp));
const spans = fc
  .tuple(instant, fc.integer({ min: 10_000, max: 30 * YEAR }))
  .map(([from, length]) => [from, from + length]);
const WAYPOINTS = [
  { id: 'a', name: 'A' },
  { id: 'b', name: 'B' },
];

test('every statement is in a lane: of what it counted for, or of what else became of it', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const lanes = lanesOf(all, WAYPOINTS);
      for (const { id, isWaypoint, statements: own } of lanes) {
        const isHere = ({ role, waypoints }) =>
          isWaypoint ? role === 'counted' && waypoints.includes(id) : (role ?? 'none') === id;
        assert.deepEqual(own, all.filter(isHere));
        assert.ok(isWaypoint || own.length > 0, 'no lane but a waypoint’s is empty');
      }
      assert.equal(new Set(lanes.flatMap((lane) => lane.statements)).size, all.length);
    }),
  );
});

test('marks hold every statement of what is shown, once, in order, and stand apart', () => {
  fc.assert(
    fc.property(statements, spans, fc.integer({ min: 50, max: 900 }), (all, span, width) => {
      const marks = marksOf(all, span, width, 20);
      const inside = all.filter(({ timestamp }) => timestamp >= span[0] && timestamp <= span[1]);
      assert.deepEqual(
        marks.flatMap((mark) => mark.statements),
        inside,
      );
      const apart = ((span[1] - span[0]) / width) * 20;
      marks.slice(1).forEach((mark, index) => assert.ok(mark.from - marks[index].from >= apart));
      assert.ok(marks.length <= width / 20 + 1, 'no more than there is room for');
    }),
  );
});

test('the whole is around all statements, also where they are of one instant', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const [from, to] = wholeSpan(all);
      assert.ok(all.every(({ timestamp }) => from < timestamp && timestamp < to));
    }),
  );
  assert.equal(wholeSpan([]), null);
});

test('a part stays within the whole, whatever is done with it', () => {
  const steps = fc.array(fc.constantFrom('closer', 'wider', 'earlier', 'later'), { maxLength: 40 });
  fc.assert(
    fc.property(spans, steps, (whole, all) => {
      let span = whole;
      for (const step of all) {
        if (step === 'closer') span = zoomed(span, 1 / 3, whole);
        else if (step === 'wider') span = zoomed(span, 3, whole);
        else span = moved(span, step === 'later' ? 1 : -1, whole);
        assert.ok(span[0] >= whole[0] - 1 && span[1] <= whole[1] + 1 && span[1] > span[0], `${step}: ${span}`);
      }
    }),
  );
});

test('looking closer at a mark brings its statements apart', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const whole = wholeSpan(all);
      for (const mark of marksOf(all, whole, 400, 20)) {
        const [from, to] = around(mark, whole);
        assert.ok(from <= mark.from && mark.to <= to);
        if (mark.to - mark.from < 60_000) continue;
        assert.ok(marksOf(mark.statements, [from, to], 400, 20).length > 1);
      }
    }),
  );
});

// As long as axes are that people look at, from minutes to decades.
const lengths = fc.oneof(
  ...[60_000, 3_600_000, 86_400_000, YEAR].map((unit) => fc.integer({ min: 10_000, max: 30 * unit })),
);
const axes = fc.tuple(instant, lengths).map(([from, length]) => [from, from + length]);
const HOUR = 3_600_000;

for (const zone of ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
  test(`ticks in ${zone} are within, about evenly apart, and no more than there is room for`, () => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      fc.assert(fc.property(axes, fc.integer({ min: 2, max: 12 }), areGood), { numRuns: 500 });
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
}

function areGood([from, to], most) {
  const ticks = ticksOf([from, to], most);
  assert.ok(ticks.length <= most + 2, `${ticks.length} for ${most}`);
  for (const { at, step } of ticks) {
    assert.ok(at >= from && at <= to);
    if (step >= HOUR) assert.equal(new Date(at).getMinutes() % 30, 0, 'round by the clock');
    if (step >= 24 * HOUR) assert.ok(new Date(at).getHours() <= 1, 'a day begins');
  }
  ticks.slice(1).forEach(({ at }, index) => {
    const { at: before, step } = ticks[index];
    assert.ok(Math.abs(at - before - step) <= Math.max(HOUR, 0.15 * step), `${at - before} for ${step}`);
  });
}

test('ticks beside each other are named otherwise', () => {
  fc.assert(
    fc.property(axes, fc.integer({ min: 2, max: 12 }), (span, most) => {
      const names = ticksOf(span, most).map(tickWords);
      names.slice(1).forEach((name, index) => assert.notEqual(name, names[index]));
    }),
    { numRuns: 1000 },
  );
});

test('a part of a span that is longer than the whole is the whole', () => {
  assert.deepEqual(within([0, 100], [20, 60]), [20, 60]);
});

test('a list by day has every statement, in order', () => {
  fc.assert(
    fc.property(statements, (all) => {
      const days = byDay(all);
      assert.deepEqual(
        days.flatMap(({ things }) => things),
        all,
      );
      assert.equal(new Set(days.map(({ day }) => day)).size, days.length);
    }),
  );
});
