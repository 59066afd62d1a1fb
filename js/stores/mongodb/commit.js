// Writes what a group of changes has put, in an order in which each step can be done again, and a crash after any of them
// leaves a mark for somebody else to go on by:
//
//   1. statements and what they void, marked as pending;
//   2. owners: references, progress and outbox of each in one document;
//   3. a look whether anything that this rests on has changed meanwhile; if so, all begins anew;
//   4. outboxes are emptied into the deliveries;
//   5. all else, then journeys, with what is left to do for them, and recalculations, which need them;
//   6. that journeys have changed is announced.
//
// Then it is done, whatever happens; there is left to take the marks away, and to do what is to be done for journeys.

import { announceJourneys, assignTasks, finishJourneys } from './finish.js';
import { mirrorOwners } from './mirror.js';
import { bearing, insertNew, outgoingIn, relay } from './outbox.js';
import { pack } from './packed.js';
import { verify, verifyHeld } from './verify.js';
import { readVoids, withVoids } from './voids.js';
import { attempt, restore, write } from './write.js';

/** @typedef {import('./work.js').Work} Work */

/** @param {Work} work @returns {Promise<() => Promise<void>>} what is left to do @throws {import('./conflict.js').Conflict} where somebody else was quicker */
export async function commit(work) {
  const { rows, memory, collections } = work;
  await restore(work);
  await attempt(work, 'leases');
  await writeStatements(work);
  const borne = await writeOwners(work);
  await verify(work);
  await relay(collections, [...memory.filled]);
  memory.filled.clear();
  await writeBodies(work, borne);
  await attempt(work, 'deliveries', ({ id }) => !borne.has(id));
  await verifyHeld(work);
  for (const name of /** @type {const} */ (['clients', 'notes'])) await attempt(work, name);
  const unassigned = assignTasks(work);
  const journeys = rows.changes('journeys');
  await attempt(work, 'journeys');
  await attempt(work, 'recalculations');
  await announceJourneys(work, journeys);
  return async () => {
    await takeMarksAway(work);
    await finishJourneys(work, unassigned, journeys);
    await mirrorOwners(work, work.mirrored);
  };
}

/** @param {Work} work */
async function writeStatements(work) {
  const { rows, memory } = work;
  const statements = rows.changes('statements');
  for (const { id } of statements) memory.marked.add(id);
  if (statements.length > 0) {
    memory.marks.add(work.mark);
    await work.first.note(/** @type {number} */ (work.under));
  }
  await write(work, 'statements', statements);
  await write(work, 'voids', rows.changes('voids'));
}

/** @param {Work} work @returns {Promise<Set<string>>} deliveries that went with them */
async function writeOwners(work) {
  const { rows, memory, collections } = work;
  const owners = /** @type {any[]} */ (rows.changes('progress').flatMap(({ row }) => row ?? []));
  await readVoids(work, owners);
  for (const row of owners) await withVoids(work, row);
  const outgoing = outgoingIn(work);
  /** @type {import('./rows.js').Change[][]} the n-th writes of each */
  const rounds = [[]];
  const borne = new Set();
  for (const change of rows.changes('progress')) {
    const own = change.row ? (outgoing.get(change.id) ?? []) : [];
    for (const { row } of own) borne.add(row._id);
    const marked = withMark(work, change);
    for (const [index, each] of bearing(marked, own, work).entries()) (rounds[index] ??= []).push(each);
  }
  for (const [index, round] of rounds.entries()) {
    for (const { id, row } of round) if (row && row.outbox.length > 0) memory.filled.add(id);
    await write(work, 'progress', round);
    for (const { row, revision } of round) {
      if (row?.mirrorAt) work.mirrored.push({ ...row, revision: memory.nextRevision(revision) });
    }
    if (index < rounds.length - 1) await relay(collections, [...memory.filled]);
  }
  return borne;
}

/** Marked where others want a copy. @param {Work} work @param {import('./rows.js').Change} change @returns {import('./rows.js').Change} */
function withMark({ mirror, now }, change) {
  const { row, before } = change;
  if (!mirror || !row || row.document === (before?.document ?? null)) return change;
  return { ...change, row: { ...row, mirrorAt: now } };
}

/** Bodies of deliveries that are in no owner's outbox, and of those that are no more. @param {Work} work @param {Set<string>} borne */
async function writeBodies({ rows, bodies, collections }, borne) {
  const gone = rows.changes('deliveries').filter(({ row }) => row === null);
  if (gone.length > 0) await collections.delivery_bodies.deleteMany({ _id: { $in: gone.map(({ id }) => id) } });
  const added = [...bodies].filter(([id]) => !borne.has(id) && rows.putIn('deliveries').get(id));
  await insertNew(
    collections.delivery_bodies,
    added.map(([_id, body]) => ({ _id, body: pack(body) })),
  );
}

/** What statements cause is written: nobody has to go on from there. Those of earlier runs that this one did not put are left to whoever does. @param {Work} work */
async function takeMarksAway({ collections, rows, memory, orphans }) {
  const put = rows.changes('statements');
  for (const id of memory.marked) if (!rows.putIn('statements').has(id)) orphans.note(id, [...memory.marks]);
  if (put.length === 0) return;
  const { statements } = collections;
  const filter = { _id: { $in: put.map(({ id }) => id) } };
  const marks = [...memory.marks];
  const only = await statements.updateMany({ ...filter, pending: [marks[0]] }, { $unset: { pending: '' } });
  if (only.matchedCount === put.length) return;
  await statements.updateMany(filter, pullAll(marks));
  for (const { id, before } of put) {
    // Marks of others who are known to be over, if they were there when the statement was read.
    const left = orphans.take(id).filter((mark) => before?.pending?.includes(mark));
    if (left.length > 0) await statements.updateMany({ _id: id }, pullAll(left));
  }
  await statements.updateMany({ ...filter, pending: [] }, { $unset: { pending: '' } });
}

/** @param {string[]} marks @returns {any} */
const pullAll = (marks) => ({ $pullAll: { pending: marks } });
