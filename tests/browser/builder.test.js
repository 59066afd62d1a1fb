// A journey is built of waypoints as a user does it, and every edit shows in the result what the engine makes of it.
import assert from 'node:assert/strict';
import { assertAccessible, openPage, overflows, screenshot, test } from './helpers.js';
import {
  assertResult,
  assertShown,
  cardOf,
  editorOf,
  fromMenu,
  openWaypoint,
  press,
  resultOf,
  template,
  titles,
  undo,
} from './journeys.js';
import { assertSeen } from './seen.js';

/** The journey with its waypoints in another order. @param {any} journey @param {number[]} places */
const inOrder = (journey, ...places) => ({ ...journey, waypoints: places.map((place) => journey.waypoints[place]) });

/** The journey with changed fields of one waypoint. @param {any} journey @param {number} place @param {object} fields */
const withFields = (journey, place, fields) => ({
  ...journey,
  waypoints: journey.waypoints.map((each, index) => (index === place ? { ...each, ...fields } : each)),
});

test('waypoints are added, described, counted, duplicated and deleted', async (t) => {
  const page = await openPage(t);
  const journey = template();
  await assertShown(page, journey);

  await page.getByRole('button', { name: 'Add waypoint' }).click();
  const added = { description: '', conditions: '{}', count: 1 };
  await assertShown(page, { ...journey, waypoints: [...journey.waypoints, added] });
  const editor = editorOf(page);
  assert.equal(await editor.getByRole('heading', { level: 3 }).innerText(), 'Waypoint 6');
  await editor.getByText('every statement meets an empty condition').waitFor();
  await page.keyboard.type('Did ten things'); // the field has the focus
  await editor.getByRole('textbox', { name: 'Statements needed' }).fill('9');
  await editor.getByRole('button', { name: 'Increase Statements needed' }).click();
  const described = { ...added, description: 'Did ten things', count: 10 };
  await assertShown(page, { ...journey, waypoints: [...journey.waypoints, described] });
  assert.match(await cardOf(page, 'Did ten things').innerText(), /10 ×/);
  await assertAccessible(page, 'a new waypoint');

  await fromMenu(page, 'Commented twice', 'Duplicate');
  const [first, second, third, comments, last] = journey.waypoints;
  const copy = { ...comments, _id: '5'.repeat(24), description: 'Commented twice (copy)' };
  const copied = { ...journey, waypoints: [first, second, third, comments, copy, last, described] };
  await assertShown(page, copied);
  await editor.getByText('the same condition as waypoint 4').waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('And again');
  await editor.getByRole('button', { name: 'Decrease Statements needed' }).click();
  await assertShown(page, withFields(copied, 4, { description: 'And again', count: 1 }));

  await fromMenu(page, 'And again', 'Delete');
  await editor.waitFor({ state: 'detached' });
  await fromMenu(page, 'Did ten things', 'Delete');
  await fromMenu(page, 'Registered for the course', 'Delete');
  await assertShown(page, inOrder(journey, 1, 2, 3, 4));
});

test('waypoints are dragged into another order with the mouse', async (t) => {
  const page = await openPage(t);
  const journey = template();
  const grip = await page.getByRole('button', { name: 'Drag Commented twice', exact: true }).boundingBox();
  const target = await cardOf(page, 'Registered for the course').boundingBox();
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 80, target.y + 60, { steps: 5 });
  await page.mouse.move(target.x + 80, target.y + 4, { steps: 5 });
  await screenshot(page, 'builder-dragging');
  await page.mouse.up();
  await assertShown(page, inOrder(journey, 3, 0, 1, 2, 4));
  await undo(page).click();
  await assertShown(page, journey);
});

test('waypoints are dragged with the keyboard alone, and a drag can be given up', async (t) => {
  const page = await openPage(t);
  const journey = template();
  const grip = page.getByRole('button', { name: 'Drag Watched the first video to the end', exact: true });
  await cardOf(page, 'Watched the first video to the end').focus();
  await page.keyboard.press('Tab');
  await assertSeen(() => grip.evaluate((button) => button === document.activeElement), true, 'the grip has the focus');
  await page.keyboard.press('Enter');
  const places = page.getByRole('button', { name: /^Insert / });
  await places.first().waitFor();
  await assertAccessible(page, 'a drag with the keyboard');
  await page.keyboard.press('Escape');
  await places.first().waitFor({ state: 'detached' });
  assert.deepEqual(await titles(page), journey.waypoints.map(({ description }) => description)); // prettier-ignore

  await grip.focus();
  await page.keyboard.press('Enter');
  await places.first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  for (let most = 10; most > 0 && !(await focused())?.startsWith('Insert after Passed the final'); most--) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await assertShown(page, inOrder(journey, 0, 2, 3, 4, 1));
});

test('waypoints are moved by their menu and by Alt with an arrow', async (t) => {
  const page = await openPage(t);
  const journey = template();
  await fromMenu(page, 'Passed the resuscitation quiz', 'Move up');
  await assertShown(page, inOrder(journey, 0, 2, 1, 3, 4));
  await page.getByText('Moved to place 2 of 5.').waitFor();
  await page.keyboard.press('Alt+ArrowUp'); // the card has the focus
  await assertShown(page, inOrder(journey, 2, 0, 1, 3, 4));
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('It can go no further.').waitFor();
  for (let times = 0; times < 4; times++) await page.keyboard.press('Alt+ArrowDown');
  await assertShown(page, inOrder(journey, 0, 1, 3, 4, 2));
  await fromMenu(page, 'Passed the final assessment with 80 % or more', 'Move down');
  await assertShown(page, inOrder(journey, 0, 1, 3, 2, 4));
  await page.getByRole('button', { name: 'More for Registered for the course' }).click();
  const up = page.getByRole('menuitem', { name: 'Move up' });
  assert.equal(await up.getAttribute('aria-disabled'), 'true');
  await assertAccessible(page, 'the menu of a waypoint');
});

test('a waypoint is switched off, and how the journey is walked is changed', async (t) => {
  const page = await openPage(t);
  let journey = template();
  const change = async (/** @type {object} */ fields) => {
    const before = resultOf(journey);
    journey = { ...journey, ...fields };
    assert.notDeepEqual(resultOf(journey), before, 'the edit makes a difference');
    await assertResult(page, journey);
  };
  await press(page.getByRole('switch', { name: 'Passed the resuscitation quiz is active' }));
  await change(withFields(journey, 2, { isActive: false }));
  assert.match(await cardOf(page, 'Passed the resuscitation quiz').innerText(), /\boff\b/);
  await press(page.getByRole('switch', { name: 'Sequential' }));
  await change({ isSequential: false });
  await page.getByText('In any order, once for each learner.').waitFor();
  await press(page.getByRole('radio', { name: 'Persona' }));
  await change({ trackBy: 'persona' });
  await press(page.getByRole('radio', { name: 'Actor' }));
  await change({ trackBy: 'actor' });
  await press(page.getByRole('switch', { name: 'Repeatable' }));
  await page.getByText('In any order, again and again for each learner.').waitFor();
  journey = { ...journey, isRepeatable: true };
  await assertResult(page, journey);
  await page.getByText('Once completed, it begins anew.').waitFor();
  await press(page.getByRole('switch', { name: 'Active', exact: true }));
  await page.getByText('Switched off: no statement counts.').waitFor();
  await press(page.getByRole('switch', { name: 'Active', exact: true }));
  await page.getByText('In any order, again and again for each learner.').waitFor();
  const name = page.getByRole('textbox', { name: 'Journey name' });
  await name.fill('First aid, anew');
  await name.press('Enter');
  await assertResult(page, journey);
  assert.equal(await name.inputValue(), 'First aid, anew');
});

for (const [name, wanted] of Object.entries({ light: {}, dark: { dark: true }, phone: { phone: true } })) {
  test(`a waypoint is edited without barriers: ${name}`, async (t) => {
    const page = await openPage(t, wanted);
    const editor = await openWaypoint(page, 'Passed the final assessment with 80 % or more');
    await editor.getByText(/^\d+ statements meet this/).waitFor();
    await assertAccessible(page, `the editor of a waypoint, ${name}`);
    await screenshot(page, `builder-editor-${name}`);
    assert.equal(await overflows(page), false);
    await press(editor.getByRole('radio', { name: 'JSON' }));
    await editor.getByRole('textbox', { name: 'Condition as JSON' }).waitFor();
    await assertAccessible(page, `the condition as JSON, ${name}`);
    await screenshot(page, `builder-json-${name}`);
    assert.equal(await overflows(page), false);
  });
}

test('on a phone waypoints are moved by their menu, and the result is behind a tab', async (t) => {
  const page = await openPage(t, { phone: true });
  const journey = template();
  await page.getByRole('button', { name: 'More for Commented twice', exact: true }).tap();
  await screenshot(page, 'builder-menu-phone');
  await page.getByRole('menuitem', { name: 'Move up' }).tap();
  await page.getByRole('tab', { name: 'Result', exact: true }).tap();
  await assertResult(page, inOrder(journey, 0, 1, 3, 2, 4));
});
