// A learner's progress in words: what is missing, the attempts, and what became of each statement.

import { counted } from '../ui/format.js';

/**
 * @typedef {import('../../../js/engine/index.js').ProgressExplanation} ProgressExplanation
 * @typedef {import('../../../js/engine/index.js').JourneyDocument} JourneyDocument
 * @typedef {import('../../../js/engine/index.js').WaypointProgress} WaypointProgress
 * @typedef {import('../study/study.js').LearnerStatement} LearnerStatement
 *
 * @typedef {'counted' | 'surplus' | 'out of turn' | 'voided' | 'none'} Fate what became of a statement
 *
 * @typedef {object} AttemptWaypoint
 * @property {string} id
 * @property {string} name
 * @property {number} have
 * @property {number} need
 * @property {number | null} completedAt
 * @property {boolean} isOpen statements that meet it count now
 *
 * @typedef {object} Attempt
 * @property {number} number from 1
 * @property {number | null} startedAt its first statement that counts
 * @property {number | null} completedAt
 * @property {AttemptWaypoint[]} waypoints
 */

/** @param {{description?: string, _id: string}} waypoint @param {number} index */
export const waypointName = ({ description }, index) => description?.trim() || `Waypoint ${index + 1}`;

/** The waypoints that take part, in their order, by their ids. @param {JourneyDocument} journey @returns {Map<string, string>} names */
export function namesOf(journey) {
  return new Map(journey.waypoints.map((each, index) => [each._id, waypointName(each, index)]));
}

/** Those that take part, in the order in which they are walked. @param {JourneyDocument} journey */
export function activeWaypoints(journey) {
  const active = journey.waypoints.filter(({ isActive }) => isActive);
  return active.sort((a, b) => a.order - b.order);
}

const time = (/** @type {string | null | undefined} */ text) => (text ? Date.parse(text) : null);

/**
 * The completed attempts, and the one that is under way.
 * @param {ProgressExplanation} explanation
 * @param {JourneyDocument} journey
 * @returns {Attempt[]}
 */
export function attemptsOf({ progress, missing }, journey) {
  const completed = (progress?.completions ?? []).map(({ waypoints, completedAt }) => ({ waypoints, completedAt }));
  const isUnderWay = missing.length > 0;
  const all = isUnderWay
    ? [...completed, { waypoints: progress?.pendingProgress ?? {}, completedAt: null }]
    : completed;
  const open = new Set(missing.filter((each) => each.open).map(({ waypoint }) => waypoint));
  return all.map(({ waypoints, completedAt }, index) => {
    const lines = attemptWaypoints(journey, waypoints, completedAt === null ? open : new Set());
    return { number: index + 1, startedAt: firstOf(waypoints), completedAt: time(completedAt), waypoints: lines };
  });
}

/** @param {JourneyDocument} journey @param {Record<string, WaypointProgress>} reached @param {Set<string>} open @returns {AttemptWaypoint[]} */
function attemptWaypoints(journey, reached, open) {
  const names = namesOf(journey);
  return activeWaypoints(journey).map(({ _id: id, count: need }) => {
    const { statements = [], completedAt } = reached[id] ?? {};
    const name = /** @type {string} */ (names.get(id));
    return { id, name, have: statements.length, need, completedAt: time(completedAt), isOpen: open.has(id) };
  });
}

/** @param {Record<string, WaypointProgress>} waypoints */
function firstOf(waypoints) {
  const times = Object.values(waypoints).flatMap(({ statements }) =>
    statements.map((each) => Date.parse(each.timestamp)),
  );
  return times.length > 0 ? Math.min(...times) : null;
}

/** `“A”, “B” and “C”` @param {string[]} names @param {number} [most] */
export function quotedList(names, most = 4) {
  const shown = names.slice(0, most).map((name) => `“${name}”`);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

/**
 * What the attempt that is under way still needs: `Attempt 2: needs 1 more “Quiz”; open now: “Quiz”.`
 * @param {ProgressExplanation} explanation
 * @param {JourneyDocument} journey
 * @returns {string | null} null where nothing is missing
 */
export function missingWords({ progress, missing }, journey) {
  if (missing.length === 0) return null;
  const names = namesOf(journey);
  const nameOf = (/** @type {{waypoint: string}} */ { waypoint }) => names.get(waypoint) ?? waypoint;
  const attempt = (progress?.completions.length ?? 0) + 1;
  const needs = missing.slice(0, 4).map((each) => `${each.need - each.have} more “${nameOf(each)}”`);
  const others = missing.length - needs.length;
  if (others > 0) needs.push(counted(others, 'other waypoint'));
  const needed = needs.length > 1 ? `${needs.slice(0, -1).join(', ')} and ${needs.at(-1)}` : needs[0];
  const open = missing.filter((each) => each.open).map(nameOf);
  if (missing.length === 1 && open.length === 1) return `Attempt ${attempt}: needs ${needed}, which is open now.`;
  const isAll = open.length === missing.length && open.length > 1;
  return `Attempt ${attempt}: needs ${needed}; open now: ${isAll ? 'all of them' : quotedList(open)}.`;
}

/** @param {LearnerStatement} statement @returns {Fate} */
export const fateOf = ({ role }) => role ?? 'none';

export const FATES = /** @type {const} */ (['counted', 'surplus', 'out of turn', 'voided', 'none']);

/** @type {Record<Fate, string>} */
export const FATE_WORDS = {
  counted: 'Counted',
  surplus: 'Surplus',
  'out of turn': 'Out of turn',
  voided: 'Voided',
  none: 'Met no waypoint',
};

/**
 * What became of a statement: `for “Quiz”, attempt 1`.
 * @param {LearnerStatement} statement
 * @param {Map<string, string>} names of the waypoints
 */
export function fateDetail({ role, attempt, waypoints }, names) {
  const met = quotedList(waypoints.map((id) => names.get(id) ?? id));
  if (role === 'counted') return `for ${met}${attempt === undefined ? '' : `, attempt ${attempt}`}`;
  if (role === 'surplus') return `${met} had enough already`;
  if (role === 'out of turn') return `${met} was not open`.replace(/( and .*) was/, '$1 were');
  if (role === 'voided') return met ? `would have met ${met}` : '';
  return '';
}
