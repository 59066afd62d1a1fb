// The journey as a document that a service takes, and journeys out of documents that a service or this page has given.

/** @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput */

/** What only a service says of a journey. It hears none of it from others, and what another service said means nothing here. */
const SERVERS = ['organisation', 'owner', 'updatedAt', '__v', 'version', 'recalculateStatus', 'warnings', 'id'];
const SERVERS_OF_OUTCOME = ['tripCount', 'deactivatedAt', 'id'];

/** @template {object} Thing @param {Thing} thing @param {string[]} names @returns {Thing} */
const without = (thing, names) =>
  /** @type {Thing} */ (Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name))));

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Does something to each object of a list; what is no list or no object stays, for the engine to find fault with. @param {any} list @param {(each: any) => any} change @returns {any} */
const eachOf = (list, change) =>
  Array.isArray(list) ? list.map((each) => (isObject(each) ? change(each) : each)) : list;

/** Its id comes first, which is what people look for. @template {object} Thing @param {Thing} thing @returns {Thing} */
const idFirst = (thing) => ('_id' in thing ? Object.assign({ _id: thing._id }, thing) : thing);

/** A journey without what only a service says of it. @param {JourneyInput} journey @returns {JourneyInput} */
export function ownPart(journey) {
  const own = idFirst(without(journey, SERVERS));
  if (own.waypoints) own.waypoints = eachOf(own.waypoints, (each) => idFirst(without(each, ['id'])));
  if (own.outcomes) own.outcomes = eachOf(own.outcomes, (each) => idFirst(without(each, SERVERS_OF_OUTCOME)));
  return own;
}

/** Types by field: what a journey has to be like to be shown and edited at all. Whether it is right, the engine says. */
const SHAPE = /** @type {Record<string, string>} */ ({
  ...{ _id: 'string', description: 'string', callback: 'string', trackBy: 'string', type: 'string' },
  ...{ isActive: 'boolean', isSequential: 'boolean', isRepeatable: 'boolean', isPublic: 'boolean' },
  ...{ count: 'number', order: 'number' },
});

/** @param {any} thing */
const isShaped = (thing) =>
  isObject(thing) && Object.entries(SHAPE).every(([name, type]) => [type, 'undefined'].includes(typeof thing[name]));

/** Whether a value can be worked with as a journey. @param {any} value */
export function isWorkable(value) {
  if (!isShaped(value)) return false;
  const { waypoints = [], outcomes = [] } = value;
  const isCondition = (/** @type {any} */ { conditions }) => typeof conditions === 'string' || isObject(conditions);
  return (
    [waypoints, outcomes].every((list) => Array.isArray(list) && list.every(isShaped)) && waypoints.every(isCondition)
  );
}

/** What a service takes: conditions are strings of JSON, as services give them. @param {JourneyInput} journey @returns {JourneyInput} */
export function documentOf(journey) {
  const own = ownPart(journey);
  if (own.waypoints) own.waypoints = eachOf(own.waypoints, (each) => ({ ...each, conditions: condition(each) }));
  return own;
}

/** @param {import('../../../js/engine/index.js').WaypointInput} waypoint */
function condition({ conditions }) {
  return typeof conditions === 'string' ? compact(conditions) : JSON.stringify(conditions);
}

/** JSON without its white space. It is not read and written anew, which would change long numbers and the order of keys. @param {string} text */
export function compact(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string) => string ?? '');
}

/** @param {JourneyInput} journey */
export const documentText = (journey) => `${JSON.stringify(documentOf(journey), null, 2)}\n`;

/**
 * The journeys that a file holds: one, an array of them, or one a line.
 * @param {string} text
 * @returns {JourneyInput[]} at least one
 */
export function journeysIn(text) {
  const found = parsed(text);
  const all = Array.isArray(found) ? found : [found];
  if (all.length === 0) throw new Error('This file holds an empty list: there is no journey in it.');
  if (!all.every(isObject)) throw new Error('A journey is a JSON object, or a list of them. This is something else.');
  if (all.every((each) => 'actor' in each || 'statement' in each)) {
    throw new Error('These are statements, not a journey: bring them with “Statements”.');
  }
  return all.map(ownPart);
}

/** @param {string} text */
function parsed(text) {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new Error('There is nothing in it.');
  try {
    return JSON.parse(trimmed);
  } catch (error) {
    const lines = trimmed.split('\n').filter((line) => line.trim() !== '');
    try {
      return lines.map((line) => JSON.parse(line));
    } catch {
      throw new Error(`This is no JSON: ${/** @type {Error} */ (error).message}`);
    }
  }
}
