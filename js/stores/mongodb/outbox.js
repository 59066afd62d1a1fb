// Deliveries on their way: an owner's row bears those that its progress causes, so that both are written at once; then they
// are copied to where deliveries are looked for, and taken out of the row. Copying twice does no harm, and whoever writes a
// row that bears some copies them too.

import { isDuplicate } from './busy.js';
import { CODECS } from './codecs.js';
import { progressId } from './hash.js';
import { pack } from './packed.js';

/** @typedef {import('./work.js').Work} Work */
/** @typedef {import('./rows.js').Change} Change */
/** @typedef {import('./codecs.js').Outgoing} Outgoing */
/** @typedef {import('./codecs.js').OwnerRow} OwnerRow */
/** @typedef {import('./collections.js').Collections} Collections */

/** Characters of bodies that one row may bear: a document has room for 16 MiB. */
const MOST_BORNE = 4_000_000;

/** What this change adds, by the owner's row that is to bear it. @param {Work} work @returns {Map<string, Outgoing[]>} */
export function outgoingIn({ rows, bodies }) {
  /** @type {Map<string, Outgoing[]>} */
  const outgoing = new Map();
  for (const { id, row, revision } of rows.changes('deliveries')) {
    const body = bodies.get(id);
    if (!row || revision > 0 || body === undefined) continue;
    const { journey, owner } = row.document;
    const bearer = progressId({ journey, owner: JSON.stringify(owner?.ident ?? null) });
    const others = outgoing.get(bearer) ?? [];
    outgoing.set(bearer, [...others, { row: /** @type {any} */ (row), body }]);
  }
  return outgoing;
}

/**
 * The writes of an owner's row: one, or several where its outbox would be too large for one. Until the last, it says that
 * fewer attempts have fired, and so no more than it bears or has borne.
 * @param {Change} change @param {Outgoing[]} outgoing @param {Work} work @returns {Change[]}
 */
export function bearing(change, outgoing, { now, memory }) {
  const { revision } = change;
  const row = /** @type {OwnerRow} */ (change.row);
  if (outgoing.length === 0) return [change];
  const portions = portionsOf(outgoing);
  return portions.map((portion, index) => {
    const next = portions[index + 1];
    const attempts = next ? next[0].row.document.attempt - 1 : row.attempts;
    const outbox = index === 0 ? [...row.outbox, ...portion] : portion;
    const before = index === 0 ? revision : memory.nextRevision(revision) + index - 1;
    return { ...change, revision: before, row: { ...row, attempts, outbox, outboxAt: now } };
  });
}

/** Whole attempts, in their order. @param {Outgoing[]} outgoing */
function portionsOf(outgoing) {
  const sorted = outgoing.toSorted((a, b) => a.row.document.attempt - b.row.document.attempt);
  /** @type {Outgoing[][]} */
  const portions = [];
  let size = Infinity;
  let attempt = -1;
  for (const one of sorted) {
    if (size + one.body.length > MOST_BORNE && one.row.document.attempt !== attempt) {
      portions.push([]);
      size = 0;
    }
    portions[portions.length - 1].push(one);
    size += one.body.length;
    attempt = one.row.document.attempt;
  }
  return portions;
}

/** Owners whose rows are read at once. */
const AT_ONCE = 100;

/** Empties the outboxes of owners' rows. @param {Collections} collections @param {string[]} ids */
export async function relay(collections, ids) {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    let some = ids.slice(from, from + AT_ONCE);
    // One that is written meanwhile is looked at again.
    while (some.length > 0) some = await relaySome(collections, some);
  }
}

/** @param {Collections} collections @param {string[]} ids @returns {Promise<string[]>} that were written meanwhile */
async function relaySome({ progress, deliveries, delivery_bodies: bodies }, ids) {
  const filter = { _id: { $in: ids }, outboxAt: { $gt: '' } };
  const fields = { revision: 1, outbox: 1 };
  const raw = await progress.find(filter, { projection: fields }).toArray();
  const rows = raw.map((each) => ({ ...each, outbox: CODECS.progress.decode(each).outbox }));
  const outgoing = rows.flatMap(({ outbox }) => /** @type {Outgoing[]} */ (outbox));
  if (rows.length === 0) return [];
  await insertNew(
    bodies,
    outgoing.map(({ row, body }) => ({ _id: row._id, body: pack(body) })),
  );
  await insertNew(
    deliveries,
    outgoing.map(({ row }) => ({ ...CODECS.deliveries.encode(row), revision: 1 })),
  );
  const empty = { $set: { outbox: [], outboxAt: null } };
  const operations = rows.map(({ _id, revision }) => ({ updateOne: { filter: { _id, revision }, update: empty } }));
  const { matchedCount } = await progress.bulkWrite(operations, { ordered: false });
  return matchedCount === rows.length ? [] : rows.map(({ _id }) => _id);
}

/** @param {import('mongodb').Collection<any>} collection @param {any[]} documents */
export async function insertNew(collection, documents) {
  if (documents.length === 0) return;
  const operations = documents.map(({ _id, ...rest }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
  }));
  try {
    await collection.bulkWrite(operations, { ordered: false });
  } catch (error) {
    unlessDuplicate(error);
    // Somebody else inserts the same at the same time, and not every server goes on behind that one.
    for (const { updateOne } of operations) {
      await collection.updateOne(updateOne.filter, updateOne.update, { upsert: true }).catch(unlessDuplicate);
    }
  }
}

/** @param {unknown} error */
function unlessDuplicate(error) {
  if (!isDuplicate(error)) throw error;
}
