// The rest of the builder that needs no browser: the list of waypoints, words for conditions, the journey as text, completion.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../js/engine/index.js';
import { sampleNdjson } from '../../../js/sample/index.js';
import {
  fromLocal,
  kindOf,
  numberIn,
  toLocal,
  withOperator,
  withPath,
  withValue,
  valueOf,
} from '../../../web-demo/src/builder/build/values.js';
import { contextAt } from '../../../web-demo/src/builder/code/context.js';
import { offersAt } from '../../../web-demo/src/builder/code/offers.js';
import { namesFrom } from '../../../web-demo/src/builder/condition/names.js';
import { summaryOf } from '../../../web-demo/src/builder/condition/summary.js';
import { emptyRow } from '../../../web-demo/src/builder/condition/tree.js';
import { findingsAt, findingsOf, subjectOf } from '../../../web-demo/src/builder/findings.js';
import { journeyFrom, journeyText } from '../../../web-demo/src/builder/journey-text.js';
import {
  listed,
  moved,
  movedBeside,
  placesOf,
  withCopy,
  without,
  withNew,
} from '../../../web-demo/src/builder/waypoints.js';
import { sampleJourney, TEMPLATES } from '../../../web-demo/src/state/templates.js';

/** @type {import('../../../js/engine/index.js').Engine} */
let engine;
before(async () => {
  engine = await loadEngine();
});
after(() => engine.dispose());

/** @type {import('../../../web-demo/src/study/study.js').Facet[]} */
const FACETS = [
  {
    ...{ path: 'statement.verb.id', label: 'Verb', kind: 'text', count: 9, isCut: false },
    values: [
      { value: 'http://adlnet.gov/expapi/verbs/completed', label: 'completed', count: 5 },
      { value: 'http://adlnet.gov/expapi/verbs/passed', label: 'passed', count: 4 },
    ],
  },
  {
    path: 'statement.result.score.scaled',
    label: 'Score (scaled)',
    kind: 'number',
    count: 3,
    isCut: false,
    values: [],
    range: { min: 0, max: 1 },
  },
  {
    path: 'statement.object.parts.id',
    label: 'Part',
    kind: 'text',
    count: 3,
    isCut: false,
    values: [{ value: 'x', count: 3 }],
  },
];
const names = namesFrom(FACETS);

/** @param {(number | undefined)[]} orders */
const list = (...orders) =>
  orders.map((order, index) => ({ _id: 'abcdef'[index], conditions: '{}', ...(order !== undefined && { order }) }));
/** @param {import('../../../web-demo/src/builder/waypoints.js').Waypoint[]} waypoints */
const sequence = (waypoints) => listed(waypoints).map(({ waypoint }) => waypoint._id).join(''); // prettier-ignore

test('waypoints are listed by order, ties by index, and those without an order by their index', () => {
  assert.equal(sequence(list(2, 1, 1)), 'bca');
  assert.equal(sequence(list(undefined, 0, undefined)), 'abc');
  assert.deepEqual([0, 1, 2].map(placesOf(list(2, 1, 1))), [3, 1, 2]);
});

test('a waypoint that is moved stands there for the engine too, whatever orders the others say', () => {
  for (const orders of [
    [1, 2, 3, 4],
    [30, 10, 20, 10],
    [undefined, undefined, undefined, undefined],
    [undefined, 5, undefined, 1],
    [7, 7, 7, 7],
  ]) {
    for (const { waypoint } of listed(list(...orders))) {
      for (let to = 0; to < 4; to++) {
        const before = sequence(list(...orders));
        const id = String(waypoint._id);
        const others = before.replace(id, '');
        const after = moved(list(...orders), id, to);
        assert.equal(sequence(after), others.slice(0, to) + id + others.slice(to));
        assert.equal(after.every(({ order }) => order === undefined), orders.every((order) => order === undefined)); // prettier-ignore
      }
    }
  }
  assert.deepEqual(
    moved(list(1, 2, 3), 'a', 2).map(({ order }) => order),
    [1, 2, 3],
  );
});

test('a waypoint is moved before or behind another, and stays where that is itself', () => {
  assert.equal(sequence(movedBeside(list(1, 2, 3), 'a', 'c', false)), 'bac');
  assert.equal(sequence(movedBeside(list(1, 2, 3), 'a', 'c', true)), 'bca');
  assert.equal(sequence(movedBeside(list(1, 2, 3), 'a', 'a', true)), 'abc');
});

test('a new waypoint is the last, a copy stands behind its original, and a deleted one leaves the rest as it was', () => {
  for (const orders of [
    [undefined, undefined],
    [5, 3],
    [4, 4],
  ]) {
    const before = list(...orders);
    const { waypoints, id } = withNew(before);
    assert.equal(listed(waypoints).at(-1)?.waypoint._id, id);
    const copied = withCopy(before, 'a');
    const ids = listed(copied.waypoints).map(({ waypoint }) => waypoint._id);
    assert.equal(ids.indexOf(copied.id), ids.indexOf('a') + 1);
    assert.equal(sequence(without(copied.waypoints, copied.id)), sequence(before));
  }
});

test('a condition is told in plain words', () => {
  const says = (/** @type {object | string} */ query) =>
    summaryOf(typeof query === 'string' ? query : JSON.stringify(query), names);
  const verb = 'statement.verb.id';
  assert.equal(
    says({
      [verb]: 'http://adlnet.gov/expapi/verbs/completed',
      'statement.object.definition.type': 'http://adlnet.gov/expapi/activities/course',
    }),
    'verb is completed and activity type is course',
  );
  assert.equal(
    says({
      [verb]: { $in: ['http://adlnet.gov/expapi/verbs/passed', 'http://x.org/failed'] },
      'statement.result.score.scaled': { $gte: 0.5, $lte: 1 },
    }),
    'verb is passed or failed and score (scaled) is between 0.5 and 1',
  );
  assert.equal(
    says({ $or: [{ a: 1 }, { b: { $regex: 'what\\?' }, c: { $exists: false } }] }),
    'a is 1 or (b contains “what?” and c does not exist)',
  );
  assert.equal(says({ $nor: [{ a: 1 }, { b: 2 }] }), 'not (a is 1 or b is 2)');
  assert.equal(says({ timestamp: { $gt: { $date: '2026-01-01T00:00:00Z' } } }), 'time is after 2026-01-01T00:00:00Z');
  assert.equal(says({}), 'every statement');
  assert.equal(says({ a: { $size: 2 } }), '{ "a": { "$size": 2 } }');
  assert.equal(says('{"a":\n 1,'), '{"a": 1,');
  assert.equal(says(''), 'no condition yet');
});

test('what a row becomes keeps what still fits, and no more', () => {
  const row = withPath(emptyRow(), 'statement.verb.id', names);
  const passed = withValue(row, 0, valueOf('text', 'passed', row.path));
  assert.deepEqual(withOperator(passed, 'in', names).values, passed.values);
  assert.deepEqual(withOperator(passed, 'exists', names).values, []);
  const score = withPath(passed, 'statement.result.score.scaled', names);
  assert.equal(score.op, 'gte');
  assert.deepEqual(score.values, []);
  assert.equal(kindOf(score, names), 'number');
  const time = withPath(emptyRow(), 'statement.timestamp', names);
  assert.deepEqual(valueOf(kindOf(time, names), '2026-01-01T00:00:00.000Z', time.path).wrap, '$dte');
});

test('numbers and dates are written as JSON and the engine want them', () => {
  assert.deepEqual(['', '0,5', '1e3', ' 7 ', '.5', '0.', '-', 'x', '1e999'].map(numberIn), [
    '',
    '0.5',
    '1e3',
    '7',
    '0.5',
    null,
    null,
    null,
    '1e999',
  ]);
  assert.equal(fromLocal(toLocal('2026-01-20T08:30:00.000Z')), '2026-01-20T08:30:00.000Z');
  assert.equal(toLocal('never'), '');
  assert.equal(fromLocal(''), '');
});

test('findings lead to the waypoint or outcome they are about, and count waypoints as people do', () => {
  const journey = {
    waypoints: list(2, 1),
    outcomes: [{ _id: 'o', type: /** @type {const} */ ('callback') }],
    trackBy: /** @type {any} */ ('x'),
  };
  const findings = findingsOf(
    engine.validate({ ...journey, waypoints: journey.waypoints.map(({ _id, ...rest }) => rest), outcomes: [{}] }),
    placesOf(journey.waypoints),
  );
  const subjects = findings.map((each) => subjectOf(each, journey, placesOf(journey.waypoints)).label);
  assert.deepEqual(subjects.toSorted(), ['Outcome 1', 'TrackBy']);
  const same = findingsOf(
    engine.validate({
      waypoints: [
        { conditions: '{"a":1}', order: 5 },
        { conditions: '{"a":1}', order: 1 },
      ],
    }),
    placesOf(list(5, 1)),
  );
  assert.match(findingsAt(same, 'waypoints.1')[0].message, /same condition as waypoint 2$/);
});

test('every template is a valid journey that some of the sample cohort complete, with ids of its own each time', () => {
  const chunks = [...sampleNdjson()];
  for (const { id, start } of TEMPLATES) {
    const journey = start();
    assert.notEqual(journey._id, start()._id);
    const { valid, errors, warnings } = engine.validate(journey);
    assert.ok(valid, JSON.stringify(errors));
    if (id === 'empty') continue;
    assert.deepEqual(warnings, [], id);
    const compiled = engine.compile(journey);
    const replay = engine.replay([compiled]);
    for (const chunk of chunks) replay.write(chunk);
    replay.end();
    const owners = [...replay.progress()];
    replay.dispose();
    compiled.dispose();
    const completed = owners.filter(({ isCompleted }) => isCompleted).length;
    assert.ok(completed > 20 && completed < owners.length, `${id}: ${completed} of ${owners.length}`);
  }
});

test('a journey becomes text and the same journey again, conditions as objects in between', () => {
  for (const journey of [sampleJourney(), ...TEMPLATES.map(({ start }) => start())]) {
    const text = journeyText(journey);
    assert.deepEqual(journeyFrom(text, journey).journey, journey);
    for (const { conditions } of JSON.parse(text).waypoints) assert.equal(typeof conditions, 'object');
  }
});

test('a condition that is no query yet, and numbers that JavaScript would lose, stay in the text of a journey', () => {
  const conditions = ['{"a": ', '{ "a": { "$gt": 9007199254740993 } }'];
  const journey = {
    _id: 'j',
    outcomes: [],
    waypoints: conditions.map((each, index) => ({ _id: String(index), conditions: each })),
  };
  const text = journeyText(journey);
  assert.match(text, /9007199254740993/);
  assert.deepEqual(journeyFrom(text, journey).journey, journey);
});

test('a journey that is pasted keeps its ids, or gets those that stood there before', () => {
  const now = sampleJourney();
  const { journey } = journeyFrom(
    '{"description":"x","waypoints":[{"conditions":"{\\"a\\":1}"},{"_id":"59c237bebdf9ac67b2ab5ee9","conditions":{"b":2}}]}',
    now,
  );
  assert.equal(journey?._id, now._id);
  assert.equal(journey?.waypoints?.[0]._id, now.waypoints?.[0]._id);
  assert.equal(journey?.waypoints?.[0].conditions, '{"a":1}');
  assert.equal(journey?.waypoints?.[1]._id, '59c237bebdf9ac67b2ab5ee9');
  assert.deepEqual(JSON.parse(String(journey?.waypoints?.[1].conditions)), { b: 2 });
});

test('a text that is no journey says why and where, and changes nothing', () => {
  const now = sampleJourney();
  for (const [text, at, message] of /** @type {[string, number, RegExp][]} */ ([
    ['{"waypoints": [', 15, /a value/],
    ['[]', 0, /has to be a JSON object/],
    ['{"waypoints": {}}', 14, /must be an array/],
    ['{"outcomes": [1]}', 14, /must be an object/],
    ['{"waypoints": [{"description": {}}]}', 31, /description must be a string/],
    ['{"waypoints": [{"conditions": [1]}]}', 30, /conditions must be a query/],
    ['{"waypoints": [{"_id": "a"}, {"_id": "a"}]}', 37, /another has this _id/],
  ])) {
    const { journey, fault } = journeyFrom(text, now);
    assert.equal(journey, undefined);
    assert.equal(fault?.from, at);
    assert.match(String(fault?.message), message);
  }
});

/** What is offered at the bar in a text. @param {string} marked */
function offered(marked) {
  const caret = marked.indexOf('|');
  const context = contextAt(marked.replace('|', ''), caret);
  return context && { ...context, offers: offersAt(context, FACETS).map(({ text }) => text) };
}

test('completion offers fields and operators where keys stand, and the values of the field where values stand', () => {
  assert.ok(offered('{"|')?.offers.includes('statement.verb.id'));
  assert.ok(offered('{"a": 1, "|"}')?.offers.includes('$or'));
  assert.ok(offered('{"$or": [{"a": 1}, {"|')?.offers.includes('statement.verb.id'));
  assert.ok(offered('{"a": {"|"}}')?.offers.includes('$regex'));
  assert.ok(!offered('{"a": {"|"}}')?.offers.includes('statement.verb.id'));
  assert.ok(offered('{"a": {"$not": {"$|"}}}')?.offers.includes('$regex'));
  assert.deepEqual(offered('{"statement.object.parts": {"$elemMatch": {"|"}}}')?.offers.slice(0, 1), ['id']);
  assert.deepEqual(offered('{"statement.verb.id": "|"}')?.offers[1], 'http://adlnet.gov/expapi/verbs/passed');
  assert.deepEqual(
    offered('{"statement.verb.id": {"$in": ["x", |]}}')?.offers[0],
    'http://adlnet.gov/expapi/verbs/completed',
  );
  assert.deepEqual(offered('{"a": {"$exists": |}}')?.offers, ['true', 'false']);
  assert.deepEqual(offered('{"$expr": {"|"}}')?.offers, []);
  assert.equal(offered('|{}'), null);
  assert.equal(offered('{"a": 1}|'), null);
});

test('completion takes the place of all that is typed, quotes and all', () => {
  const span = (/** @type {string} */ marked) => {
    const found = offered(marked);
    return found && [found.at, marked.replace('|', '').slice(found.from, found.to), found.typed];
  };
  assert.deepEqual(span('{"stat|": 1}'), ['key', '"stat"', 'stat']);
  assert.deepEqual(span('{"a": "x/y|z"}'), ['value', '"x/yz"', 'x/y']);
  assert.deepEqual(span('{"a": tr|}'), ['value', 'tr', 'tr']);
  assert.deepEqual(span('{"a":tr|}'), ['value', 'tr', 'tr']);
  assert.deepEqual(span('{"sta|\n}'), ['key', '"sta', 'sta']);
});
