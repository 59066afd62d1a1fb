// Which learners the table shows, and in what order: what a person chose, step by step.

/**
 * @typedef {import('../../study/study.js').LearnerSort} LearnerSort
 * @typedef {import('../../study/study.js').LearnerQuery} LearnerQuery
 * @typedef {Omit<LearnerQuery, 'instant' | 'count'>} View
 * @typedef {(change: (view: View) => View) => void} OnView
 */

export const PAGE = 25;

/** @type {View} */
export const FIRST_VIEW = { sort: 'progress', descending: true, search: '', from: 0 };

/** What begins with the smallest when it is first sorted by. @type {LearnerSort[]} */
const ASCENDING = ['name', 'duration', 'startedAt'];

/** Sorts by a column; by the same one again, the other way round. @param {View} view @param {LearnerSort} sort @returns {View} */
export function sortBy(view, sort) {
  const descending = view.sort === sort ? !view.descending : !ASCENDING.includes(sort);
  return { ...view, sort, descending, from: 0 };
}

/** @param {View} view @param {string} search @returns {View} */
export const searchFor = (view, search) => (search === view.search ? view : { ...view, search, from: 0 });

/** @param {View} view @param {LearnerQuery['only']} only @returns {View} */
export const showOnly = (view, only) => ({ ...view, only, from: 0 });

/** @param {View['only']} one @param {View['only']} other */
export function isSame(one, other) {
  if (!one || !other) return one === other;
  if ('completed' in one || 'completed' in other) return 'completed' in one && 'completed' in other;
  return one.standing === other.standing;
}

/** The same, without a waypoint that the journey has no longer. @param {View} view @param {{id: string}[]} stations @returns {View} */
export function within(view, stations) {
  const { only } = view;
  const isGone = only && 'standing' in only && !stations.some(({ id }) => id === only.standing);
  return isGone ? showOnly(view, undefined) : view;
}

/**
 * The page that a view shows of so many learners: where it begins and ends (from 1), and where others begin.
 * @param {number} from
 * @param {number} total
 */
export function pageOf(from, total) {
  const last = Math.max(0, Math.ceil(total / PAGE) - 1) * PAGE;
  const start = Math.min(from, last);
  return {
    start,
    first: total === 0 ? 0 : start + 1,
    end: Math.min(start + PAGE, total),
    previous: start > 0 ? start - PAGE : null,
    next: start < last ? start + PAGE : null,
    last,
  };
}

/** The columns that can be sorted by. @type {{sort: LearnerSort, label: string}[]} */
export const COLUMNS = [
  { sort: 'name', label: 'Learner' },
  { sort: 'progress', label: 'Progress' },
  { sort: 'startedAt', label: 'Started' },
  { sort: 'completedAt', label: 'Completed' },
  { sort: 'duration', label: 'Took' },
  { sort: 'completions', label: 'Completions' },
];
