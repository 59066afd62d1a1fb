// Nothing leaks: a million statements, and a hundred thousand handles, at flat memory; what is forgotten is collected.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadEngine } from 'xapi-journeys';
import { journey, progressOf, statement, using } from './helpers.js';

const MEGABYTE = 2 ** 20;
const body = journey([
  { 'statement.verb.id': 'http://example.org/verb' },
  { 'statement.verb.id': { $regex: '^http://.*b$' } },
]);

/**
 * Runs something very often. The first tenth may grow memory; the rest may not.
 * @param {(engine: any, round: number) => void} run
 */
async function staysFlat(rounds, run) {
  const engine = await loadEngine();
  const memory = () => ({ engine: engine.memory, process: process.memoryUsage.rss() });
  let settled = memory();
  for (let round = 0; round < rounds; round += 1) {
    run(engine, round);
    if (round === Math.ceil(rounds / 10)) settled = memory();
  }
  await setImmediate();
  const end = memory();
  engine.dispose();
  assert.equal(end.engine, settled.engine, 'the memory of the engine');
  // A process grows and shrinks by its garbage; what leaked would be far more.
  assert.ok(
    end.process < settled.process + 100 * MEGABYTE,
    `${settled.process / MEGABYTE} MB, then ${end.process / MEGABYTE} MB`,
  );
}

test('a million statements are matched at flat memory', async () => {
  const batch = Buffer.from(JSON.stringify(Array.from({ length: 2_000 }, (_, index) => statement(index))));
  let matcher;
  let hits = 0;
  await staysFlat(500, (engine) => {
    matcher ??= engine.matcher([engine.compile(body)]);
    hits += matcher.matchColumns(batch).statement.length;
  });
  assert.equal(hits, 2_000_000);
});

test('a million statements that are known already are replayed at flat memory', async () => {
  const batch = Buffer.from(JSON.stringify(Array.from({ length: 2_000 }, (_, index) => statement(index))));
  let run;
  await staysFlat(500, (engine) => {
    run ??= engine.replay([engine.compile(body)]);
    run.add(batch);
  });
});

test('a hundred thousand journeys, matchers and replays come and go at flat memory', async () => {
  const text = JSON.stringify(body);
  const given = JSON.stringify(statement(1));
  await staysFlat(33_334, (engine) => {
    using(engine.compile(text), (compiled) => {
      using(engine.matcher([compiled]), (matcher) => matcher.matchColumns(given));
      using(engine.replay([compiled]), (run) => {
        run.add(given);
        assert.equal(progressOf(run).length, 1);
      });
    });
  });
});

test('queries, validations, folds, explanations and errors leave nothing behind', async () => {
  const bad = JSON.stringify({ waypoints: [{ conditions: { a: { $regex: '(' } } }] });
  const given = statement(1);
  let compiled;
  let references;
  await staysFlat(5_000, (engine) => {
    compiled ??= engine.compile(body);
    references ??= using(engine.matcher([compiled]), (matcher) => matcher.match(given).references);
    engine.validate(bad);
    assert.throws(() => engine.compile(bad));
    assert.throws(() => engine.matches({ $foo: 1 }, {}));
    engine.matches({ a: { $regex: '^a+$' } }, { a: 'aaa' });
    engine.explain(compiled, given);
    engine.explainProgress(compiled, references);
    engine.callbackBody(compiled, engine.fold(compiled, references), 0, given);
  });
});

test('handles that were forgotten are freed by the garbage collector', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const engine = await loadEngine();
  const big = JSON.stringify({ ...body, description: 'x'.repeat(MEGABYTE) });
  const forget = async (count) => {
    for (let index = 0; index < count; index += 1) {
      engine.compile(big);
      if (index % 5 === 0) {
        collectGarbage();
        await setImmediate();
      }
    }
  };
  await forget(20);
  const settled = engine.memory;
  await forget(100);
  assert.ok(engine.memory < settled + 30 * MEGABYTE, `${engine.memory / MEGABYTE} MB`);
  engine.dispose();
});
