// npm test: sets up what is missing and runs every test: the C++ suite natively, sanitized and as wasm under Node, then
// the JavaScript suite, then the page in a browser. All suites run, also after one that failed; the last lines say how each
// went.
// npm test -- native js   runs only those.
// MONGODB_URL=… npm test  runs the tests of the MongoDB store against that server, each in a database of its own.

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build, buildEngine } from './build.mjs';
import { chromium } from './chromium.mjs';
import { buildMongodbServer } from './mongodb-server.mjs';
import { buildPage } from './page.mjs';
import { duration, filesBelow, run, say } from './shell.mjs';
import { installChromium, setUp } from './setup.mjs';

const presets = ['native', 'sanitize', 'wasm'];
const chosen = process.argv.slice(2);
const suites = chosen.length > 0 ? chosen : [...presets, 'js', 'browser'];

/** @param {string} preset */
async function runCpp(preset) {
  await build(preset);
  const list = `build/${preset}/CTestTestfile.cmake`;
  if (!existsSync(list) || !/add_test/.test(readFileSync(list, 'utf8'))) return 'skipped';
  const code = await run('ctest', ['--preset', preset, '-j', String(availableParallelism())]);
  return code === 0 ? 'passed' : 'failed';
}

async function runJs() {
  await buildEngine();
  await buildMongodbServer();
  return runFiles('tests/js');
}

/** One file after the other: what they measure is how the page does with a processor to itself. */
async function runBrowser() {
  await buildEngine();
  await buildPage();
  await installChromium();
  if (!chromium() && !process.env.CI) {
    say('skipping the tests of the page: there is no Chromium here; CHROMIUM can name one');
    return 'skipped';
  }
  return runFiles('tests/browser', ['--test-concurrency=1']);
}

/** @param {string} folder @param {string[]} [options] */
async function runFiles(folder, options = []) {
  const files = filesBelow([folder], ['.test.js']);
  if (files.length === 0) return 'skipped';
  const code = await run(process.execPath, ['--test', '--test-reporter=spec', ...options, ...files]);
  return code === 0 ? 'passed' : 'failed';
}

/** @param {string} suite */
function runSuite(suite) {
  if (presets.includes(suite)) return runCpp(suite);
  return suite === 'browser' ? runBrowser() : runJs();
}

await setUp();
const outcomes = [];
for (const suite of suites) {
  say(`testing: ${suite}`);
  const start = performance.now();
  const outcome = await runSuite(suite);
  outcomes.push({ suite, outcome, time: duration(performance.now() - start) });
}
for (const { suite, outcome, time } of outcomes) say(`${suite.padEnd(8)} ${outcome}, ${time} with its build`);
process.exitCode = outcomes.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
say(process.exitCode === 0 ? 'every suite passed' : 'some suite failed');
