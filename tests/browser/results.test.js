// What the journey tells: its figures, its track, its learners and its charts. What is expected, the engine says in Node.
import assert from 'node:assert/strict';
import { count, duration, percent } from '../../web-demo/src/ui/format.js';
import { learnersOf, openJourney } from './cohort.js';
import { assertAccessible, openPage, overflows, screenshot, test } from './helpers.js';
import { assertResult, template, trackOf } from './journeys.js';
import { assertSeen, figure, goTo, learnerRows, trackRows } from './seen.js';
import { PAGE, assertPlace, assertTold, headline, told, who } from './told.js';

/** @typedef {import('playwright-core').Page} Page */

/** All pages of the table, one after another. @param {Page} page @param {number} total */
async function allIdentities(page, total) {
  const found = [];
  for (let from = 1; from <= total; from += PAGE) {
    if (from > 1) await goTo(page, 'Next page');
    const end = Math.min(from + PAGE - 1, total);
    await assertPlace(page, `${from}–${end} of ${total}`);
    found.push(...(await learnerRows(page)).map(({ identity }) => identity));
  }
  return found.sort();
}

test('the sample’s figures, its track and the track’s table are what the engine says', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  await assertResult(page, journey);
  const { owners, completed } = await assertTold(page, journey);
  const notes = page.locator('section[aria-labelledby="result"] dl').first();
  assert.match(await notes.innerText(), new RegExp(`Completed\\s+${completed}\\s+${percent(completed, owners)}\\n`));
  const track = trackOf(page);
  assert.match(await track.innerText(), /In this order: each waypoint opens when the one before it is reached\./);
  const columns = await track.getByRole('columnheader').allInnerTexts();
  assert.deepEqual(
    columns.map((each) => each.trim()),
    ['Waypoint', 'Statements needed', 'Reached by', 'Share', 'Standing here', 'Lost on the way to it'],
  );
  await screenshot(page, 'results-track-table');
  await assertAccessible(page, 'the track’s table');
});

test('a station shows who stands there, and the chip shows all again', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  const answer = told(journey);
  const total = answer.owners;
  const station = trackOf(page).getByRole('button', { name: /^Commented twice/ });
  await station.click();
  const there = who(answer, ({ standing }) => standing === 3);
  await assertPlace(page, `1–${PAGE} of ${there.length}`);
  assert.equal(await station.getAttribute('aria-pressed'), 'true');
  for (const { progress } of await learnerRows(page)) {
    assert.match(progress, /^3 of 5 waypoints reached\. Next: Commented twice, [01] of 2\.$/);
  }
  assert.deepEqual(await allIdentities(page, there.length), there);
  await screenshot(page, 'results-station');
  await assertAccessible(page, 'who stands at a station');

  const learners = learnersOf(page);
  await learners.getByRole('button', { name: 'Standing at Commented twice. Remove' }).click();
  await assertPlace(page, `1–${PAGE} of ${total}`);
  assert.equal(await station.getAttribute('aria-pressed'), 'false');

  // The keyboard does the same; the stop and the chip of those who completed it are one choice.
  await trackOf(page)
    .getByRole('button', { name: /^Completed/ })
    .focus();
  await page.keyboard.press('Space');
  const completed = who(answer, ({ completions }) => completions > 0);
  await assertPlace(page, `1–${PAGE} of ${completed.length}`);
  const chip = learners.getByRole('button', { name: 'Completed', exact: true, pressed: true });
  assert.deepEqual(await allIdentities(page, completed.length), completed);
  await chip.click();
  await assertPlace(page, `1–${PAGE} of ${total}`);
});

/** What the column shows of a learner, as it can be compared: null where there is nothing. */
const SHOWN = {
  Progress: ({ progress }) => Number(/^\d+/.exec(progress)?.[0]),
  Started: ({ startedAt }) => Date.parse(startedAt),
  Completed: ({ completedAt }) => (completedAt === null ? null : Date.parse(completedAt)),
  Took: ({ took }) => (took.startsWith('–') ? null : took),
  Completions: ({ completions }) => Number(completions),
};
/** The same of the engine’s row. */
const ENGINES = {
  Progress: ({ reached }) => reached,
  Started: ({ startedAt }) => Math.floor(startedAt),
  Completed: ({ completedAt }) => (Number.isNaN(completedAt) ? null : Math.floor(completedAt)),
  Took: ({ duration: took }) => (Number.isNaN(took) ? null : took),
  Completions: ({ completions }) => completions,
};

/** What the column shows on the first page. @param {ReturnType<typeof told>} answer @param {string} column @param {boolean} isDescending */
function firstPage({ learners }, column, isDescending) {
  const values = [...learners.values()].map(ENGINES[column]);
  const sorted = values
    .filter((value) => value !== null)
    .sort((a, b) => (isDescending ? b - a : a - b))
    .concat(values.filter((value) => value === null)) // what there is nothing of comes last, whichever way round
    .slice(0, PAGE);
  return column === 'Took' ? sorted.map((value) => (value === null ? null : duration(value))) : sorted;
}

/** @param {Page} page @param {string} column */
const head = (page, column) => learnersOf(page).getByRole('columnheader', { name: column, exact: true });

/** A press on the column's head sorts, and what comes first is what the engine's values say. @param {Page} page @param {ReturnType<typeof told>} answer @param {string} column @param {'ascending' | 'descending'} direction */
async function assertSorted(page, answer, column, direction) {
  await head(page, column).getByRole('button').click();
  await assertSeen(() => head(page, column).getAttribute('aria-sort'), direction);
  const expected = firstPage(answer, column, direction === 'descending');
  await assertSeen(async () => (await learnerRows(page)).map(SHOWN[column]), expected, `${column}, ${direction}`);
}

test('every column sorts the learners, one way and the other', async (t) => {
  const journey = template('mastery');
  const page = await openJourney(t, journey);
  const answer = told(journey);
  for (const [column, first, second] of /** @type {const} */ ([
    ['Started', 'ascending', 'descending'],
    ['Completed', 'descending', 'ascending'],
    ['Took', 'ascending', 'descending'],
    ['Completions', 'descending', 'ascending'],
  ])) {
    await assertSorted(page, answer, column, first);
    await assertSorted(page, answer, column, second);
  }
  const sorted = learnersOf(page).getByRole('columnheader').and(page.locator('[aria-sort="ascending"]'));
  assert.equal(await sorted.innerText(), 'Completions');
});

test('learners are sorted by how far they are at first, and by name when that is asked for', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  const answer = told(journey);
  assert.equal(await head(page, 'Progress').getAttribute('aria-sort'), 'descending');
  assert.deepEqual((await learnerRows(page)).map(SHOWN.Progress), firstPage(answer, 'Progress', true));
  await assertSorted(page, answer, 'Progress', 'ascending');

  const names = () => learnersOf(page).getByRole('rowheader').getByRole('button').allInnerTexts();
  const { compare } = new Intl.Collator('en', { numeric: true });
  const pages = [];
  for (const direction of ['ascending', 'descending']) {
    await head(page, 'Learner').getByRole('button').click();
    await assertSeen(() => head(page, 'Learner').getAttribute('aria-sort'), direction);
    const sign = direction === 'ascending' ? 1 : -1;
    await assertSeen(async () => {
      await learnerRows(page);
      const seen = await names();
      return seen.every((name, index) => index === 0 || sign * compare(seen[index - 1], name) <= 0);
    }, true);
    pages.push(await names());
    assert.equal(pages.at(-1)?.length, PAGE);
  }
  const [first, last] = pages;
  assert.ok(compare(first[PAGE - 1], last[PAGE - 1]) < 0, 'who comes last is on the first page the other way round');
});

test('learners are searched by name and address, paged to the last one, and nobody is found', async (t) => {
  const page = await openPage(t);
  const { owners, learners } = told(template());
  const table = learnersOf(page);
  const previous = table.getByRole('button', { name: 'Previous page' });
  const next = table.getByRole('button', { name: 'Next page' });
  await assertPlace(page, `1–${PAGE} of ${owners}`);
  assert.ok(await previous.isDisabled());
  assert.deepEqual(await allIdentities(page, owners), [...learners.keys()].sort());
  assert.ok(await next.isDisabled(), 'the last page is reached');
  await goTo(page, 'First');
  await goTo(page, 'Last');
  const last = Math.floor((owners - 1) / PAGE) * PAGE + 1;
  await assertPlace(page, `${last}–${owners} of ${owners}`);

  const name = await table.getByRole('rowheader').getByRole('button').first().innerText();
  const field = table.getByRole('searchbox', { name: 'Search learners' });
  await field.fill(name.toUpperCase());
  await table
    .getByRole('status')
    .filter({ hasText: /^1–(\d+) of \1$/ })
    .waitFor();
  await assertSeen(
    async () => [...new Set(await table.getByRole('rowheader').getByRole('button').allInnerTexts())],
    [name],
  );
  const domain = 'example.edu';
  await field.fill(domain);
  const theirs = [...learners.keys()].filter((identity) => identity.includes(domain));
  assert.ok(theirs.length > 0 && theirs.length < owners);
  await assertPlace(page, `1–${Math.min(PAGE, theirs.length)} of ${theirs.length}`);

  await field.fill('nobody is called that');
  await table.getByText('No learner found').waitFor();
  assert.equal(await table.getByRole('rowheader').count(), 0);
  assert.equal(await table.getByRole('navigation').count(), 0);
  await screenshot(page, 'results-nobody-found');
  await assertAccessible(page, 'nobody is found');
  await table.getByRole('button', { name: 'Show all' }).click();
  await assertPlace(page, `1–${PAGE} of ${owners}`);
  assert.equal(await field.inputValue(), '');
});

/** The table below a chart, as numbers of its last columns. @param {Page} page @param {string} caption */
async function chartTable(page, caption) {
  const chart = page.getByRole('figure', { name: caption });
  await chart.locator('summary').click();
  const table = chart.getByRole('table', { name: caption });
  await table.waitFor();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent ?? '')));
  return rows.map((cells) => cells.map((cell) => Number(cell.replaceAll(',', ''))));
}

test('the charts say in words and in tables what they draw', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  const { completed, medianDuration, completionTimes, learners } = told(journey);
  const took = [...learners.values()].map((row) => row.duration).filter((each) => !Number.isNaN(each));
  const [fastest, slowest] = [Math.min(...took), Math.max(...took)].map(duration);
  const spread = `${completed} learners: half of them within ${duration(medianDuration)}, the fastest in ${fastest}, the slowest in ${slowest}.`;
  // The page's days are those of its reader.
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Europe/Berlin' });
  const [first, last] = [completionTimes[0], completionTimes[completed - 1]].map((each) => day.format(each));
  const when = `${completed} completions, the first on ${first}, the last on ${last}.`;
  for (const [title, words] of [
    ['Time to complete', spread],
    ['Completions over time', when],
  ]) {
    const chart = page.getByRole('img', { name: `${title}. ${words}` });
    await chart.locator('svg').first().waitFor();
    assert.ok((await chart.locator('svg rect').count()) > 1, `${title} has bars`);
    assert.equal(await chart.locator('svg:not([aria-hidden="true"])').count(), 0);
  }
  const bins = await chartTable(page, 'Time to complete');
  assert.equal(
    bins.reduce((sum, [number]) => sum + number, 0),
    completed,
  );
  const days = await chartTable(page, 'Completions over time');
  assert.equal(
    days.reduce((sum, [number]) => sum + number, 0),
    completed,
  );
  assert.equal(days.at(-1)?.[1], completed);
  await page.getByRole('region', { name: 'Charts' }).scrollIntoViewIfNeeded();
  await screenshot(page, 'results-charts');
  await assertAccessible(page, 'the charts with their tables');
});

test('times that differ widely have an axis with words at each of its marks', async (t) => {
  const page = await openJourney(t, template('mastery'));
  const chart = page.getByRole('img', { name: /^Time to complete/ });
  const marks = chart.locator('[aria-label="x-axis tick label"] text');
  await assertSeen(() => marks.allTextContents(), ['10 minutes', '6 hours', '1 week']);
  await chart.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await screenshot(page, 'results-log-axis');
});

test('a journey in any order is a set of lanes', async (t) => {
  const journey = template('videos');
  const page = await openJourney(t, journey);
  await assertResult(page, journey);
  await assertTold(page, journey);
  await trackOf(page).getByText('In any order: the journey is completed when all 4 are reached.').waitFor();
  assert.equal(await trackOf(page).getByRole('listitem').count(), 4);
  assert.equal(await trackOf(page).getByRole('columnheader', { name: /Lost/ }).count(), 0);
  assert.equal(await head(page, 'Completions').count(), 0);
  await screenshot(page, 'results-any-order');
  await assertAccessible(page, 'a journey in any order');
});

test('a repeatable journey counts its completions', async (t) => {
  const journey = template('mastery');
  const page = await openJourney(t, journey);
  await assertResult(page, journey);
  const { completionTimes, completed } = await assertTold(page, journey);
  const times = completionTimes.length;
  assert.ok(times > completed);
  assert.equal(await figure(page, 'Completions'), count(times));
  await trackOf(page).getByText('Once completed, it begins anew.').waitFor();
  const stop = trackOf(page).getByRole('button', { name: /^Completed/ });
  assert.match(await stop.innerText(), new RegExp(`${count(times)} completions`));
  await head(page, 'Completions').waitFor();
  await screenshot(page, 'results-repeatable');
  await assertAccessible(page, 'a repeatable journey');
});

test('a journey that nobody begins says so', async (t) => {
  const journey = {
    ...template(),
    waypoints: [{ description: 'Flew', conditions: '{"statement.verb.id":"http://x/flew"}' }],
  };
  const page = await openJourney(t, journey);
  await assertSeen(() => headline(page), ['0', '0', '–']);
  assert.deepEqual(await trackRows(page), [
    ['Flew', '1', '0', '–', '0', '0'],
    ['Completed', '', '0', '–', '', ''],
  ]);
  await page.getByText('Nobody has completed the journey yet').waitFor();
  await learnersOf(page).getByText('No statement counts for this journey.').waitFor();
  assert.equal(await page.getByRole('group', { name: 'Playback' }).count(), 0, 'there is nothing to play');
  await screenshot(page, 'results-nobody');
  await assertAccessible(page, 'a journey that nobody begins');
});

for (const dark of [false, true]) {
  test(`on a phone the result has a tab of its own${dark ? ', in the dark' : ''}`, async (t) => {
    const journey = template();
    const page = await openJourney(t, journey, { phone: true, dark });
    const tab = (name) => page.getByRole('tab', { name, exact: true });
    assert.equal(await tab('Journey').getAttribute('aria-selected'), 'true');
    await page.getByRole('grid', { name: 'Waypoints' }).waitFor();
    await tab('Result').tap();
    await assertTold(page, journey);
    await assertResult(page, journey);
    assert.equal(await page.getByRole('grid', { name: 'Waypoints' }).isVisible(), false);

    const learners = learnersOf(page);
    await learners.getByRole('button', { name: /Sort by/ }).tap();
    await page.getByRole('option', { name: 'Started' }).tap();
    const first = new Map([...told(journey).learners].sort(([, a], [, b]) => a.startedAt - b.startedAt).slice(0, PAGE));
    await assertSeen(
      async () => (await learnerRows(page)).map(SHOWN.Started),
      [...first.values()].map(ENGINES.Started),
    );
    await learners.scrollIntoViewIfNeeded();
    assert.equal(await overflows(page), false);
    const name = `results-phone${dark ? '-dark' : ''}`;
    await screenshot(page, name);
    await assertAccessible(page, name);
    await tab('Journey').tap();
    await page.getByRole('grid', { name: 'Waypoints' }).waitFor();
  });
}

test('the result is as good in the dark', async (t) => {
  const page = await openPage(t, { dark: true });
  await trackOf(page)
    .getByRole('button', { name: /^Passed the resuscitation quiz/ })
    .click();
  await screenshot(page, 'results-dark');
  await assertAccessible(page, 'the result in the dark');
});
