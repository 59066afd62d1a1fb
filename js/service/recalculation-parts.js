// A recalculation within a change of the store. It is in parts, each of a range of owners, so that many workers can be at it
// at once; each piece of a part is one change, and whoever comes next goes on from there. When all parts are done it ends.

import { ownerKey, referenceRow, referencesIn, settle } from './progress.js';

/**
 * @typedef {import('../stores/store.js').Transaction} Transaction
 * @typedef {import('../stores/store.js').JourneyRow} JourneyRow
 * @typedef {import('../stores/store.js').Recalculation} Part
 * @typedef {import('./loaded.js').Snapshot} Snapshot
 * @typedef {{statements: number, deliveries: number}} Piece
 */

/** Statements in one piece: some twenty milliseconds of work. */
const PIECE = 500;

/** @type {Piece} */
export const NOTHING = { statements: 0, deliveries: 0 };

/** Who works on a part has this lease; who ends the whole, that of no part. @param {string} journey @param {number | null} part */
export const leaseName = (journey, part) => `recalculation ${journey}${part === null ? '' : ` ${part}`}`;

/** @param {Transaction} transaction @param {JourneyRow} row @param {Record<string, unknown>} changes */
async function putStatus(transaction, row, changes) {
  const recalculateStatus = { ...row.document.recalculateStatus, ...changes };
  const document = { ...row.document, recalculateStatus };
  await transaction.putJourney({ ...row, document }, false);
  return document;
}

/** From the first owner of each part on; whatever was begun before is forgotten. @param {Transaction} transaction @param {JourneyRow} row @param {Record<string, unknown>} [changes] of the status */
export async function begin(transaction, row, changes) {
  const { _id: journey, organisation, epoch } = row;
  const { trackBy } = row.document;
  await transaction.deleteRecalculation(journey);
  let totalCount = 0;
  for (const [part, range] of (await transaction.ownerRanges(organisation, trackBy)).entries()) {
    const remaining = await transaction.countAfter(organisation, trackBy, range);
    await transaction.putRecalculation({ journey, organisation, part, ...range, epoch, remaining, isDone: false });
    totalCount += remaining;
  }
  const counts = { totalCount, remainingCount: totalCount };
  return putStatus(transaction, row, { pushing: true, inProgress: true, ...counts, ...changes });
}

/** @param {string} worker whose leases end with it @param {Transaction} transaction @param {JourneyRow} row @param {Part[]} parts @param {Record<string, unknown>} changes of the status */
export async function end(worker, transaction, row, parts, changes) {
  await transaction.deleteRecalculation(row._id);
  for (const part of [null, ...parts.map((each) => each.part)]) {
    await transaction.release(leaseName(row._id, part), worker);
  }
  return putStatus(transaction, row, { inProgress: false, pushing: false, ...changes });
}

/**
 * Works on one part, or ends the whole where `part` is null.
 * @param {import('./service.js').Context} context
 * @param {Transaction} transaction
 * @param {Snapshot} snapshot
 * @param {{row: JourneyRow, parts: Part[], part: number | null}} recalculation
 * @returns {Promise<Piece>}
 */
export async function advance(context, transaction, snapshot, { row, parts, part }) {
  const { worker, clock } = context;
  const time = new Date(clock.now()).toISOString();
  if (!row.document.recalculateStatus?.inProgress) {
    // It has ended: somebody died before taking the parts away.
    await transaction.deleteRecalculation(row._id);
  } else if (!row.document.isActive || !snapshot.get(row._id)) {
    await end(worker, transaction, row, parts, { cancelledAt: time });
  } else if (parts.some(({ epoch }) => epoch !== row.epoch)) {
    // The journey was edited: what was done is of one that is no more.
    await begin(transaction, row);
  } else if (part !== null) {
    return recompute(context, transaction, snapshot, { row, parts, part });
  } else if (parts.every(({ isDone }) => isDone)) {
    // Whoever has no statement under the journey as it is, one that tracks personas now for instance, has no progress.
    await transaction.retireProgress(row._id, row.epoch);
    await end(worker, transaction, row, parts, { remainingCount: 0, recalculatedAt: time });
  }
  return NOTHING;
}

/**
 * The next owners of a part. What they have is read by ownersAfter() before anything else of theirs.
 * @param {import('./service.js').Context} context
 * @param {Transaction} transaction
 * @param {Snapshot} snapshot
 * @param {{row: JourneyRow, parts: Part[], part: number}} recalculation
 * @returns {Promise<Piece>}
 */
async function recompute(context, transaction, snapshot, { row, parts, part }) {
  const before = parts.find((each) => each.part === part);
  if (!before || before.isDone) return NOTHING;
  const { owners, after } = await transaction.ownersAfter(row, before, PIECE);
  const statements = owners.reduce((sum, { records }) => sum + records.length, 0);
  const deliveries = owners.length > 0 ? await recomputeOwners(context, transaction, snapshot, row, owners) : 0;
  const isDone = owners.length === 0;
  const remaining = isDone ? 0 : Math.max(0, before.remaining - statements);
  await transaction.putRecalculation({ ...before, after, remaining, isDone });
  if (isDone) await transaction.release(leaseName(row._id, part), context.worker);
  const others = parts.filter((each) => each !== before);
  await transaction.putRemaining(
    row._id,
    others.reduce((sum, each) => sum + each.remaining, remaining),
  );
  return { statements, deliveries };
}

/** @param {import('./service.js').Context} context @param {Transaction} transaction @param {Snapshot} snapshot @param {JourneyRow} row @param {{owner: string, records: string[]}[]} owners */
async function recomputeOwners(context, transaction, snapshot, row, owners) {
  const records = owners.flatMap((each) => each.records);
  const references = referencesIn(snapshot.matcherOf(row._id), records);
  const keys = owners.map(({ owner }) => ({ journey: row._id, owner }));
  await transaction.dropReferences(keys);
  const rows = references.map((reference) => referenceRow(reference, row.organisation));
  if (rows.length > 0) await transaction.putReferences(rows);
  const matched = new Set(references.map(({ owner }) => ownerKey(owner.ident)));
  const known = (await transaction.owned(keys)).filter(({ owner, progress }) => progress || matched.has(owner));
  return settle(context, transaction, snapshot, known, { areCollected: true });
}
