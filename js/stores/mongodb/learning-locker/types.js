// Journeys and progress as Learning Locker's models have them: ids as ObjectIds, times as dates, a waypoint's conditions as
// JSON text. Everything else stays as it is.

import { ObjectId } from 'mongodb';

const ID = /^[0-9a-f]{24}$/i;

/** @param {unknown} value text that is no id of its kind stays text: a statement may be told by its xAPI id */
const toId = (value) => (typeof value === 'string' && ID.test(value) ? new ObjectId(value) : value);

/** @param {unknown} value */
const toDate = (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : value);

/** @type {Record<string, (value: unknown) => unknown>} what stands under these names, wherever that is */
const TYPES = {
  ...of(toId, '_id organisation owner journey waypoint statement recalculatedByClient recalculatedByUser'),
  ...of(toId, 'cancelledByClient cancelledByUser'),
  ...of(toDate, 'createdAt updatedAt startedAt completedAt timestamp deactivatedAt recalculatedAt cancelledAt'),
};

/** @param {(value: unknown) => unknown} type @param {string} names */
function of(type, names) {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}

/** @param {any} value @returns {any} */
function typed(value) {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' ? (TYPES[name]?.(inner) ?? inner) : typed(inner),
    ]),
  );
}

/** @param {import('../../store.js').Document} journey */
export function toJourney({ waypoints, sources, sendCompletedStatementClients: clients, ...journey }) {
  return {
    ...typed(journey),
    ...(sources && { sources: sources.map(toId) }),
    ...(clients && { sendCompletedStatementClients: Array.isArray(clients) ? clients.map(toId) : clients }),
    waypoints: (waypoints ?? []).map((/** @type {any} */ { conditions, ...waypoint }) => ({
      ...typed(waypoint),
      conditions: JSON.stringify(conditions),
    })),
  };
}

/** Who an owner is stays text, whatever it looks like; but a persona is one of Learning Locker's. @param {import('../../store.js').Document} progress */
export function toProgress({ owner, ...progress }) {
  const { trackBy, ident } = owner;
  const known = ident.persona === undefined ? ident : { ...ident, persona: toId(ident.persona) };
  return { ...typed(progress), owner: { trackBy, ident: known } };
}
