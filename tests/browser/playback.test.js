// The journey as it stood at an instant: figures, track, table and charts follow. What is expected, the engine says in Node.
import assert from 'node:assert/strict';
import { openJourney } from './cohort.js';
import { assertAccessible, openPage, screenshot, test } from './helpers.js';
import { template, trackOf } from './journeys.js';
import { assertSeen, figure, trackRows } from './seen.js';
import { PAGE, assertPlace, assertTold } from './told.js';

/** @typedef {import('playwright-core').Page} Page */

/** What is used to play. @param {Page} page */
function playbackOf(page) {
  const group = page.getByRole('group', { name: 'Playback' });
  return {
    slider: group.getByRole('slider', { name: 'Instant' }),
    play: group.getByRole('button', { name: 'Play the journey back' }),
    pause: group.getByRole('button', { name: 'Pause' }),
    end: group.getByRole('button', { name: 'Back to the end' }),
    instant: async () => (await group.locator('time').getAttribute('datetime')) ?? '',
  };
}

test('the journey plays, pauses where it is, and goes back to the end', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  const { slider, play, pause, end, instant } = playbackOf(page);
  const whole = await assertTold(page, journey);
  const finish = await instant();
  assert.ok(await end.isDisabled());

  await play.click();
  await pause.waitFor();
  await assertSeen(async () => Number(await slider.inputValue()) > 4 && (await instant()) < finish, true, 'it plays');
  await pause.click();
  await play.waitFor();
  const then = await instant();
  assert.ok(then < finish);
  const early = await assertTold(page, journey, then);
  assert.ok(early.owners < whole.owners || early.completed < whole.completed);
  assert.equal(await instant(), then, 'it stands still');
  await screenshot(page, 'results-paused');
  await assertAccessible(page, 'playback that is paused');

  await end.click();
  await assertTold(page, journey);
  assert.equal(await instant(), finish);
  assert.ok(await end.isDisabled());
});

test('the keyboard moves through time, and what plays to the end stops there', async (t) => {
  const journey = template();
  const page = await openJourney(t, journey);
  const { slider, play, pause, end, instant } = playbackOf(page);
  await trackRows(page);
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await assertSeen(() => slider.inputValue(), '1');
  const at = await instant();
  const early = await assertTold(page, journey, at);
  assert.equal(early.completed, 0);
  assert.equal(await figure(page, 'Median time to complete'), '–');
  const words = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  });
  assert.equal(await slider.getAttribute('aria-valuetext'), words.format(Date.parse(at)));
  await assertPlace(page, `1–${Math.min(PAGE, early.owners)} of ${early.owners}`);
  assert.equal(await page.getByText('Nobody has completed the journey yet.').count(), 2, 'the charts say so');
  await screenshot(page, 'results-early');
  await assertAccessible(page, 'an early instant');

  await page.keyboard.press('End');
  await assertSeen(() => end.isDisabled(), true);
  assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /, the end$/);
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowLeft');
  await assertSeen(() => slider.inputValue(), '397');
  await play.focus();
  await page.keyboard.press('Space');
  await assertSeen(async () => (await end.isDisabled()) && (await play.isVisible()), true, 'it has come to the end');
  assert.equal(await pause.count(), 0);
  await assertTold(page, journey);
});

/** How often something moves for long enough to be seen, from here on. @param {Page} page */
async function watchMotion(page) {
  await page.evaluate(() => {
    globalThis.motions = 0;
    const SEEN_MS = 10;
    for (const type of ['transitionrun', 'animationstart']) {
      document.addEventListener(type, ({ target }) => {
        const lengths = target.getAnimations().map(({ effect }) => Number(effect.getComputedTiming().activeDuration));
        globalThis.motions += lengths.filter((length) => length > SEEN_MS).length;
      });
    }
  });
  return () => page.evaluate(() => globalThis.motions);
}

test('whoever prefers reduced motion sees the journey play without any', async (t) => {
  for (const still of [false, true]) {
    const page = await openPage(t, { still });
    const { slider, play, pause } = playbackOf(page);
    await slider.focus();
    await page.keyboard.press('Home');
    await assertSeen(() => figure(page, 'Completed'), '0');
    const motions = await watchMotion(page);
    await play.click();
    await assertSeen(async () => Number(await slider.inputValue()) > 30, true);
    await pause.click();
    await trackOf(page)
      .getByRole('button', { name: /^Registered/ })
      .click();
    if (still) assert.equal(await motions(), 0);
    else assert.ok((await motions()) > 0, 'without that wish there is motion');
  }
});
