// A learner's progress in words, out of what the engine tells of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../js/engine/index.js';
import { attemptsOf, fateDetail, missingWords, namesOf, quotedList } from '../../../web-demo/src/why/learner-words.js';

let engine;
before(async () => (engine = await loadEngine()));
after(() => engine.dispose());

const verb = (name) => `http://example.org/${name}`;
const waypoint = (number, description, count) => ({
  _id: String(number).repeat(24),
  description,
  conditions: { 'statement.verb.id': verb(number) },
  count,
});
const journey = (changes) => ({
  waypoints: [waypoint(1, 'Comments', 2), waypoint(2, 'Quiz', 1), waypoint(3, '', 1)],
  ...changes,
});

/** What the engine tells of a learner who said these, one a minute. */
function told(changes, said) {
  const compiled = engine.compile(journey(changes));
  const statements = said.map((name, minute) => ({
    id: `00000000-0000-4000-8000-${String(minute).padStart(12, '0')}`,
    actor: { mbox: 'mailto:ada@example.org' },
    verb: { id: verb(name) },
    object: { id: 'http://example.org/object' },
    timestamp: new Date(minute * 60_000).toISOString(),
  }));
  const { references } = engine.matcher([compiled]).match(statements);
  return [engine.explainProgress(compiled, references), compiled.document];
}

// [journey, verbs, what is missing]
const MISSING = [
  [{}, [], 'Attempt 1: needs 2 more “Comments”, 1 more “Quiz” and 1 more “Waypoint 3”; open now: all of them.'],
  [{}, [1, 2, 3], 'Attempt 1: needs 1 more “Comments”, which is open now.'],
  [{}, [1, 1, 2, 3], null],
  [
    { isSequential: true },
    [1],
    'Attempt 1: needs 1 more “Comments”, 1 more “Quiz” and 1 more “Waypoint 3”; open now: “Comments”.',
  ],
  [
    { isSequential: true, isRepeatable: true },
    [1, 1, 2, 3, 1, 1],
    'Attempt 2: needs 1 more “Quiz” and 1 more “Waypoint 3”; open now: “Quiz”.',
  ],
  [{ waypoints: [] }, [1], null],
  [
    { waypoints: [1, 2, 3, 4, 5, 6].map((number) => waypoint(number, `W${number}`, 1)), isSequential: true },
    [1],
    'Attempt 1: needs 1 more “W2”, 1 more “W3”, 1 more “W4”, 1 more “W5” and 1 other waypoint; open now: “W2”.',
  ],
];

for (const [changes, said, words] of MISSING) {
  test(`what is missing: ${words}`, () => assert.equal(missingWords(...told(changes, said)), words));
}

const minutes = (count) => count * 60_000;

test('attempts are told with what counts for each waypoint, and which of them is open', () => {
  const attempts = attemptsOf(...told({ isSequential: true, isRepeatable: true }, [1, 1, 2, 3, 1, 1]));
  assert.deepEqual(
    attempts.map(({ number, startedAt, completedAt }) => [number, startedAt, completedAt]),
    [
      [1, 0, minutes(3)],
      [2, minutes(4), null],
    ],
  );
  assert.deepEqual(
    attempts.map(({ waypoints }) => waypoints.map(({ name, have, need, isOpen }) => [name, have, need, isOpen])),
    [
      [
        ['Comments', 2, 2, false],
        ['Quiz', 1, 1, false],
        ['Waypoint 3', 1, 1, false],
      ],
      [
        ['Comments', 2, 2, false],
        ['Quiz', 0, 1, true],
        ['Waypoint 3', 0, 1, false],
      ],
    ],
  );
  assert.deepEqual(
    attempts[1].waypoints.map(({ completedAt }) => completedAt),
    [minutes(5), null, null],
  );
});

test('a journey that is completed for good has no attempt under way', () => {
  assert.deepEqual(
    attemptsOf(...told({}, [1, 1, 2, 3])).map(({ number }) => number),
    [1],
  );
});

test('somebody who has not begun has a first attempt in which nothing counts', () => {
  const [{ startedAt, completedAt, waypoints }] = attemptsOf(...told({}, []));
  assert.deepEqual([startedAt, completedAt], [null, null]);
  assert.deepEqual(
    waypoints.map(({ have, isOpen }) => [have, isOpen]),
    [
      [0, true],
      [0, true],
      [0, true],
    ],
  );
});

test('waypoints come in their order, and those that are switched off take no part', () => {
  const [first, second, third] = journey().waypoints;
  const waypoints = [
    { ...first, order: 9 },
    { ...second, order: 3 },
    { ...third, isActive: false },
  ];
  const [{ waypoints: lines }] = attemptsOf(...told({ waypoints }, []));
  assert.deepEqual(
    lines.map(({ name }) => name),
    ['Quiz', 'Comments'],
  );
});

test('what became of a statement is told with the waypoints it is about', () => {
  const [, document] = told({}, []);
  const names = namesOf(document);
  const [one, two] = document.waypoints.map(({ _id }) => _id);
  const detail = (role, waypoints, attempt) => fateDetail({ role, waypoints, attempt }, names);
  assert.equal(detail('counted', [one], 2), 'for “Comments”, attempt 2');
  assert.equal(detail('counted', [one, two], 1), 'for “Comments” and “Quiz”, attempt 1');
  assert.equal(detail('surplus', [one]), '“Comments” had enough already');
  assert.equal(detail('out of turn', [two]), '“Quiz” was not open');
  assert.equal(detail('out of turn', [one, two]), '“Comments” and “Quiz” were not open');
  assert.equal(detail('voided', [one]), 'would have met “Comments”');
  assert.equal(detail('voided', []), '');
  assert.equal(detail(null, []), '');
});

test('a long list of names is cut', () => {
  assert.equal(quotedList(['a', 'b', 'c', 'd', 'e', 'f']), '“a”, “b”, “c”, “d” and 2 more');
  assert.equal(quotedList([]), '');
});
