// Half a million statements do not keep the page from answering: while they are made, while the journey is edited, while the
// learners are looked through, and while time passes.
import assert from 'node:assert/strict';
import { chip, chooseSize } from './bringing.js';
import { LONGEST_TASK, assertAccessible, longestTask, openPage, resultShown, screenshot, test } from './helpers.js';
import { cardOf, press } from './journeys.js';
import { assertSeen, figure, goTo, learnerRows } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

const WAYPOINT = 'Passed the resuscitation quiz';

/** Whether the page answers while something is done. @param {import('node:test').TestContext} t @param {Page} page */
async function assertAnswers(t, page, what, act) {
  const longest = await longestTask(page, act);
  t.diagnostic(`${what}: the longest task took ${longest.toFixed()} ms`);
  assert.ok(longest < LONGEST_TASK, `${what}: ${longest} ms`);
}

/** Makes the sample of that size. @param {Page} page @param {string} size */
async function makeSample(page, size) {
  const dialog = await chooseSize(page, new RegExp(`^${size} statements`));
  await dialog.getByRole('button', { name: 'Make the cohort' }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
  await resultShown(page);
}

/** Switches a waypoint off or on, and waits for the result of that. @param {Page} page */
async function switchWaypoint(page) {
  await press(cardOf(page, WAYPOINT).getByRole('switch', { name: `${WAYPOINT} is active` }));
  await resultShown(page);
}

test('the page answers at any time with 500,000 statements', async (t) => {
  const page = await openPage(t);
  await assertAnswers(t, page, 'making statements', () => makeSample(page, '500,000'));
  assert.equal(await chip(page).innerText(), 'Sample cohort\n500,000 statements');
  const learners = await figure(page, 'Learners');
  const completed = await figure(page, 'Completed');
  assert.ok(number(learners) > 5000 && number(completed) > 1000, `${completed} of ${learners}`);
  await page.getByText('500,000 statements', { exact: true }).last().waitFor();
  assert.equal((await learnerRows(page)).length, 25);

  await assertAnswers(t, page, 'edits', async () => {
    await switchWaypoint(page);
    assert.ok(number(await figure(page, 'Completed')) >= number(completed), 'one waypoint less');
    await switchWaypoint(page);
    assert.deepEqual([await figure(page, 'Learners'), await figure(page, 'Completed')], [learners, completed]);
    const name = page.getByRole('textbox', { name: 'Journey name' });
    await name.press('Control+End');
    await name.pressSequentially(' in many words');
    await resultShown(page);
  });

  await assertAnswers(t, page, 'looking through the learners', async () => {
    const table = page.getByRole('table', { name: 'Learners' });
    await page.mouse.move(900, 500);
    for (let turns = 0; turns < 20; turns++) await page.mouse.wheel(0, 150);
    await table.getByRole('columnheader', { name: 'Learner' }).getByRole('button').click();
    const first = await learnerRows(page);
    for (const name of ['Next page', 'Next page', 'Last', 'Previous page']) {
      await goTo(page, name);
      assert.notDeepEqual(await learnerRows(page), first);
    }
    const search = page.getByRole('searchbox', { name: 'Search learners' });
    await search.pressSequentially(first[0].identity, { delay: 10 });
    await assertSeen(async () => (await learnerRows(page))[0], first[0]);
    await search.fill('');
  });

  await assertAnswers(t, page, 'playback', async () => {
    const playback = page.getByRole('group', { name: 'Playback' });
    await playback.getByRole('button', { name: 'Play the journey back' }).click();
    const half = `${number(learners) / 2}`;
    // Half of the learners have begun by now: the figures follow.
    await page.waitForFunction(
      ([name, least]) => {
        const term = Array.from(document.querySelectorAll('dt'), (each) => each).find(
          (each) => each.textContent === name,
        );
        const shown = Number(term?.nextElementSibling?.firstElementChild?.textContent?.replaceAll(',', ''));
        return shown >= Number(least);
      },
      ['Learners', half],
    );
    await playback.getByRole('button', { name: 'Pause' }).click();
    await screenshot(page, 'large-playback');
    await playback.getByRole('button', { name: 'Back to the end' }).click();
    await assertSeen(() => figure(page, 'Learners'), learners);
  });
  await screenshot(page, 'large');
  await assertAccessible(page, 'the result of 500,000 statements');
});

/** @param {string} written */
const number = (written) => Number(written.replaceAll(',', ''));

test('the result of an edit of 100,000 statements is measured', async (t) => {
  const page = await openPage(t);
  await makeSample(page, '100,000');
  await page.evaluate(watchEdits);
  for (let edits = 0; edits < 10; edits++) await switchWaypoint(page);
  const took = await page.evaluate(() => globalThis.editsTook);
  assert.equal(took.length, 10, 'each edit has a result');
  t.diagnostic(`the last one was ${await page.getByText(/^computed in/).innerText()}`);
  const sorted = took.toSorted((a, b) => a - b);
  t.diagnostic(
    `from an edit to its result: ${((sorted[4] + sorted[5]) / 2).toFixed()} ms, the median of ${sorted.map(Math.round)}`,
  );
});

/** In the page: notes how long it takes from each click until the result is no longer awaited. */
function watchEdits() {
  const took = (globalThis.editsTook = []);
  let start = 0;
  addEventListener('click', () => (start = performance.now()), { capture: true });
  const told = document.querySelector('section[aria-labelledby="result"] > [aria-busy]');
  new MutationObserver(() => {
    if (told?.getAttribute('aria-busy') === 'false') took.push(performance.now() - start);
  }).observe(/** @type {Element} */ (told), { attributeFilter: ['aria-busy'] });
}
