// The tests of the page see what it does wrong: each kind of fault, on a page that has it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { newProfile, test } from './browser.js';
import { assertAccessible } from './checks.js';
import { longestTask } from './tasks.js';

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' http:; worker-src 'self'";
const FILES = {
  '/': '<!doctype html><html lang="en"><title>a page</title><main><h1>a page</h1><div id="place"></div></main><script src="script.js"></script>',
  '/script.js': 'window.isThere = true',
  '/worker.js': `onmessage = () => fetch('http://127.0.0.1:1/from-a-worker').catch(() => {})`,
};

/** A page of ours, and what it does wrong. */
async function opened(t, wanted) {
  const server = createServer(({ url }, response) => {
    const type = url === '/' ? 'text/html' : 'text/javascript';
    response.writeHead(FILES[url] ? 200 : 404, { 'content-type': type, 'content-security-policy': POLICY });
    response.end(FILES[url]);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { context, faults } = await newProfile(origin, wanted);
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => globalThis.isThere);
  faults.splice(0, Infinity, ...faults.filter((each) => !each.includes('/favicon.ico')));
  return { page, faults };
}

const WRONGS = {
  'an error on the console': [() => console.error('something is wrong'), /^console: something is wrong/],
  'an exception': [() => void setTimeout(() => globalThis.nothing.there()), /^error: TypeError/],
  'a rejection that nobody handles': [() => void Promise.reject(new Error('nobody')), /^error: Error: nobody/],
  'a file that is not there': [() => void fetch('missing.js'), /^console: Failed to load resource/],
  'another origin': [() => void fetch('http://127.0.0.1:1/').catch(() => {}), /^asked another origin: http:..127/],
  'another origin that a worker asks': [() => new Worker('worker.js').postMessage(0), /^asked another origin.*worker/],
  'what the policy refuses': [
    () => document.querySelector('#place').setAttribute('style', 'color: red'),
    /Content Security/,
  ],
};

for (const [name, [act, said]] of Object.entries(WRONGS)) {
  test(`${name} is seen, and nothing else`, async (t) => {
    const { page, faults } = await opened(t);
    assert.deepEqual(faults, []);
    await page.evaluate(act);
    for (let tries = 0; tries < 100 && faults.length === 0; tries++) await page.waitForTimeout(20);
    assert.match(faults[0] ?? 'nothing was seen', said);
  });
}

test('what a test is about is no fault', async (t) => {
  const { page, faults } = await opened(t, { tolerated: [/on purpose/], origins: ['http://127.0.0.1:1'] });
  await page.evaluate(() => console.error('wrong on purpose'));
  await page.evaluate(() => fetch('http://127.0.0.1:1/').catch(() => console.error('the end')));
  while (!faults.some((each) => each.includes('the end'))) await page.waitForTimeout(20);
  assert.deepEqual(
    faults.filter((each) => /purpose|another/.test(each)),
    [],
  );
});

test('barriers are told', async (t) => {
  const { page } = await opened(t);
  await assertAccessible(page);
  await page.evaluate(() => document.querySelector('#place').append(document.createElement('button')));
  await assert.rejects(assertAccessible(page, 'a page with a nameless button'), /nameless button[\s\S]*button-name/);
});

test('the longest task is measured, whatever else keeps the processors busy', async (t) => {
  const { page } = await opened(t);
  /** Squares numbers in a task of the page's own: what a test has it evaluate is none. */
  const work = (times) => () =>
    page.evaluate(async (most) => {
      await new Promise((resolve) => setTimeout(resolve));
      let sum = 0;
      for (let number = 0; number < most; number++) sum += Math.sin(number) ** 2;
      return sum;
    }, times);
  const short = await longestTask(page, work(1_000));
  assert.ok(short < 50, `${short} ms`);
  const one = await longestTask(page, work(10_000_000));
  const three = await longestTask(page, work(30_000_000));
  assert.ok(one > 50 && three > 2 * one && three < 5 * one, `${one} and ${three} ms`);
});
