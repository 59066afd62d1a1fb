// Database files: reopened, migrated, refused, copied while in use, and busy.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { createClient } from '@libsql/client';
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { MIGRATIONS } from '../../../js/stores/libsql/schema.js';
import { newFile, openFile } from './files.js';
import { J, OURS, id, journeyRow, matching, ownerOf, partOf, progressRow, put } from './samples.js';

/** A connection beside the store. */
function connect(t, file) {
  const client = createClient({ url: `file:${file}`, concurrency: 1, timeout: 1 });
  t.after(() => client.close());
  return client;
}

test('a store that is opened again has what was put, by path and by URL', async (t) => {
  const file = newFile(t);
  const first = await openFile(t, file);
  await put(first, 'putJourney', journeyRow(1), true);
  await first.close();
  for (const place of [{ file }, { url: pathToFileURL(file).href }]) {
    const again = await openLibsqlStore({ ...place, matching });
    await again.check();
    assert.deepEqual(await again.find('journey', OURS, {}), [journeyRow(1).document]);
    await again.close();
    await assert.rejects(
      again.change(async () => 1),
      /closed/,
    );
    await assert.rejects(again.check());
  }
});

test('closing waits for the changes that were asked for', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file);
  const changes = Array.from({ length: 20 }, (_, index) => put(store, 'putNote', `${index}`, index));
  await store.close();
  await Promise.all(changes);
  assert.equal(await (await openFile(t, file)).note('19'), 19);
});

test('a place that is no file is refused', async () => {
  for (const place of [{}, { url: 'https://example.org' }, { url: 'libsql://example.org' }, { url: 'file::memory:' }]) {
    await assert.rejects(openLibsqlStore({ ...place, matching }), /must be a file/);
  }
});

test('commits are durable and do not block readers', async (t) => {
  const file = newFile(t);
  await openFile(t, file);
  const client = connect(t, file);
  assert.equal((await client.execute('PRAGMA journal_mode')).rows[0][0], 'wal');
});

test('a database of a newer version is refused, and left as it is', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file);
  await store.close();
  const client = connect(t, file);
  await client.execute(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  const told = `is of version ${MIGRATIONS.length + 1}, and this program knows versions up to ${MIGRATIONS.length}`;
  const refused = { name: 'StoreFormatError', message: new RegExp(told) };
  await assert.rejects(openLibsqlStore({ file, matching }), refused);
  assert.equal((await client.execute('PRAGMA user_version')).rows[0][0], MIGRATIONS.length + 1);
});

test('what is no database of ours is refused', async (t) => {
  const other = newFile(t);
  await connect(t, other).execute('CREATE TABLE theirs (a)');
  await assert.rejects(openLibsqlStore({ file: other, matching }), {
    name: 'StoreFormatError',
    message: /something else/,
  });
  const text = newFile(t);
  writeFileSync(text, 'this is no database, '.repeat(100));
  await assert.rejects(openLibsqlStore({ file: text, matching }), { name: 'StoreFormatError' });
});

test('an older database is migrated, each step once, and keeps what it has', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file);
  await put(store, 'putNote', 'a', 1);
  await store.close();
  const migrations = [
    ...MIGRATIONS,
    'CREATE TABLE more (a); INSERT INTO more VALUES (1)',
    'INSERT INTO more VALUES (2)',
  ];
  const opened = await Promise.all([1, 2, 3].map(() => openLibsqlStore({ file, matching, migrations })));
  for (const each of opened) await each.close();
  const client = connect(t, file);
  assert.deepEqual(
    (await client.execute('SELECT a FROM more')).rows.map(({ a }) => a),
    [1, 2],
  );
  assert.equal((await client.execute('PRAGMA user_version')).rows[0][0], migrations.length);
  const again = await openLibsqlStore({ file, matching, migrations });
  assert.equal(await again.note('a'), 1);
  await again.close();
});

test('a recalculation that a version before had under way goes on, as one part', async (t) => {
  const file = newFile(t);
  const old = await openFile(t, file, { migrations: MIGRATIONS.slice(0, 1) });
  const recalculateStatus = { inProgress: true, totalCount: 900, remainingCount: 400 };
  await put(old, 'putJourney', journeyRow(1, { recalculateStatus }), true);
  await old.close();
  const client = connect(t, file);
  const begun = 'INSERT INTO recalculations (journey, organisation, after, epoch) VALUES (?, ?, ?, ?)';
  await client.execute({ sql: begun, args: [J, OURS, ownerOf('ada'), 3] });
  await client.execute({ sql: begun, args: [id('b', 2), OURS, '', 1] });
  const store = await openFile(t, file);
  assert.deepEqual(await store.recalculations(), [
    partOf(0, { after: ownerOf('ada'), epoch: 3, remaining: 400 }),
    partOf(0, { journey: id('b', 2), remaining: 0 }),
  ]);
});

test('a migration that fails changes nothing', async (t) => {
  const file = newFile(t);
  await (await openFile(t, file)).close();
  const migrations = [...MIGRATIONS, 'CREATE TABLE more (a); INSERT INTO nowhere VALUES (1)'];
  await assert.rejects(openLibsqlStore({ file, matching, migrations }), /nowhere/);
  const client = connect(t, file);
  assert.equal((await client.execute('PRAGMA user_version')).rows[0][0], MIGRATIONS.length);
  assert.deepEqual((await client.execute("SELECT 1 FROM sqlite_schema WHERE name = 'more'")).rows, []);
});

test('a backup is a copy of one moment, made while others write', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file);
  await put(
    store,
    'putProgress',
    Array.from({ length: 3000 }, (_, index) => progressRow(index)),
  );
  let isDone = false;
  const copy = `${file}.copy`;
  const making = store.backup(copy).finally(() => (isDone = true));
  let written = 0;
  while (!isDone) {
    // Both notes belong together.
    await store.change(async (transaction) => {
      await transaction.putNote('a', written);
      await transaction.putNote('b', written);
    });
    written += 1;
  }
  await making;
  assert.ok(written > 0);
  const copied = await openFile(t, copy);
  assert.equal(await copied.count('journeyprogress', OURS), 3000);
  assert.equal(await copied.note('a'), await copied.note('b'));
  assert.equal((await connect(t, copy).execute('PRAGMA integrity_check')).rows[0][0], 'ok');
});

test('a backup replaces no file, and leaves nothing behind when it fails', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file);
  const copy = `${file}.copy`;
  writeFileSync(copy, 'mine');
  await assert.rejects(store.backup(copy), /is there already/);
  await assert.rejects(store.backup(`${file}.folder/copy`), /no backup/);
  assert.deepEqual(
    readdirSync(dirname(file)).filter((name) => name.endsWith('.part')),
    [],
  );
  assert.ok(!existsSync(`${file}.folder`));
});

test('a store that others keep busy waits, and gives up after its patience', async (t) => {
  const file = newFile(t);
  const store = await openFile(t, file, { patience: 60 });
  const other = connect(t, file);
  const held = await other.transaction('write');
  let turns = 0;
  const counting = setInterval(() => ++turns, 1);
  t.after(() => clearInterval(counting));
  const busy = { name: 'StoreBusyError', message: /busy for 60 ms/ };
  await assert.rejects(put(store, 'putNote', 'a', 1), busy);
  assert.ok(turns > 0, 'the process went on meanwhile');
  assert.equal(await store.note('a'), null); // readers do not wait

  const patient = await openFile(t, file);
  const waiting = put(patient, 'putNote', 'a', 2);
  await assert.rejects(put(store, 'putNote', 'a', 1), busy);
  await held.commit();
  await waiting;
  assert.equal(await store.note('a'), 2);
  await put(store, 'putNote', 'a', 3);
  assert.equal(await patient.note('a'), 3);
});
