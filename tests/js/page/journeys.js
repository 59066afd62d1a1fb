// Journeys over the sample cohort for the tests of the page.

import { readFileSync } from 'node:fs';

const { sources: _, ...course } = JSON.parse(
  readFileSync(new URL('../../../js/sample/course.json', import.meta.url), 'utf8'),
);

/** The sample cohort's own journey. */
export { course };

const verb = (name) => `http://adlnet.gov/expapi/verbs/${name}`;

const CONDITIONS = [
  { 'statement.verb.id': verb('commented') },
  { 'statement.verb.id': verb('passed') },
  { 'statement.verb.id': { $in: [verb('failed'), verb('attempted')] } },
  {
    'statement.verb.id': verb('completed'),
    'statement.object.definition.type': `http://adlnet.gov/expapi/activities/course`,
  },
  { 'statement.result.score.scaled': { $gte: 0.8 } },
  { 'statement.result.success': true },
  { 'statement.actor.objectType': 'Group' },
];

const id = (number) => number.toString(16).padStart(24, '0');

/** A journey of one to four waypoints. @param {ReturnType<typeof import('../helpers.js').random>} random */
export function randomJourney(random) {
  const waypoints = Array.from({ length: 1 + random.below(4) }, (_, index) => ({
    _id: id(index + 1),
    description: `waypoint ${index}`,
    conditions: JSON.stringify(random.of(CONDITIONS)),
    count: 1 + random.below(3),
    order: random.below(5),
    isActive: random.chance(0.9),
  }));
  return { _id: id(99), isSequential: random.chance(0.5), isRepeatable: random.chance(0.5), waypoints };
}
