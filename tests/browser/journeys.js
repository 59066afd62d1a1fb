// A journey as the page shows it, beside what the engine makes of it in Node on the same sample cohort.

import { TEMPLATES } from '../../web-demo/src/state/templates.js';
import { engine, using, withJourneys } from '../js/helpers.js';
import { cohort } from './cohort.js';
import { resultShown } from './helpers.js';
import { assertSeen, figure } from './seen.js';

/** @typedef {import('playwright-core').Page} Page @typedef {import('../../js/engine/index.js').JourneyInput} Journey */
/** @typedef {{learners: number, completed: number, stations: {name: string, reached: number}[]}} Result */

/** What the page opens with, and what its other templates give. @param {string} [id] @returns {any} */
export const template = (id = 'first-aid') => TEMPLATES.find((each) => each.id === id)?.start();

/** How many statements of the sample cohort meet a condition. @param {object} conditions */
export const meeting = (conditions) =>
  withJourneys([{ waypoints: [{ conditions }] }], ([journey]) =>
    using(engine.matcher([journey]), (matcher) => matcher.match(cohort).hits),
  );

/** How many statements the sample cohort has. */
export const statements = meeting({});

/** What the engine makes of a journey on the sample cohort. @param {Journey} journey @returns {Result} */
export const resultOf = (journey) =>
  withJourneys([journey], (compiled) =>
    using(engine.replay(compiled), (replay) => {
      replay.add(cohort);
      const [{ owners, completed, waypoints }] = replay.summary();
      const stations = waypoints.map(({ description, reached }, index) => ({
        ...{ name: description.trim() || `Waypoint ${index + 1}`, reached },
      }));
      return { learners: owners, completed, stations };
    }),
  );

/** @param {string} text */
const numberIn = (text) => Number(text.replaceAll(',', ''));

/** The track of the result. @param {Page} page */
export const trackOf = (page) => page.getByRole('region', { name: 'How far learners get' });

/** The stations of the track, with what is read out of each. @param {Page} page */
async function stationsSeen(page) {
  const texts = await trackOf(page)
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map((button) => {
        const copy = /** @type {Element} */ (button.cloneNode(true));
        for (const silent of copy.querySelectorAll('[aria-hidden="true"]')) silent.remove();
        return copy.textContent;
      }),
    );
  return texts.flatMap((text) => {
    const [, name, reached] = /^(.*) – reached by ([\d,]+) learners?,/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, reached: numberIn(reached) }];
  });
}

/** The result on screen. @param {Page} page @param {{isStale?: boolean}} [options] isStale: of the journey before @returns {Promise<Result>} */
export async function resultSeen(page, { isStale = false } = {}) {
  if (!isStale) await resultShown(page);
  const [learners, completed] = await Promise.all(['Learners', 'Completed'].map((name) => figure(page, name)));
  return { learners: numberIn(learners), completed: numberIn(completed), stations: await stationsSeen(page) };
}

/** The page shows what the engine makes of this journey in Node. @param {Page} page @param {Journey} journey */
export const assertResult = (page, journey) => assertSeen(() => resultSeen(page), resultOf(journey));

/** Clicks what is seen of a switch or a radio button: its input is hidden below. @param {import('playwright-core').Locator} input */
export const press = (input) => input.locator('xpath=ancestor::label').click();

/** The cards of the builder. @param {Page} page */
export const cardsOf = (page) => page.getByRole('grid', { name: 'Waypoints' }).getByRole('row');

/** @param {Page} page @param {string} title */
export const cardOf = (page, title) =>
  page.getByRole('grid', { name: 'Waypoints' }).getByRole('row', { name: title, exact: true });

/** The editor of the waypoint that is selected. @param {Page} page */
export const editorOf = (page) => page.getByRole('region', { name: /^Waypoint \d+$/ });

/** Opens a waypoint's editor. @param {Page} page @param {string} title */
export async function openWaypoint(page, title) {
  await cardOf(page, title).click({ position: { x: 60, y: 12 } });
  return editorOf(page);
}

/** Starts from a template, as by its name in the dialog. @param {Page} page @param {string} id */
export async function startFrom(page, id) {
  await page.getByRole('button', { name: 'Start from…' }).click();
  const { name } = /** @type {import('../../web-demo/src/state/templates.js').Template} */ (
    TEMPLATES.find((each) => each.id === id)
  );
  await page.getByRole('dialog', { name: 'Start from' }).getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What the cards are called, in their order. @param {Page} page */
export const titles = (page) => cardsOf(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));

/** The cards stand in the journey’s order, and the result is the journey’s. @param {Page} page @param {any} journey */
export async function assertShown(page, journey) {
  await assertSeen(
    () => titles(page),
    journey.waypoints.map(({ description }, index) => description || `Waypoint ${index + 1}`),
  );
  await assertResult(page, journey);
}

/** Does something by the menu of a waypoint. @param {Page} page @param {string} title @param {string} action */
export async function fromMenu(page, title, action) {
  await page.getByRole('button', { name: `More for ${title}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** The button that undoes. @param {Page} page */
export const undo = (page) => page.getByRole('button', { name: 'Undo' });

/** The button that does again what was undone. @param {Page} page */
export const redo = (page) => page.getByRole('button', { name: 'Redo' });
