// What a change of a journey leaves to do, its row bearing the list: whoever finds one that is old does it.

import { perform } from './tasks.js';

/** @typedef {import('./collections.js').Collections} Collections */
/** @typedef {import('./work.js').Work} Work */
/** @typedef {{at: string, token: string, announce: boolean, isNewEpoch: boolean, tasks: import('./tasks.js').Task[]}} Todo */

/** Writes what is to be done into the rows of the journeys that it is for; tells what is for others. @param {Work} work @returns {import('./tasks.js').Task[]} */
export function assignTasks({ rows, mirror }) {
  const journeys = rows.put_('journeys');
  const tasks = rows.tasks();
  for (const [id, row] of journeys) {
    if (!row?.todo) continue;
    const own = tasks.filter(({ journey }) => journey === id);
    const todo = { ...row.todo, tasks: [...row.todo.tasks, ...own] };
    const isEmpty = !todo.announce && todo.tasks.length === 0 && !mirror;
    rows.put('journeys', { ...row, todo: isEmpty ? null : todo });
  }
  return tasks.filter(({ journey }) => !journeys.get(journey)?.todo);
}

/** @param {Work} work @param {import('./tasks.js').Task[]} unassigned @param {import('./rows.js').Change[]} journeys */
export async function finishJourneys(work, unassigned, journeys) {
  const { collections, rows, remaining } = work;
  const except = (/** @type {import('./codecs.js').Name} */ name) => [...rows.put_(name).keys()];
  for (const task of unassigned) await perform(collections, task, except);
  for (const { row, revision } of journeys) {
    if (row?.todo) await finish(work, /** @type {any} */ ({ ...row, revision: revision + 1 }), except);
  }
  for (const [_id, count] of remaining) await tellRemaining(collections, _id, count);
}

/**
 * Tells everybody that the journey has changed, and does what is to be done. The number by which changes are counted grows
 * when the row is there: whoever has loaded journeys by a lower number may lack it, so that their statements were there
 * before. When it is known, the number grows again, since rows that were loaded meanwhile do not tell it.
 * @param {{collections: Collections, mirror?: import('./mirror.js').Mirror}} context
 * @param {import('./codecs.js').Row & {isGone: boolean, todo: Todo}} row
 * @param {import('./tasks.js').Except} [except]
 */
export async function finish({ collections, mirror }, row, except) {
  const { _id, isGone, todo } = row;
  const change = todo.announce ? await nextChange(collections) : undefined;
  for (const task of todo.tasks) await perform(collections, task, except);
  await mirror?.write('journeys', [row]);
  const told = { ...(change !== undefined && { change, ...(todo.isNewEpoch && { baseline: change }) }) };
  // What a slow process still writes for a deleted journey is cleared when its time is over.
  const left = isGone && todo.announce ? { ...todo, announce: false } : null;
  await collections.journeys.updateOne(
    { _id, 'todo.token': todo.token },
    { $set: { ...told, todo: left }, $inc: { revision: 1 } },
  );
  if (todo.announce && todo.isNewEpoch) await nextChange(collections);
}

/** @param {Collections} collections @returns {Promise<number>} */
async function nextChange({ numbers }) {
  const options = /** @type {const} */ ({ upsert: true, returnDocument: 'after' });
  return (await numbers.findOneAndUpdate({ _id: 'change' }, { $inc: { value: 1 } }, options))?.value;
}

/** @param {Collections} collections @param {string} _id @param {number} remaining */
async function tellRemaining({ journeys }, _id, remaining) {
  const status = 'document.recalculateStatus';
  const told = { [`${status}.remainingCount`]: remaining, [`${status}.pushing`]: false };
  await journeys.updateOne({ _id, [`${status}.inProgress`]: true }, { $set: told });
}
