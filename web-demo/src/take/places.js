// Where in a journey a fault is, in words: `Waypoint 2 “Quiz”: condition`.

/** @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput */

const FIELDS = /** @type {Record<string, string>} */ ({
  conditions: 'condition',
  description: 'name',
  callback: 'address',
  isActive: 'switch',
  trackBy: 'track by',
  _id: 'id',
  isSequential: 'sequential',
  isRepeatable: 'repeatable',
  isPublic: 'public',
});
const LISTS = /** @type {Record<string, string>} */ ({ waypoints: 'Waypoint', outcomes: 'Outcome' });

/** @param {string} path @param {JourneyInput} journey */
export function placeWords(path, journey) {
  if (path === '') return 'Journey';
  const [list, index, field, ...deeper] = path.split('.');
  if (!(list in LISTS) || index === undefined) return `Journey: ${FIELDS[path] ?? path}`;
  const part = /** @type {any} */ (journey)[list]?.[index];
  const name = typeof part?.description === 'string' && part.description.trim() ? ` “${part.description.trim()}”` : '';
  const where = [FIELDS[field] ?? field, ...deeper].filter((each) => each !== undefined).join(' › ');
  return `${LISTS[list]} ${Number(index) + 1}${name}${where ? `: ${where}` : ''}`;
}
