// What a change of a journey leaves to do, its row bearing the list: whoever finds one that is old does it.

import { nextChange } from './change-number.js';
import { CODECS } from './codecs.js';
import { perform } from './tasks.js';

/** @typedef {import('./collections.js').Collections} Collections */
/** @typedef {import('./work.js').Work} Work */
/** @typedef {{at: string, token: string, announce: boolean, isNewEpoch: boolean, isLast: boolean, tasks: import('./tasks.js').Task[]}} Todo */

/** Writes what is to be done into the rows of the journeys that it is for; tells what is for others. @param {Work} work @returns {import('./tasks.js').Task[]} */
export function assignTasks({ rows, mirror }) {
  const journeys = rows.putIn('journeys');
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

/** @typedef {{collections: Collections, mirror?: import('./mirror.js').Mirror}} Context */
/** @typedef {import('./codecs.js').Row & {isGone: boolean, todo: Todo}} JourneyRow with something to do */

/** @param {import('./rows.js').Change[]} journeys @returns {JourneyRow[]} */
const withTodo = (journeys) => /** @type {any[]} */ (journeys.map(({ row }) => row).filter((row) => row?.todo));

/** Rows that the change itself has put are no task's. @param {Work} work @returns {import('./tasks.js').Except} */
const exceptPut =
  ({ rows }) =>
  (name) => [...rows.putIn(name).keys()];

/** @param {Work} work @param {import('./rows.js').Change[]} journeys */
export async function announceJourneys(work, journeys) {
  for (const row of withTodo(journeys)) await announce(work.collections, row, exceptPut(work));
}

/** @param {Work} work @param {import('./tasks.js').Task[]} unassigned @param {import('./rows.js').Change[]} journeys */
export async function finishJourneys(work, unassigned, journeys) {
  const { collections, remaining } = work;
  for (const task of unassigned) await perform(collections, task, exceptPut(work));
  for (const row of withTodo(journeys)) await finish(work, row, exceptPut(work));
  for (const [_id, count] of remaining) await tellRemaining(collections, _id, count);
}

/**
 * Tells everybody that the journey has changed. The number by which changes are counted grows when the row is there: whoever
 * has loaded journeys by a lower number may lack it, so that their statements were there before. When the row says so the
 * number grows again, for those who have loaded it meanwhile. A new journey in the place of a deleted one waits until
 * nothing is left of that.
 * @param {Collections} collections @param {JourneyRow} row @param {import('./tasks.js').Except} [except]
 */
async function announce(collections, { _id, isGone, todo }, except) {
  if (!todo.announce) return;
  if (!isGone) for (const task of todo.tasks) if (task.kind === 'clear') await perform(collections, task, except);
  const own = { _id, 'todo.token': todo.token };
  let change = await nextChange(collections);
  if (todo.isNewEpoch) {
    await collections.journeys.updateOne(own, { $set: { baseline: change } });
    change = await nextChange(collections);
  }
  const tasks = isGone ? todo.tasks : todo.tasks.filter(({ kind }) => kind !== 'clear');
  const told = { change, 'todo.announce': false, 'todo.isNewEpoch': false, 'todo.tasks': tasks };
  await collections.journeys.updateOne(own, { $set: told });
}

/**
 * Does what is to be done for a journey, unless somebody else has taken it over by now. What a slow process still writes for
 * a deleted one is cleared once more when its time is over.
 * @param {Context} context @param {JourneyRow} row @param {import('./tasks.js').Except} [except]
 */
export async function finish({ collections, mirror }, row, except) {
  const own = { _id: row._id, 'todo.token': row.todo.token };
  const read = async () => {
    const raw = await collections.journeys.findOne(own);
    return raw && /** @type {JourneyRow} */ (CODECS.journeys.decode(raw));
  };
  let now = await read();
  if (now?.todo.announce) {
    await announce(collections, now, except);
    now = await read();
  }
  if (!now) return;
  for (const task of now.todo.tasks) await perform(collections, task, except);
  await mirror?.write('journeys', [now]);
  const left = now.isGone && !now.todo.isLast ? { ...now.todo, isLast: true } : null;
  await collections.journeys.updateOne(own, { $set: { todo: left } });
}

/** @param {Collections} collections @param {string} _id @param {number} remaining */
async function tellRemaining({ journeys }, _id, remaining) {
  const status = 'document.recalculateStatus';
  const told = { [`${status}.remainingCount`]: remaining, [`${status}.pushing`]: false };
  await journeys.updateOne({ _id, [`${status}.inProgress`]: true }, { $set: told });
}
