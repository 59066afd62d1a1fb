// What is around all of it: light and dark, and what is left when a part of the page breaks.
import assert from 'node:assert/strict';
import { openJourney } from './cohort.js';
import { assertAccessible, openPage, resultShown, screenshot, test } from './helpers.js';
import { assertResult, template } from './journeys.js';
import { assertSeen } from './seen.js';

/** @typedef {import('playwright-core').Page} Page */

/** How light the page is, from 0 to 255. @param {Page} page */
const lightness = (page) =>
  page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? [];
    return (Number(red) + Number(green) + Number(blue)) / 3;
  });

/** @param {Page} page @param {string} theme */
async function choose(page, theme) {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: theme }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

test('the theme is chosen, and is kept until it is as the system has it', async (t) => {
  const page = await openPage(t);
  const isDark = async () => (await lightness(page)) < 64;
  assert.equal(await isDark(), false);
  await page.getByRole('button', { name: 'Theme' }).click();
  const system = page.getByRole('menuitemradio', { name: 'As the system' });
  await system.waitFor();
  assert.equal(await system.getAttribute('aria-checked'), 'true');
  await screenshot(page, 'theme-menu');
  await assertAccessible(page, 'the menu of themes');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });

  await choose(page, 'Dark');
  await assertSeen(isDark, true);
  await assertAccessible(page, 'the chosen dark theme');
  await page.reload();
  assert.equal(await isDark(), true, 'it is dark before anything else is shown');
  await resultShown(page);
  await choose(page, 'As the system');
  await assertSeen(isDark, false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertSeen(isDark, true);
  await choose(page, 'Light');
  await assertSeen(isDark, false);
});

test('where the result breaks, the builder and the journey stay, and it can be tried again', async (t) => {
  const journey = template('videos');
  const page = await openJourney(t, journey, { tolerated: [/broken on purpose/] });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('slider', { name: 'Instant' }).focus();
  await page.evaluate(() => {
    const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format') ?? {};
    globalThis.breaks = true;
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get() {
        if (globalThis.breaks) throw new Error('broken on purpose');
        return get?.call(this);
      },
    });
  });
  await page.keyboard.press('Home');
  const alert = page.getByRole('alert').filter({ hasText: 'The result could not be shown' });
  await alert.waitFor();
  assert.match(await alert.innerText(), /broken on purpose/);
  await page.getByRole('grid', { name: 'Waypoints' }).waitFor();
  await screenshot(page, 'broken');
  await assertAccessible(page, 'a broken result');

  await page.getByRole('button', { name: 'Copy the journey as JSON' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied._id, journey._id);
  assert.deepEqual(copied.waypoints, journey.waypoints);

  const again = page.getByRole('button', { name: 'Try again' });
  await again.click();
  await alert.waitFor();
  await page.evaluate(() => (globalThis.breaks = false));
  await again.click();
  await alert.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back to the end' }).click();
  await assertResult(page, journey);
});
