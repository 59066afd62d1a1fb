// Every kind of edit of a journey can be undone and done again.
import assert from 'node:assert/strict';
import { openPage, test } from './helpers.js';
import { cardsOf, editorOf, fromMenu, press, redo, resultSeen, startFrom, undo } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

/** Everything that an edit may change, as it is seen. @param {Page} page */
async function looks(page) {
  const result = await resultSeen(page);
  const [name, trackBy, switches, cards, outcomes] = await Promise.all([
    page.getByRole('textbox', { name: 'Journey name' }).inputValue(),
    page.getByRole('radio', { name: 'Persona' }).isChecked(),
    page.getByRole('switch').evaluateAll((all) => all.map(({ checked }) => checked)),
    cardsOf(page).allInnerTexts(),
    page.getByRole('region', { name: 'Outcomes' }).innerText(),
  ]);
  return { name, trackBy, switches, cards, outcomes, result };
}

/** Each kind of edit, one step of the history each. @type {[string, (page: Page) => Promise<unknown>][]} */
const EDITS = [
  ['a waypoint is added', (page) => page.getByRole('button', { name: 'Add waypoint' }).click()],
  ['it is described', (page) => page.keyboard.type('Something')],
  ['it is counted', (page) => page.getByRole('button', { name: 'Increase Statements needed' }).click()],
  [
    'the condition asks for something',
    async (page) => {
      await page.getByRole('combobox', { name: 'Field' }).click();
      await page.getByRole('option', { name: /^Success/ }).click();
      await editorOf(page).getByRole('button', { name: 'Value' }).click();
      await page.getByRole('option', { name: /^true/ }).click();
    },
  ],
  ['a waypoint is duplicated', (page) => fromMenu(page, 'Commented twice', 'Duplicate')],
  ['a waypoint is moved', (page) => fromMenu(page, 'Something', 'Move up')],
  ['a waypoint is switched off', (page) => press(page.getByRole('switch', { name: 'Registered for the course is' }))],
  ['a waypoint is deleted', (page) => fromMenu(page, 'Passed the resuscitation quiz', 'Delete')],
  ['the order matters no more', (page) => press(page.getByRole('switch', { name: 'Sequential' }))],
  ['it can be walked again', (page) => press(page.getByRole('switch', { name: 'Repeatable' }))],
  ['personas are tracked', (page) => press(page.getByRole('radio', { name: 'Persona' }))],
  [
    'the journey is named',
    async (page) => {
      await page.getByRole('textbox', { name: 'Journey name' }).press('End');
      await page.keyboard.type(' – a copy');
      await page.keyboard.press('Enter');
    },
  ],
  ['an outcome is taken away', (page) => page.getByRole('button', { name: 'Delete Tell the training team' }).click()],
  ['another journey is begun', (page) => startFrom(page, 'videos')],
];

test('each kind of edit is undone and done again, with buttons and with keys', async (t) => {
  const page = await openPage(t);
  const states = [await looks(page)];
  for (const [what, act] of EDITS) {
    await act(page);
    const before = JSON.stringify(states.at(-1));
    // A condition is built in two steps, whose first asks for nothing yet.
    for (let most = 500; JSON.stringify(await looks(page)) === before; most--)
      assert.ok(most > 0, `${what}: no change`);
    states.push(await looks(page));
  }
  assert.equal(await redo(page).isEnabled(), false);
  for (const [index, state] of [...states.slice(0, -1).entries()].reverse()) {
    await undo(page).click();
    await assertSeen(() => looks(page), state, `undone: ${EDITS[index][0]}`);
  }
  assert.equal(await undo(page).isEnabled(), false, 'typing was one step');
  await page.getByRole('heading', { level: 1 }).click();
  for (const [index, state] of states.slice(1).entries()) {
    await page.keyboard.press(index % 2 ? 'Control+Y' : 'Control+Shift+Z');
    await assertSeen(() => looks(page), state, `done again: ${EDITS[index][0]}`);
  }
  await page.keyboard.press('Control+Z');
  await assertSeen(() => looks(page), states.at(-2), 'undone by key');
});
