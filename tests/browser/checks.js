// What is looked at on many pages: accessibility, and how it looks.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** @typedef {import('playwright-core').Page} Page */

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Whether what is on screen meets WCAG 2.2 AA, as far as axe can tell.
 * @param {Page} page
 * @param {string} [state] what is on screen, for the message
 * @param {{without?: string[]}} [options] without: rules of axe's that mistake what is there
 */
export async function assertAccessible(page, state = 'this page', { without = [] } = {}) {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async ({ values, without }) => {
      const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
      const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, rules });
      return violations.map(({ id, help, nodes }) => ({
        ...{ id, help },
        nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
      }));
    },
    { values: LEVELS, without },
  );
  assert.deepEqual(violations, [], `${state} has barriers`);
}

/** Animations that end are over, also those that are about to begin: colours amid one are nobody's choice. @param {Page} page */
async function settled(page) {
  await page.evaluate(async () => {
    const MOST_FRAMES = 200;
    const runs = ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity;
    for (let frame = 0, still = 0; frame < MOST_FRAMES && still < 3; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      still = document.getAnimations().some(runs) ? 0 : still + 1;
    }
  });
}

const folder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));

/** For a person to look at: build/screenshots/NAME.png. @param {Page} page @param {string} name @param {import('playwright-core').PageScreenshotOptions} [options] */
export async function screenshot(page, name, options) {
  mkdirSync(folder, { recursive: true });
  await settled(page);
  await page.screenshot({ path: `${folder}${name}.png`, ...options });
}

/** Whether the page scrolls sideways, which it never should. @param {Page} page */
export const overflows = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
