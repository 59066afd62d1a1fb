// What the engine says against a journey, sorted by the part of it that it is about.

/** @typedef {import('../../../js/engine/index.js').Validation} Validation @typedef {import('../../../js/engine/index.js').JourneyInput} Journey */

/** @typedef {{path: string, message: string, isFault: boolean}} Finding */

/**
 * Faults first. The engine counts waypoints as they stand in the document, from 0; people count them in the list.
 * @param {Validation | null} validation
 * @param {(index: number) => number} placeOf a waypoint's place in the list, by its index in the journey
 * @returns {Finding[]}
 */
export function findingsOf(validation, placeOf) {
  if (!validation) return [];
  const worded = (/** @type {string} */ message) =>
    message.replace(/\bwaypoint (\d+)\b/g, (_, index) => `waypoint ${placeOf(Number(index))}`);
  const faults = Object.values(validation.errors).map(({ path, message }) => ({ path, message, isFault: true }));
  const warnings = validation.warnings.map(({ path, message }) => ({ path, message: worded(message), isFault: false }));
  return [...faults, ...warnings];
}

/** Those at a path and below it. @param {Finding[]} findings @param {string} path */
export function findingsAt(findings, path) {
  return findings.filter((each) => each.path === path || each.path.startsWith(`${path}.`));
}

/**
 * What a finding is about: where it leads, and in words.
 * @param {Finding} finding
 * @param {Journey} journey
 * @param {(index: number) => number} placeOf a waypoint's place in the list, by its index in the journey
 * @returns {{kind: 'waypoint' | 'outcome', id: string, label: string} | {kind: 'journey', label: string}}
 */
export function subjectOf({ path }, journey, placeOf) {
  const [, list, digits] = /^(waypoints|outcomes)\.(\d+)/.exec(path) ?? [];
  const index = Number(digits);
  const waypoint = list === 'waypoints' ? journey.waypoints?.[index] : undefined;
  if (waypoint?._id) return { kind: 'waypoint', id: waypoint._id, label: `Waypoint ${placeOf(index)}` };
  const outcome = list === 'outcomes' ? journey.outcomes?.[index] : undefined;
  if (outcome?._id) return { kind: 'outcome', id: outcome._id, label: `Outcome ${index + 1}` };
  const field = path.split('.')[0];
  return { kind: 'journey', label: field ? field[0].toUpperCase() + field.slice(1) : 'Journey' };
}
