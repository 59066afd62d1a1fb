// What is read off the page: the figures of the result, and the rows of its tables.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('playwright-core').Page} Page */

/** How long something may take to be seen, in milliseconds. */
const PATIENCE = 30_000;

/**
 * What is expected is seen, now or soon.
 * @template Seen
 * @param {() => Promise<Seen>} look
 * @param {Seen} expected
 * @param {string} [what]
 */
export async function assertSeen(look, expected, what) {
  const end = performance.now() + PATIENCE;
  let seen = await look();
  while (!isDeepStrictEqual(seen, expected) && performance.now() < end) {
    await new Promise((wake) => setTimeout(wake, 50));
    seen = await look();
  }
  assert.deepEqual(seen, expected, what);
}

/** A figure of the headline, as it is written. @param {Page} page @param {string} name */
export async function figure(page, name) {
  const written = await page
    .locator('section[aria-labelledby="result"] dl')
    .first()
    .locator('div', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd > span')
    .first()
    .textContent();
  return written ?? '';
}

/** The picture's figures, by the table below it, which is opened where it is not. @param {Page} page @returns {Promise<string[][]>} */
export async function trackRows(page) {
  const section = page.locator('section[aria-labelledby="track"]');
  if ((await section.locator('details[open]').count()) === 0) await section.locator('summary').click();
  return cellsOf(section.getByRole('table'));
}

/** @param {import('playwright-core').Locator} table @returns {Promise<string[][]>} */
async function cellsOf(table) {
  await table.locator('tbody tr').first().waitFor();
  return table
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent ?? '')));
}

/**
 * @typedef {object} LearnerSeen
 * @property {string} identity
 * @property {string} progress
 * @property {string} startedAt
 * @property {string | null} completedAt
 * @property {string} took
 * @property {string} [completions] where the journey is repeatable
 */

/** The page of learners that is open, once it is no longer waited for. @param {Page} page @returns {Promise<LearnerSeen[]>} */
export async function learnerRows(page) {
  const table = page.locator('section[aria-labelledby="learners"] [aria-busy="false"] > table');
  await table.waitFor();
  const rows = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [who, progress, started, completed, took, ...more] = row.children;
      const [name, identity = name] = who.children;
      const instant = (/** @type {Element} */ cell) => cell.querySelector('time')?.dateTime ?? null;
      return {
        identity: identity.textContent ?? '',
        progress: progress.querySelector('[role="img"]')?.getAttribute('aria-label') ?? '',
        startedAt: instant(started) ?? '',
        completedAt: instant(completed),
        took: took.textContent ?? '',
        ...(more.length > 1 && { completions: more[0].textContent ?? '' }),
      };
    }),
  );
  // Asked for again just then: no table was there to be read.
  return rows.length > 0 || (await table.isVisible()) ? rows : learnerRows(page);
}

/** Other learners, by a button below the table. @param {Page} page @param {'First' | 'Previous page' | 'Next page' | 'Last'} name */
export const goTo = (page, name) =>
  page.getByRole('navigation', { name: 'Pages of learners' }).getByRole('button', { name }).click();
