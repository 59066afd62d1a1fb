// Whatever is handed in, the engine answers or throws a JourneysError: no trap, no exception of another kind, and it
// goes on working afterwards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JourneysError } from 'xapi-journeys';
import { engine, journey, random, seedOf, statement, using } from './helpers.js';
import { randomQuery } from './query-generate.js';

const example = readFileSync(new URL('../data/seed-callback.json', import.meta.url));
const table = JSON.parse(readFileSync(new URL('../data/queries.json', import.meta.url)));
const queries = table.map(({ query, queryText }) => Buffer.from(queryText ?? JSON.stringify(query)));
const journeys = [journey([{}]), JSON.parse(example).journey].map((body) => Buffer.from(JSON.stringify(body)));
const records = JSON.parse(example)
  .attempt.waypoints.flatMap((waypoint) => waypoint.statement)
  .map((record) => Buffer.from(JSON.stringify(record)));
const SNIPPETS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\u0000',
  '\\ud834',
  '1e999',
  '-0',
  'null',
  '{"$in":[null]}',
  '"$expr"',
  '"$elemMatch"',
  '[[[[[',
  '\0',
  '\n',
  '{"a":'.repeat(200),
  '"__proto__"',
];
const ROUNDS = 4_000 * Number(process.env.JOURNEYS_RUNS ?? 1);

/** Some bytes with some of them changed, cut, doubled or replaced by what means something. */
function mutated(bytes, chance) {
  let result = Buffer.from(bytes);
  for (let count = 1 + chance.below(3); count > 0; count -= 1) {
    const at = chance.below(result.length + 1);
    const until = Math.min(result.length, at + chance.below(12));
    const insert = chance.of([
      () => Buffer.from([chance.below(256)]),
      () => Buffer.from(chance.of(SNIPPETS)),
      () => Buffer.alloc(0),
      () => result.subarray(chance.below(result.length + 1)),
    ])();
    result = Buffer.concat([result.subarray(0, at), insert, result.subarray(until)]);
  }
  return result;
}

/** Makes a call, which may throw one kind of error only. @returns whether it threw none */
function survives(call, describe) {
  try {
    call();
    return true;
  } catch (error) {
    assert.ok(error instanceof JourneysError, `${describe()}: ${error.stack}`);
    assert.notEqual(error.name, 'EngineError', `${describe()}: ${error.message}`);
    assert.equal(typeof error.path, 'string');
    assert.ok(error.message.length > 0);
    return false;
  }
}

// [what is mutated, its samples, what is done with it]
const TARGETS = [
  ['a query', queries, (bytes) => engine.matches(bytes, '{"a":[1,{"b":null}]}')],
  [
    'a document',
    records,
    (bytes) => engine.matches({ 'statement.verb.id': { $in: [null, 'x'] }, $expr: { $gt: ['$a', 1] } }, bytes),
  ],
  ['a traced query', queries, (bytes) => engine.explainQuery(bytes, '{"a":[1,{"b":null}]}')],
  ['a journey', journeys, (bytes) => using(engine.compile(bytes), (compiled) => compiled.document)],
  ['a validated journey', journeys, (bytes) => engine.validate(bytes)],
];

for (const [what, samples, use] of TARGETS) {
  test(`${what} of garbage is answered or refused`, (t) => {
    const chance = random(seedOf(t));
    let answered = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = mutated(chance.of(samples), chance);
      answered += survives(
        () => use(bytes),
        () => JSON.stringify(bytes.toString('latin1')),
      )
        ? 1
        : 0;
    }
    t.diagnostic(`${answered} of ${ROUNDS} answered`);
    assert.ok(answered > ROUNDS / 50, 'some of it was understood');
    if (what !== 'a validated journey') assert.ok(answered < ROUNDS * 0.98, 'some of it was refused');
    assert.equal(engine.matches({ a: 1 }, { a: 1 }), true, 'the engine goes on');
  });
}

test('statements of garbage are counted as good or invalid, and progress is that of the good ones', (t) => {
  const chance = random(seedOf(t));
  using(engine.compile(journeys[1]), (compiled) => {
    for (let round = 0; round < ROUNDS / 4; round += 1) {
      const batch = Buffer.concat(
        [...records].map((record) =>
          Buffer.concat([chance.chance(0.5) ? mutated(record, chance) : record, Buffer.from('\n')]),
        ),
      );
      const describe = () => JSON.stringify(batch.toString('latin1'));
      survives(() => {
        const told = using(engine.replay([compiled]), (run) => {
          const { invalid } = run.add(batch);
          assert.equal(invalid.length, run.stats.invalid);
          assert.ok(run.stats.statements >= invalid.length);
          return [...run.progress()];
        });
        const streamed = using(engine.replay([compiled]), (run) => {
          const cut = chance.below(batch.length);
          run.write(batch.subarray(0, cut));
          run.write(batch.subarray(cut));
          run.end();
          return [...run.progress()];
        });
        assert.deepEqual(streamed, told, describe());
      }, describe);
    }
  });
});

test('references, progress and owners of garbage are refused', (t) => {
  const chance = random(seedOf(t));
  using(engine.compile(journeys[1]), (compiled) => {
    const { references } = using(engine.matcher([compiled]), (matcher) =>
      matcher.match(records.map((record) => JSON.parse(record))),
    );
    const progress = engine.fold(compiled, references);
    let answered = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [wrongReferences, wrongProgress, wrongOwner] = [references, progress, references[0].owner].map((value) =>
        distorted(value, chance),
      );
      const describe = () => JSON.stringify([wrongReferences, wrongProgress, wrongOwner]);
      answered += survives(() => engine.fold(compiled, wrongReferences), describe) ? 1 : 0;
      survives(
        () => engine.explainProgress(compiled, wrongReferences, { voided: distorted([statement().id], chance) }),
        describe,
      );
      survives(() => engine.callbackBody(compiled, wrongProgress, chance.below(2), Buffer.concat(records)), describe);
      survives(() => using(engine.replay([compiled]), (run) => run.progressOf(compiled.id, wrongOwner)), describe);
      survives(() => using(engine.replay([compiled]), (run) => run.explain(compiled.id, wrongOwner)), describe);
    }
    assert.ok(answered > 0 && answered < ROUNDS);
    assert.deepEqual(engine.fold(compiled, references), progress, 'the engine goes on');
  });
});

/** A value with one thing in it put in another's place. */
function distorted(value, chance) {
  if (typeof value !== 'object' || value === null || chance.chance(0.1)) {
    return chance.of([
      null,
      0,
      -1,
      1e300,
      '',
      'x',
      [],
      {},
      [[]],
      true,
      randomQuery(chance, {}),
      '2024-01-01T00:00:00Z',
      'f'.repeat(24),
    ]);
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const key = chance.of(Object.keys(copy));
  if (key === undefined) return copy;
  if (chance.chance(0.1)) delete copy[key];
  else copy[key] = distorted(copy[key], chance);
  return copy;
}
