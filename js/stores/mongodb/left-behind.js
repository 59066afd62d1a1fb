// Goes on from where others have left off, who died or lost the database: whatever bears a mark that is older than any
// change takes.

import { CODECS } from './codecs.js';
import { finish } from './finish.js';
import { mirrorLeft } from './mirror.js';
import { relay } from './outbox.js';

/** Rows at a time, and how often in one look. */
const [AT_ONCE, MOST_PAGES] = [100, 20];

/**
 * @param {Pick<import('./changes.js').Context, 'collections' | 'orphans' | 'mirror'>} context
 * @param {string} before
 * @param {number} limit
 * @returns {Promise<import('../store.js').LeftBehind[]>}
 */
export async function leftBehind(context, before, limit) {
  const { collections, orphans } = context;
  // What fails keeps its mark, and is tried again at the next look.
  for (const look of [finishLeft, relayLeft, mirrorLeft]) await look(context, before).catch(() => undefined);
  // Whoever took the last mark away may have died before the empty list went.
  await collections.statements.updateMany({ pending: [] }, { $unset: { pending: '' } });
  const pending = await collections.statements
    .find({ pending: { $lt: before } })
    .limit(limit)
    .toArray();
  return pending.map((raw) => {
    const marks = raw.pending.filter((/** @type {string} */ mark) => mark < before);
    orphans.note(raw._id, marks);
    const { organisation, id, record } = CODECS.statements.decode(raw);
    return { organisation, id, record };
  });
}

/** @typedef {Parameters<typeof leftBehind>[0]} Context */

/** @param {Context} context @param {string} before */
async function finishLeft(context, before) {
  const edited = await context.collections.journeys
    .find({ 'todo.at': { $lt: before } })
    .limit(AT_ONCE)
    .toArray();
  for (const raw of edited) {
    await finish(context, /** @type {any} */ (CODECS.journeys.decode(raw))).catch(() => undefined);
  }
}

/** @param {Context} context @param {string} before */
async function relayLeft({ collections }, before) {
  const filter = { outboxAt: { $gt: '', $lt: before } };
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const bearing = await collections.progress
      .find(filter, { projection: { _id: 1 } })
      .limit(AT_ONCE)
      .toArray();
    await relay(
      collections,
      bearing.map(({ _id }) => _id),
    );
    if (bearing.length < AT_ONCE) return;
  }
}

/** Outcomes told in one look. */
const MOST_OUTCOMES = 1000;

/** From one to the next, because very many deliveries may be held back for one. @param {import('./collections.js').Collections} collections */
export async function heldOutcomes({ deliveries }) {
  const held = [];
  for (let last = ''; held.length < MOST_OUTCOMES; last = held[held.length - 1].outcome) {
    const next = await deliveries.findOne(
      { 'document.state': 'held', 'document.outcome': { $gt: last } },
      { sort: { 'document.outcome': 1 }, projection: { 'document.outcome': 1, 'document.journey': 1 } },
    );
    if (!next) break;
    held.push({ journey: next.document.journey, outcome: next.document.outcome });
  }
  return held;
}
