// The numbers on screen are those of the command on the same files with the same journey, which the page exports.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sampleCohort } from 'xapi-journeys/sample';
import { ownerName } from '../../js/reading/owner-name.js';
import { duration } from '../../web-demo/src/ui/format.js';
import { folder, ndjson, run } from '../js/cli-tools.js';
import { chip, chooseFiles, statementsDialog } from './bringing.js';
import { assertAccessible, openPage, resultShown, screenshot, test } from './helpers.js';
import { press, startFrom } from './journeys.js';
import { assertSeen, figure, goTo, learnerRows, trackRows } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

const count = (number) => number.toLocaleString('en');

/** The journey that is on the page, as the file that it exports. @param {Page} page @param {string} path */
async function exportJourney(page, path) {
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page.getByRole('menuitem', { name: /Export as JSON/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export as JSON' });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download/ }).click();
  await (await download).saveAs(path);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return path;
}

/** What the command says of the same. */
async function replay(journey, files, ...more) {
  const { code, out, err } = await run(['replay', '--journey', journey, '--json', ...more, ...files]);
  assert.equal(code, 0, err);
  const answer = JSON.parse(out);
  const rows = answer.progress.map((progress) => [ownerName(progress.owner), progress]);
  return { ...answer, progressOf: new Map(rows) };
}

/** What the page's figures and its picture are to be, by the command's word. @param {any} answer */
const expected = ({ journeys: [{ owners, completed, waypoints }], stats }) => ({
  ...{ learners: count(owners), completed: count(completed), statements: count(stats.statements) },
  reached: [
    ...waypoints.map(({ description, reached }) => [description, count(reached)]),
    ['Completed', count(completed)],
  ],
});

/** @param {Page} page */
async function seen(page) {
  const small = await page
    .locator('section[aria-labelledby="result"] li', { hasText: /^[\d,]+ statements?$/ })
    .innerText();
  return {
    learners: await figure(page, 'Learners'),
    completed: await figure(page, 'Completed'),
    statements: small.split(' ')[0],
    reached: (await trackRows(page)).map(([name, , reached]) => [name, reached]),
  };
}

/** A learner's row, by the command's word. @param {string} identity @param {any} progress @param {any} journey */
function rowOf(identity, progress, { waypoints, isRepeatable }) {
  const { startedAt, completedAt, pendingProgress, completions } = progress;
  const last = completions.at(-1);
  const have = waypoints.map(({ _id, count: need = 1, description }) => ({
    ...{ need, description },
    have: last && !isRepeatable ? need : (pendingProgress[_id]?.statements.length ?? 0),
  }));
  const next = have.find((each) => each.have < each.need);
  const reached = have.filter((each) => each.have >= each.need).length;
  return {
    identity,
    progress: `${reached} of ${have.length} waypoints reached.${next ? ` Next: ${next.description}, ${next.have} of ${next.need}.` : ''}`,
    startedAt,
    completedAt,
    took: progress.duration === null ? '–Not yet' : duration(progress.duration),
    ...(isRepeatable && { completions: count(completions.length) }),
  };
}

/** The rows on screen say what the command says; whom they are of is told. @param {Page} page @param {any} answer @param {any} journey */
async function assertRows(page, { progressOf }, journey) {
  await page.locator('section[aria-labelledby="learners"] [aria-busy="false"] > table tbody tr').first().waitFor();
  const rows = await learnerRows(page);
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const { identity } = row;
    assert.ok(progressOf.has(identity), `nobody is ${identity}`);
    assert.deepEqual(row, rowOf(identity, progressOf.get(identity), journey));
  }
  return rows.map(({ identity }) => identity);
}

/** Rows of several pages, sorted in several ways. @param {Page} page @param {any} answer @param {any} journey */
async function assertPages(page, answer, journey) {
  const total = answer.progress.length;
  for (const column of ['Learner', 'Started', 'Took']) {
    await page
      .getByRole('table', { name: 'Learners' })
      .getByRole('columnheader', { name: column })
      .getByRole('button')
      .click();
    const met = new Set();
    for (const turn of [null, 'Next page', 'Last', 'Previous page']) {
      if (turn) await goTo(page, turn);
      for (const identity of await assertRows(page, answer, journey)) met.add(identity);
    }
    assert.ok(met.size >= Math.min(total, 75), `${met.size} learners on four pages`);
  }
  await page
    .getByRole('status')
    .filter({ hasText: new RegExp(`of ${count(total)}$`) })
    .waitFor();
}

/** A cohort of 2,000 in two files, in which there are lines that will not do. */
function cohortFiles({ write }) {
  const statements = [...sampleCohort({ learners: 2000 })];
  const half = Math.floor(statements.length / 4);
  const first = ndjson(statements.slice(0, half));
  const bad = ['{"actor": nobody}\n', '{"id": "no id"}\n', '[1, 2]\n', '{"actor": {"mbox": \n'];
  return [
    write('first.ndjson', first.slice(0, first.length / 2) + bad.join('') + first.slice(first.length / 2)),
    write('second.ndjson.gz', gzipSync(bad[1] + ndjson(statements.slice(half)), { level: 1 })),
  ];
}

test('figures, waypoints, learners and bad lines are those of the command, also at an instant of playback', async (t) => {
  const temporary = folder(t);
  const files = cohortFiles(temporary);
  const page = await openPage(t);
  const path = await exportJourney(page, temporary.path('journey.json'));
  const journey = JSON.parse(readFileSync(path, 'utf8'));
  const answer = await replay(path, files);
  await chooseFiles(page, files);

  const dialog = statementsDialog(page);
  const { invalid } = answer.stats;
  assert.ok(invalid >= 5);
  await dialog.getByText(`${count(invalid)} bad statements left out`).waitFor();
  assert.equal(await dialog.getByRole('table', { name: 'Bad statements' }).locator('tbody tr').count(), invalid);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await resultShown(page);

  await assertSeen(() => seen(page), expected(answer));
  const { out: table } = await run(['replay', '--journey', path, ...files]);
  const [, median] = /median time (.+)$/m.exec(table);
  assert.equal(await figure(page, 'Median time to complete'), median);
  assert.match(await chip(page).innerText(), new RegExp(`${count(invalid)} bad$`));
  await page.getByText(`${count(invalid)} could not be read`).waitFor();
  await assertPages(page, answer, journey);
  await screenshot(page, 'numbers-2000-learners');
  await assertAccessible(page, 'the result of 2,000 learners');

  const playback = page.getByRole('group', { name: 'Playback' });
  const slider = playback.getByRole('slider', { name: 'Instant' });
  await slider.focus();
  await page.keyboard.press('Home');
  for (const keys of [
    ['PageUp', 'PageUp', 'ArrowRight'],
    ['PageUp', 'PageUp', 'PageUp', 'ArrowLeft'],
  ]) {
    for (const key of keys) await page.keyboard.press(key);
    const instant = await playback.locator('time').getAttribute('datetime');
    const then = await replay(path, files, '--until', instant);
    assert.ok(
      then.progress.length < answer.progress.length || then.journeys[0].completed < answer.journeys[0].completed,
    );
    const { learners, completed, reached } = expected(then);
    await assertSeen(async () => ({ ...(await seen(page)), statements: '' }), {
      learners,
      completed,
      reached,
      statements: '',
    });
    await assertRows(page, then, journey);
  }
  await screenshot(page, 'numbers-playback');
  await assertAccessible(page, 'the result at an instant');
  await playback.getByRole('button', { name: 'Back to the end' }).click();
  await assertSeen(() => seen(page), expected(answer));
});

/** A Learning Locker record around a statement, of a person where it is known whose it is. */
const recordOf = (statement, index, person) => ({
  _id: index.toString(16).padStart(24, '0'),
  ...{ organisation: 'a'.repeat(24), lrs_id: 'b'.repeat(24), client: 'c'.repeat(24) },
  ...{ active: true, voided: false, timestamp: statement.timestamp, stored: statement.stored },
  statement,
  ...(person !== undefined && {
    personaIdentifier: person.toString(16).padStart(24, 'e'),
    person: { _id: person.toString(16).padStart(24, 'd'), display: `Person ${person}` },
  }),
});

/** Records of a cohort: every third of its learners is one person with the next, and of every tenth the person is unknown. */
function records(learners) {
  const known = new Map();
  return [...sampleCohort({ learners })].map((statement, index) => {
    const who = JSON.stringify(statement.actor.account ?? statement.actor.mbox ?? statement.actor.name);
    if (!known.has(who)) known.set(who, known.size);
    const number = known.get(who);
    return recordOf(statement, index, number % 10 === 9 ? undefined : number - (number % 3 === 1 ? 1 : 0));
  });
}

test('figures of Learning Locker records, persons and repeats are those of the command', async (t) => {
  const temporary = folder(t);
  const { attempt } = JSON.parse(readFileSync(new URL('../data/seed-callback.json', import.meta.url), 'utf8'));
  const seed = attempt.waypoints.flatMap(({ statement }) => statement);
  assert.ok(seed.length > 0 && seed.every(({ statement }) => statement));
  const files = [temporary.write('records.json', [...seed, ...records(150)])];
  const page = await openPage(t);
  await chooseFiles(page, files);
  await statementsDialog(page).waitFor({ state: 'hidden' });
  await startFrom(page, 'mastery');
  await press(page.getByRole('radio', { name: 'Persona' }));
  const path = await exportJourney(page, temporary.path('journey.json'));
  const journey = JSON.parse(readFileSync(path, 'utf8'));
  assert.deepEqual([journey.trackBy, journey.isRepeatable], ['persona', true]);
  const answer = await replay(path, files);
  const { stats, progress } = answer;
  assert.ok(stats.skipped > 0 && progress.some(({ completions }) => completions.length > 1));
  await assertSeen(() => seen(page), expected(answer));
  const completions = progress.reduce((sum, each) => sum + each.completions.length, 0);
  assert.equal(await figure(page, 'Completions'), count(completions));
  await page.getByText(`${count(stats.skipped)} met a waypoint, but nobody can be told from them`).waitFor();
  await assertPages(page, answer, journey);
  await screenshot(page, 'numbers-records');
  await assertAccessible(page, 'the result of Learning Locker records');
});
