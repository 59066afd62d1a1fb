// Whether what a change rests on is still so, looked at when it is written: of two changes that concern each other at least
// one sees the other, whatever the order of their steps.

import { changeNumber } from './change-number.js';
import { Conflict } from './conflict.js';
import { statementId } from './hash.js';
import { freshIn } from './voids.js';

/** @typedef {import('./work.js').Work} Work */

/** Rows asked for at once. */
const AT_ONCE = 10_000;

/** @param {Work} work @throws {Conflict} */
export async function verify(work) {
  const { rows } = work;
  const isRecording = rows.changes('statements').length > 0 || rows.changes('progress').length > 0;
  const looks = [verifyReferring(work), verifyStatements(work), verifyVoids(work)];
  if (isRecording && work.under !== null) looks.push(verifyJourneys(work));
  await Promise.all(looks);
}

/** Another journey may count the statements by now. @param {Work} work */
async function verifyJourneys({ collections, under }) {
  if ((await changeNumber(collections)) !== under) throw new Conflict('a journey');
}

/** Somebody else may have written a statement by now that this change has written, or has matched. @param {Work} work */
async function verifyStatements({ collections, rows, memory, matched }) {
  const expected = new Map(matched);
  for (const { id, revision } of rows.changes('statements')) expected.set(id, memory.nextRevision(revision));
  if (expected.size === 0) return;
  const ids = [...expected.keys()];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const filter = { _id: { $in: ids.slice(from, from + AT_ONCE) } };
    for await (const { _id, revision } of collections.statements.find(filter, { projection: { revision: 1 } })) {
      if (expected.get(_id) === revision) expected.delete(_id);
    }
  }
  if (expected.size > 0) throw new Conflict(`the statement ${[...expected.keys()][0]}`);
}

/** Somebody may refer to a statement by now that this change voids, or takes references to away. @param {Work} work */
async function verifyReferring({ collections, rows, referring }) {
  for (const { organisation, ids } of referring) {
    const filter = { organisation, 'references.id': { $in: ids } };
    const found = await collections.progress.find(filter, { projection: { revision: 1 } }).toArray();
    const isNews = (/** @type {any} */ { _id, revision }) =>
      !rows.putIn('progress').has(_id) && rows.revisionOf('progress', _id) !== revision;
    if (found.some(isNews)) throw new Conflict('an owner');
  }
}

/** Somebody may have voided a statement by now that owners have come to refer to. @param {Work} work */
async function verifyVoids(work) {
  /** @type {Map<string, boolean>} whether it is taken to be voided */
  const told = new Map();
  for (const { row } of work.rows.changes('progress')) {
    const owned = /** @type {import('./codecs.js').OwnerRow | null} */ (row);
    if (!owned) continue;
    for (const id of freshIn(work, owned)) told.set(statementId(owned.organisation, id), owned.voided.has(id));
  }
  if (told.size === 0) return;
  const voids = await work.collections.voids.find({ _id: { $in: [...told.keys()] } }).toArray();
  if (voids.some(({ _id }) => !told.get(_id))) throw new Conflict('a statement that is voided');
}

/** A delivery is set aside because its outcome is switched off: somebody may have switched it on by now. @param {Work} work */
export async function verifyHeld({ collections, rows, journeys }) {
  if (!rows.changes('deliveries').some(({ row }) => row?.document.state === 'held')) return;
  const filter = { _id: { $in: [...journeys] } };
  const found = await collections.journeys.find(filter, { projection: { revision: 1 } }).toArray();
  for (const { _id, revision } of found) {
    if (rows.revisionOf('journeys', _id) !== revision) throw new Conflict(`the journey ${_id}`);
  }
}
