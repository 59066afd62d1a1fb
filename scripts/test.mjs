// npm test: sets up what is missing and runs every test: the C++ suite natively, sanitized and as wasm under Node, then
// the JavaScript suite. All suites run, also after one that failed; the last lines say how each went.
// npm test -- native js   runs only those.
// MONGODB_URL=… npm test  runs the tests of the MongoDB store against that server, each in a database of its own.

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build, buildEngine } from './build.mjs';
import { buildMongodbServer } from './mongodb-server.mjs';
import { duration, filesBelow, run, say } from './shell.mjs';
import { setUp } from './setup.mjs';

const presets = ['native', 'sanitize', 'wasm'];
const chosen = process.argv.slice(2);
const suites = chosen.length > 0 ? chosen : [...presets, 'js'];

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
  const files = filesBelow(['tests/js'], ['.test.js']);
  if (files.length === 0) return 'skipped';
  const code = await run(process.execPath, ['--test', '--test-reporter=spec', ...files]);
  return code === 0 ? 'passed' : 'failed';
}

await setUp();
const outcomes = [];
for (const suite of suites) {
  say(`testing: ${suite}`);
  const start = performance.now();
  const outcome = presets.includes(suite) ? await runCpp(suite) : await runJs();
  outcomes.push({ suite, outcome, time: duration(performance.now() - start) });
}
for (const { suite, outcome, time } of outcomes) say(`${suite.padEnd(8)} ${outcome}, ${time} with its build`);
process.exitCode = outcomes.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
say(process.exitCode === 0 ? 'every suite passed' : 'some suite failed');
