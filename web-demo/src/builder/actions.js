// What can be done to the journey's waypoints and outcomes: each is one step of the history.

import { newId } from '../state/ids.js';
import { edit, select, useStore } from '../state/store.js';
import { listed, moved, movedBeside, withCopy, withNew, without } from './waypoints.js';

/** @typedef {import('./waypoints.js').Waypoint} Waypoint @typedef {import('../../../js/engine/index.js').OutcomeInput} Outcome */

/** @param {(waypoints: Waypoint[]) => Waypoint[]} change */
const editWaypoints = (change) => edit((journey) => ({ ...journey, waypoints: change(journey.waypoints ?? []) }));

/** The waypoint that was just made: its editor takes the focus, once. @type {string | null} */
let made = null;

/** @param {string} id */
export function takeMade(id) {
  const isMade = made === id;
  if (isMade) made = null;
  return isMade;
}

export function addWaypoint() {
  const { waypoints, id } = withNew(useStore.getState().history.present.waypoints);
  editWaypoints(() => waypoints);
  made = id;
  select(id);
}

/** @param {string} id */
export function duplicateWaypoint(id) {
  const { waypoints, id: copy } = withCopy(useStore.getState().history.present.waypoints ?? [], id);
  editWaypoints(() => waypoints);
  made = copy;
  select(copy);
}

/** @param {string} id */
export function deleteWaypoint(id) {
  editWaypoints((waypoints) => without(waypoints, id));
  if (useStore.getState().waypoint === id) select(null);
}

/**
 * One place up (-1) or down (1).
 * @param {string} id
 * @param {-1 | 1} by
 * @returns {number | null} its new place, from 1, or null where it can go no further
 */
export function moveWaypoint(id, by) {
  const list = listed(useStore.getState().history.present.waypoints);
  const to = list.findIndex(({ waypoint }) => waypoint._id === id) + by;
  if (to < 0 || to >= list.length) return null;
  editWaypoints((waypoints) => moved(waypoints, id, to));
  return to + 1;
}

/** @param {string} id @param {string} target @param {boolean} isBehind */
export function moveWaypointBeside(id, target, isBehind) {
  if (id !== target) editWaypoints((waypoints) => movedBeside(waypoints, id, target, isBehind));
}

/** @returns {string} the id of the new one */
export function addOutcome() {
  const _id = newId();
  const outcome = { _id, description: '', type: /** @type {const} */ ('callback'), isActive: true };
  edit((journey) => ({ ...journey, outcomes: [...(journey.outcomes ?? []), outcome] }));
  return _id;
}

/** @param {string} id @param {Partial<Outcome>} fields @param {string} [what] */
export function editOutcome(id, fields, what) {
  edit(({ outcomes = [], ...journey }) => {
    return { ...journey, outcomes: outcomes.map((each) => (each._id === id ? { ...each, ...fields } : each)) };
  }, what);
}

/** @param {string} id */
export function deleteOutcome(id) {
  edit(({ outcomes = [], ...journey }) => ({ ...journey, outcomes: outcomes.filter(({ _id }) => _id !== id) }));
}
