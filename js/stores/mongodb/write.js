// Writes rows by compare-and-set: each where its revision is the one that was read, new ones by their `_id`. MongoDB writes
// one document at a time atomically (MongoDB manual, "Atomicity and Transactions"); nothing here relies on more.

import { isDuplicate } from './busy.js';
import { CODECS } from './codecs.js';
import { Conflict } from './conflict.js';
import { todoOf } from './journeys.js';
import { keyOf } from './rows.js';

/** @typedef {import('./codecs.js').Name} Name */
/** @typedef {import('./rows.js').Change} Change */
/** @typedef {import('./work.js').Work} Work */

/** Milliseconds after which a run writes nothing more: before others take its marks for a dead process's. */
const LONGEST_RUN = 15_000;

/** @param {Name} name @param {Change} change @param {import('./work.js').Memory} memory */
function operation(name, { id, row, revision }, memory) {
  const filter = { _id: id, revision };
  if (row === null) return { deleteOne: { filter } };
  const document = { ...CODECS[name].encode(row), revision: memory.nextRevision(revision), by: memory.id };
  if (name === 'statements' && revision > 0) return { updateOne: { filter, update: marked(document) } };
  return revision === 0 ? { insertOne: { document } } : { replaceOne: { filter, replacement: document } };
}

/** Others may take their marks off a statement at any time, which is no change of it: theirs are left alone. @param {any} document with our own mark */
const marked = ({ _id, pending, ...rest }) => ({ $set: rest, $addToSet: { pending: pending[pending.length - 1] } });

/**
 * @param {Work} work
 * @param {Name} name
 * @param {Change[]} changes
 * @throws {Conflict} where some were not written, because somebody else has; the others are
 */
export async function write({ collections, memory, begun }, name, changes) {
  if (changes.length === 0) return;
  if (performance.now() - begun > LONGEST_RUN) throw new Conflict('whatever there is: it took too long, it');
  const operations = changes.map((change) => operation(name, change, memory));
  const result = await collections[name]
    .bulkWrite(/** @type {any} */ (operations), { ordered: false })
    .catch((error) => {
      if (isDuplicate(error)) throw new Conflict(name);
      throw error;
    });
  if (result.insertedCount + result.matchedCount + result.deletedCount < changes.length) throw new Conflict(name);
}

/** The same for rows that a later run finds as they were, should this one not get to its end. @param {Work} work @param {Name} name @param {(change: Change) => boolean} [which] */
export async function attempt(work, name, which = () => true) {
  const changes = work.rows.changes(name).filter(which);
  for (const { id, before, revision } of changes) {
    const key = keyOf(name, id);
    const known = work.memory.attempted.get(key);
    work.memory.attempted.set(key, {
      before: known ? known.before : before,
      revision: work.memory.nextRevision(revision),
    });
  }
  await write(work, name, changes);
}

/** Puts back what earlier runs wrote and this one does not. @param {Work} work */
export async function restore(work) {
  const { rows, memory } = work;
  for (const [key, { before }] of memory.attempted) {
    const space = key.indexOf(' ');
    const [name, id] = [/** @type {Name} */ (key.slice(0, space)), key.slice(space + 1)];
    if (rows.putIn(name).has(id)) continue;
    await rows.get(name, id);
    if (!rows.ours.has(key)) continue; // somebody has gone on from there
    if (name === 'journeys') rows.put(name, restoredJourney(work, before ?? { _id: id, isGone: true }));
    else if (before) rows.put(name, { ...before });
    else rows.remove(name, id);
  }
}

/** Others may have loaded what is put back: it is announced, too. @param {Work} work @param {any} row */
function restoredJourney(work, row) {
  const { organisation = '', document = null, epoch = 0, baseline = null, change = null, isGone = false } = row;
  const todo = todoOf(work, row, { announce: true, isNewEpoch: true });
  return { _id: row._id, revision: 0, organisation, document, epoch, baseline, change, isGone, todo };
}
