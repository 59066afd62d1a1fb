// The result on screen beside what the engine tells of the journey in Node: its figures, its track and who stands where.

import { count, duration, percent } from '../../web-demo/src/ui/format.js';
import { learnersOf, standings, withReplay } from './cohort.js';
import { assertSeen, figure, trackRows } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

/** Learners on a page of the table. */
export const PAGE = 25;

/** What the engine says of a journey, all that the page tells of it. @param {any} journey @param {string} [until] */
export const told = (journey, until) =>
  withReplay(
    journey,
    (replay) => {
      const [summary] = replay.summary();
      return { ...summary, completionTimes: replay.overview().completionTimes.slice(), learners: standings(replay) };
    },
    { until },
  );

/** The identities of those who fit. @param {ReturnType<typeof told>} answer @param {(row: any) => boolean} fits */
export const who = ({ learners }, fits) =>
  [...learners].flatMap(([identity, row]) => (fits(row) ? [identity] : [])).sort();

/** The rows of the track's table. @param {any} journey @param {ReturnType<typeof told>} answer */
function rowsOf({ isSequential, waypoints: all }, answer) {
  const { owners, completed, waypoints } = answer;
  const last = isSequential ? [''] : [];
  const rows = waypoints.map(({ description, reached }, index) => {
    const before = waypoints[index - 1]?.reached ?? owners;
    const standing = who(answer, (row) => row.standing === index).length;
    const lost = isSequential ? [count(before - reached)] : [];
    const needed = count(all[index].count ?? 1);
    return [description, needed, count(reached), percent(reached, owners), count(standing), ...lost];
  });
  return [...rows, ['Completed', '', count(completed), percent(completed, owners), '', ...last]];
}

/** The figures of the head. @param {Page} page */
export async function headline(page) {
  const names = ['Learners', 'Completed', 'Median time to complete'];
  return Promise.all(names.map((name) => figure(page, name)));
}

/** @param {ReturnType<typeof told>} answer */
const headlineOf = ({ owners, completed, medianDuration }) => [
  count(owners),
  count(completed),
  duration(medianDuration),
];

/** The figures, the track and its table are what the engine says of the journey. @param {Page} page @param {any} journey @param {string} [until] */
export async function assertTold(page, journey, until) {
  const answer = told(journey, until);
  await assertSeen(() => headline(page), headlineOf(answer));
  await assertSeen(() => trackRows(page), rowsOf(journey, answer));
  return answer;
}

/** What is said of the page of learners: `1–25 of 198`. @param {Page} page @param {string} words */
export const assertPlace = (page, words) =>
  assertSeen(() => learnersOf(page).getByRole('navigation').getByRole('status').innerText(), words);
