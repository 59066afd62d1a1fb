// One Chromium for the tests of a file, and pages in it that must do nothing wrong: whatever a page says on its console as
// an error, throws, refuses by its policy, or asks of another origin, fails the test that opened it.

import assert from 'node:assert/strict';
import { after, test as anyTest } from 'node:test';
import { chromium as playwright } from 'playwright-core';
import { chromium } from '../../scripts/chromium.mjs';

const path = chromium();
if (path === undefined && process.env.CI) throw new Error('CI must run the tests of the page: Chromium is not found');
const skip = path === undefined ? 'Chromium is not found (apt-get install chromium, or name it by CHROMIUM)' : false;

/**
 * A test that needs a browser.
 * @param {string} name
 * @param {(t: import('node:test').TestContext) => Promise<void>} run
 * @param {import('node:test').TestOptions} [options]
 */
export const test = (name, run, options = {}) => anyTest(name, { timeout: 120_000, skip, ...options }, run);

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;

const launch = () =>
  playwright.launch({ executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

after(async () => (await browser)?.close());

/**
 * @typedef {object} Wanted
 * @property {{width: number, height: number}} [viewport]
 * @property {boolean} [phone] 390 pixels wide, with a finger
 * @property {boolean} [dark]
 * @property {boolean} [still] whoever uses it prefers reduced motion
 * @property {string[]} [origins] others that may be asked: of an LRS, for one
 * @property {RegExp[]} [tolerated] faults that the test is about
 */

/**
 * A browser profile of its own, and what its pages do wrong.
 * @param {string} origin that may be asked
 * @param {Wanted} [wanted]
 */
export async function newProfile(origin, { viewport, phone, dark, still, origins = [], tolerated = [] } = {}) {
  const running = await (browser ??= launch());
  const context = await running.newContext({
    viewport: viewport ?? (phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }),
    hasTouch: Boolean(phone),
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: still ? 'reduce' : 'no-preference',
    ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin', acceptDownloads: true },
  });
  context.setDefaultTimeout(20_000);
  /** @type {string[]} */
  const faults = [];
  const fault = (/** @type {string} */ text) => {
    if (!tolerated.some((each) => each.test(text))) faults.push(text);
  };
  const allowed = [origin, ...origins];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !allowed.includes(url.origin)) fault(`asked another origin: ${url}`);
  });
  // What the policy refuses is told here, too.
  context.on('console', (message) => {
    if (message.type() === 'error') fault(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => fault(`error: ${error.error().stack ?? error.error()}`));
  context.on('page', (page) => page.on('crash', () => fault('the page crashed')));
  return { context, faults };
}

/**
 * An empty page, whose faults fail the test when it ends.
 * @param {import('node:test').TestContext} t
 * @param {string} origin
 * @param {Wanted} [wanted]
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function newPage(t, origin, wanted) {
  const { context, faults } = await newProfile(origin, wanted);
  t.after(async () => {
    await context.close();
    for (const each of faults) t.diagnostic(each); // also where the test has failed already
    assert.deepEqual(faults, [], 'what the page did wrong');
  });
  return context.newPage();
}
