// Whether what a change rests on is still so, looked at when it is written: of two changes that concern each other at least
// one sees the other, whatever the order of their steps.

import { Conflict } from './conflict.js';
import { statementId } from './hash.js';
import { freshIn } from './voids.js';

/** @typedef {import('./work.js').Work} Work */

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
  const change = (await collections.numbers.findOne({ _id: 'change' }))?.value ?? 0;
  if (change !== under) throw new Conflict('a journey');
}

/** Somebody else may have written a statement by now that this change has written, or has matched. @param {Work} work */
async function verifyStatements({ collections, rows, matched }) {
  const expected = new Map(matched);
  for (const { id, revision } of rows.changes('statements')) expected.set(id, revision + 1);
  if (expected.size === 0) return;
  const filter = { _id: { $in: [...expected.keys()] } };
  const found = await collections.statements.find(filter, { projection: { revision: 1 } }).toArray();
  const revisions = new Map(found.map(({ _id, revision }) => [_id, revision]));
  for (const [id, revision] of expected) {
    if (revisions.get(id) !== revision) throw new Conflict(`the statement ${id}`);
  }
}

/** Somebody may refer to a statement by now that this change voids, or takes references to away. @param {Work} work */
async function verifyReferring({ collections, rows, referring }) {
  for (const { organisation, ids } of referring) {
    const filter = { organisation, 'references.id': { $in: ids } };
    const found = await collections.progress.find(filter, { projection: { revision: 1 } }).toArray();
    const isNews = (/** @type {any} */ { _id, revision }) =>
      !rows.put_('progress').has(_id) && rows.revisionOf('progress', _id) !== revision;
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
