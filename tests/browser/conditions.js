// The editor of a condition, in rows and as JSON, as a user handles it.

import assert from 'node:assert/strict';
import { openPage } from './helpers.js';
import { assertResult, editorOf, meeting, press, resultSeen, startFrom, statements } from './journeys.js';

/** @typedef {import('playwright-core').Page} Page */

export const VERBS = 'http://adlnet.gov/expapi/verbs/';
export const count = new Intl.NumberFormat('en-GB').format;

/** A journey of one waypoint with this condition. @param {object} conditions */
export const oneWaypoint = (conditions) => ({ waypoints: [{ conditions }] });

/** A page with the editor of a waypoint that asks for nothing yet. @param {import('node:test').TestContext} t */
export async function emptyWaypoint(t) {
  const page = await openPage(t);
  await startFrom(page, 'empty');
  await page.getByRole('button', { name: 'Add waypoint' }).click();
  await editorOf(page)
    .getByText(`${count(statements)} statements meet this`)
    .waitFor();
  return page;
}

/** The hint and the result are what the engine makes of the condition. @param {Page} page @param {object} conditions */
export async function assertAsked(page, conditions) {
  const met = meeting(conditions);
  assert.ok(met > 0, 'something meets it');
  const words = met === 1 ? '1 statement meets this' : `${count(met)} statements meet this`;
  await editorOf(page)
    .getByText(new RegExp(`^${words}`))
    .waitFor();
  await assertResult(page, oneWaypoint(conditions));
}

/** Turns to the condition as JSON. @param {Page} page */
export async function asJson(page) {
  await press(editorOf(page).getByRole('radio', { name: 'JSON' }));
  const code = editorOf(page).getByRole('textbox', { name: 'Condition as JSON' });
  await code.waitFor();
  return code;
}

/** @param {Page} page */
export const asRows = (page) => press(editorOf(page).getByRole('radio', { name: 'Build' }));

/** The text of an editor. @param {import('playwright-core').Locator} code */
export const textOf = (code) =>
  code.locator('.cm-line').evaluateAll((lines) => lines.map((line) => line.textContent).join('\n'));

/** Puts another text in an editor's place, as by hand. @param {import('playwright-core').Locator} code @param {string} text */
export async function retype(code, text) {
  await code.press('ControlOrMeta+A');
  await code.page().keyboard.insertText(text);
}

/** The condition as it stands in the JSON view. @param {import('playwright-core').Locator} code */
export const queryIn = async (code) => JSON.parse(await textOf(code));

/** What is said under an editor, line by line. @param {Page} page */
export const saidUnder = (page) =>
  page.locator('ul[aria-live="polite"] > li').evaluateAll((items) => items.map(({ textContent }) => textContent));

/** What is underlined in an editor. @param {import('playwright-core').Locator} code */
export const underlined = (code) => code.locator('.cm-lintRange').allTextContents();

/** The figures as they are, though they are not the journey's any more. @param {Page} page */
export async function stationsNow(page) {
  await page.locator('section[aria-labelledby="result"] > [aria-busy="true"]').waitFor();
  return resultSeen(page, { isStale: true });
}
