// Statements of a few busy learners for tests under load, and what has to come of them.
import assert from 'node:assert/strict';
import { derivedRecordId } from '../../../js/service/copies.js';
import { naiveProgress } from '../naive.js';

const VERB = 'http://adlnet.gov/expapi/verbs/';
const LEARNERS = 15;
const uuid = (number) => `${number.toString(16).padStart(8, '0')}-0000-4000-8000-00000000c0de`;

/** Journeys whose outcomes go to a receiver: one to repeat, one in sequence. */
export const cohortJourneys = (url) => {
  const waypoint = (verb, count) => ({ description: verb, conditions: { 'statement.verb.id': VERB + verb }, count });
  const outcomes = url ? [{ callback: url }] : [];
  return [
    { description: 'again and again', isRepeatable: true, waypoints: [waypoint('answered', 3)], outcomes },
    {
      description: 'in turn',
      isSequential: true,
      waypoints: [waypoint('answered', 2), waypoint('passed', 1)],
      outcomes,
    },
  ];
};

/** The statement with that number: some void earlier ones, some share an instant. */
export function cohortStatement(number, random, learners = LEARNERS) {
  const isVoiding = number > 10 && random.chance(0.05);
  const target = uuid(random.below(Math.max(1, number)));
  return {
    id: uuid(number),
    actor: { mbox: `mailto:learner${random.below(learners)}@example.org` },
    verb: { id: isVoiding ? `${VERB}voided` : VERB + random.of(['answered', 'answered', 'passed', 'viewed']) },
    object: isVoiding ? { objectType: 'StatementRef', id: target } : { id: 'http://example.org/course' },
    timestamp: new Date(Date.UTC(2024, 0, 1) + random.below(5_000) * 1_000).toISOString(),
  };
}

/** Fails unless the stored progress is what the naive model says of these statements. Answers the documents. */
export async function assertProgress(store, { client, journeys }, statements) {
  const { organisation, lrs_id } = client;
  const documents = await store.find('journeyprogress', organisation, { limit: 100_000 });
  const bare = ({ _id, createdAt, updatedAt, ...rest }) => rest;
  const expected = journeys.flatMap((journey) =>
    naiveProgress(journey, statements, { context: { organisation, lrs_id } }),
  );
  const asStored = JSON.parse(
    JSON.stringify(expected.map(bare), (key, value) =>
      key === 'statement' ? derivedRecordId(organisation, value) : value,
    ),
  );
  assert.deepEqual(sorted(documents.map(bare)), sorted(asStored));
  return documents;
}

const keyOf = ({ journey, owner }) => JSON.stringify([journey, owner]);
const sorted = (list) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Which of these statements a store has. */
export async function storedAmong(store, { client }, statements) {
  const records = await store.records(
    client.organisation,
    statements.map(({ id }) => id),
  );
  return statements.filter(({ id }) => records.has(id));
}

/** Fails unless each completion was delivered, and each under one webhook-id only. */
export function assertDelivered(documents, received) {
  const idsOf = new Map();
  for (const { headers, body } of received) {
    const { owner, journey, attempt } = JSON.parse(body);
    const statements = attempt.waypoints.flatMap((waypoint) => waypoint.statements.map(({ statement }) => statement));
    const key = headers['webhook-id'];
    const what = JSON.stringify([journey._id, owner]);
    idsOf.set(key, [...(idsOf.get(key) ?? []), JSON.stringify([what, statements])]);
  }
  for (const [id, bodies] of idsOf)
    assert.equal(new Set(bodies).size, 1, `${id} had one body, however often it was sent`);
  const sent = new Map();
  for (const [, [first]] of idsOf) {
    const [what] = JSON.parse(first);
    sent.set(what, (sent.get(what) ?? 0) + 1);
  }
  for (const { journey, owner, completions } of documents) {
    const times = sent.get(JSON.stringify([journey, owner])) ?? 0;
    assert.ok(
      times >= completions.length,
      `${JSON.stringify(owner)}: ${times} deliveries, ${completions.length} completions`,
    );
  }
}
