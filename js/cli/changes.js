// What an edit changes, attempt by attempt: the completions under the old journey beside those under the new one.

/**
 * @typedef {import('../engine/index.js').Journey} Journey
 * @typedef {import('../engine/index.js').Owner} Owner
 * @typedef {import('../engine/index.js').Progress} Progress
 * @typedef {import('../engine/index.js').Replay} Replay
 *
 * @typedef {{from?: Journey, to?: Journey}} Pair a journey before and after the edit; one is absent where it was added or
 *   deleted
 *
 * @typedef {object} Change of one attempt
 * @property {Owner} owner
 * @property {number} attempt from 1
 * @property {string | null} from when it is completed under the old journey
 * @property {string | null} to when under the new one
 */

/**
 * Journeys that have the same `_id` belong together; the others by their position in the files.
 * @param {Journey[]} before
 * @param {Journey[]} after
 * @returns {Pair[]} in the order of `after`, deleted ones last
 */
export function pairJourneys(before, after) {
  const byId = new Map(before.map((journey) => [journey.id, journey]));
  const kept = new Set(after.filter(({ id }) => byId.has(id)).map(({ id }) => id));
  const unclaimed = before.map((journey) => (kept.has(journey.id) ? undefined : journey));
  const pairs = after.map((to, position) => {
    const from = byId.get(to.id) ?? unclaimed[position];
    if (!kept.has(to.id)) unclaimed[position] = undefined;
    return { from, to };
  });
  return [...pairs, ...unclaimed.filter((from) => from !== undefined).map((from) => ({ from }))];
}

/**
 * Every attempt that one journey completes and the other does not, or at another time.
 * @param {Pair} pair
 * @param {{before: Replay, after: Replay}} runs
 * @returns {Generator<Change>}
 */
export function* changesOf({ from, to }, { before, after }) {
  for (const progress of to ? progressOn(to, after) : []) {
    const { owner } = progress;
    yield* compare(owner, progressOf(before, from, owner), progress);
  }
  for (const progress of from ? progressOn(from, before) : []) {
    const { owner } = progress;
    if (!progressOf(after, to, owner)) yield* compare(owner, progress, null);
  }
}

/** A journey that tracks otherwise knows none of these owners. @param {Replay} run @param {Journey | undefined} journey @param {Owner} owner */
const progressOf = (run, journey, owner) =>
  journey?.document.trackBy === owner.trackBy ? run.progressOf(journey.id, owner) : null;

/** @param {Journey} journey @param {Replay} run */
function* progressOn({ id }, run) {
  for (const progress of run.progress()) if (progress.journey === id) yield progress;
}

/**
 * @param {Owner} owner
 * @param {Progress | null} before
 * @param {Progress | null} after
 * @returns {Generator<Change>}
 */
function* compare(owner, before, after) {
  const [old, fresh] = [before?.completions ?? [], after?.completions ?? []];
  for (let index = 0; index < Math.max(old.length, fresh.length); index++) {
    const from = old[index]?.completedAt ?? null;
    const to = fresh[index]?.completedAt ?? null;
    if (from !== to) yield { owner, attempt: index + 1, from, to };
  }
}

/**
 * The outcomes that a completion fires. Each fires once, ever, for a journey, an owner and an attempt: what was completed
 * under the old journey has fired already.
 * @param {Pair} pair
 * @param {Change} change
 */
export function outcomesFiredBy({ to }, { from, to: completedAt }) {
  if (!to || from !== null || completedAt === null) return [];
  return to.document.outcomes.filter(({ isActive }) => isActive !== false);
}
