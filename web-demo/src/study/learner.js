// One learner: all their statements by time, and what became of each.

import { nameIn } from './names.js';

/**
 * @typedef {import('../../../js/engine/index.js').ProgressExplanation} ProgressExplanation
 * @typedef {import('./people.js').Person} Person
 * @typedef {import('./shard.js').Found} Found
 * @typedef {import('./study.js').LearnerStatement} LearnerStatement
 * @typedef {import('./study.js').LearnerView} LearnerView
 */

/** Statements that are told of. */
const MOST = 2000;

const decoder = new TextDecoder();

/** In the order of reading. @param {Found} a @param {Found} b */
export const byPlace = (a, b) => a.chunk - b.chunk || a.index - b.index;

/** @param {Found[]} found of which the first copy of each statement is kept @returns {Found[]} */
function onceEach(found) {
  const known = new Set();
  return found.sort(byPlace).filter(({ id }) => !known.has(id) && known.add(id));
}

/**
 * @param {object} facts
 * @param {Person} facts.person
 * @param {ProgressExplanation} facts.explanation
 * @param {Found[]} facts.found their statements
 * @param {number | null} facts.instant later ones are left out
 * @param {readonly string[]} facts.languages
 * @returns {LearnerView}
 */
export function learnerView({ person, explanation, found, instant, languages }) {
  const roles = new Map(explanation.statements.map((each) => [each.id, each]));
  const all = onceEach(found)
    .map((each) => lineOf(each, roles.get(each.id), languages))
    .filter(({ timestamp }) => instant === null || timestamp <= instant);
  const byTime = (/** @type {LearnerStatement} */ a, /** @type {LearnerStatement} */ b) => a.timestamp - b.timestamp;
  const first = [...all.filter(({ role }) => role !== null), ...all.filter(({ role }) => role === null)];
  const { ident, name, identity } = person;
  const statements = first.slice(0, MOST).sort(byTime);
  return { ident, name, identity, progress: explanation.progress, explanation, statements, total: all.length };
}

/** @param {Found} found @param {ProgressExplanation['statements'][number] | undefined} explained @param {readonly string[]} languages @returns {LearnerStatement} */
function lineOf({ id, bytes, receivedAt }, explained, languages) {
  const document = JSON.parse(decoder.decode(bytes));
  const { verb, object, timestamp, stored } = document.statement ?? document;
  const at = Date.parse(explained?.timestamp ?? timestamp ?? stored);
  return {
    id,
    timestamp: Number.isNaN(at) ? receivedAt : at,
    verb: nameIn(verb, languages) ?? verb.id,
    object: nameIn(object, languages) ?? object.id ?? object.objectType ?? '',
    role: explained?.role ?? null,
    ...(explained?.attempt !== undefined && { attempt: explained.attempt }),
    waypoints: explained?.waypoints ?? [],
  };
}
