// Marks statements as done, as Learning Locker's own workers do; the only thing that is written into them.

import { isRefused } from '../busy.js';
import { QUEUE } from './records.js';

/** @type {any} */
const DONE = { $addToSet: { completedQueues: QUEUE }, $pull: { processingQueues: QUEUE } };

/** @param {import('mongodb').Collection<any>} statements @param {import('./records.js').Read[]} read */
export async function mark(statements, read) {
  const ids = read.filter(({ isMarked }) => !isMarked).map(({ _id }) => _id);
  if (ids.length === 0) return;
  try {
    await statements.updateMany({ _id: { $in: ids } }, DONE);
  } catch (error) {
    if (!isRefused(error)) throw error;
    await markEach(statements, ids);
  }
}

/** One whose queues are no lists takes no mark, and is not to keep the others from theirs. @param {import('mongodb').Collection<any>} statements @param {import('mongodb').ObjectId[]} ids */
async function markEach(statements, ids) {
  for (const _id of ids) {
    await statements.updateOne({ _id }, DONE).catch((error) => {
      if (!isRefused(error)) throw error;
    });
  }
}
