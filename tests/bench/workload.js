// Statements like those of the requirements' example (tests/data/seed-callback.json: records of about 1.5 KB), and
// journeys like its journey, each about a course of its own.
import { readFileSync } from 'node:fs';

const example = JSON.parse(readFileSync(new URL('../data/seed-callback.json', import.meta.url)));
const [completion, comments] = example.attempt.waypoints;
const COURSE = completion.statement[0].statement.object.id;

/** The address of a course, of the same length for all of them. */
const course = (number) => `${COURSE}-${String(number).padStart(6, '0')}`;

/** @param {number} count */
export function journeys(count) {
  return Array.from({ length: count }, (_, number) => ({
    _id: number.toString(16).padStart(24, '0'),
    isSequential: true,
    waypoints: example.journey.waypoints.map(({ conditions, count: needed, order }) => ({
      conditions: { ...conditions, 'statement.object.id': course(number) },
      count: needed,
      order,
    })),
  }));
}

/**
 * Records about the courses of so many journeys, five comments to a completion, each as a Buffer.
 * @param {number} count @param {number} courses
 */
export function statements(count, courses) {
  const samples = [...comments.statement, ...completion.statement];
  return Array.from({ length: count }, (_, number) => {
    const record = structuredClone(samples[number % samples.length]);
    record._id = number.toString(16).padStart(24, '0');
    record.statement.id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    // Courses in no order that a cache could foresee.
    record.statement.object.id = course((number * 7_919) % courses);
    record.statement.actor.account.name = `learner-${number % 997}`;
    return Buffer.from(JSON.stringify(record));
  });
}
