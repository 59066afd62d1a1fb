// Conditions are built from what occurs in the statements; the hint and the result are what the engine makes of them.
import assert from 'node:assert/strict';
import { sampleCohort } from '../../js/sample/index.js';
import { VERBS, emptyWaypoint, assertAsked, asJson, asRows, retype, queryIn, count } from './conditions.js';
import { assertAccessible, openPage, screenshot, test } from './helpers.js';
import { assertResult, cardOf, editorOf, openWaypoint, startFrom, template } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

const cohort = [...sampleCohort()];
/** While a combo box's list is open, what is behind it is hidden from screen readers; the key that leads there closes it. */
const BEHIND_A_LIST = { without: ['aria-hidden-focus'] };

/** How many statements of the cohort are so. @param {(statement: any) => unknown} holds */
const many = (holds) => cohort.filter((each) => holds(each) !== undefined && holds(each) !== false).length;

/** The rows of the condition. @param {Page} page */
const rowsOf = (page) => editorOf(page).getByRole('combobox', { name: 'Field' }).locator('xpath=ancestor::*[@role="group"][2]'); // prettier-ignore

/** @param {Page} page @param {string} name */
const option = (page, name) => page.getByRole('option', { name }).first();

/** Chooses from a list that a button opens. @param {Page} page @param {import('playwright-core').Locator} button @param {string} name */
async function choose(page, button, name) {
  await button.click();
  await page.getByRole('option', { name, exact: true }).click();
}

test('a field, an operator and a value are chosen from what occurs in the statements', async (t) => {
  const page = await emptyWaypoint(t);
  const field = editorOf(page).getByRole('combobox', { name: 'Field' });
  await field.click();
  const scores = many(({ result }) => result?.score?.scaled);
  await option(page, `Verb statement.verb.id ${count(cohort.length)}`).waitFor();
  await assertAccessible(page, 'the fields of a condition', BEHIND_A_LIST);
  await screenshot(page, 'condition-fields');
  await field.fill('scal');
  assert.deepEqual(await page.getByRole('option').allInnerTexts(), [
    `Score (scaled)\nstatement.result.score.scaled\n${count(scores)}`,
  ]);
  await field.fill('nothing of this kind');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await field.fill('verb');
  await option(page, 'Verb statement.verb.id').click();

  const value = editorOf(page).getByRole('combobox', { name: 'Value' });
  await value.click();
  const passed = many(({ verb }) => verb.id === `${VERBS}passed`);
  await option(page, `passed ${VERBS}passed ${count(passed)}`).waitFor();
  await screenshot(page, 'condition-values');
  await value.fill('pas');
  await option(page, 'passed').click();
  await assertAsked(page, { 'statement.verb.id': `${VERBS}passed` });
  assert.match(await cardOf(page, 'Waypoint 1').innerText(), /verb is passed/);

  await choose(page, editorOf(page).getByRole('button', { name: 'Operator' }), 'is not');
  await assertAsked(page, { 'statement.verb.id': { $ne: `${VERBS}passed` } });

  await editorOf(page).getByRole('button', { name: 'Row', exact: true }).click();
  await page.keyboard.type('score (sc'); // the new row's field has the focus
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const score = rowsOf(page).nth(1);
  await choose(page, score.getByRole('button', { name: 'Operator' }), 'is between');
  await score.getByRole('textbox', { name: 'From' }).fill('0.3');
  await score.getByRole('textbox', { name: 'To' }).fill('0.6');
  await assertAsked(page, {
    'statement.verb.id': { $ne: `${VERBS}passed` },
    'statement.result.score.scaled': { $gte: 0.3, $lte: 0.6 },
  });
  await score.getByRole('textbox', { name: 'To' }).fill('much');
  await score.getByText('Not a number').waitFor();
  await assertAccessible(page, 'a condition of two rows');
});

test('rows are joined by all, any or none, in groups too', async (t) => {
  const page = await emptyWaypoint(t);
  const editor = editorOf(page);
  const join = editor.getByRole('button', { name: 'How the rows are joined' });
  /** Field and value of a row. */
  const fill = async (/** @type {number} */ row, /** @type {string} */ field, /** @type {string} */ value) => {
    await rowsOf(page).nth(row).getByRole('combobox', { name: 'Field' }).fill(field);
    await option(page, field).click();
    await rowsOf(page).nth(row).getByRole('combobox', { name: 'Value' }).fill(value);
    await option(page, value).click();
  };
  const completed = { 'statement.verb.id': `${VERBS}completed` };
  const course = { 'statement.object.definition.type': 'http://adlnet.gov/expapi/activities/course' };
  const registered = { 'statement.verb.id': `${VERBS}registered` };
  await fill(0, 'Verb', 'completed');
  await editor.getByRole('button', { name: 'Row', exact: true }).click();
  await fill(1, 'Activity type', 'course');
  await assertAsked(page, { ...completed, ...course });
  await choose(page, join, 'Any of these holds');
  await assertAsked(page, { $or: [completed, course] });
  await choose(page, join, 'None of these holds');
  await assertAsked(page, { $nor: [completed, course] });
  await choose(page, join, 'All of these hold');
  await editor.getByRole('button', { name: 'Remove the row' }).first().click();
  await assertAsked(page, course);
  await editor.getByRole('button', { name: 'Group', exact: true }).click();
  await fill(1, 'Verb', 'completed');
  await editor.getByRole('group', { name: 'Group' }).getByRole('button', { name: 'Row', exact: true }).click();
  await fill(2, 'Verb', 'registered');
  await choose(page, join.nth(1), 'Any of these holds');
  await assertAsked(page, { ...course, $or: [completed, registered] });
  assert.match(
    await cardOf(page, 'Waypoint 1').innerText(),
    /activity type is course and \(verb is completed or verb is registered\)/,
  );
  await assertAccessible(page, 'a condition with a group');
  await screenshot(page, 'condition-group');
  await asJson(page);
  await asRows(page);
  await assertAsked(page, { ...course, $or: [completed, registered] });
});

test('each kind of value is put in as fits it', async (t) => {
  const page = await emptyWaypoint(t);
  const editor = editorOf(page);
  const [field, operator] = [editor.getByRole('combobox', { name: 'Field' }), editor.getByRole('button', { name: 'Operator' })]; // prettier-ignore
  const setField = async (/** @type {string} */ path) => {
    await field.fill(path);
    await option(page, path).click();
  };
  await setField('statement.result.success');
  await choose(page, editor.getByRole('button', { name: 'Value' }), `true ${count(many(({ result }) => result?.success === true))}`); // prettier-ignore
  await assertAsked(page, { 'statement.result.success': true });

  await setField('statement.result.response');
  await choose(page, operator, 'contains');
  await editor.getByRole('textbox', { name: 'Text' }).fill('the');
  await assertAsked(page, { 'statement.result.response': { $regex: 'the' } });
  await editor.getByRole('button', { name: 'Letter case matters' }).click();
  await assertAsked(page, { 'statement.result.response': { $regex: 'the', $options: 'i' } });
  await choose(page, operator, 'does not exist');
  await assertAsked(page, { 'statement.result.response': { $exists: false } });

  await setField('statement.verb.id');
  await choose(page, operator, 'is one of');
  const add = editor.getByRole('combobox', { name: 'Add a value' });
  for (const verb of ['passed', 'failed']) {
    await add.fill(verb);
    await option(page, verb).click();
  }
  await assertAsked(page, { 'statement.verb.id': { $in: [`${VERBS}passed`, `${VERBS}failed`] } });
  await editor.getByRole('button', { name: 'Remove passed' }).click();
  await assertAsked(page, { 'statement.verb.id': { $in: [`${VERBS}failed`] } });

  await setField('statement.timestamp');
  await choose(page, operator, '> after');
  await editor.getByLabel('Value', { exact: true }).fill('2026-01-20T10:30');
  await assertAsked(page, { 'statement.timestamp': { $gt: { $dte: '2026-01-20T09:30:00.000Z' } } });
  await assertAccessible(page, 'a condition on a time');
});

test('turning to JSON and back keeps what a condition asks', async (t) => {
  const page = await openPage(t);
  await startFrom(page, 'discussion');
  const journey = template('discussion');
  for (const { description, conditions } of journey.waypoints) {
    await openWaypoint(page, description);
    const code = await asJson(page);
    await assertSeen(() => queryIn(code), JSON.parse(conditions));
    await asRows(page);
    await editorOf(page).getByRole('combobox', { name: 'Field' }).first().waitFor();
  }
  await assertResult(page, journey);
  assert.equal(await page.getByRole('button', { name: 'Undo' }).isEnabled(), true);
  await page.getByRole('button', { name: 'Undo' }).click(); // to look is no edit: this undoes the start from a template
  await assertResult(page, template());

  // What is edited as JSON is there in rows; what rows cannot say stays.
  await openWaypoint(page, 'Commented twice');
  const code = await asJson(page);
  const odd = { $expr: { $eq: [{ $strLenCP: '$statement.verb.id' }, 37] } };
  const query = { 'statement.verb.id': { $in: [`${VERBS}commented`, `${VERBS}passed`] }, ...odd };
  await retype(code, JSON.stringify(query));
  const edited = template();
  edited.waypoints[3].conditions = query;
  await assertResult(page, edited);
  await asRows(page);
  await editorOf(page).getByText('Rows cannot say this. It counts as it is.').waitFor();
  await editorOf(page).getByRole('button', { name: 'Remove commented' }).click();
  query['statement.verb.id'].$in.shift();
  await assertResult(page, edited);
  assert.deepEqual(await queryIn(await asJson(page)), query);
});
