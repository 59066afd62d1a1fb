// Bringing statements: the sample cohort, files, text, an LRS; what is said where that fails; and that what was there stays.
import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sampleCohort, sampleNdjson } from 'xapi-journeys/sample';
import { folder, ndjson, statement } from '../js/cli-tools.js';
import {
  chip,
  chooseFiles,
  chooseSize,
  connect,
  dropFiles,
  openStatements,
  paste,
  statementsDialog,
} from './bringing.js';
import { assertAccessible, openPage, screenshot, startService, test } from './helpers.js';
import { startLrs } from './lrs.js';
import { assertSeen, figure } from './seen.js';

const cohort = (learners, seed) => [...sampleCohort({ learners, seed })];
/** Statements of that many learners who register and comment: what the journey that the page opens with looks for. */
const few = (learners, from = 0) =>
  Array.from({ length: learners }, (_, index) => [
    statement(10 * (from + index), `learner-${from + index}`, 'registered', index),
    statement(10 * (from + index) + 1, `learner-${from + index}`, 'commented', index + 1),
  ]).flat();

/** What the page's head and its result say of the statements that are loaded. */
const assertLoaded = async (page, name, statements, learners) => {
  const look = async () => [await chip(page).innerText(), await figure(page, 'Learners')];
  const written = `${name}\n${statements.toLocaleString('en')} statement${statements === 1 ? '' : 's'}`;
  await assertSeen(look, [written, String(learners)]);
  // It closes by itself, a moment later.
  await statementsDialog(page).waitFor({ state: 'hidden' });
};

/** The page as it is opened: what is to be found again where a load comes to nothing. */
async function opened(t, wanted) {
  const page = await openPage(t, wanted);
  const before = [await chip(page).innerText(), await figure(page, 'Learners')];
  const assertStays = async () =>
    assert.deepEqual([await chip(page).innerText(), await figure(page, 'Learners')], before, 'what was there stays');
  return { page, assertStays };
}

/** How many elements have a ring that says where the focus is. */
const ringed = (elements) => elements.filter((each) => getComputedStyle(each).outlineStyle !== 'none').length;

test('the sample cohort is there at first, and others of it can be made', async (t) => {
  const page = await openPage(t);
  await assertLoaded(page, 'Sample cohort', cohort(200, 1).length, 198);
  const dialog = await chooseSize(page, 'Another number of learners');
  await dialog.getByRole('textbox', { name: 'Learners' }).fill('30');
  await dialog.getByRole('textbox', { name: 'Seed' }).fill('7');
  assert.equal(await dialog.locator('[data-focus-visible]').filter({ visible: true }).evaluateAll(ringed), 1, 'rings');
  await screenshot(page, 'statements-sample');
  await assertAccessible(page, 'the dialog’s tab for the sample');
  await dialog.getByRole('button', { name: 'Make the cohort' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await assertLoaded(page, 'Sample cohort', cohort(30, 7).length, 30);
});

test('files of all kinds are chosen, several at once, and are taken together', async (t) => {
  const { write } = folder(t);
  const files = [
    write('first.ndjson', ndjson(few(3))),
    write('second.json', few(2, 3)),
    write('third.ndjson.gz', gzipSync(ndjson(few(4, 5)))),
    write('fourth.json.gz', gzipSync(JSON.stringify(few(1, 9)))),
  ];
  const page = await openPage(t);
  await openStatements(page, 'Files');
  await screenshot(page, 'statements-files');
  await assertAccessible(page, 'the dialog’s tab for files');
  await chooseFiles(page, files);
  await statementsDialog(page).waitFor({ state: 'hidden' });
  await assertLoaded(page, '4 files', 20, 10);
});

test('a file is dropped anywhere on the page, and in the dialog', async (t) => {
  const { write } = folder(t);
  const page = await openPage(t);
  const first = write('dropped.ndjson.gz', gzipSync(ndjson(few(3))));
  const whenOver = async () => {
    await page.getByText('Drop files of statements to see them here').waitFor();
    await screenshot(page, 'statements-drag');
    await assertAccessible(page, 'the page with files dragged over it');
  };
  await dropFiles(page, [first], { x: 700, y: 500, whenOver });
  await assertLoaded(page, 'dropped.ndjson.gz', 6, 3);
  const dialog = await openStatements(page, 'Files');
  const { x, y, width, height } = await dialog.getByText('Drop files here').boundingBox();
  await dropFiles(page, [write('again.json', few(2))], { x: x + width / 2, y: y + height / 2 });
  await dialog.waitFor({ state: 'hidden' });
  await assertLoaded(page, 'again.json', 4, 2);
});

test('statements are pasted: one a line, as an array, or as an LRS answers', async (t) => {
  const page = await openPage(t);
  await paste(page, ndjson(few(3)));
  await assertLoaded(page, 'Pasted statements', 6, 3);
  await paste(page, JSON.stringify(few(2), null, 2));
  await assertLoaded(page, 'Pasted statements', 4, 2);
  await openStatements(page, 'Paste');
  await screenshot(page, 'statements-paste');
  await assertAccessible(page, 'the dialog’s tab for text');
  await paste(page, JSON.stringify({ statements: few(1), more: '' }));
  await assertLoaded(page, 'Pasted statements', 2, 1);
});

test('a large file shows how far it is, and can be cancelled', async (t) => {
  const { write } = folder(t);
  const some = Buffer.concat([...sampleNdjson({ learners: 100 })]);
  const large = write('large.ndjson', Buffer.concat(Array.from({ length: 9 }, () => some)));
  const { page, assertStays } = await opened(t);
  await chooseFiles(page, [large]);
  const dialog = statementsDialog(page);
  const bar = dialog.getByRole('progressbar', { name: 'Reading large.ndjson' });
  await bar.waitFor();
  await dialog.locator('[role="progressbar"][aria-valuetext$="%"]').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Choose files' }).waitFor();
  assert.equal(await dialog.getByRole('alert').count(), 0, 'what was cancelled is no failure');
  await assertStays();
});

test('while statements are read the page can be used, and its head can cancel them', async (t) => {
  const { page, assertStays } = await opened(t);
  const dialog = await chooseSize(page, /500,000 statements/);
  await dialog.getByRole('button', { name: 'Make the cohort' }).click();
  await dialog.getByRole('progressbar').waitFor();
  await screenshot(page, 'statements-loading');
  await assertAccessible(page, 'the dialog while statements are read');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('banner').getByRole('progressbar', { name: 'Reading Sample cohort' }).waitFor();
  await assertAccessible(page, 'the page while statements are read');
  await page.getByRole('button', { name: 'Cancel loading' }).click();
  await page.getByRole('banner').getByRole('progressbar').waitFor({ state: 'hidden' });
  await assertStays();
});

/** Statements that a service holds. */
async function fill({ origin, key, secret }, statements) {
  const answer = await fetch(`${origin}/data/xAPI/statements`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${key}:${secret}`)}`,
      'content-type': 'application/json',
      'x-experience-api-version': '1.0.3',
    },
    body: JSON.stringify(statements),
  });
  assert.equal(answer.status, 200, await answer.text());
}

test('the page of a service knows its address, and gets its statements by key and secret', async (t) => {
  const service = await startService(t);
  await fill(service, few(300)); // which are more than an answer holds
  const { page, assertStays } = await opened(t, { on: service, tolerated: [/status of 401/] });
  const dialog = await openStatements(page, 'Connect');
  const endpoint = dialog.getByLabel('xAPI endpoint');
  await assertSeen(() => endpoint.inputValue(), `${service.origin}/data/xAPI`);
  await connect(page, { key: service.key, secret: 'guessed' });
  const { host } = new URL(service.origin);
  await dialog
    .getByRole('alert')
    .filter({ hasText: `${host} does not accept this key and secret` })
    .waitFor();
  await assertStays();
  await screenshot(page, 'statements-wrong-key');
  await assertAccessible(page, 'the dialog after a key that is wrong');
  await connect(page, { secret: service.secret });
  await dialog.waitFor({ state: 'hidden' });
  await assertLoaded(page, host, 600, 300);
  assert.equal(
    await page.evaluate((secret) => JSON.stringify({ ...localStorage }).includes(secret), service.secret),
    false,
  );
});

test('an LRS elsewhere gives its statements to the page', async (t) => {
  const service = await startService(t);
  await fill(service, few(12));
  const origin = await startLrs(t, async ({ pathname, search }, { headers }) => {
    const { authorization = '' } = headers;
    const asked = await fetch(`${service.origin}${pathname}${search}`, {
      headers: { authorization, 'x-experience-api-version': '1.0.3' },
    });
    return { status: asked.status, body: await asked.json() };
  });
  const page = await openPage(t, { origins: [origin] });
  await connect(page, { endpoint: `${origin}/data/xAPI/`, key: service.key, secret: service.secret });
  await statementsDialog(page).waitFor({ state: 'hidden' });
  await assertLoaded(page, new URL(origin).host, 24, 12);
});

test('an LRS that does not answer can be cancelled', async (t) => {
  const origin = await startLrs(t, () => new Promise(() => {}));
  const { page, assertStays } = await opened(t, { origins: [origin] });
  await connect(page, { endpoint: `${origin}/xapi`, key: 'key', secret: 'secret' });
  await statementsDialog(page).getByRole('progressbar').waitFor();
  await statementsDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await statementsDialog(page).getByRole('button', { name: 'Get statements' }).waitFor();
  await assertStays();
});

/** What is told where an LRS is not what was hoped for: the answer, and the message. */
const STRANGERS = {
  'is a page for people': [
    { body: '<h1>welcome</h1>' },
    /answered, but not with statements.*is \/xapi its xAPI endpoint\?/,
  ],
  'is another interface': [{ body: { items: [] } }, /not with statements \(it has no array of statements\)/],
  'knows no such address': [
    { status: 404, body: 'no' },
    /has no \/xapi\/statements \(404\); the address must be its xAPI/,
  ],
  'lets this key not read': [{ status: 403, body: {} }, /does not let this key read statements \(403\)/],
  fails: [{ status: 500, body: 'out of order' }, /answered 500: out of order/],
  'has no statements': [{ body: { statements: [] } }, /has no statements for this key/],
};

test('an LRS that is none, or refuses, is told of in words that help, and what was there stays', async (t) => {
  let answer;
  const origin = await startLrs(t, () => answer);
  const away = 'http://127.0.0.1:1';
  const tolerated = [/Failed to load resource/];
  const { page, assertStays } = await opened(t, { origins: [origin, away], tolerated });
  for (const [what, [answered, told]] of Object.entries(STRANGERS)) {
    answer = answered;
    await connect(page, { endpoint: `${origin}/xapi`, key: 'key', secret: 'secret' });
    await statementsDialog(page).getByRole('alert').filter({ hasText: told }).waitFor();
    await assertStays(what);
  }
  await connect(page, { endpoint: `${away}/xapi` });
  const alert = statementsDialog(page).getByRole('alert');
  await alert
    .filter({ hasText: /127\.0\.0\.1:1 cannot be reached: there is nothing at this address, or .*CORS/ })
    .waitFor();
  await assertStays();
});

test('what is missing in a form is told at its field', async (t) => {
  const { page, assertStays } = await opened(t, { phone: true });
  await connect(page, {});
  const dialog = statementsDialog(page);
  for (const told of ['Type the address of the endpoint.', 'Type the key.', 'Type the secret.']) {
    await dialog.getByText(told).waitFor();
  }
  await screenshot(page, 'statements-connect-phone');
  await assertAccessible(page, 'the form with nothing in it');
  await connect(page, { endpoint: 'lrs.example.com' });
  await dialog.getByText('This is no web address.').waitFor();
  await connect(page, { endpoint: 'https://key:secret@lrs.example.com/xapi' });
  await dialog.getByText('Leave the key and the secret out of the address.').waitFor();
  await paste(page, '  \n');
  await dialog.getByText('Paste statements first.').waitFor();
  await assertStays();
});

/** Files that hold no statement, and what is told of each. */
const BAD_FILES = {
  'empty.ndjson': ['', /empty\.ndjson is empty/],
  'blank.ndjson': [' \n\n', /blank\.ndjson holds no statement\..*nothing but white space/],
  'array.json': ['[]', /array\.json holds no statement\..*an empty array/],
  'words.json': ['These are words, no JSON.', /words\.json holds no statement\. Expected are xAPI.*in line 1/],
  'page.json': ['<!doctype html><p>Sign in', /page\.json holds no statement\..*XML or HTML/],
  'other.json': [{ name: 'Ada' }, /other\.json holds no statement\..*in line 1/],
  'cut.ndjson.gz': [
    gzipSync(ndjson(few(200))).subarray(0, 800),
    /cut\.ndjson\.gz is damaged: it begins as gzip and cannot be unzipped/,
  ],
  'sheet.csv': ['a,b', /sheet\.csv is of another kind: statements come as \.json/],
};

test('a file without a statement is told of in words that help, and what was there stays', async (t) => {
  const { write } = folder(t);
  const { page, assertStays } = await opened(t);
  for (const [name, [content, told]] of Object.entries(BAD_FILES)) {
    await chooseFiles(page, [write(name, content)]);
    await statementsDialog(page).getByRole('alert').filter({ hasText: told }).waitFor();
    await assertStays();
  }
  await chooseFiles(page, [write('good.ndjson', ndjson(few(1))), write('bad.json', 'nothing')]);
  await statementsDialog(page).getByRole('alert').filter({ hasText: 'bad.json holds no statement' }).waitFor();
  await assertStays();
  await screenshot(page, 'statements-bad-file');
  await assertAccessible(page, 'the dialog after a file without statements');
});

test('a file of more than 100 MB is refused with what to do', async (t) => {
  const { write } = folder(t);
  const large = write('large.ndjson', '');
  truncateSync(large, (100 << 20) + 1);
  const { page, assertStays } = await opened(t);
  await chooseFiles(page, [large]);
  const alert = statementsDialog(page).getByRole('alert');
  await alert.filter({ hasText: /large\.ndjson is larger than 100 MB.*gzip.*split/ }).waitFor();
  await assertAccessible(page, 'the dialog after a file that is too large');
  await assertStays();
});

test('bad lines among good ones are listed with their file and line, and the others are in', async (t) => {
  const { write } = folder(t);
  const [first, second, ...rest] = few(5).map((each) => JSON.stringify(each));
  const broken = write('broken.ndjson', [first, '{"actor": oops}', second, '{"verb": 1}', ...rest].join('\n'));
  const page = await openPage(t);
  await chooseFiles(page, [write('whole.ndjson', ndjson(few(2, 5))), broken]);
  const dialog = statementsDialog(page);
  await dialog.getByRole('status').filter({ hasText: '2 bad statements left out' }).waitFor();
  const rows = dialog.getByRole('table', { name: 'Bad statements' }).locator('tbody tr');
  const cells = await rows.evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent)));
  assert.deepEqual(
    cells.map(([file, line]) => [file, line]),
    [
      ['broken.ndjson', '2'],
      ['broken.ndjson', '4'],
    ],
  );
  for (const [, , wrong] of cells) assert.match(wrong, /\w/);
  await screenshot(page, 'statements-bad-lines');
  await assertAccessible(page, 'the dialog with bad lines');
  await dialog.getByRole('button', { name: 'Close' }).click();
  assert.equal(await chip(page).innerText(), '2 files\n14 statements\n2 bad');
  await assertSeen(() => figure(page, 'Learners'), '7');
  await assertAccessible(page, 'the page with bad statements');
});
