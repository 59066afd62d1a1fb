// The README is true: its JavaScript runs and prints what its comments say, and its commands print what stands below them.
// What the demo says to try works, too.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { folder, MAIN } from './cli-tools.js';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const engine = new URL('../../js/engine/index.js', import.meta.url).href;

/** The fenced blocks of a language, in order. @param {string} language */
const blocks = (language) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text);

/** What a `console.log` is said to print. @param {string} code */
const promised = (code) => [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => text);

/** Times differ from run to run. @param {string} text */
const withoutTimes = (text) => text.replace(/[\d.]+ s \([\d,]+ a second\)/g, 'TIME').trimEnd();

/** Runs a shell script as a reader of the README does, in a folder that looks like the checkout. @param {string} cwd */
const shell = (cwd) => async (script) => {
  const npx = `npx() { shift; ${JSON.stringify(process.execPath)} ${JSON.stringify(MAIN)} "$@"; }`;
  const env = { ...process.env, FORCE_COLOR: '0' };
  // A command that finds faults ends with 1, and prints them all the same.
  return execute('bash', ['-c', `${npx}\n${script}`], { cwd, maxBuffer: 1 << 26, env }).catch((error) => {
    if (error.code === 1) return error;
    throw error;
  });
};

/** @param {import('node:test').TestContext} t */
function checkout(t) {
  const { path, write } = folder(t);
  symlinkSync(`${root}js`, path('js'));
  return { path, write, run: shell(path('')) };
}

for (const [index, code] of blocks('js').entries()) {
  test(`JavaScript example ${index + 1} of the README prints what it says`, async (t) => {
    const { path, write, run } = checkout(t);
    await run('npx xapi-journeys sample > cohort.ndjson');
    write('example.mjs', code.replaceAll(`'xapi-journeys'`, `'${engine}'`));
    const { stdout, stderr } = await execute(process.execPath, ['example.mjs'], { cwd: path('') });
    assert.ok(promised(code).length > 0);
    assert.equal(stdout.trimEnd(), promised(code).join('\n'));
    assert.equal(stderr, '');
  });
}

test('the commands of the README print what stands below them', async (t) => {
  const { run } = checkout(t);
  for (const block of blocks('console')) {
    const [, ...steps] = block.split(/^\$ /m);
    for (const step of steps) {
      const [command, ...output] = step.split('\n');
      const { stdout, stderr } = await run(command);
      assert.equal(withoutTimes(stdout), withoutTimes(output.join('\n')), command);
      assert.equal(stderr, '', command);
    }
  }
});

test('what the demo says to try works', async (t) => {
  const { run } = checkout(t);
  const { stdout } = await run('npx xapi-journeys demo --learners 60 --seed 4');
  const commands = stdout.split('Try next')[1].match(/^ {4}.+$/gm);
  assert.ok(commands.length > 4);
  for (const command of commands) {
    const { stdout, stderr } = await run(command);
    assert.equal(stderr, '', command);
    assert.ok(stdout.length > 0 || command.includes('>'), command);
  }
});

test('the README names every dependency and says why it is there', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    assert.ok(
      rows.some((row) => row.includes(`[${name}]`) || row.includes(`\`${name}\``)),
      name,
    );
  }
});
