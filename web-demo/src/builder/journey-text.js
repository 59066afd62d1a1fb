// A whole journey as text, with conditions as objects where they can be; and the journey that a text tells.

import { editable } from '../state/templates.js';
import { JsonError, readJson, tryJson } from './condition/json.js';
import { arrayOf, objectOf, writeJson, writeLine } from './condition/json-write.js';

/**
 * @typedef {import('./condition/json.js').Node} Node
 * @typedef {import('./condition/json.js').ObjectNode} ObjectNode
 * @typedef {import('../../../js/engine/index.js').JourneyInput} Journey
 * @typedef {import('./condition/faults.js').Placed} Placed
 */

/** @param {ObjectNode} node @param {string} key */
const child = (node, key) => node.entries.findLast((entry) => entry.key === key)?.value;

/** @param {ObjectNode} node @param {string} key @param {(value: Node) => Node} change @returns {ObjectNode} */
function withChild(node, key, change) {
  return objectOf(node.entries.map((entry) => [entry.key, entry.key === key ? change(entry.value) : entry.value]));
}

/** @param {Node} waypoint @param {(value: Node) => Node} change */
const withCondition = (waypoint, change) =>
  waypoint.type === 'object' ? withChild(waypoint, 'conditions', change) : waypoint;

/** In which order the fields of a journey are read best. */
const FIRST = ['_id', 'description', 'isActive', 'isSequential', 'isRepeatable', 'isPublic', 'trackBy', 'sources'];
const OF_LISTS = ['type', 'callback', 'count', 'order', 'conditions', 'waypoints', 'outcomes'];

/** @param {string} key */
function rank(key) {
  const at = [...FIRST, ...OF_LISTS].indexOf(key);
  return at < 0 ? FIRST.length + OF_LISTS.length : at;
}

/** @param {Node} node @returns {Node} */
function arranged(node) {
  if (node.type !== 'object') return node;
  const arrangeAll = (/** @type {Node} */ value) =>
    value.type === 'array' ? arrayOf(value.items.map(arranged)) : value;
  const entries = node.entries.map(({ key, value }) => {
    const isList = key === 'waypoints' || key === 'outcomes';
    return /** @type {[string, Node]} */ ([key, isList ? arrangeAll(value) : value]);
  });
  return objectOf(entries.sort(([one], [other]) => rank(one) - rank(other)));
}

/** A condition's text as what it holds. @param {Node} node @returns {Node} */
function opened(node) {
  const held = node.type === 'string' ? tryJson(node.value) : undefined;
  return held?.type === 'object' ? held : node;
}

/** @param {Journey} journey @returns {string} */
export function journeyText(journey) {
  const node = /** @type {ObjectNode} */ (readJson(JSON.stringify(journey)));
  const waypoints = (/** @type {Node} */ list) =>
    list.type === 'array' ? arrayOf(list.items.map((each) => withCondition(each, opened))) : list;
  return writeJson(arranged(withChild(node, 'waypoints', waypoints)));
}

/** @param {import('./condition/json.js').Place} place @param {string} message @returns {Placed} */
const at = ({ from }, message) => ({ from, to: from + 1, message });

/** @param {ObjectNode} node @param {string} key @returns {Placed | undefined} */
function notText(node, key) {
  const value = child(node, key);
  return value === undefined || value.type === 'string' ? undefined : at(value, `${key} must be a string`);
}

/** @param {Node} item @returns {Placed | undefined} */
function unfitItem(item) {
  if (item.type !== 'object') return at(item, 'must be an object');
  const condition = child(item, 'conditions');
  const isOdd = condition && condition.type !== 'string' && condition.type !== 'object';
  if (isOdd) return at(condition, 'conditions must be a query, as an object or as a string');
  return notText(item, '_id') ?? notText(item, 'description') ?? notText(item, 'callback');
}

/** @param {Node[]} items @returns {Placed | undefined} */
function sameId(items) {
  const ids = items.map((item) => (item.type === 'object' ? child(item, '_id') : undefined));
  const known = new Set();
  for (const id of ids) {
    if (id?.type !== 'string') continue;
    if (known.has(id.value)) return at(id, 'another has this _id already');
    known.add(id.value);
  }
  return undefined;
}

/** What keeps a text from being a journey that can be edited; the engine sees to the rest. @param {Node} root @returns {Placed | undefined} */
function unfit(root) {
  if (root.type !== 'object') return at(root, 'a journey has to be a JSON object');
  for (const name of ['waypoints', 'outcomes']) {
    const list = child(root, name);
    if (list === undefined) continue;
    if (list.type !== 'array') return at(list, `${name} must be an array`);
    const odd = list.items.map(unfitItem).find((fault) => fault) ?? sameId(list.items);
    if (odd) return odd;
  }
  return notText(root, '_id') ?? notText(root, 'description');
}

/** The condition's text: as it is now, where it asks the same. @param {Node | undefined} node @param {unknown} now @returns {string} */
function conditionOf(node, now) {
  if (node === undefined) return '{}';
  if (node.type === 'string') return node.value;
  const before = typeof now === 'string' ? tryJson(now) : undefined;
  return before && writeLine(before) === writeLine(node) ? String(now) : writeJson(node);
}

/**
 * @param {string} text
 * @param {Journey} now what it was before: ids that the text leaves out stay
 * @returns {{root?: Node, journey?: Journey, fault?: Placed}}
 */
export function journeyFrom(text, now) {
  let root;
  try {
    root = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { fault: { from: error.at, to: error.to, message: error.message } };
  }
  const fault = unfit(root);
  if (fault) return { root, fault };
  const list = child(/** @type {ObjectNode} */ (root), 'waypoints');
  const nodes = list?.type === 'array' ? list.items : [];
  const journey = JSON.parse(text);
  const withId = (/** @type {any} */ each, /** @type {any} */ before) => ({ ...each, _id: each._id ?? before?._id });
  const waypoints = (journey.waypoints ?? []).map((/** @type {any} */ each, /** @type {number} */ index) => {
    const before = now.waypoints?.[index];
    const conditions = conditionOf(child(/** @type {ObjectNode} */ (nodes[index]), 'conditions'), before?.conditions);
    return { ...withId(each, before), conditions };
  });
  const outcomes = (journey.outcomes ?? []).map((/** @type {any} */ each, /** @type {number} */ index) =>
    withId(each, now.outcomes?.[index]),
  );
  return { root, journey: editable({ ...withId(journey, now), waypoints, outcomes }) };
}
