// The page opens wherever it is put, without a network from the second visit on, under its policy, and in time.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { POLICY } from '../../js/service/page.js';
import {
  LONGEST_TASK,
  assertAccessible,
  dist,
  hostStatically,
  longestTask,
  openPage,
  overflows,
  resultShown,
  screenshot,
  startService,
  test,
} from './helpers.js';

/** A figure of the result, by its name. */
const figure = (page, name) => page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd').first();

test('the page opens from a folder of a static host, with the sample cohort’s result', async (t) => {
  const page = await openPage(t);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.match(await figure(page, 'Learners').innerText(), /^\d+/);
});

test('the page answers to its user while it opens', async (t) => {
  const page = await openPage(t);
  const longest = await longestTask(page, async () => {
    await page.reload();
    await resultShown(page);
  });
  assert.ok(longest < LONGEST_TASK, `${longest} ms`);
});

test('the page opens from the service, at its root', async (t) => {
  const service = await startService(t);
  const page = await openPage(t, { on: service });
  assert.match(await figure(page, 'Learners').innerText(), /^\d+/);
  const { pathname } = new URL(page.url());
  assert.equal(pathname, '/');
});

/** The page is kept by its service worker. */
const isKept = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });

for (const [from, start] of [
  ['a static host', hostStatically],
  ['the service', startService],
]) {
  test(`after the first visit the page opens without a network, where it came from ${from}`, async (t) => {
    const host = await start(t);
    if (start === hostStatically) t.after(host.stop);
    const page = await openPage(t, { on: host });
    const learners = await figure(page, 'Learners').innerText();
    await isKept(page);
    await page.context().setOffline(true);
    if (start === hostStatically) await host.stop(); // the network is away, and so is the host
    await page.reload();
    await resultShown(page);
    assert.equal(await figure(page, 'Learners').innerText(), learners);
  });
}

test('the policy that the service sends is the page’s own, and nobody may frame it', async (t) => {
  const service = await startService(t);
  const page = await openPage(t, { on: service });
  const own = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const { headers } = await fetch(service.url);
  assert.equal(headers.get('content-security-policy'), POLICY);
  assert.equal(POLICY, `${own}; frame-ancestors 'none'`);
});

test('what is not the page’s own does not run in it', async (t) => {
  const page = await openPage(t, { tolerated: [/Content Security Policy|another origin/] });
  const refused = await page.evaluate(async () => {
    const found = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.push(effectiveDirective));
    const script = (fields) => document.body.append(Object.assign(document.createElement('script'), fields));
    script({ textContent: 'globalThis.ran = true' });
    script({ src: 'https://example.org/script.js' });
    document.body.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }));
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/image.png' }));
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.org/' }));
    for (let tries = 0; tries < 100 && found.length < 5; tries++) await new Promise((wake) => setTimeout(wake, 20));
    return { found: found.sort(), ran: 'ran' in globalThis };
  });
  const found = ['frame-src', 'img-src', 'script-src-elem', 'script-src-elem', 'style-src-elem'];
  assert.deepEqual(refused, { found, ran: false });
});

test('what the browser has to fetch first is within the budget', async () => {
  const script = fileURLToPath(new URL('../../scripts/page-budget.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, dist], { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}${stderr}`);
});

const VIEWS = {
  'first-view-light': {},
  'first-view-dark': { dark: true },
  'first-view-phone': { phone: true },
  'first-view-phone-dark': { phone: true, dark: true },
  'first-view-narrowest': { viewport: { width: 360, height: 740 } },
  'first-view-tablet': { viewport: { width: 820, height: 1180 } },
  'first-view-widest': { viewport: { width: 2000, height: 1200 } },
};

for (const [name, wanted] of Object.entries(VIEWS)) {
  test(`there are no barriers, and nothing to scroll sideways: ${name}`, async (t) => {
    const page = await openPage(t, wanted);
    await screenshot(page, name);
    await assertAccessible(page, name);
    assert.equal(await overflows(page), false);
    const tab = page.getByRole('tab', { name: 'Result', exact: true });
    if (!(await tab.isVisible())) return;
    await tab.click();
    await figure(page, 'Learners').waitFor();
    await screenshot(page, `${name}-result`);
    await assertAccessible(page, `${name}, the result`);
    assert.equal(await overflows(page), false);
  });
}
