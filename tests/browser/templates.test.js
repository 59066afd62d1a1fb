// Journeys to start from: each gives a result on the sample cohort, the seed’s own example the one that the engine gives.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { TEMPLATES } from '../../web-demo/src/state/templates.js';
import { assertAccessible, openPage, screenshot, test } from './helpers.js';
import {
  assertResult,
  assertShown,
  cardOf,
  resultOf,
  resultSeen,
  startFrom,
  template,
  trackOf,
  undo,
} from './journeys.js';

test('each template opens a journey that gives a result, and undo brings the one before back', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Start from…' }).click();
  await assertAccessible(page, 'the templates');
  await screenshot(page, 'templates');
  await page.keyboard.press('Escape');
  for (const { id } of TEMPLATES.filter((each) => each.id !== 'empty')) {
    await startFrom(page, id);
    await assertShown(page, template(id));
    assert.ok(resultOf(template(id)).completed > 0, 'a template shows a journey that somebody completes');
  }
  for (let times = 1; times < TEMPLATES.length; times++) await undo(page).click();
  await assertShown(page, template());
});

test('an empty journey says what it lacks, and is built from the first waypoint on', async (t) => {
  const page = await openPage(t);
  await startFrom(page, 'empty');
  await page.getByText('A waypoint is reached when statements meet its condition.').waitFor();
  await page.getByText('without an active waypoint the journey is never completed').waitFor();
  await trackOf(page).getByText('No waypoint is switched on').waitFor();
  await assertAccessible(page, 'an empty journey');
  await screenshot(page, 'builder-empty');
  await page.getByRole('button', { name: 'Add waypoint' }).click();
  await assertResult(page, { waypoints: [{ conditions: {} }] });
});

test('the seed’s own example gives the figures that the engine gives in Node', async (t) => {
  const page = await openPage(t);
  await startFrom(page, 'seed');
  const seed = JSON.parse(await readFile(new URL('../../js/sample/course.json', import.meta.url), 'utf8'));
  const { sources: _, ...journey } = seed; // the sample cohort is in no store
  assert.equal(typeof journey.waypoints[0].conditions, 'string');
  await assertResult(page, journey);
  const { learners, completed, stations } = await resultSeen(page);
  assert.ok(learners > stations[0].reached && stations[0].reached > completed && completed > 0);
  assert.match(await cardOf(page, '5 comments').innerText(), /5 ×\s*statements whose\s*verb is commented/);
  assert.match(await cardOf(page, '1 course completion').innerText(), /verb is completed and activity type is course/);
});
