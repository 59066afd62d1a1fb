// What occurs in statements: paths as queries name them, how many have them, and which values, against a plain count.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCohort, sampleNdjson } from '../../../js/sample/index.js';
import { facetsOf } from '../../../web-demo/src/study/facets.js';
import { Gatherer } from '../../../web-demo/src/study/gatherer.js';
import { labelOf } from '../../../web-demo/src/study/labels.js';
import { engine, statement } from '../helpers.js';
import { bring, fileOf, openLead } from './open-lead.js';

/** @param {Iterable<object>} documents */
function gathered(documents, languages = ['en']) {
  const gatherer = new Gatherer(languages);
  for (const document of documents) gatherer.add(document);
  return facetsOf([gatherer.gathered]);
}

const at = (facets, path) => facets.find((each) => each.path === path);

test('every facet counts what a plain count finds, and its path and value find it as a query', async (t) => {
  const options = { learners: 30, seed: 3 };
  const lead = await openLead(t, { shards: 3 });
  await bring(lead, fileOf(Buffer.concat([...sampleNdjson(options)])));
  const facets = await lead.call('facets');
  const statements = [...sampleCohort(options)];
  const count = (value) => statements.filter(value).length;
  const tally = (valueOf) => {
    const counts = new Map();
    for (const each of statements.map(valueOf)) if (each !== undefined) counts.set(each, (counts.get(each) ?? 0) + 1);
    return counts;
  };
  for (const [path, valueOf] of Object.entries({
    'statement.verb.id': ({ verb }) => verb.id,
    'statement.object.definition.type': ({ object }) => object.definition?.type,
    'statement.result.success': ({ result }) => result?.success,
    'statement.context.extensions.https://w3id&46;org/xapi/video/extensions/speed': ({ context }) =>
      context?.extensions?.['https://w3id.org/xapi/video/extensions/speed'],
  })) {
    const { values, isCut, count: total } = at(facets, path);
    const expected = tally(valueOf);
    assert.equal(isCut, false);
    assert.deepEqual(new Map(values.map((each) => [each.value, each.count])), expected, path);
    assert.equal(
      total,
      count((each) => valueOf(each) !== undefined),
    );
    assert.ok(values.every((each, index) => index === 0 || values[index - 1].count >= each.count));
    for (const { value } of values) {
      const finds = engine.query({ [path]: value });
      assert.ok(statements.some((each) => finds.matches({ statement: each })));
      finds.dispose();
    }
  }
  const scores = statements.flatMap(({ result }) => result?.score?.scaled ?? []);
  const score = at(facets, 'statement.result.score.scaled');
  assert.deepEqual([score.kind, score.count], ['number', scores.length]);
  assert.deepEqual(score.range, { min: Math.min(...scores), max: Math.max(...scores) });
  const times = statements.map(({ timestamp }) => Date.parse(timestamp));
  const time = at(facets, 'statement.timestamp');
  assert.deepEqual([time.kind, time.count], ['date', times.length]);
  assert.deepEqual(time.range, { min: Math.min(...times), max: Math.max(...times) });
  assert.ok(facets.every((each, index) => index === 0 || facets[index - 1].count >= each.count));
});

test('how statements are dealt out to workers does not show in what was gathered', async (t) => {
  const bytes = Buffer.concat([...sampleNdjson({ learners: 60 })]);
  const told = [];
  for (const shards of [1, 4]) {
    const lead = await openLead(t, { shards });
    await bring(lead, fileOf(bytes));
    told.push((await lead.call('facets')).filter(({ isCut }) => !isCut));
  }
  assert.ok(told[0].length > 40);
  assert.deepEqual(told[1], told[0]);
});

test('values bear the names that statements give them, in the language of the reader where there is one', () => {
  const verb = { id: 'http://v', display: { 'de-DE': 'fertig', 'en-US': 'done' } };
  const object = { id: 'http://a', definition: { name: { fr: 'Cours' } } };
  const actor = { name: 'Ada', account: { homePage: 'http://h', name: '7' } };
  const documents = [statement(1, { verb, object, actor })];
  const labels = (facets) =>
    ['verb.id', 'object.id', 'actor.account.name', 'actor.account.homePage'].map(
      (path) => at(facets, `statement.${path}`).values[0].label,
    );
  assert.deepEqual(labels(gathered(documents)), ['done', 'Cours', 'Ada', undefined]);
  assert.deepEqual(labels(gathered(documents, ['de', 'en'])), ['fertig', 'Cours', 'Ada', undefined]);
});

test('records have their own paths beside the statement, and extended JSON is the value that it wraps', () => {
  const record = {
    _id: { $oid: 'a'.repeat(24) },
    timestamp: { $date: '2026-01-01T00:00:00Z' },
    person: { _id: 'p', display: 'Ada' },
    statement: statement(1),
  };
  const facets = gathered([record]);
  assert.deepEqual(at(facets, '_id').values, [{ value: 'a'.repeat(24), count: 1 }]);
  assert.equal(at(facets, 'timestamp').kind, 'date');
  assert.deepEqual(at(facets, 'person._id').values, [{ value: 'p', label: 'Ada', count: 1 }]);
  assert.equal(at(facets, 'statement.verb.id').count, 1);
});

test('a statement that has a value twice in an array has it once', () => {
  const parent = [{ id: 'http://p' }, { id: 'http://p' }, { id: 'http://q' }];
  const facet = at(
    gathered([statement(1, { context: { contextActivities: { parent } } })]),
    'statement.context.contextActivities.parent.id',
  );
  assert.equal(facet.count, 1);
  assert.deepEqual(
    facet.values.map(({ value, count }) => [value, count]),
    [
      ['http://p', 1],
      ['http://q', 1],
    ],
  );
});

test('where values are of several kinds, the most frequent kind is shown', () => {
  const documents = ['x', 1, 2, null, [], true].map((response, index) =>
    statement(index, { result: { extensions: { 'http://e': response } } }),
  );
  const facet = at(gathered(documents), 'statement.result.extensions.http://e');
  assert.deepEqual([facet.kind, facet.count, facet.range], ['number', 4, { min: 1, max: 2 }]);
});

test('memory stays bounded: of very many values the frequent ones are kept, of very many paths the first', () => {
  function* many() {
    for (let index = 0; index < 40_000; index++) {
      yield {
        verb: { id: index % 4 ? `http://often/${index % 50}` : `http://rare/${index}` },
        result: { response: `unique ${index}` },
      };
    }
  }
  const facets = gathered(many());
  const verb = at(facets, 'statement.verb.id');
  assert.equal(verb.count, 40_000);
  assert.equal(verb.isCut, true);
  assert.equal(verb.values.length, 500);
  const often = verb.values.filter(({ value }) => value.startsWith('http://often/'));
  assert.ok(often.length === 50 && often.every(({ count }) => count >= 400), JSON.stringify(verb.values.slice(0, 3)));
  const unique = at(facets, 'statement.result.response');
  assert.deepEqual([unique.count, unique.isCut], [40_000, true]);
  const wide = {
    context: { extensions: Object.fromEntries(Array.from({ length: 5000 }, (_, key) => [`http://e/${key}`, key])) },
  };
  assert.ok(gathered([wide]).length <= 2000);
  const long = at(gathered([statement(1, { result: { response: 'x'.repeat(10_000) } })]), 'statement.result.response');
  assert.deepEqual([long.count, long.isCut, long.values], [1, true, []]);
});

test('a run is answered while what occurs is being gathered', async (t) => {
  const lead = await openLead(t, { shards: 1 });
  await lead.call('load', { kind: 'sample', statements: 30_000 });
  let isGathered = false;
  const facets = lead.call('facets').then(() => (isGathered = true));
  await lead.call('run', { waypoints: [{ conditions: '{}' }] });
  assert.equal(isGathered, false);
  await facets;
});

test('what occurs in statements that made way for others is no longer told', async (t) => {
  const lead = await openLead(t, { shards: 1 });
  await lead.call('load', { kind: 'sample', statements: 30_000 });
  const old = lead.call('facets');
  old.catch(() => {});
  await lead.call('load', { kind: 'sample', learners: 2 });
  await assert.rejects(old, { name: 'AbortError' });
  assert.ok((await lead.call('facets')).length > 20);
});

test('paths have names for people', () => {
  for (const [path, label] of [
    ['statement.verb.id', 'Verb'],
    ['statement.object.definition.type', 'Activity type'],
    ['statement.result.score.scaled', 'Score (scaled)'],
    ['person._id', 'Person'],
    ['statement.context.extensions.https://w3id&46;org/xapi/video/extensions/session-id', 'Session id'],
    ['statement.result.extensions.http://e&46;org/#deep.innerPart', 'Deep · inner part'],
    ['statement.context.instructor.mbox', 'Context · instructor · mbox'],
    ['statement.context.contextActivities.parent.id', 'Parent activity'],
    ['timestamp', 'Time'],
  ]) {
    assert.equal(labelOf(path), label);
  }
});
