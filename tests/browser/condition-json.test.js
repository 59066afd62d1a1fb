// Conditions are typed as JSON: with completion, and with what the engine has against them where it belongs. The last result
// stays until they are good again.
import assert from 'node:assert/strict';
import {
  VERBS,
  emptyWaypoint,
  assertAsked,
  asJson,
  asRows,
  retype,
  queryIn,
  saidUnder,
  underlined,
  stationsNow,
} from './conditions.js';
import { assertAccessible, openPage, overflows, screenshot, test } from './helpers.js';
import { assertResult, cardOf, editorOf, openWaypoint, resultOf, template } from './journeys.js';
import { assertSeen } from './seen.js';

test('the JSON editor completes fields, operators and values by keyboard', async (t) => {
  const page = await emptyWaypoint(t);
  const code = await asJson(page);
  const type = async (/** @type {string} */ text, /** @type {string} */ offer) => {
    await page.keyboard.type(text);
    const first = page.getByRole('option', { name: offer });
    await first.and(page.locator('[aria-selected="true"]')).waitFor();
    // A key in the moment in which the list opens is meant for the text: CodeMirror takes it for 75 ms.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
  };
  await code.click();
  await page.keyboard.press('ControlOrMeta+A');
  await type('{"verb', 'Verb – statement.verb.id');
  await assertAccessible(page, 'completion of a field');
  await page.keyboard.press('Enter');
  await type('"pas', `passed – ${VERBS}passed`);
  await page.keyboard.press('Tab');
  await assertAsked(page, { 'statement.verb.id': `${VERBS}passed` });
  await type(', "scal', 'Score (scaled) – statement.result.score.scaled');
  await page.keyboard.press('Enter');
  await type('{"$gt', '$gt');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: /^\$gte/, selected: true }).waitFor();
  await screenshot(page, 'condition-completion');
  await page.keyboard.press('Enter');
  await page.keyboard.type('0.9');
  const query = { 'statement.verb.id': `${VERBS}passed`, 'statement.result.score.scaled': { $gte: 0.9 } };
  await assertAsked(page, query);
  assert.deepEqual(await queryIn(code), query);
});

/** What is typed, what is underlined in it, what is said of it, and in which line. @type {Record<string, [string, string, RegExp, number]>} */
const FAULTS = {
  'a missing value': ['{\n  "statement.verb.id": \n}', '}', /a value is needed here/, 3],
  'an unknown operator': ['{\n  "statement.verb.id": { "$foo": 1 }\n}', '"$foo"', /unknown operator: \$foo/, 2],
  'a wrong operand': ['{\n  "a": 1,\n  "b": { "$in": 5 }\n}', '"$in"', /\$in needs an array/, 3],
  'a bad pattern': ['{\n  "a": { "$regex": "(x" }\n}', '"$regex"', /regular expression has a \( without its \)/, 2],
  'a pattern that would take too long': [
    '{ "a": { "$regex": "(?=x)" } }',
    '"$regex"',
    /look-ahead .* not supported/,
    1,
  ],
};

test('what is wrong with a condition is said where it is, and the last result stays', async (t) => {
  const page = await openPage(t);
  const journey = template();
  const name = 'Commented twice';
  await openWaypoint(page, name);
  const code = await asJson(page);
  const stale = page.getByText('This is still the result of the journey before.');
  for (const [what, [text, marked, message, line]] of Object.entries(FAULTS)) {
    await retype(code, text);
    await assertSeen(() => underlined(code), [marked], what);
    const [said, ...others] = await saidUnder(page);
    assert.match(said, message, what);
    assert.ok(said.startsWith(`Line ${line}: `), `${what}: ${said}`);
    assert.deepEqual(others, [], what);
    await stale.waitFor();
    assert.deepEqual(await stationsNow(page), resultOf(journey), what);
  }
  await page.getByText('1 fault').waitFor();
  await screenshot(page, 'condition-fault');
  await assertAccessible(page, 'a condition with a fault');

  // From the list under the editor to the place, and from the list above to the waypoint.
  await retype(code, FAULTS['a wrong operand'][0]);
  await page.getByRole('button', { name: 'Line 3' }).click();
  assert.equal(await code.locator('.cm-activeLine').textContent(), '  "b": { "$in": 5 }');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.getByRole('button', { name: 'Close the waypoint' }).click();
  await cardOf(page, name).getByText('$in needs an array').waitFor();
  await openWaypoint(page, 'Registered for the course');
  await page.getByRole('button', { name: 'Waypoint 4', exact: true }).click();
  await editorOf(page).getByRole('heading', { name: 'Waypoint 4' }).waitFor();
  await asRows(page);
  await editorOf(page).getByText('$in needs an array').waitFor();
  await assertAccessible(page, 'a condition with a fault, in rows');

  const good = { 'statement.verb.id': `${VERBS}failed` };
  const code2 = await asJson(page);
  await retype(code2, JSON.stringify(good));
  journey.waypoints[3].conditions = good;
  await assertResult(page, journey);
  await stale.waitFor({ state: 'detached' });
  assert.equal(await page.getByText('1 fault').count(), 0);
});

test('what the engine warns of is told, and does not keep the result', async (t) => {
  const page = await openPage(t);
  const journey = template();
  await openWaypoint(page, 'Commented twice');
  const code = await asJson(page);
  await retype(code, '{ "statement.verb.id": { "$in": [] } }');
  journey.waypoints[3].conditions = { 'statement.verb.id': { $in: [] } };
  await assertSeen(() => saidUnder(page), ['Line 1: nothing can meet this condition']);
  await page.getByText('1 warning').waitFor();
  await editorOf(page).getByText('No statement meets this').waitFor();
  await assertResult(page, journey);
  await assertAccessible(page, 'a condition with a warning');
  await retype(code, template().waypoints[0].conditions);
  await assertSeen(() => saidUnder(page), ['Line 1: the same condition as waypoint 1']);
});

test('a condition with a fault, in the dark and on a phone', async (t) => {
  const page = await openPage(t, { dark: true, phone: true });
  await openWaypoint(page, 'Commented twice');
  const code = await asJson(page);
  await retype(code, FAULTS['an unknown operator'][0]);
  await assertSeen(() => underlined(code), ['"$foo"']);
  await assertAccessible(page, 'a condition with a fault, in the dark and on a phone');
  await screenshot(page, 'condition-fault-phone-dark');
  assert.equal(await overflows(page), false);
  await page.getByRole('tab', { name: 'Result', exact: true }).tap();
  await page.getByText('This is still the result of the journey before.').waitFor();
  await screenshot(page, 'condition-fault-phone-dark-result');
  await assertAccessible(page, 'the result of before, in the dark and on a phone');
});
