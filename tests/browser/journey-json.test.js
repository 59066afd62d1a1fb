// A whole journey is edited or pasted as JSON; what is wrong with it is said where it stands.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { retype, saidUnder, stationsNow } from './conditions.js';
import { assertAccessible, openPage, screenshot, test } from './helpers.js';
import { assertResult, cardOf, cardsOf, resultOf, template } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

/** Turns to the whole journey as JSON. @param {Page} page */
async function journeyAsJson(page) {
  await page.getByRole('button', { name: 'Edit journey as JSON' }).click();
  const code = page.getByRole('textbox', { name: 'Journey as JSON' });
  await code.waitFor();
  return code;
}

test('the whole journey is edited as JSON, and another is pasted in its place', async (t) => {
  const page = await openPage(t);
  const code = await journeyAsJson(page);
  await assertAccessible(page, 'a journey as JSON');
  await screenshot(page, 'journey-json');
  const edited = { ...template(), isSequential: false, waypoints: template().waypoints.slice(1, 4) };
  await retype(code, JSON.stringify(edited, null, 2));
  await assertResult(page, edited);

  const seed = await readFile(new URL('../../js/sample/course.json', import.meta.url), 'utf8');
  const { sources: _, ...pasted } = JSON.parse(seed); // the sample cohort is in no store
  assert.equal(typeof pasted.waypoints[0].conditions, 'string');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(pasted));
  await code.press('ControlOrMeta+A');
  await code.press('ControlOrMeta+V');
  await assertResult(page, pasted);
  await page.getByRole('button', { name: 'Edit journey as JSON' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Journey name' }).inputValue(), pasted.description);
  assert.match(await cardOf(page, '5 comments').innerText(), /verb is commented/);
  assert.equal(await cardsOf(page).count(), 2);
});

/** What is pasted, and what is said of it. @type {Record<string, [string, RegExp]>} */
const BROKEN = {
  'a text that ends too soon': ['{\n  "waypoints": [', /^Line 2: the text ends where a value is needed/],
  'a list of statements': ['[{ "id": "1" }]', /^Line 1: a journey has to be a JSON object/],
  'waypoints that are no list': ['{\n  "waypoints": {}\n}', /^Line 2: waypoints must be an array/],
  'a condition that is none': [
    '{\n "waypoints": [\n  { "conditions": 5 }\n ]\n}',
    /^Line 3: conditions must be a query/,
  ],
  'two waypoints that are one': [
    '{\n "waypoints": [\n  { "_id": "1" },\n  { "_id": "1" }\n ]\n}',
    /^Line 4: another has this _id/,
  ],
};

test('a broken journey gives messages that help, and changes nothing', async (t) => {
  const page = await openPage(t);
  const before = await cardsOf(page).allInnerTexts();
  const code = await journeyAsJson(page);
  for (const [what, [text, message]] of Object.entries(BROKEN)) {
    await retype(code, text);
    await assertSeen(async () => (await saidUnder(page)).map((said) => message.test(said)), [true], what);
    await assertResult(page, template());
  }
  await screenshot(page, 'journey-json-broken');
  await assertAccessible(page, 'a journey as JSON, broken');
  await page.getByRole('button', { name: 'Edit journey as JSON' }).click();
  assert.deepEqual(await cardsOf(page).allInnerTexts(), before);
  assert.equal(await page.getByRole('button', { name: 'Undo' }).isEnabled(), false);
});

test('what the engine has against a journey stands in its JSON where it belongs', async (t) => {
  const page = await openPage(t);
  const code = await journeyAsJson(page);
  const faulty = { ...template(), trackBy: 'team', colour: 'red' };
  faulty.waypoints[0].count = 0;
  faulty.waypoints[1].conditions = { 'statement.verb.id': { $foo: 1 } };
  const lines = JSON.stringify(faulty, null, 2).split('\n');
  const at = (/** @type {string} */ part) => lines.findIndex((line) => line.includes(part)) + 1;
  await retype(code, lines.join('\n'));
  await assertSeen(
    async () => (await saidUnder(page)).sort(),
    [
      `Line ${at('"colour"')}: unknown field: colour`,
      `Line ${at('"count": 0')}: must be a whole number from 1 to 1000000000`,
      `Line ${at('"trackBy"')}: must be "actor" or "persona"`,
      `Line ${at('"$foo"')}: unknown operator: $foo`,
    ].sort(),
  );
  assert.deepEqual(await stationsNow(page), resultOf(template()));
  await screenshot(page, 'journey-json-faults');
  await page.getByRole('button', { name: `Line ${at('"trackBy"')}` }).click();
  assert.match(await code.locator('.cm-activeLine').textContent(), /"trackBy"/);
});
