// Several processes on one database file, and what is left when one is killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { createClient } from '@libsql/client';
import { random, seedOf } from '../helpers.js';
import { newFile, openFile } from './files.js';
import { OURS } from './samples.js';

const WRITER = fileURLToPath(new URL('./writer.js', import.meta.url));

/** Starts a writer; `told` are the numbers that it said were durable. */
function write(t, file, name, count) {
  const child = spawn(process.execPath, [WRITER, file, String(name), String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const writer = { child, ended, name, told: [], errors: '' };
  let rest = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    writer.told.push(...lines.map(Number));
    child.emit('told');
  });
  child.stderr.on('data', (chunk) => (writer.errors += chunk));
  t.after(() => child.kill('SIGKILL'));
  return writer;
}

/** Checks that a database has all that was told, and is sound. */
async function assertAll(t, file, writers) {
  const store = await openFile(t, file);
  for (const { name, told } of writers) {
    for (const number of told) assert.equal(await store.note(`${name} ${number}`), number);
  }
  const sum = await store.note('sum');
  assert.equal(await store.countStatements(OURS), sum);
  const client = createClient({ url: `file:${file}` });
  t.after(() => client.close());
  assert.equal((await client.execute('PRAGMA integrity_check')).rows[0][0], 'ok');
  assert.equal((await client.execute('SELECT count(*) FROM statements')).rows[0][0], sum);
  return sum;
}

test('processes that write to one file at once lose nothing', async (t) => {
  const file = newFile(t);
  const writers = [1, 2, 3].map((name) => write(t, file, name, 140));
  for (const { ended } of writers) await ended;
  assert.deepEqual(
    writers.map(({ errors }) => errors),
    ['', '', ''],
  );
  for (const { told } of writers) assert.equal(told.length, 120);
  assert.equal(await assertAll(t, file, writers), 360);
});

test('what was told to be durable is there when the process is killed', async (t) => {
  const some = random(seedOf(t));
  const file = newFile(t);
  const writers = [];
  for (let name = 1; name <= 4; ++name) {
    const writer = write(t, file, name, 1e6);
    writers.push(writer);
    const least = 1 + some.below(150);
    while (writer.told.length < least) {
      await Promise.race([once(writer.child, 'told'), writer.ended.then(() => assert.fail(writer.errors))]);
    }
    writer.child.kill('SIGKILL');
    await writer.ended;
    // What was under way is there or not, but nothing that was told is missing.
    const sum = await assertAll(t, file, writers);
    assert.ok(sum >= writers.reduce((total, { told }) => total + told.length, 0));
  }
});
