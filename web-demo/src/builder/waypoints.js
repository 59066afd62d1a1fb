// The list of waypoints: in which order they stand, and what adding, moving and removing makes of it.

import { newId } from '../state/ids.js';

/** @typedef {import('../../../js/engine/index.js').WaypointInput} Waypoint */

/** @param {Waypoint} waypoint @param {number} index */
const orderOf = ({ order }, index) => (typeof order === 'number' ? order : index);

/** Waypoints as they follow each other (by order, ties by index), each with its index in the journey. @param {Waypoint[]} [waypoints] */
export function listed(waypoints = []) {
  const entries = waypoints.map((waypoint, index) => ({ waypoint, index, order: orderOf(waypoint, index) }));
  return entries.sort((a, b) => a.order - b.order || a.index - b.index);
}

/** A waypoint's place in the list, from 1, by its index in the journey. @param {Waypoint[]} [waypoints] */
export function placesOf(waypoints) {
  const places = new Map(listed(waypoints).map(({ index }, place) => [index, place + 1]));
  return (/** @type {number} */ index) => places.get(index) ?? index + 1;
}

/**
 * The same waypoints in another sequence, whose orders follow it: those there were, dealt out anew. Where no waypoint says
 * its order, the sequence itself says it.
 * @param {Waypoint[]} sequence
 * @param {number[]} orders one for each, ascending
 */
function dealt(sequence, orders) {
  if (sequence.every(({ order }) => order === undefined)) return sequence;
  return sequence.map((waypoint, index) =>
    waypoint.order === orders[index] ? waypoint : { ...waypoint, order: orders[index] },
  );
}

/** @param {Waypoint[]} waypoints @param {(list: Waypoint[]) => Waypoint[]} arrange */
function rearranged(waypoints, arrange) {
  const entries = listed(waypoints);
  return dealt(arrange(entries.map(({ waypoint }) => waypoint)), entries.map(({ order }) => order)); // prettier-ignore
}

/** Moves one to a place in the list, counted without it. @param {Waypoint[]} waypoints @param {string} id @param {number} to */
export function moved(waypoints, id, to) {
  return rearranged(waypoints, (list) => {
    const one = list.find(({ _id }) => _id === id);
    return one ? list.filter((each) => each !== one).toSpliced(to, 0, one) : list;
  });
}

/** Moves one before or behind another. @param {Waypoint[]} waypoints @param {string} id @param {string} target @param {boolean} isBehind */
export function movedBeside(waypoints, id, target, isBehind) {
  const others = listed(waypoints).filter(({ waypoint }) => waypoint._id !== id);
  const at = others.findIndex(({ waypoint }) => waypoint._id === target);
  return at < 0 ? waypoints : moved(waypoints, id, at + Number(isBehind));
}

/** @param {Waypoint[]} waypoints @param {Waypoint} added @param {number} at its place in the list */
function withAdded(waypoints, added, at) {
  const entries = listed(waypoints);
  const orders = entries.map(({ order }) => order);
  const sequence = entries.map(({ waypoint }) => waypoint).toSpliced(at, 0, added);
  const last = orders.length > 0 ? orders[orders.length - 1] + 1 : 0;
  return dealt(sequence, [...orders, last]);
}

/** With a new one at the end. @param {Waypoint[]} [waypoints] */
export function withNew(waypoints = []) {
  const added = { _id: newId(), description: '', conditions: '{}', count: 1 };
  return { waypoints: withAdded(waypoints, added, waypoints.length), id: added._id };
}

/** With a copy behind one. @param {Waypoint[]} waypoints @param {string} id */
export function withCopy(waypoints, id) {
  const at = listed(waypoints).findIndex(({ waypoint }) => waypoint._id === id);
  const original = listed(waypoints)[at].waypoint;
  const description = original.description ? `${original.description} (copy)` : '';
  const copy = { ...original, _id: newId(), description };
  return { waypoints: withAdded(waypoints, copy, at + 1), id: copy._id };
}

/** @param {Waypoint[]} waypoints @param {string} id */
export function without(waypoints, id) {
  const entries = listed(waypoints).filter(({ waypoint }) => waypoint._id !== id);
  return dealt(entries.map(({ waypoint }) => waypoint), entries.map(({ order }) => order)); // prettier-ignore
}
