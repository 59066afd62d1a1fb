// Journeys at random, as the page edits them: for what has to hold of any.
import fc from 'fast-check';

const id = fc.stringMatching(/^[0-9a-f]{24}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const path = fc.constantFrom(
  'statement.verb.id',
  'statement.result.score.scaled',
  'statement.context.extensions.a&46;b',
);
/** As JSON has objects. */
const record = (fields, requiredKeys = Object.keys(fields)) =>
  fc.record(fields, { requiredKeys, noNullPrototype: true });

const operand = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  record({ $gt: fc.integer(), $lt: fc.integer() }),
  record({ $in: fc.array(text, { maxLength: 4 }) }),
);
const query = fc.dictionary(path, operand, { maxKeys: 3 });
const indent = fc.constantFrom(undefined, 2, '\t');

/** Conditions as text, laid out one way or another. */
export const conditions = fc.tuple(query, indent).map(([value, space]) => JSON.stringify(value, null, space));

const waypoint = record({
  _id: id,
  description: text,
  isActive: fc.boolean(),
  conditions,
  count: fc.integer({ min: 1, max: 1000 }),
  order: fc.integer({ min: 0, max: 20 }),
});

const outcome = record({
  _id: id,
  description: text,
  isActive: fc.boolean(),
  type: fc.constant('callback'),
  callback: fc.webUrl(),
});

export const journeys = record(
  {
    _id: id,
    createdAt: fc.constant('2017-01-01T00:00:00.000Z'),
    description: text,
    isActive: fc.boolean(),
    sources: fc.array(id, { maxLength: 2 }),
    waypoints: fc.uniqueArray(waypoint, { maxLength: 6, selector: ({ _id }) => _id }),
    outcomes: fc.uniqueArray(outcome, { maxLength: 3, selector: ({ _id }) => _id }),
    isSequential: fc.boolean(),
    isRepeatable: fc.boolean(),
    isPublic: fc.boolean(),
    trackBy: fc.constantFrom('actor', 'persona'),
    queryHint: fc.constant('a hint'),
  },
  ['_id', 'waypoints', 'outcomes'],
);
