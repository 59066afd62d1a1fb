// What the engine makes of a journey on the sample cohort, in Node; and the page that is to show the same, opened with the
// journey by a link.

import { ownerName } from '../../js/reading/owner-name.js';
import { sampleNdjson } from '../../js/sample/index.js';
import { fragmentOf } from '../../web-demo/src/take/share.js';
import { engine, using, withJourneys } from '../js/helpers.js';
import { openPage } from './helpers.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../../js/engine/index.js').JourneyInput} JourneyInput
 * @typedef {import('../../js/engine/index.js').Journey} Journey
 * @typedef {import('../../js/engine/index.js').Replay} Replay
 */

export const cohort = Buffer.concat([...sampleNdjson()]);

/** Its lines by their xAPI ids: of those that came twice, the first. @type {Map<string, string>} */
export const linesById = new Map();
for (const line of cohort.toString().trimEnd().split('\n')) {
  const { id } = JSON.parse(line);
  if (!linesById.has(id)) linesById.set(id, line);
}

/**
 * @template Answer
 * @param {JourneyInput} journey
 * @param {(replay: Replay, journey: Journey) => Answer} use
 * @param {{until?: string}} [options]
 * @returns {Answer}
 */
export const withReplay = (journey, use, options) =>
  withJourneys([journey], ([compiled]) =>
    using(engine.replay([compiled], options), (replay) => {
      replay.add(cohort);
      return use(replay, compiled);
    }),
  );

/** The page with the sample cohort, opened by a link to a journey. @param {import('node:test').TestContext} t @param {JourneyInput} journey @param {Parameters<typeof openPage>[1]} [wanted] */
export const openJourney = async (t, journey, wanted) => openPage(t, { ...wanted, hash: await fragmentOf(journey) });

/**
 * How everybody stands, by identity.
 * @param {Replay} replay
 * @returns {Map<string, {startedAt: number, completedAt: number, duration: number, completions: number, reached: number, standing: number}>}
 */
export function standings(replay) {
  const columns = replay.overview();
  const idents = replay.idents(columns.owner);
  const rows = idents.map((ident, row) => {
    const trackBy = /** @type {'persona' | 'actor'} */ ('persona' in ident ? 'persona' : 'actor');
    const { startedAt, completedAt, duration, completions, reached, standing } = columns;
    const values = Object.entries({ startedAt, completedAt, duration, completions, reached, standing });
    return [ownerName({ trackBy, ident }), Object.fromEntries(values.map(([name, column]) => [name, column[row]]))];
  });
  return new Map(/** @type {any} */ (rows));
}

/** The learners of the table. @param {Page} page */
export const learnersOf = (page) => page.getByRole('region', { name: 'Learners', exact: true });

/** Narrows the table to one learner. @param {Page} page @param {string} identity */
export async function findLearner(page, identity) {
  const learners = learnersOf(page);
  await learners.getByRole('searchbox', { name: 'Search learners' }).fill(identity);
  await learners
    .getByRole('status')
    .filter({ hasText: /^1–1 of 1$/ })
    .waitFor();
  return learners.getByRole('row').filter({ has: page.getByRole('rowheader') });
}

/** The sheet at the side. @param {Page} page @param {string | RegExp} [name] */
export const panelOf = (page, name) => page.getByRole('complementary', name === undefined ? {} : { name });
