// Copies for others, of journeys' and owners' rows: written after the rows themselves, which bear a mark until then.

import { CODECS } from './codecs.js';

/**
 * Takes rows as changes know them; the same one may come again, and an older one after a newer one. A journey that is gone
 * takes the progress of its owners with it.
 * @typedef {{write: (name: 'journeys' | 'progress', rows: import('./codecs.js').Row[]) => Promise<void>}} Mirror
 */

/** Rows at a time. */
const AT_ONCE = 100;

/** @param {{collections: import('./collections.js').Collections, mirror?: Mirror}} context @param {import('./codecs.js').Row[]} rows as they are written, with their marks */
export async function mirrorOwners({ collections, mirror }, rows) {
  if (!mirror || rows.length === 0) return;
  await mirror.write('progress', rows);
  const operations = rows.map(({ _id, revision }) => ({
    updateOne: { filter: { _id, revision }, update: { $set: { mirrorAt: null } } },
  }));
  await collections.progress.bulkWrite(operations, { ordered: false });
}

/** Those that bear an old mark. @param {Parameters<typeof mirrorOwners>[0]} context @param {string} before */
export async function mirrorLeft(context, before) {
  if (!context.mirror) return;
  const filter = { mirrorAt: { $gt: '', $lt: before } };
  const left = await context.collections.progress.find(filter).limit(AT_ONCE).toArray();
  await mirrorOwners(context, left.map(CODECS.progress.decode));
}
