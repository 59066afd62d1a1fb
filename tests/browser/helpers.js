// What tests of the page are written with. One that looks at the first view is
//
//   test('the page says what it is about', async (t) => {
//     const page = await openPage(t, { dark: true });
//     await page.getByRole('heading', { level: 1, name: 'xapi-journeys' }).waitFor();
//     await assertAccessible(page, 'the first view');
//     await screenshot(page, 'first-view-dark');
//   });
//
// The built page is what is tested; PAGE_DIST names another build of it than ours.

import { after } from 'node:test';
import { newPage } from './browser.js';
import { hostByService, hostStatically } from './servers.js';

export { test } from './browser.js';
export { assertAccessible, overflows, screenshot } from './checks.js';
export { dist, hostStatically } from './servers.js';
export { LONGEST_TASK, longestTask } from './tasks.js';

/** @typedef {import('playwright-core').Page} Page */

/** The static host of a file's tests, started when the first one wants it. @type {Promise<import('./servers.js').Host> | undefined} */
let host;
after(async () => (await host)?.stop());

/**
 * The page on a static host, or on the one that is given, with the sample cohort's result on screen.
 * @param {import('node:test').TestContext} t
 * @param {import('./browser.js').Wanted & {on?: import('./servers.js').Host, hash?: string, until?: (page: Page) => Promise<unknown>}} [wanted]
 *   hash: of the address, a shared journey for one; until: what is waited for, where that is something else
 * @returns {Promise<Page>}
 */
export async function openPage(t, { on, hash = '', until = resultShown, ...wanted } = {}) {
  const { url, origin } = on ?? (await (host ??= hostStatically()));
  const page = await newPage(t, origin, wanted);
  await page.goto(`${url}${hash}`);
  await until(page);
  return page;
}

/** The result of the journey as it is now is there; where there is little room, it may be under its tab. @param {Page} page */
export async function resultShown(page) {
  await page.locator('section[aria-labelledby="result"] > [aria-busy="false"]').waitFor({ state: 'attached' });
}

/** The service with the page, until the test ends. @param {import('node:test').TestContext} t */
export async function startService(t) {
  const service = await hostByService();
  t.after(service.stop);
  return service;
}
