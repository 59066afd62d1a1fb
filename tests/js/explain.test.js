// Saying why (contract/journeys.md, section 10): for a statement, the condition's tree and what it met; for a progress,
// where each statement went and what is missing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { journey as anyJourney, RECEIVED_AT, statements } from './generate.js';
import {
  check,
  engine,
  journey,
  progressOf,
  random,
  seedOf,
  statement,
  thrownBy,
  using,
  withJourneys,
} from './helpers.js';
import { randomDocument, randomQuery } from './query-generate.js';

const VOIDED = { id: 'http://adlnet.gov/expapi/verbs/voided' };
const [here, there] = ['1'.repeat(24), '2'.repeat(24)];
const record = (changes, inStatement) => ({
  _id: 'e'.repeat(24),
  organisation: here,
  lrs_id: here,
  statement: statement(1, inStatement),
  ...changes,
});

// [why a statement does not count, the journey's part, the record]
const EXCLUDED = [
  [null, {}, record()],
  ['inactive journey', { isActive: false }, record()],
  ['another organisation', { organisation: there }, record()],
  ['not from a source of the journey', { sources: [there] }, record()],
  ['not from a source of the journey', { sources: [] }, statement()],
  ['voided', {}, record({ voided: true })],
  [
    'a voiding statement',
    {},
    record({}, { verb: VOIDED, object: { objectType: 'StatementRef', id: statement(2).id } }),
  ],
  ['nobody to track', { trackBy: 'persona' }, record()],
];

for (const [excluded, changes, given] of EXCLUDED) {
  test(`a statement ${excluded === null ? 'that counts is not excluded' : `is excluded: ${excluded}`}`, () => {
    withJourneys([journey([{}], changes)], ([compiled]) => {
      assert.equal(engine.explain(compiled, given).excluded, excluded);
      using(engine.replay([compiled]), (run) => {
        run.add(given);
        assert.equal(progressOf(run).length, excluded === null ? 1 : 0, 'and counts accordingly');
      });
    });
  });
}

test('a statement is explained waypoint by waypoint, down to the values it met', () => {
  const conditions = {
    'statement.verb.id': 'http://example.org/verb',
    'statement.result.score.raw': { $gte: 50, $lt: 60 },
  };
  const body = journey([conditions, {}], { trackBy: 'actor' });
  body.waypoints[0].description = 'Half';
  body.waypoints[1].isActive = false;
  withJourneys([body], ([compiled]) => {
    const given = statement(1, { result: { score: { raw: 61 } } });
    const { id, at, owner, excluded, waypoints } = engine.explain(compiled, given);
    assert.deepEqual({ id, at, excluded }, { id: given.id, at: '2024-01-01T00:00:00.000000Z', excluded: null });
    assert.deepEqual(owner, { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:ada@example.org' } });
    assert.deepEqual(
      waypoints.map(({ waypoint, description, isActive, held }) => [waypoint, description, isActive, held]),
      [
        [body.waypoints[0]._id, 'Half', true, false],
        [body.waypoints[1]._id, '', false, true],
      ],
    );
    const { op, held, children } = waypoints[0].condition;
    assert.deepEqual([op, held], ['$and', false]);
    assert.deepEqual(children, [
      {
        op: '$eq',
        path: 'statement.verb.id',
        held: true,
        operand: 'http://example.org/verb',
        met: ['http://example.org/verb'],
      },
      { op: '$gte', path: 'statement.result.score.raw', held: true, operand: 50, met: [61] },
      { op: '$lt', path: 'statement.result.score.raw', held: false, operand: 60, met: [61] },
    ]);
  });
});

// [query, document, the tree's root in short: op, held, what it met]
const TRACES = [
  [{}, {}, ['{}', true, undefined]],
  [{ a: 1 }, { a: [3, 1] }, ['$eq', true, [1, 3, [3, 1]]]],
  [{ a: null }, {}, ['$eq', true, [{ $missing: true }]]],
  [{ a: { $exists: false } }, {}, ['$exists', true, undefined]],
  [{ a: { $in: [1, 2] } }, { a: 2 }, ['$in', true, [2]]],
  [{ $or: [{ a: 1 }, { a: 2 }] }, { a: 2 }, ['$or', true, undefined]],
  [
    { timestamp: { $gt: { $date: '2024-01-01T00:00:00Z' } } },
    { timestamp: '2024-01-02T00:00:00Z' },
    ['$gt', true, [{ $date: '2024-01-02T00:00:00.000Z' }]],
  ],
];

for (const [query, document, [op, held, met]] of TRACES) {
  test(`the trace of ${JSON.stringify(query)} on ${JSON.stringify(document)}`, () => {
    const trace = engine.explainQuery(query, document);
    assert.deepEqual([trace.op, trace.held], [op, held]);
    if (met === undefined) return;
    assert.deepEqual([...trace.met].sort(), [...met].sort());
    assert.deepEqual(trace.met[0], met[0], 'the deciding value comes first');
  });
}

test('a trace holds exactly where its query matches, and its nodes agree with one another', (t) => {
  const chance = random(seedOf(t));
  let nodes = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const document = randomDocument(chance);
    const query = randomQuery(chance, randomDocument(chance));
    const trace = engine.explainQuery(query, document);
    assert.equal(trace.held, engine.matches(query, document), JSON.stringify([query, document]));
    nodes += countConsistent(trace);
  }
  assert.ok(nodes > 10_000);
});

/** Checks each node of a tree against its children; says how many there are. */
function countConsistent(trace) {
  const { op, held, children = [] } = trace;
  const holding = children.filter((child) => child.held).length;
  if (op === '$and' && children.length > 0) assert.equal(held, holding === children.length);
  if (op === '$or') assert.equal(held, holding > 0);
  if (op === '$nor') assert.equal(held, holding === 0);
  return children.reduce((sum, child) => sum + countConsistent(child), 1);
}

test('a query or a document that cannot be read is refused as elsewhere', () => {
  assert.equal(thrownBy(() => engine.explainQuery({ $foo: 1 }, {})).name, 'QueryError');
  assert.equal(thrownBy(() => engine.explainQuery({}, '{')).name, 'StatementError');
  withJourneys([journey()], ([compiled]) => {
    const error = thrownBy(() => engine.explain(compiled, statement(1, { verb: {} })));
    assert.deepEqual([error.name, error.path], ['StatementError', 'verb.id']);
    for (const text of ['', '{', 'x', '[]', `${JSON.stringify(statement())} x`]) {
      assert.throws(() => engine.explain(compiled, text), { name: 'StatementError' }, text);
    }
  });
});

describe('a progress', () => {
  const verbs = (...names) =>
    names.map((name, index) => statement(index, { verb: { id: name }, timestamp: `2024-01-01T00:00:0${index}Z` }));
  const conditions = ['a', 'b'].map((name) => ({ 'statement.verb.id': name }));

  /** Roles of statements, from references alone and from a replay: these have to agree. */
  const explain = (body, given, voided = []) =>
    withJourneys([body], ([compiled]) => {
      const { references } = using(engine.matcher([compiled]), (matcher) => matcher.match(given));
      const explanation = engine.explainProgress(compiled, references, { voided });
      using(engine.replay([compiled]), (run) => {
        run.add(given);
        run.add(
          voided.map((id, index) =>
            statement(90 + index, { verb: VOIDED, object: { objectType: 'StatementRef', id } }),
          ),
        );
        assert.deepEqual(run.explain(compiled.id, references[0].owner), explanation);
      });
      return explanation;
    });

  test('tells where each statement went: counted, surplus, out of turn or voided', () => {
    const body = journey(conditions, { isSequential: true, isRepeatable: true });
    const given = verbs('b', 'a', 'a', 'b', 'a', 'b', 'a');
    const { statements } = explain(body, given, [given[5].id]);
    const [a, b] = body.waypoints.map(({ _id }) => _id);
    assert.deepEqual(
      statements.map(({ id, role, attempt, waypoints }) => [
        given.findIndex((each) => each.id === id),
        role,
        attempt,
        waypoints,
      ]),
      [
        [0, 'out of turn', undefined, [b]],
        [1, 'counted', 1, [a]],
        [2, 'surplus', undefined, [a]],
        [3, 'counted', 1, [b]],
        [4, 'counted', 2, [a]],
        [5, 'voided', undefined, [b]],
        [6, 'surplus', undefined, [a]],
      ],
    );
  });

  test('tells what is missing, and which of it could come next', () => {
    const body = journey([...conditions, { a: 1 }], { isSequential: true });
    body.waypoints[1].count = 3;
    body.waypoints[2].description = 'The last';
    const { missing } = explain(body, verbs('a', 'b'));
    const [, b, c] = body.waypoints.map(({ _id }) => _id);
    assert.deepEqual(missing, [
      { waypoint: b, description: '', have: 1, need: 3, open: true },
      { waypoint: c, description: 'The last', have: 0, need: 1, open: false },
    ]);
  });

  test('that is completed misses nothing', () => {
    assert.deepEqual(explain(journey(conditions), verbs('a', 'b', 'a')).missing, []);
  });

  test('of nothing is null, and misses everything', () => {
    withJourneys([journey(conditions)], ([compiled]) => {
      const { progress, statements, missing } = engine.explainProgress(compiled, []);
      assert.deepEqual({ progress, statements }, { progress: null, statements: [] });
      assert.deepEqual(
        missing.map(({ have }) => have),
        [0, 0],
      );
    });
  });

  test('on random journeys counts in its explanation what it lists in its document', (t) => {
    let counted = 0;
    check(t, 500, anyJourney(), statements(), (random, given) => {
      const body = { ...random, _id: 'a'.repeat(24) };
      withJourneys([body], ([compiled]) =>
        using(engine.replay([compiled]), (run) => {
          run.add(given, { receivedAt: RECEIVED_AT });
          for (const document of progressOf(run)) {
            const { progress, statements, missing } = run.explain(compiled.id, document.owner);
            assert.deepEqual(progress, document);
            const listed = listedIn(document);
            const told = statements.filter(({ role }) => role === 'counted');
            assert.deepEqual(
              told
                .flatMap((each) => each.waypoints.map((waypoint) => `${each.attempt} ${waypoint} ${each.statement}`))
                .sort(),
              listed,
            );
            assert.deepEqual(missing.map(({ waypoint }) => waypoint).sort(), unreachedIn(document, body));
            counted += told.length;
          }
        }),
      );
    });
    assert.ok(counted > 100);
  });
});

/** `attempt waypoint statement` of everything that counted. */
function listedIn({ completions, pendingProgress }) {
  const attempts = [...completions.map(({ waypoints }) => waypoints), pendingProgress];
  return attempts
    .flatMap((waypoints, index) =>
      Object.values(waypoints).flatMap(({ waypoint, statements }) =>
        statements.map(({ statement }) => `${index + 1} ${waypoint} ${statement}`),
      ),
    )
    .sort();
}

/** The active waypoints that the open attempt has not reached. */
function unreachedIn({ isCompleted, pendingProgress }, { isRepeatable, waypoints }) {
  if (isCompleted && !isRepeatable) return [];
  const active = waypoints.filter(({ isActive }) => isActive !== false).map(({ _id }) => _id);
  return active.filter((each) => !pendingProgress[each]?.isCompleted).sort();
}
