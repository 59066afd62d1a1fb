// The time line's arithmetic: which part of time is shown, and which statements are one mark.

import { FATES, FATE_WORDS, fateOf } from './learner-words.js';

/**
 * @typedef {import('../study/study.js').LearnerStatement} LearnerStatement
 * @typedef {[number, number]} Span from and to, in milliseconds
 * @typedef {{id: string, label: string, isWaypoint: boolean, statements: LearnerStatement[]}} Lane
 * @typedef {{from: number, to: number, statements: LearnerStatement[]}} Mark statements too near to each other to be told apart
 */

/** What is shown at least, in milliseconds. */
const SHORTEST = 10_000;

/** All of the time that statements take, with a margin. @param {LearnerStatement[]} statements @returns {Span | null} */
export function wholeSpan(statements) {
  if (statements.length === 0) return null;
  let [from, to] = [Infinity, -Infinity];
  for (const { timestamp } of statements) [from, to] = [Math.min(from, timestamp), Math.max(to, timestamp)];
  const margin = Math.max((to - from) * 0.02, SHORTEST);
  return [from - margin, to + margin];
}

/** A part of the whole: `factor` below 1 shows less. @param {Span} span @param {number} factor @param {Span} whole @returns {Span} */
export function zoomed([from, to], factor, whole) {
  const middle = (from + to) / 2;
  const half = Math.max((to - from) * factor, SHORTEST) / 2;
  return within([middle - half, middle + half], whole);
}

/** The next part, by half of what is shown. @param {Span} span @param {1 | -1} direction @param {Span} whole @returns {Span} */
export function moved([from, to], direction, whole) {
  const by = ((to - from) / 2) * direction;
  return within([from + by, to + by], whole);
}

/** @param {Span} span @param {Span} whole @returns {Span} as long, where that fits */
export function within([from, to], [first, last]) {
  const length = Math.min(to - from, last - first);
  const start = Math.min(Math.max(from, first), last - length);
  return [start, start + length];
}

/** What a mark's statements take, so that they come apart. @param {Mark} mark @param {Span} whole @returns {Span} */
export function around({ from, to }, whole) {
  const margin = Math.max((to - from) * 0.5, SHORTEST);
  return within([from - margin, to + margin], whole);
}

/**
 * A lane for what counted for each waypoint, and one for each other fate that occurs.
 * @param {LearnerStatement[]} statements
 * @param {{id: string, name: string}[]} waypoints
 * @returns {Lane[]}
 */
export function lanesOf(statements, waypoints) {
  const counted = waypoints.map(({ id, name }) => ({
    id,
    label: name,
    isWaypoint: true,
    statements: /** @type {LearnerStatement[]} */ ([]),
  }));
  const byWaypoint = new Map(counted.map((lane) => [lane.id, lane]));
  const others = FATES.slice(1).map((fate) => ({
    id: fate,
    label: FATE_WORDS[fate],
    isWaypoint: false,
    statements: /** @type {LearnerStatement[]} */ ([]),
  }));
  const byFate = new Map(others.map((lane) => [lane.id, lane]));
  for (const statement of statements) {
    const fate = fateOf(statement);
    if (fate !== 'counted') byFate.get(fate)?.statements.push(statement);
    else for (const id of statement.waypoints) byWaypoint.get(id)?.statements.push(statement);
  }
  return [...counted, ...others.filter((lane) => lane.statements.length > 0)];
}

/**
 * Marks of a lane: statements that would stand nearer to the one before than `gap` pixels are one with it.
 * @param {LearnerStatement[]} statements by time
 * @param {Span} span
 * @param {number} width in pixels
 * @param {number} gap
 * @returns {Mark[]}
 */
export function marksOf(statements, [from, to], width, gap) {
  const apart = ((to - from) / width) * gap;
  /** @type {Mark[]} */
  const marks = [];
  for (const statement of statements) {
    const { timestamp } = statement;
    if (timestamp < from || timestamp > to) continue;
    const last = marks.at(-1);
    // A mark is no longer than it is wide: otherwise a day of clicks would be one long smear.
    if (last && timestamp - last.from < apart) {
      last.to = timestamp;
      last.statements.push(statement);
    } else {
      marks.push({ from: timestamp, to: timestamp, statements: [statement] });
    }
  }
  return marks;
}
