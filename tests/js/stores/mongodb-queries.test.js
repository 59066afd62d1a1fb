// The engine's conditions and a server's `find`: each case of tests/data/queries.json that has an answer gets that answer
// from the server as well (from the engine it does in ../queries.test.js), but for what mongodb-gaps.js lists: for the
// server that we build what it lacks, and for any, a MongoDB that MONGODB_URL names too, what the engine does otherwise on
// purpose. Of what a server cannot be asked at all one case is tried, to see that this has not changed.
//
// Refused queries are not compared: the engine refuses more than MongoDB, by name, and FerretDB less.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEVIATIONS, FERRETDB_GAPS } from './mongodb-gaps.js';
import { mongodbDatabase, mongodbMissing } from './mongodb-server.js';
import { bsonDocument, bsonQuery } from './mongodb-values.js';

const cases = JSON.parse(readFileSync(new URL('../../data/queries.json', import.meta.url), 'utf8'))
  .filter(({ error }) => error === undefined)
  .map(({ query, queryText, document, documentText, matches }) => ({
    query: queryText ?? JSON.stringify(query),
    document: documentText ?? JSON.stringify(document),
    matches,
  }));

/** @typedef {{matches?: boolean, complaint?: string}} Answer */

/** Asks the server, in a collection that holds nothing else. @returns {Promise<Answer>} */
async function ask(collection, { query, document }) {
  try {
    const { insertedId } = await collection.insertOne(bsonDocument(document));
    const found = await collection.findOne(bsonQuery(query));
    await collection.deleteOne({ _id: insertedId });
    return { matches: found !== null };
  } catch (error) {
    await collection.deleteMany({});
    return { complaint: error.message };
  }
}

const name = ({ query, document }) => `${query} on ${document}`;

/** The gap that explains an answer which is not the engine's. */
const explains = (one, answer) => (gap) =>
  gap.cases?.includes(name(one)) ||
  gap.queries?.test(one.query) ||
  (answer.complaint !== undefined && gap.complaint?.test(answer.complaint));

test('the server answers as the engine does', { skip: mongodbMissing }, async (t) => {
  const { client } = await mongodbDatabase(t);
  const { ferretdbVersion } = await client.db().command({ buildInfo: 1 });
  const gaps = ferretdbVersion === undefined ? DEVIATIONS : [...DEVIATIONS, ...FERRETDB_GAPS];
  const collection = client.db().collection('records');
  const seen = new Map(gaps.map((gap) => [gap, new Set()]));
  const disagreements = [];
  let agreed = 0;
  for (const one of cases) {
    const unaskable = gaps.find(({ queries }) => queries?.test(one.query));
    if (unaskable !== undefined && seen.get(unaskable).size > 0) continue;
    const answer = await ask(collection, one);
    if (answer.matches === one.matches) {
      agreed += 1;
      continue;
    }
    const gap = gaps.find(explains(one, answer));
    const said = answer.complaint ?? answer.matches;
    if (gap !== undefined) seen.get(gap).add(name(one));
    else disagreements.push(`${name(one)}: the engine says ${one.matches}, the server ${said}`);
  }
  t.diagnostic(`${cases.length} cases: the server agrees on ${agreed}`);
  assert.deepEqual(disagreements, []);
  assert.deepEqual(closedGaps(gaps, seen), [], 'these are gaps no longer: take them off the list');
  assert.ok(agreed >= 600, 'most cases are really compared');
});

function closedGaps(gaps, seen) {
  return gaps.flatMap((gap) => {
    const found = seen.get(gap);
    if (gap.cases !== undefined) return gap.cases.filter((one) => !found.has(one));
    return found.size === 0 ? [gap.rule] : [];
  });
}
