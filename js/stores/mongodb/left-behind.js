// Goes on from where others have left off, who died or lost the database: whatever bears a mark that is older than any
// change takes.

import { CODECS } from './codecs.js';
import { finish } from './finish.js';
import { mirrorLeft } from './mirror.js';
import { relay } from './outbox.js';

/** Rows at a time. */
const AT_ONCE = 100;

/**
 * @param {Pick<import('./changes.js').Context, 'collections' | 'orphans' | 'mirror'>} context
 * @param {string} before
 * @param {number} limit
 * @returns {Promise<import('../store.js').LeftBehind[]>}
 */
export async function leftBehind(context, before, limit) {
  const { collections, orphans } = context;
  const { journeys, progress, statements } = collections;
  const edited = await journeys
    .find({ 'todo.at': { $lt: before } })
    .limit(AT_ONCE)
    .toArray();
  for (const row of edited) await finish(context, /** @type {any} */ (CODECS.journeys.decode(row)));
  await mirrorLeft(context, before);
  const bearing = await progress
    .find({ outboxAt: { $gt: '', $lt: before } }, { projection: { _id: 1 } })
    .limit(AT_ONCE)
    .toArray();
  await relay(
    collections,
    bearing.map(({ _id }) => _id),
  );
  const pending = await statements
    .find({ pending: { $lt: before } })
    .limit(limit)
    .toArray();
  return pending.map((raw) => {
    orphans.note(
      raw._id,
      raw.pending.filter((/** @type {string} */ mark) => mark < before),
    );
    const { organisation, id, record } = CODECS.statements.decode(raw);
    return { organisation, id, record };
  });
}
