// Copies of journeys and progress in Learning Locker's own collections and types, for whoever reads them there. They are
// written after the rows that they are of, by any process, in any order: what is newer stays.

import { ObjectId } from 'mongodb';
import { isDuplicate, isRefused } from '../busy.js';
import { CODECS } from '../codecs.js';
import { progressIdOf } from './progress-id.js';
import { toJourney, toProgress } from './types.js';

/** @typedef {import('../codecs.js').Row} Row */
/** @typedef {{journeys: import('mongodb').Collection<any>, progress: import('mongodb').Collection<any>}} Rows */
/** @typedef {import('mongodb').Collection<any>} Collection */

/** For so long a journey is written again, should it change all the time. */
const MOST_TRIES = 20;

/**
 * @param {import('mongodb').Db} db
 * @param {Rows} rows ours
 * @returns {Promise<import('../mirror.js').Mirror>}
 */
export async function createMirror(db, rows) {
  const [journeys, progress] = [db.collection('journeys'), db.collection('journeyprogresses')];
  await progress.createIndex({ journey: 1 }).catch((error) => {
    if (!isRefused(error)) throw error; // there is one already, by another name
  });
  return {
    async write(name, given) {
      if (name === 'progress') await writeProgress(progress, rows, given);
      else for (const { _id } of given) await writeJourney({ journeys, progress }, rows, _id);
    },
  };
}

/**
 * A journey as it is now, whatever it was when somebody was told to write it. Its `__v` counts edits alone, so that it does
 * not tell which of two states is newer: whoever writes one looks again whether it is the last.
 * @param {{journeys: Collection, progress: Collection}} theirs @param {Rows} rows @param {string} id
 */
async function writeJourney(theirs, rows, id) {
  let written;
  for (let tries = 0; tries < MOST_TRIES; ++tries) {
    const raw = await rows.journeys.findOne({ _id: id });
    const row = raw && CODECS.journeys.decode(raw);
    const document = row && !row.isGone ? row.document : null;
    const text = JSON.stringify(document);
    if (text === written) return;
    if (document === null) await removeJourney(theirs, id);
    else await put(theirs.journeys, [toJourney(document)], '$lte');
    written = text;
  }
}

/** @param {{journeys: Collection, progress: Collection}} theirs @param {string} id */
async function removeJourney({ journeys, progress }, id) {
  const _id = new ObjectId(id);
  await journeys.deleteOne({ _id });
  await progress.deleteMany({ journey: _id });
}

/** @param {Collection} progress @param {Rows} rows @param {Row[]} given */
async function writeProgress(progress, rows, given) {
  const there = given.filter(({ document }) => document !== null);
  const gone = given.filter(({ document }) => document === null);
  const documents = there.map(({ document, revision }) => ({ ...toProgress(document), __v: revision }));
  await put(progress, documents, '$lt');
  await remove(progress, [...gone, ...(await goneOf(rows, there))]);
}

/** Those of the rows that are there no more, or without progress: somebody may have removed the copy before it was written. @param {Rows} rows @param {Row[]} written @returns {Promise<Row[]>} */
async function goneOf(rows, written) {
  if (written.length === 0) return [];
  const filter = { _id: { $in: written.map(({ _id }) => _id) }, 'document._id': { $gt: '' } };
  const found = await rows.progress.find(filter, { projection: { _id: 1 } }).toArray();
  const known = new Set(found.map(({ _id }) => _id));
  return written.filter(({ _id }) => !known.has(_id));
}

/** No state that is newer. @param {Collection} progress @param {Row[]} gone */
async function remove(progress, gone) {
  if (gone.length === 0) return;
  const operations = gone.map(({ journey, owner, document, revision }) => {
    const _id = new ObjectId(document?._id ?? progressIdOf(journey, owner));
    return { deleteOne: { filter: { _id, __v: { $lte: revision } } } };
  });
  await progress.bulkWrite(operations, { ordered: false });
}

/** @param {Collection} collection @param {any[]} documents @param {'$lt' | '$lte'} older than which they are put in place of */
async function put(collection, documents, older) {
  if (documents.length === 0) return;
  const operations = documents.map((replacement) => ({
    replaceOne: { filter: { _id: replacement._id, __v: { [older]: replacement.__v } }, replacement, upsert: true },
  }));
  try {
    await collection.bulkWrite(operations, { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Not every server goes on behind one that fails.
    for (const { replaceOne } of operations) await putOne(collection, replaceOne);
  }
}

/** @param {Collection} collection @param {{filter: any, replacement: any}} operation */
async function putOne(collection, { filter, replacement }) {
  await collection.replaceOne(filter, replacement, { upsert: true }).catch((error) => {
    if (!isDuplicate(error)) throw error;
  });
}
