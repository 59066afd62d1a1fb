// What a writer sends of a journey, made ready for the engine to judge: what only the server may say is taken from the
// state before, and what has no id yet gets one.

import { ServiceError } from './errors.js';
import { ID } from './ids.js';

/** Whatever a client says of these is not heard: it may send back what it was shown. */
const SERVERS = ['organisation', 'owner', 'updatedAt', '__v', 'version', 'recalculateStatus', 'warnings', 'id'];

/** What else than waypoints changes who has come how far. */
const DECISIVE = ['sources', 'isSequential', 'isRepeatable', 'trackBy'];

const NEVER_RECALCULATED = { inProgress: false, totalCount: 0, remainingCount: 0 };

/** @typedef {import('../stores/store.js').Document} Document */

/**
 * @param {unknown} body
 * @param {{_id: string, existing?: Document, caller: import('./service.js').Caller, now: string, newId: () => string}} state
 * @returns {Record<string, any>}
 */
export function draftOf(body, { _id, existing, caller, now, newId }) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ServiceError(400, 'the body must be a journey: a JSON object');
  }
  const { organisation, user } = caller.client;
  const draft = /** @type {Record<string, any>} */ ({ ...body });
  for (const name of SERVERS) delete draft[name];
  draft._id = _id;
  draft.organisation = existing?.organisation ?? organisation;
  const owner = existing ? existing.owner : user;
  if (owner) draft.owner = owner;
  draft.createdAt = existing?.createdAt ?? draft.createdAt ?? now;
  draft.updatedAt = now;
  draft.recalculateStatus = existing?.recalculateStatus ?? NEVER_RECALCULATED;
  draft.waypoints = identified(draft.waypoints, existing?.waypoints, newId);
  draft.outcomes = identified(draft.outcomes, existing?.outcomes, newId);
  if (Array.isArray(draft.outcomes)) draft.outcomes = draft.outcomes.map((outcome) => keepTrip(outcome, existing));
  return dropMissing(draft);
}

/** @param {Record<string, any>} draft */
function dropMissing(draft) {
  for (const name of ['waypoints', 'outcomes']) if (draft[name] === undefined) delete draft[name];
  return draft;
}

/**
 * Parts of a journey with ids: an own one, else that of the part which stood at the same place, else a new one.
 * @param {unknown} parts
 * @param {{_id: string}[] | undefined} before
 * @param {() => string} newId
 */
function identified(parts, before = [], newId) {
  if (!Array.isArray(parts)) return parts;
  const taken = new Set(parts.map((part) => part?._id));
  return parts.map((part, index) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part) || part._id !== undefined) return part;
    const inherited = before[index]?._id;
    const isFree = inherited !== undefined && !taken.has(inherited);
    return { ...part, _id: isFree ? inherited : newId() };
  });
}

/** An outcome's trip count and its deactivation are the server's, until somebody activates it again. @param {any} outcome @param {Document | undefined} existing */
function keepTrip(outcome, existing) {
  if (typeof outcome !== 'object' || outcome === null || Array.isArray(outcome)) return outcome;
  const { tripCount: _count, deactivatedAt: _at, ...rest } = outcome;
  const id = typeof rest._id === 'string' && ID.test(rest._id) ? rest._id.toLowerCase() : undefined;
  const before = existing?.outcomes?.find((/** @type {any} */ { _id }) => _id === id);
  const isOn = rest.isActive === undefined || rest.isActive === true;
  if (!before || (!before.isActive && isOn)) return { ...rest, tripCount: 0, deactivatedAt: null };
  return { ...rest, tripCount: before.tripCount, deactivatedAt: before.deactivatedAt };
}

/** Whether an edit changes who has come how far: then the journey has a new version. @param {Document} before @param {Document} after */
export function matters(before, after) {
  const decisive = (/** @type {Document} */ document) =>
    JSON.stringify([
      ...DECISIVE.map((name) => document[name]),
      document.waypoints.map((/** @type {any} */ waypoint) => ({ ...waypoint, description: null })),
    ]);
  return decisive(before) !== decisive(after);
}

/** Outcomes that are on and were not before: tripped, switched off, or not there. @param {Document} before @param {Document} after @returns {string[]} */
export function reactivated(before, after) {
  const activeIn = (/** @type {Document} */ { outcomes }) =>
    outcomes.filter((/** @type {any} */ { isActive }) => isActive).map((/** @type {any} */ { _id }) => _id);
  const wasOn = new Set(activeIn(before));
  return activeIn(after).filter((/** @type {string} */ id) => !wasOn.has(id));
}
