// A whole course as it really came (shared/data/README.md): 7,950 statements, newest first, three at one instant at the
// end of every sitting. Every journey over it has to be what the naive model says, however the file is handed over.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import {
  engine,
  progressOf,
  random,
  seedOf,
  sharedFile,
  skipWithout,
  using,
  withJourneys,
  withoutId,
} from './helpers.js';
import { naiveProgress } from './naive.js';

const file = sharedFile('data/course-cop3223.ndjson');
const skip = skipWithout(file, 'data/course-cop3223.ndjson');

const course = 'http://myschool.edu/xapi/cop-3223';
const verb = (name) => ({ 'statement.verb.id': `http://adlnet.gov/expapi/verbs/${name}` });
const of = (activity) => ({ 'statement.object.id': `${course}/${activity}` });
/** In the order in which everybody sat them. */
const TESTS = ['test1', 'test3', 'test2', 'test4'];

const result = { 'statement.verb.id': { $in: ['passed', 'failed'].map((name) => verb(name)['statement.verb.id']) } };

const JOURNEYS = {
  'the four tests as they were sat, then a passed final': {
    isSequential: true,
    waypoints: [
      ...TESTS.map((each) => ({ conditions: { ...verb('completed'), ...of(each) } })),
      { conditions: { ...verb('passed'), ...of('final') } },
    ],
  },
  'the three statements of one instant, in sequence': {
    isSequential: true,
    waypoints: ['answered', 'completed', 'passed'].map((each) => ({
      conditions: { ...verb(each), 'statement.object.id': { $in: [`${course}/final`, `${course}/final/q49`] } },
    })),
  },
  'the same in the opposite sequence': {
    isSequential: true,
    waypoints: ['answered', 'completed', 'passed'].map((each, index) => ({
      order: 9 - index,
      conditions: { ...verb(each) },
    })),
  },
  'a passed test as often as it happens': { isRepeatable: true, waypoints: [{ conditions: verb('passed') }] },
  'sittings: attempted, answered fifty times, completed': {
    isSequential: true,
    isRepeatable: true,
    waypoints: [
      { conditions: verb('attempted') },
      { conditions: verb('answered'), count: 50 },
      { conditions: verb('completed') },
    ],
  },
  'fifty answers and a result, as often as it happens, in any sequence': {
    isRepeatable: true,
    waypoints: [{ conditions: verb('answered'), count: 50 }, { conditions: result }],
  },
  'two hundred right answers': {
    waypoints: [{ conditions: { ...verb('answered'), 'statement.result.success': true }, count: 200 }],
  },
  'a condition twice, one inactive, orders that tie': {
    isSequential: true,
    waypoints: [
      { conditions: verb('completed'), order: 1, count: 2 },
      { conditions: verb('failed'), order: 0, isActive: false },
      { conditions: verb('completed'), order: 1 },
      { conditions: {}, order: 0, count: 7 },
    ],
  },
  'five failures, which nobody has': { waypoints: [{ conditions: verb('failed'), count: 5 }] },
};

const list = Object.entries(JOURNEYS).map(([description, body], index) => ({
  _id: String(index).padStart(24, '0'),
  description,
  ...body,
  waypoints: body.waypoints.map((waypoint, at) => ({ _id: String(at).padStart(24, 'f'), ...waypoint })),
}));

let bytes;
let statements;
let expected;

before(() => {
  if (file === null) return;
  bytes = readFileSync(file);
  statements = bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expected = list.map((journey) => naiveProgress(journey, statements));
});

test('the course and its journeys are worth the comparison', { skip }, () => {
  const completed = expected.map((documents) => documents.filter(({ isCompleted }) => isCompleted).length);
  assert.equal(statements.length, 7_950);
  assert.deepEqual(completed, [27, 27, 30, 30, 30, 30, 15, 30, 0], 'some journeys divide the thirty learners');
  const [, simultaneous, , , sittings] = expected;
  const instants = ({ waypoints }) => new Set(Object.values(waypoints).map(({ completedAt }) => completedAt)).size;
  assert.ok(simultaneous.every(({ completions: [attempt] }) => attempt === undefined || instants(attempt) === 1));
  assert.ok(sittings.every(({ completions }) => completions.length === 5));
});

/** Feeds the course to a replay. */
const HANDED_OVER = {
  'whole, as bytes': (run) => run.add(bytes),
  'whole, as objects, oldest first': (run) => run.add([...statements].reverse()),
  'as a stream in pieces of 4,093 bytes': (run) => {
    for (let at = 0; at < bytes.length; at += 4_093) run.write(bytes.subarray(at, at + 4_093));
    run.end();
  },
  'shuffled, in batches of many sizes, every tenth batch twice': (run, chance) => {
    const shuffled = shuffle(statements, chance);
    for (let at = 0, size; at < shuffled.length; at += size) {
      size = 1 + chance.below(500);
      const batch = Buffer.from(JSON.stringify(shuffled.slice(at, at + size)));
      run.add(batch);
      if (chance.chance(0.1)) run.add(batch);
    }
  },
  "one statement at a time, a learner's progress read after each hundredth": (run) => {
    statements.forEach((statement, index) => {
      run.add(statement);
      if (index % 100 === 0)
        run.progressOf(list[0]._id, { trackBy: 'actor', ident: { objectType: 'Agent', mbox: statement.actor.mbox } });
    });
  },
};

for (const [how, feed] of Object.entries(HANDED_OVER)) {
  test(`the course ${how} gives the naive model's progress on every journey`, { skip }, (t) => {
    const chance = random(seedOf(t));
    const progress = withJourneys(list, (compiled) =>
      using(engine.replay(compiled), (run) => {
        feed(run, chance);
        return progressOf(run);
      }),
    );
    for (const [index, { _id, description }] of list.entries()) {
      const documents = progress.filter(({ journey }) => journey === _id).map(withoutId);
      assert.deepEqual(documents, expected[index], description);
    }
  });
}

test('the course until the third test shows who had come how far', { skip }, () => {
  const until = '2014-05-12T21:00:00-05:00';
  withJourneys(list, (compiled) =>
    using(engine.replay(compiled, { until }), (run) => {
      run.add(bytes);
      const naive = list.flatMap((journey) => naiveProgress(journey, statements, { until }));
      assert.ok(naive.length > 0 && JSON.stringify(naive) !== JSON.stringify(expected.flat()));
      assert.deepEqual(progressOf(run).map(withoutId), naive);
    }),
  );
});

test("matching the course and folding each learner's references gives the same", { skip }, () => {
  withJourneys(list, (compiled) => {
    const { references } = using(engine.matcher(compiled), (matcher) => matcher.match(bytes));
    for (const [index, journey] of compiled.entries()) {
      for (const document of expected[index]) {
        const theirs = references.filter(
          (each) => each.journey === journey.id && each.owner.ident.mbox === document.owner.ident.mbox,
        );
        assert.deepEqual(withoutId(engine.fold(journey, theirs)), document);
      }
    }
  });
});

function shuffle(list, chance) {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
