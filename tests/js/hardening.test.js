// Wrong uses and hostile inputs that once did harm: what is refused, and that nothing is lost by it.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { loadEngine } from 'xapi-journeys';
import { using } from './helpers.js';

const ORGANISATIONS = ['a'.repeat(24), 'b'.repeat(24)];
const idOf = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const statement = (number, more = {}) => ({
  id: idOf(number),
  timestamp: `2026-01-0${number}T00:00:00Z`,
  actor: { mbox: 'mailto:ada@example.org' },
  verb: { id: 'http://example.org/did' },
  object: { id: 'http://example.org/it' },
  ...more,
});
const bytes = (value) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const did = { conditions: { 'statement.verb.id': 'http://example.org/did' }, count: 3 };

let engine;
before(async () => (engine = await loadEngine()));
after(() => engine.dispose());

test('an onHit that throws loses no statement', () => {
  using(engine.replay([engine.compile({ waypoints: [did] })]), (replay) => {
    const text = bytes([1, 2, 3].map((number) => JSON.stringify(statement(number))).join('\n'));
    let calls = 0;
    replay.onHit = () => {
      calls += 1;
      if (calls === 1) throw new Error('once');
    };
    assert.throws(() => replay.write(text.subarray(0, text.length / 2)), /once/);
    replay.write(text.subarray(text.length / 2));
    replay.end();
    assert.deepEqual([replay.stats.statements, replay.summary()[0].completed], [3, 1]);
  });
});

test('an onHit may use the engine, but not give statements to its own replay', () => {
  using(engine.replay([engine.compile({ waypoints: [did] })]), (replay) => {
    replay.onHit = () => {
      engine.matches({}, {});
      assert.throws(() => replay.add(statement(2)), { name: 'ArgumentError' });
    };
    replay.add(statement(1));
    assert.equal(replay.stats.statements, 1);
  });
});

test('turning one argument into JSON may call the engine without harm to another', () => {
  const sly = { toJSON: () => (engine.matches({}, {}), { a: 1 }) };
  assert.equal(engine.matches({ a: 1 }, sly), true);
  using(engine.replay([engine.compile({ waypoints: [did] })]), (replay) => {
    const context = {
      get receivedAt() {
        return void engine.matches({}, {});
      },
    };
    assert.deepEqual(replay.add(statement(1), context).invalid, []);
  });
});

test('a broken text among several takes none of the others with it', () => {
  using(engine.matcher([engine.compile({ waypoints: [did] })]), (matcher) => {
    const { statements, hits, invalid } = matcher.match([bytes('{"a":tru'), bytes(statement(1)), bytes(statement(2))]);
    assert.deepEqual([statements, hits, invalid.length], [3, 2, 1]);
  });
  assert.throws(() => engine.matches([bytes('{"a"'), bytes(':1}')], { a: 1 }), { name: 'QueryError' });
});

test('columns count statements and hits as match does', () => {
  using(engine.matcher([engine.compile({ waypoints: [did] })]), (matcher) => {
    const batch = ['5', JSON.stringify(statement(1)), JSON.stringify(statement(2, { actor: { objectType: 'Group' } }))];
    const columns = matcher.matchColumns(`[${batch}]`);
    assert.deepEqual([columns.statements, columns.invalid, ...columns.statement], [3, 1, 1]);
  });
});

for (const [what, value] of [
  ['a Map', new Map()],
  ['a Set', new Set()],
  ['null', null],
  ['a BigInt inside', { a: 1n }],
  [
    'a circle',
    (() =>
      Object.assign(
        {},
        {
          get self() {
            return this;
          },
        },
      ))(),
  ],
]) {
  test(`${what} is no JSON`, () => {
    assert.throws(() => engine.matches({}, value), { name: 'ArgumentError' });
  });
}

test('shared memory is read as the bytes that it holds', () => {
  const text = bytes('{"a":1}');
  const shared = new SharedArrayBuffer(text.length);
  new Uint8Array(shared).set(text);
  assert.equal(engine.matches({ a: 1 }, shared), true);
});

test('bytes that were taken away are refused', () => {
  const given = bytes('{"a":1}').slice();
  structuredClone(given.buffer, { transfer: [given.buffer] });
  assert.throws(() => engine.matches({}, given), { name: 'ArgumentError' });
  using(engine.matcher([engine.compile({ waypoints: [did] })]), (matcher) => {
    assert.throws(() => matcher.match([given]), { name: 'ArgumentError' });
  });
});

test('more than a gigabyte at once is refused and harms nothing', () => {
  assert.throws(() => engine.validate(new Uint8Array(2 ** 30 + 1)), { name: 'ArgumentError' });
  assert.equal(engine.matches({ a: 1 }, { a: 1 }), true);
});

test('a time outside the years 0000 to 9999 in UTC is none', () => {
  using(engine.matcher([engine.compile({ waypoints: [did] })]), (matcher) => {
    for (const timestamp of ['9999-12-31T23:59:59-23:00', '0000-01-01T00:00:00+01:00']) {
      assert.equal(matcher.match(statement(1, { timestamp })).invalid[0].path, 'timestamp');
    }
    const record = {
      statement: statement(1, { timestamp: undefined }),
      timestamp: { $date: { $numberLong: '9223372036854775807' } },
    };
    assert.equal(matcher.match(record).invalid[0].path, 'timestamp');
  });
});

test('a very long statement is refused whether it comes at once or in chunks', () => {
  const long = bytes(statement(1, { result: { response: 'x'.repeat(17 * 2 ** 20) } }));
  for (const give of [(replay) => replay.add(long), (replay) => inChunks(replay, long, 2 ** 20)]) {
    using(engine.replay([engine.compile({ waypoints: [did] })]), (replay) => {
      give(replay);
      assert.deepEqual([replay.stats.hits, replay.stats.invalid], [0, 1]);
    });
  }
});

test('voiding in one organisation leaves another alone, and counts from its time on, in a fold as in a replay', () => {
  const [ours, theirs] = ORGANISATIONS;
  const compiled = engine.compile({ _id: 'c'.repeat(24), organisation: ours, waypoints: [{ ...did, count: 1 }] });
  const verb = { id: 'http://adlnet.gov/expapi/verbs/voided' };
  const voiding = statement(5, { verb, object: { objectType: 'StatementRef', id: idOf(1) } });
  const foldOf = (organisation, until) =>
    using(engine.matcher([compiled]), (matcher) => {
      const { references } = matcher.match({ organisation: ours, statement: statement(1) });
      const { voided } = matcher.match({ organisation, statement: voiding });
      return engine.fold(compiled, references, { voided, until });
    });
  assert.equal(foldOf(theirs).isCompleted, true);
  assert.equal(foldOf(ours), null);
  assert.equal(foldOf(ours, '2026-01-03T00:00:00Z').isCompleted, true);
});

test('a completion is told as it was, whatever became of the journey since', () => {
  const waypoint = { _id: 'd'.repeat(24), ...did, count: 1 };
  const now = { _id: 'c'.repeat(24), waypoints: [waypoint] };
  const [before, later] = [now, { ...now, waypoints: [waypoint, { ...waypoint, _id: 'e'.repeat(24) }] }].map((body) =>
    engine.compile(body),
  );
  const { references } = using(engine.matcher([before]), (matcher) => matcher.match(statement(1)));
  const body = JSON.parse(engine.callbackBody(later, engine.fold(before, references), 0, statement(1)));
  assert.deepEqual(
    body.attempt.waypoints.map((entry) => entry.waypoint),
    [waypoint._id],
  );
});

test('outcomes have ids of their own, and objects a bounded number of members', () => {
  const outcome = { _id: 'f'.repeat(24), callback: 'https://example.org' };
  assert.deepEqual(Object.keys(engine.validate({ outcomes: [outcome, outcome] }).errors), ['outcomes.1._id']);
  const wide = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`field${index}`, 1]));
  assert.match(engine.validate(wide).errors[''].message, /more than 1000 members/);
});

function inChunks(replay, text, size) {
  for (let at = 0; at < text.length; at += size) replay.write(text.subarray(at, at + size));
  replay.end();
}
