// The table of learners: sorted, searched and filtered over columns; rows are made for what is seen only.

import { fold } from './people.js';

/**
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('../../../js/engine/index.js').OverviewColumns} OverviewColumns
 * @typedef {import('./people.js').Person} Person
 * @typedef {import('./study.js').LearnerQuery} LearnerQuery
 * @typedef {import('./study.js').LearnerRow} LearnerRow
 * @typedef {{_id: string, need: number}} Needed an active waypoint
 *
 * @typedef {object} Table
 * @property {OverviewColumns} columns
 * @property {Needed[]} waypoints the active ones, in order
 * @property {(rows: Uint32Array) => Person[]} peopleIn
 * @property {() => void} rank gives everybody a rank by name
 */

/** @param {Table} table @param {LearnerQuery} query @returns {{total: number, rows: LearnerRow[]}} */
export function learnersIn(table, query) {
  const rows = sorted(table, filtered(table, query), query);
  const page = rows.subarray(query.from, query.from + query.count);
  const people = table.peopleIn(page);
  return { total: rows.length, rows: Array.from(page, (row, index) => rowOf(table, row, people[index])) };
}

/** @param {Table} table @param {LearnerQuery} query */
function filtered({ columns, waypoints, peopleIn }, { search, only }) {
  let rows = Uint32Array.from(columns.owner, (_, row) => row);
  if (only && 'completed' in only) rows = rows.filter((row) => columns.completions[row] > 0);
  if (only && 'standing' in only) {
    const wanted = waypoints.findIndex(({ _id }) => _id === only.standing);
    rows = rows.filter((row) => columns.standing[row] === wanted);
  }
  const sought = fold(search.trim());
  if (sought === '') return rows;
  const people = peopleIn(rows);
  return rows.filter((_, index) => people[index].sought.includes(sought));
}

/** @param {Table} table @param {Uint32Array} rows sorted by identity, as they stay where nothing else decides @param {LearnerQuery} query */
function sorted(table, rows, { sort, descending }) {
  const value = valuesOf(table, rows, sort);
  const sign = descending ? -1 : 1;
  // What has no value comes last, whichever way round.
  return rows.sort((a, b) => {
    const [x, y] = [value[a], value[b]];
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return a - b;
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return x < y ? -sign : sign;
  });
}

/** What rows are sorted by. @param {Table} table @param {Uint32Array} rows @param {LearnerQuery['sort']} sort @returns {ArrayLike<number>} */
function valuesOf(table, rows, sort) {
  const { columns } = table;
  if (sort === 'progress') return progressIn(table);
  if (sort !== 'name') return columns[sort];
  table.rank();
  const ranks = new Uint32Array(columns.owner.length);
  const people = table.peopleIn(rows);
  rows.forEach((row, index) => (ranks[row] = people[index].rank));
  return ranks;
}

/** Completed attempts, then waypoints reached, then the share of what counts for the others. @param {Table} table */
function progressIn({ columns, waypoints }) {
  const { completions, reached, have } = columns;
  const size = waypoints.length;
  const needed = waypoints.reduce((sum, { need }) => sum + need, 0) + 1;
  return Float64Array.from(completions, (completed, row) => {
    let counts = 0;
    for (let index = 0; index < size; index++) counts += have[row * size + index];
    return completed * (size + 1) + reached[row] + counts / needed;
  });
}

/** @param {Table} table @param {number} row @param {Person} person @returns {LearnerRow} */
function rowOf({ columns, waypoints }, row, { ident, name, identity }) {
  const { startedAt, completedAt, duration, completions, have } = columns;
  return {
    ...{ ident, name, identity },
    startedAt: startedAt[row],
    completedAt: orNull(completedAt[row]),
    duration: orNull(duration[row]),
    completions: completions[row],
    waypoints: waypoints.map(({ _id, need }, index) => ({ _id, need, have: have[row * waypoints.length + index] })),
  };
}

/** @param {number} value */
const orNull = (value) => (Number.isNaN(value) ? null : value);
