// The README is true: its JavaScript runs and prints what its comments say, and its commands print what stands below them.
// What the demo says to try works, too.

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { settingsTable } from '../../js/cli/operations/environment.js';
import { folder, MAIN } from './cli-tools.js';
import { openParts, prepare, startReceiver, startServer } from './service/processes.js';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const engine = new URL('../../js/engine/index.js', import.meta.url).href;
const service = new URL('../../js/service/index.js', import.meta.url).href;

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
    write(
      'example.mjs',
      code.replaceAll(`'xapi-journeys'`, `'${engine}'`).replaceAll(`'xapi-journeys/service'`, `'${service}'`),
    );
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

test('every curl command of the README does what is said, in their order', { skip: curlIsMissing() }, async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const file = folder(t).path('journeys.db');
  const { client, secret } = await prepare(file, []);
  const server = await startServer(file);
  t.after(() => server.child.kill('SIGKILL'));
  const env = { ...process.env, JOURNEYS: server.address, CLIENT: `${client.key}:${secret}` };
  const commands = blocks('sh').flatMap((block) =>
    block.split(/^(?=curl )/m).filter((text) => text.startsWith('curl ')),
  );
  assert.ok(commands.length > 15);
  const parts = await openParts(file);
  t.after(() => parts.close());
  for (const command of commands) {
    if (command.includes('$DELIVERY')) env.DELIVERY = await aDelivery(parts, client, receiver.url);
    // The recalculation of so few statements may be over before it can be cancelled.
    const mayFail = command.includes('/cancelrecalculatejourney');
    const checked = command.replace('curl ', `curl --silent --show-error ${mayFail ? '' : '--fail-with-body'} `);
    const { stdout } = await execute('bash', ['-c', checked], { env }).catch((error) => {
      throw new Error(`${command}\n${error.stdout}${error.stderr}`);
    });
    if (stdout !== '' && !command.includes('/metrics')) JSON.parse(stdout);
  }
  const filter = { journey: '5a1f3c2be1d2f30000000001' };
  const [progress] = await parts.context.store.find('journeyprogress', client.organisation, { filter });
  const [waypoint] = Object.values(progress.pendingProgress);
  assert.equal(waypoint.statements.length, 2, 'both statements counted');
});

/** Why the commands cannot be run here, or false. */
function curlIsMissing() {
  const { error, status } = spawnSync('curl', ['--version']);
  return error || status !== 0 ? 'curl is not installed' : false;
}

/** Makes a completion, for which there is something to deliver; answers its id. */
async function aDelivery({ journeys, record, context: { store } }, client, callback) {
  await journeys.create({ client }, { waypoints: [{ conditions: {} }], outcomes: [{ callback }] });
  const statement = {
    actor: { mbox: 'mailto:a@b.c' },
    verb: { id: 'http://example.org/v' },
    object: { id: 'http://e.org' },
  };
  await record(statement, { client });
  const [delivery] = await store.find('delivery', client.organisation, {});
  return delivery._id;
}

test('the settings that the README lists are those there are', () => {
  const rows = readme.matchAll(/^\| `([A-Z_]+)`\s*\|(.*?)\|(.*?)\|$/gm);
  const listed = [...rows].map(([, name, fallback, about]) => [
    name,
    fallback.trim().replaceAll('`', ''),
    about.trim(),
  ]);
  assert.deepEqual(listed, settingsTable());
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
