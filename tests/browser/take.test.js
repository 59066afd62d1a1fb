// The journey is taken away: as a file, by a command, into a service, in a link; and is brought back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fragmentOf } from '../../web-demo/src/take/share.js';
import { folder, ndjson } from '../js/cli-tools.js';
import { engine } from '../js/helpers.js';
import { openJourney } from './cohort.js';
import { assertAccessible, openPage, overflows, resultShown, screenshot, startService, test } from './helpers.js';
import { assertResult, resultOf, resultSeen, template } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page @typedef {Awaited<ReturnType<typeof startService>>} Service */

/** What is hard to quote, to write and to send. */
const TITLE = 'L’été’s “best” journey: 50 % & \'one\' "two" $HOME `pwd` \\n';
const titled = () => ({ ...template(), description: TITLE });

/** Chooses a way to take the journey away. @param {Page} page @param {RegExp} way */
async function take(page, way) {
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page.getByRole('menuitem', { name: way }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { level: 2 }).waitFor();
  return dialog;
}

/** Asks the service as the client of the test. @param {Service} service @param {string} path @param {object} [body] @param {string} [method] */
async function ask({ origin, key, secret }, path, body, method = body ? 'POST' : 'GET') {
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  const response = await fetch(`${origin}/api/v2/journey${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** What makes a journey what it is: conditions as what they mean. @param {any} journey */
function essence({ _id, description, isSequential = false, isRepeatable = false, waypoints, outcomes }) {
  const read = (conditions) => (typeof conditions === 'string' ? JSON.parse(conditions) : conditions);
  return {
    ...{ _id, description, isSequential, isRepeatable },
    waypoints: waypoints.map((each) => [each._id, each.description, read(each.conditions), each.count ?? 1]),
    outcomes: outcomes.map((each) => [each._id, each.description, each.callback]),
  };
}

test('the exported file is a journey that the engine, the service and the page itself accept', async (t) => {
  const service = await startService(t);
  const journey = titled();
  const page = await openJourney(t, journey, { on: service });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await take(page, /Export as JSON/);
  await screenshot(page, 'take-export');
  await assertAccessible(page, 'the export');
  const shown = await dialog.getByRole('region', { name: 'Journey as JSON' }).textContent();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download .*\.json$/ }).click();
  const path = await (await download).path();
  const text = await readFile(path, 'utf8');
  assert.equal(text, shown);
  assert.deepEqual(essence(JSON.parse(text)), essence(journey));

  const { valid, errors } = engine.validate(text);
  assert.deepEqual([valid, errors], [true, {}]);
  const created = await ask(service, '', JSON.parse(text));
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const stored = await ask(service, `/${journey._id}`);
  assert.deepEqual(essence(stored.body), essence(journey));

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const other = await openPage(t);
  await importFile(other, path);
  await other.getByRole('dialog').waitFor({ state: 'detached' });
  await assertResult(other, journey);
  await assertNamed(other, TITLE);
});

test('the command creates the journey when sh runs it', async (t) => {
  const service = await startService(t);
  const journey = titled();
  const page = await openJourney(t, journey, { on: service });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await take(page, /Command with curl/);
  const address = dialog.getByRole('textbox', { name: 'Address of the service' });
  await assertSeen(() => address.inputValue(), service.origin, 'the page is from the service');
  await screenshot(page, 'take-curl');
  await assertAccessible(page, 'the command');
  await address.fill(`${service.origin}/api/v2/journey`); // of a route, as people paste it
  const command = (await dialog.getByRole('region', { name: 'Command' }).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Copy the command' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
  const { status, answer } = await shell(command, service);
  assert.equal(status, 0);
  assert.equal(answer._id, journey._id);
  const stored = await ask(service, `/${journey._id}`);
  assert.deepEqual(essence(stored.body), essence(journey));
});

/** Runs a command, while this process is the service that it asks. @param {string} command @param {Service} service */
async function shell(command, { key, secret }) {
  const child = spawn('sh', ['-c', command], { env: { PATH: process.env.PATH, KEY: key, SECRET: secret } });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, answer: JSON.parse(out) };
}

/** Fills in whom the service is to know. @param {import('playwright-core').Locator} dialog @param {{key: string, secret: string}} client */
async function signIn(dialog, { key, secret }) {
  await dialog.getByRole('textbox', { name: 'Key' }).fill(key);
  await dialog.getByLabel('Secret').fill(secret);
}

/** What the page's console says of a request that is refused, which is what the test is about. */
const REFUSED = [/Failed to load resource/];

test('the journey is saved to a service: first created, then updated, and nothing of others is overwritten unasked', async (t) => {
  const service = await startService(t);
  const journey = titled();
  const page = await openJourney(t, journey, { on: service, tolerated: REFUSED });
  const dialog = await take(page, /Save to a service/);
  const address = dialog.getByRole('textbox', { name: 'Address of the service' });
  await assertSeen(() => address.inputValue(), service.origin);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.getByText('Type the client’s key.').waitFor();
  await dialog.getByText('Type the client’s secret.').waitFor();
  await assertAccessible(page, 'saving without a key');

  await signIn(dialog, { ...service, secret: 'wrong' });
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'The key or the secret is wrong' }).waitFor();
  await screenshot(page, 'take-save-wrong-secret');
  await assertAccessible(page, 'a wrong secret');
  assert.equal((await ask(service, `/${journey._id}`)).status, 404);

  await signIn(dialog, service);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.getByRole('status').filter({ hasText: 'The journey is created' }).waitFor();
  await dialog.getByText(journey._id).waitFor();
  await screenshot(page, 'take-saved');
  await assertAccessible(page, 'a saved journey');
  const link = await dialog.getByRole('link', { name: 'See it in the service' }).getAttribute('href');
  assert.equal(link, `${service.origin}/api/v2/journey/${journey._id}`);
  const stored = await ask(service, `/${journey._id}`);
  assert.deepEqual(essence(stored.body), essence(journey));

  await page.keyboard.press('Escape');
  await page.getByRole('switch', { name: 'Sequential' }).press('Space');
  await take(page, /Save to a service/);
  await dialog.getByText('This tab has saved the journey there before').waitFor();
  await dialog.getByRole('button', { name: 'Update it' }).click();
  await dialog.getByRole('status').filter({ hasText: 'The journey is updated' }).waitFor();
  const updated = await ask(service, `/${journey._id}`);
  assert.deepEqual([updated.body.isSequential, updated.body.__v], [false, 1]);

  // Somebody else changes it meanwhile.
  const theirs = await ask(service, `/${journey._id}`, { ...updated.body, description: 'Theirs' }, 'PUT');
  assert.equal(theirs.status, 200, JSON.stringify(theirs.body));
  await dialog.getByRole('button', { name: 'Update it' }).click();
  const taken = dialog.getByRole('alert').filter({ hasText: 'The journey was changed by somebody else' });
  await taken.waitFor();
  await assertAccessible(page, 'a journey that somebody else has changed');
  assert.equal((await ask(service, `/${journey._id}`)).body.description, 'Theirs');
  await taken.getByRole('button', { name: 'Replace it' }).click();
  await dialog.getByRole('status').filter({ hasText: 'The journey is updated' }).waitFor();
  assert.equal((await ask(service, `/${journey._id}`)).body.description, TITLE);
});

test('what the service finds wrong with a journey is told with its place', async (t) => {
  const service = await startService(t);
  const journey = titled();
  journey.waypoints[1].conditions = '{"statement.verb.id": {"$foo": 1}}';
  journey.outcomes[0].callback = 'nowhere';
  const page = await openPage(t, {
    on: service,
    hash: await fragmentOf(journey),
    tolerated: REFUSED,
    until: async (opened) => opened.getByText('No result yet').waitFor(),
  });
  const dialog = await take(page, /Save to a service/);
  await dialog.getByText('The journey has 2 faults').waitFor();
  await signIn(dialog, service);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  const refusal = dialog.getByRole('alert').filter({ hasText: 'The service finds faults with the journey' });
  await refusal.waitFor();
  const faults = await refusal.getByRole('listitem').allInnerTexts();
  const { body } = await ask(service, '', journey);
  const messages = Object.values(body.errors).map(({ message }) => message);
  assert.equal(faults.length, 2);
  for (const message of messages)
    assert.ok(
      faults.some((fault) => fault.includes(message)),
      message,
    );
  assert.match(faults.join('\n'), /Waypoint 2 “Watched the first video to the end”: condition/);
  assert.match(faults.join('\n'), /Outcome 1 “Tell the training team”: address/);
  await screenshot(page, 'take-save-faults');
  await assertAccessible(page, 'faults that the service finds');
  assert.equal((await ask(service, `/${journey._id}`)).status, 404);
});

test('a service that is not there, or is none, is told of', async (t) => {
  const nobody = 'http://127.0.0.1:1';
  const page = await openPage(t, { origins: [nobody], tolerated: [/Failed to load resource/] });
  const dialog = await take(page, /Save to a service/);
  const address = dialog.getByRole('textbox', { name: 'Address of the service' });
  await signIn(dialog, { key: 'a', secret: 'b' });
  await address.fill('ftp://nowhere');
  await address.press('Tab');
  await dialog.getByText('This is no web address.').waitFor();
  await address.fill(nobody);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'The service could not be reached' }).waitFor();
  const { origin } = new URL(page.url());
  await address.fill(origin);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'This is no service of journeys' }).waitFor();
  await assertAccessible(page, 'what is no service');
});

/** The builder has the journey of that name. @param {Page} page @param {string} name */
const assertNamed = (page, name) =>
  assertSeen(() => page.getByRole('textbox', { name: 'Journey name' }).inputValue(), name);

test('a shared link opens the same journey with the same figures, in this tab and in another', async (t) => {
  const journey = { ...template('mastery'), description: TITLE };
  const page = await openJourney(t, journey);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const figures = await resultSeen(page);
  assert.deepEqual(figures, resultOf(journey));
  const dialog = await take(page, /Share a link/);
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await field.waitFor();
  const link = await field.inputValue();
  await screenshot(page, 'take-share');
  await assertAccessible(page, 'a link');
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  assert.ok(link.startsWith(page.url().replace(/#.*/, '#')));

  const other = await page.context().newPage();
  await other.goto(link);
  await resultShown(other);
  assert.deepEqual(await resultSeen(other), figures);
  await assertNamed(other, TITLE);

  // In a tab in which the page is open already, the link is an edit like any other.
  const third = await openPage(t);
  const before = await resultSeen(third);
  await third.goto(link.replace(/^[^#]*/, third.url()));
  await assertResult(third, journey);
  await assertNamed(third, TITLE);
  await third.getByRole('button', { name: 'Undo' }).click();
  await assertSeen(() => resultSeen(third), before);
});

test('a damaged link gives a message, and the page is there all the same', async (t) => {
  const whole = await fragmentOf(template());
  for (const [hash, message] of [
    [whole.slice(0, -20), 'The link is damaged: it was cut short or changed on its way.'],
    ['#j1=nothing', 'The link is damaged: it was cut short or changed on its way.'],
    [whole.replace('#j1', '#j7'), 'The link was made by another version of this page'],
  ]) {
    const page = await openPage(t, { hash });
    const alert = page.getByRole('alert').filter({ hasText: 'The journey in the link could not be opened' });
    await alert.waitFor();
    assert.ok((await alert.innerText()).includes(message));
    await assertResult(page, template());
    await screenshot(page, 'take-damaged-link');
    await assertAccessible(page, 'a damaged link');
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  }
});

/** Chooses a file in the dialog that imports. @param {import('playwright-core').Locator} dialog @param {string} path */
async function chooseFile(dialog, path) {
  const chooser = dialog.page().waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(path);
  const text = (await readFile(path, 'utf8')).trim();
  await assertSeen(async () => (await dialog.getByRole('textbox').inputValue()).trim(), text);
}

/** Opens the journey in the file, as far as it can be opened. @param {Page} page @param {string} path */
async function importFile(page, path) {
  const dialog = await take(page, /Import from JSON/);
  await chooseFile(dialog, path);
  await dialog.getByRole('button', { name: 'Open it' }).click();
  return dialog;
}

test('a journey is imported from a file; what is no journey, and faults, keep it from being opened', async (t) => {
  const { write } = folder(t);
  const page = await openPage(t);
  const before = await resultSeen(page);
  const bad = template('videos');
  Object.assign(bad.waypoints[0], { count: -1 });
  Object.assign(bad, { trackBy: 'shoe size' });
  const dialog = await importFile(page, write('bad.json', bad));
  const alert = dialog.getByRole('alert').filter({ hasText: 'The journey cannot be opened' });
  await alert.waitFor();
  const faults = await alert.getByRole('listitem').allInnerTexts();
  const { errors } = engine.validate(bad);
  assert.equal(faults.length, Object.keys(errors).length);
  for (const { message } of Object.values(errors))
    assert.ok(
      faults.some((each) => each.includes(message)),
      message,
    );
  assert.match(faults.join('\n'), /Waypoint 1 “.*”: count/);
  await screenshot(page, 'take-import-faults');
  await assertAccessible(page, 'an import with faults');

  for (const [content, message] of [
    ['{"description": ', 'This is no JSON'],
    ['[]', 'there is no journey in it'],
    ['"journey"', 'A journey is a JSON object'],
    ['{"actor": {}, "verb": {}}', 'These are statements, not a journey'],
  ]) {
    await chooseFile(dialog, write('other.json', content));
    await dialog.getByText(message).waitFor();
    assert.ok(await dialog.getByRole('button', { name: 'Open it' }).isDisabled());
  }
  await assertAccessible(page, 'an import of something else');
  assert.deepEqual(await resultSeen(page), before, 'the journey is as it was');
});

test('of a file with several journeys one is chosen; the faults of another do not matter', async (t) => {
  const { write } = folder(t);
  const journeys = [{ ...template('videos'), trackBy: 'shoe size' }, template('mastery'), template('discussion')];
  const page = await openPage(t);
  const dialog = await take(page, /Import from JSON/);
  await chooseFile(dialog, write('journeys.ndjson', ndjson(journeys)));
  await dialog.getByRole('button', { name: 'Open it' }).click();
  const alert = dialog.getByRole('alert').filter({ hasText: 'The journey cannot be opened' });
  await alert.waitFor();
  await dialog.getByRole('button', { name: /Which of the 3 journeys/ }).click();
  await page.getByRole('option', { name: journeys[1].description }).click();
  await alert.waitFor({ state: 'detached' });
  await screenshot(page, 'take-import');
  await assertAccessible(page, 'an import of several journeys');
  await dialog.getByRole('button', { name: 'Open it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await assertResult(page, journeys[1]);
  await assertNamed(page, journeys[1].description);
});

for (const [name, wanted] of /** @type {const} */ ([
  ['dark', { dark: true }],
  ['phone', { phone: true }],
])) {
  test(`the ways to take it away: ${name}`, async (t) => {
    const page = await openPage(t, wanted);
    for (const [way, words] of [
      ['save', /Save to a service/],
      ['share', /Share a link/],
      ['export', /Export as JSON/],
      ['curl', /Command with curl/],
      ['import', /Import from JSON/],
    ]) {
      const dialog = await take(page, /** @type {RegExp} */ (words));
      if (way === 'share') await dialog.getByRole('textbox', { name: 'Link' }).waitFor();
      await screenshot(page, `take-${way}-${name}`);
      await assertAccessible(page, `${way}, ${name}`);
      assert.equal(await overflows(page), false);
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByRole('menu').waitFor();
    await screenshot(page, `take-menu-${name}`);
    await assertAccessible(page, `the menu, ${name}`);
  });
}
