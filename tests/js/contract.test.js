// Sentences of contract/journeys.md, sections 3 to 6, one row each, with the answer worked out by hand: the engine and
// the naive model that the law's tests compare it with both have to give it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replay } from './helpers.js';
import { naiveProgress } from './naive.js';

// A row: what it shows; the journey's kind; its waypoints; statements in order of arrival; the completed attempts; the
// open one. Waypoint `a|b×2` is reached by two statements of verb a or b. Statement `a7@3` has verb a, id 7, and happened
// in millisecond 3. Attempt `a×2:7,8 b:9` counted statements 7 and 8 for waypoint a×2, and 9 for b.
const ROWS = [
  ['one statement reaches one waypoint', '', 'a', 'a1@1', ['a:1'], ''],
  ['a statement that meets nothing leaves no progress', '', 'a', 'b1@1', null],
  ['a waypoint is reached at its count-th statement', '', 'a×3', 'a1@1 a2@2', [], 'a×3:1,2'],
  ['further matches are surplus', '', 'a×2 b', 'a1@1 a2@2 a3@3', [], 'a×2:1,2'],
  ['the first statements count, whatever came first', '', 'a×2 b', 'a3@3 a2@2 a1@1', [], 'a×2:1,2'],
  ['a non-sequential journey takes any order', '', 'a b', 'b1@1 a2@2', ['a:2 b:1'], ''],
  ['a statement counts for every open waypoint that it meets', '', 'a a|b', 'a1@1', ['a:1 a|b:1'], ''],
  ['but not for one that is reached', '', 'a a|b×2', 'a1@1 a2@2', ['a:1 a|b×2:1,2'], ''],
  ['only the lowest waypoint of a sequential journey is open', 'sequential', 'a b', 'b1@1 a2@2', [], 'a:2'],
  ['what came out of turn may come again', 'sequential', 'a b', 'b1@1 a2@2 b3@3', ['a:2 b:3'], ''],
  ['one statement advances one waypoint only', 'sequential', 'a a|b', 'a1@1', [], 'a:1'],
  ['the next one advances the next', 'sequential', 'a a|b', 'a1@1 a2@2', ['a:1 a|b:2'], ''],
  ['the first completion ends a journey', '', 'a', 'a1@1 a2@2', ['a:1'], ''],
  ['a repeatable journey starts anew', 'repeatable', 'a', 'a1@1 a2@2', ['a:1', 'a:2'], ''],
  [
    'surplus of one attempt is not the start of the next',
    'repeatable',
    'a b',
    'a1@1 a2@2 b3@3 b4@4',
    ['a:1 b:3'],
    'b:4',
  ],
  ['a statement serves one attempt only', 'repeatable', 'a a|b', 'a1@1 b2@2', ['a:1 a|b:1'], 'a|b:2'],
  ['order is by time, not by arrival', 'sequential', 'a b', 'b2@2 a1@1', ['a:1 b:2'], ''],
  ['order is to the microsecond', 'sequential', 'a b', 'b1@1.002 a2@1.001', ['a:2 b:1'], ''],
  ['and no further: what differs less is simultaneous', 'sequential', 'a b', 'b1@1.0012 a2@1.0019', ['a:2 b:1'], ''],
  [
    'simultaneous statements pass sequential waypoints in any order of ids',
    'sequential',
    'a b c',
    'c1@1 b2@1 a3@1',
    ['a:3 b:2 c:1'],
    '',
  ],
  ['of simultaneous statements the smallest id goes first', '', 'a', 'a2@1 a1@1', ['a:1'], ''],
  ['the smallest id that meets an open waypoint', 'sequential', 'a b', 'b1@1 a3@1 a2@1', ['a:2 b:1'], ''],
  ['unused simultaneous statements start the next attempt', 'repeatable', 'a b', 'a1@1 a2@1 b3@1', ['a:1 b:3'], 'a:2'],
  ['what was surplus at one instant is none at the next', 'repeatable', 'a b', 'a1@1 a2@1 b3@2', ['a:1 b:3'], ''],
  [
    'one instant can complete several attempts',
    'repeatable sequential',
    'a b',
    'b4@1 b3@1 a2@1 a1@1',
    ['a:1 b:3', 'a:2 b:4'],
    '',
  ],
  ['the same id again changes nothing', '', 'a×2', 'a1@1 a1@1', [], 'a×2:1'],
  ['ids are the same in either case of letters', '', 'a×2', 'a10@1 A10@1', [], 'a×2:10'],
  ['a voided statement counts nowhere', '', 'a×2', 'a1@1 a2@2 v3>1@3', [], 'a×2:2'],
  ['nor does one that is voided before it comes', '', 'a', 'v3>1@3 a1@1', null],
  ['voiding undoes a completion', '', 'a b', 'a1@1 b2@2 v3>1@3', [], 'b:2'],
  ['a voiding statement counts nowhere itself', '', '*', 'v3>1@3', null],
  ['a voiding statement cannot be voided', '', 'a', 'a1@1 v2>1@2 v3>2@3', null],
  ['the empty condition meets every statement', '', '*×2', 'a1@1 b2@2', ['*×2:1,2'], ''],
  ['a late statement moves an earlier completion', 'sequential', 'a b', 'a2@2 b3@3 b9@9 a1@1 b2@1.5', ['a:1 b:2'], ''],
  ['inactive waypoints take no part', 'sequential', '!b a', 'b1@1 a2@2', ['a:2'], ''],
  ['without an active waypoint nothing completes', 'repeatable', '!a', 'a1@1', null],
  ['waypoints go by their order', 'sequential', 'a/2 b/1', 'a1@1 b2@2 a3@3', ['b/1:2 a/2:3'], ''],
  ['order ties go by place', 'sequential', 'a/1 b/1', 'b1@1 a2@2', [], 'a/1:2'],
  ['orders may be negative and repeat', 'sequential', 'c a/-5 b/-5', 'a1@1 b2@2 c3@3', ['a/-5:1 b/-5:2 c:3'], ''],
];

const START = Date.parse('2024-02-28T23:59:59.990Z');
const uuid = (number, upper) => {
  const id = `${number.padStart(8, '0').replace('10', 'ab')}-0000-4000-8000-000000000000`;
  return upper ? id.toUpperCase() : id;
};

function toStatement(text) {
  const [, verb, id, voids, millisecond, fraction = ''] = /^(\w)(\d+)(?:>(\d+))?@(\d+)(?:\.(\d+))?$/.exec(text);
  const timestamp = new Date(START + Number(millisecond)).toISOString().replace('Z', `${fraction}Z`);
  return {
    id: uuid(id, verb !== verb.toLowerCase()),
    timestamp,
    actor: { mbox: 'mailto:ada@example.org' },
    verb: { id: voids ? 'http://adlnet.gov/expapi/verbs/voided' : verb.toLowerCase() },
    object: voids ? { objectType: 'StatementRef', id: uuid(voids) } : { id: 'http://example.org/course' },
  };
}

function toWaypoint(text, index) {
  const [, inactive, verbs, count = '1', order = index] = /^(!?)([\w|*]+)(?:×(\d+))?(?:\/(-?\d+))?$/.exec(text);
  const conditions = verbs === '*' ? {} : { 'statement.verb.id': { $in: verbs.split('|') } };
  return {
    _id: String(index).padStart(24, '0'),
    description: text,
    conditions,
    isActive: !inactive,
    count: Number(count),
    order: Number(order),
  };
}

/** An attempt as the rows write it, waypoints in their order. */
function toText(waypoints, names) {
  return Object.values(waypoints)
    .sort((a, b) => a.order - b.order || (a.waypoint < b.waypoint ? -1 : 1))
    .map(
      ({ waypoint, statements }) =>
        `${names[Number(waypoint)]}:${statements.map(({ statement }) => Number(statement.slice(0, 8).replace('ab', '10'))).join()}`,
    )
    .join(' ');
}

const IMPLEMENTATIONS = {
  'the engine': (journey, statements) => replay([journey], [statements]),
  'the engine, one statement at a time': (journey, statements) => replay([journey], statements),
  'the naive model': naiveProgress,
};

for (const [name, run] of Object.entries(IMPLEMENTATIONS)) {
  describe(name, () => {
    for (const [sentence, kind, names, statements, completions, pending] of ROWS) {
      test(sentence, () => {
        const journey = {
          _id: 'e'.repeat(24),
          isSequential: kind.includes('sequential'),
          isRepeatable: kind.includes('repeatable'),
          waypoints: names.split(' ').map(toWaypoint),
        };
        const [progress, ...others] = run(journey, statements.split(' ').map(toStatement));
        assert.deepEqual(others, []);
        if (completions === null) return assert.equal(progress, undefined);
        assert.deepEqual(
          {
            completions: progress.completions.map((attempt) => toText(attempt.waypoints, names.split(' '))),
            pending: toText(progress.pendingProgress, names.split(' ')),
          },
          { completions, pending },
        );
        assert.equal(progress.isCompleted, completions.length > 0);
      });
    }
  });
}

// ---- section 6: times, as documents show them

test('a progress shows its times in UTC with milliseconds, and its duration between them', () => {
  const journey = {
    _id: 'e'.repeat(24),
    version: 4,
    isRepeatable: true,
    waypoints: [{ _id: 'f'.repeat(24), conditions: {}, count: 2 }],
  };
  const at = (id, timestamp) => ({ ...toStatement(`a${id}@1`), timestamp });
  const statements = [
    at('1', '2024-02-29T00:30:00.0009999+02:00'),
    at('2', '2024-02-28T22:30:12.1339-00:00'),
    at('3', '2024-02-28T22:30:13Z'),
  ];
  for (const run of Object.values(IMPLEMENTATIONS)) {
    const [{ _id, ...progress }] = run(journey, statements);
    assert.deepEqual(progress, {
      journey: 'e'.repeat(24),
      createdAt: '2024-02-28T22:30:00.000Z',
      updatedAt: '2024-02-28T22:30:13.000Z',
      journeyVersion: 4,
      owner: { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:ada@example.org' } },
      startedAt: '2024-02-28T22:30:00.000Z',
      isCompleted: true,
      completedAt: '2024-02-28T22:30:12.133Z',
      duration: 12_133,
      pendingProgress: {
        ['f'.repeat(24)]: {
          waypoint: 'f'.repeat(24),
          order: 0,
          isCompleted: false,
          statements: [{ statement: uuid('3'), timestamp: '2024-02-28T22:30:13.000Z' }],
        },
      },
      completions: [
        {
          waypoints: {
            ['f'.repeat(24)]: {
              waypoint: 'f'.repeat(24),
              order: 0,
              isCompleted: true,
              completedAt: '2024-02-28T22:30:12.133Z',
              statements: [
                { statement: uuid('1'), timestamp: '2024-02-28T22:30:00.000Z' },
                { statement: uuid('2'), timestamp: '2024-02-28T22:30:12.133Z' },
              ],
            },
          },
          completedAt: '2024-02-28T22:30:12.133Z',
          isCompleted: true,
        },
      ],
    });
  }
});
