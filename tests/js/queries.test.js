// Conditions through wasm: the table of rules and edges (tests/data/queries.json), and very many generated queries and
// documents compared with mingo, an independent implementation whose known mistakes mingo-deviations.js lists.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Query } from 'mingo';
import { engine, groupBy, random, seedOf, statement, thrownBy, using, withJourneys } from './helpers.js';
import { DEVIATIONS, deviationAt } from './mingo-deviations.js';
import { randomDocument, randomQuery, smaller } from './query-generate.js';

const table = JSON.parse(readFileSync(new URL('../data/queries.json', import.meta.url), 'utf8'));
const rules = groupBy(table, ({ rule }) => rule);

describe('the table of rules', () => {
  test('has at least 400 cases', () => assert.ok(table.length >= 400));

  for (const [rule, cases] of rules) {
    test(rule, () => {
      for (const row of cases) {
        const query = row.queryText ?? JSON.stringify(row.query);
        const document = row.documentText ?? JSON.stringify(row.document ?? {});
        const title = `${query} on ${document}`;
        if (row.error === undefined) {
          assert.equal(engine.matches(query, document), row.matches, title);
          continue;
        }
        const error = thrownBy(() => engine.matches(query, document));
        assert.deepEqual(
          { name: error.name, path: error.path, message: error.message },
          { name: 'QueryError', ...row.error },
          title,
        );
      }
    });
  }
});

describe('a deviation of mingo from MongoDB', () => {
  for (const { rule, query, document, matches } of DEVIATIONS) {
    test(rule, () => {
      assert.equal(engine.matches(query, document), matches, 'the engine does as MongoDB');
      assert.equal(new Query(query).test(document), !matches, 'mingo does not: if it does now, take this off the list');
      assert.notEqual(deviationAt(query, document), undefined, 'its example is recognised');
    });
  }
});

/** As many generated pairs have to be compared, besides those that a deviation of mingo explains. */
const PAIRS = 200_000 * Number(process.env.JOURNEYS_RUNS ?? 1);
const DOCUMENTS_PER_QUERY = 20;

test(`${PAIRS.toLocaleString('en')} generated queries and documents get mingo's answer`, (t) => {
  const chance = random(seedOf(t));
  const counts = { compared: 0, matched: 0, explained: 0, deviating: 0 };
  const operators = new Map();
  while (counts.compared < PAIRS) {
    const documents = Array.from({ length: DOCUMENTS_PER_QUERY }, () => randomDocument(chance));
    const query = randomQuery(chance, documents[0]);
    const text = JSON.stringify(query);
    const peer = new Query(query);
    for (const document of documents) {
      const ours = engine.matches(text, JSON.stringify(document));
      const theirs = peer.test(document);
      if (deviationAt(query, document) !== undefined) {
        counts.explained += 1;
        counts.deviating += ours === theirs ? 0 : 1;
        continue;
      }
      counts.compared += 1;
      counts.matched += ours ? 1 : 0;
      if (ours !== theirs) assert.fail(disagreement(query, document));
      for (const [operator] of text.matchAll(/\$\w{2,}/g)) operators.set(operator, (operators.get(operator) ?? 0) + 1);
    }
  }
  t.diagnostic(JSON.stringify({ ...counts, operators: Object.fromEntries(operators) }));
  assert.ok(counts.matched > PAIRS / 10, 'matches are common');
  assert.ok(counts.explained < counts.compared / 2, 'most pairs are really compared');
  for (const operator of OPERATORS) assert.ok(operators.get(operator) > PAIRS / 10_000, `${operator} occurs`);
});

const OPERATORS = (
  '$eq $ne $gt $gte $lt $lte $in $nin $exists $type $regex $options $mod $size $all $elemMatch $bitsAllSet ' +
  '$bitsAllClear $bitsAnySet $bitsAnyClear $not $and $or $nor $expr $cond $ifNull'
).split(' ');

/** The smallest query and document at the bottom of a disagreement, in words. */
function disagreement(query, document) {
  const answers = (pair) => [engine.matches(...pair), new Query(pair[0]).test(pair[1])];
  const disagrees = (pair) => {
    try {
      const [ours, theirs] = answers(pair);
      return ours !== theirs && deviationAt(...pair) === undefined;
    } catch {
      return false; // a smaller query need not be a valid one
    }
  };
  let smallest = [query, document];
  for (let next = smallest; next !== undefined;) {
    smallest = next;
    const candidates = [...smaller(query)].map((less) => [less, document]);
    candidates.push(...[...smaller(document)].map((less) => [query, less]));
    next = candidates.find(disagrees);
    [query, document] = next ?? smallest;
  }
  const [ours, theirs] = answers(smallest);
  return `${smallest.map((part) => JSON.stringify(part)).join(' on ')}: the engine says ${ours}, mingo ${theirs}`;
}

test('a matcher of very many conditions says what each condition says alone', (t) => {
  const chance = random(seedOf(t));
  let hits = 0;
  for (let round = 0; round < 40; round += 1) {
    const documents = Array.from({ length: 40 }, () => randomDocument(chance));
    const queries = Array.from({ length: 60 }, () => randomQuery(chance, chance.of(documents)));
    const records = documents.map((document, index) => ({ ...document, statement: statement(index) }));
    const expected = records.map((record) => queries.map((query) => engine.matches(query, record)));
    // Each journey has some of the conditions: an index over all of them has to keep them apart.
    const journeys = Array.from({ length: 20 }, (_, index) => ({
      _id: String(index).padStart(24, '0'),
      waypoints: queries.slice(index * 3, index * 3 + 3).map((conditions) => ({ conditions })),
    }));
    const told = withJourneys(journeys, (compiled) =>
      using(engine.matcher(compiled), (matcher) => columnsOf(matcher, records)),
    );
    const found = records.map(() => queries.map(() => false));
    for (const [index, journey, waypoint] of told) found[index][journey * 3 + waypoint] = true;
    assert.deepEqual(found, expected);
    hits += told.length;
  }
  assert.ok(hits > 10_000);
});

function columnsOf(matcher, records) {
  const { statement, journey, waypoint } = matcher.matchColumns(records);
  return Array.from(statement, (index, row) => [index, journey[row], waypoint[row]]);
}
