// Group commit: changes that wait share transactions, and a transaction that is lost takes only its own changes with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection } from '../../../js/stores/libsql/connection.js';
import { Group } from '../../../js/stores/libsql/group.js';
import { newFile } from './files.js';

/** A group on a real database, whose transactions are counted. */
async function open(t) {
  const connection = new Connection(`file:${newFile(t)}`);
  t.after(() => connection.close());
  await connection.script('PRAGMA journal_mode = WAL; CREATE TABLE numbers (number, text)');
  const counts = { transactions: 0 };
  const begin = connection.begin.bind(connection);
  connection.begin = (mode) => {
    counts.transactions += 1;
    return begin(mode);
  };
  const group = new Group(connection, 1000);
  const add = (number, text = '') =>
    group.run(async (sql) => {
      await sql.run('INSERT INTO numbers VALUES (?, ?)', [number, text]);
      return number;
    });
  const numbers = async () =>
    (await connection.execute('SELECT number FROM numbers ORDER BY number')).rows.map(({ number }) => number);
  return { connection, group, counts, add, numbers };
}

const upTo = (count) => Array.from({ length: count }, (_, index) => index);

test('changes that wait at the same time share transactions, each of bounded size', async (t) => {
  const { counts, add, numbers } = await open(t);
  assert.deepEqual(await Promise.all(upTo(200).map((number) => add(number))), upTo(200));
  assert.deepEqual(await numbers(), upTo(200));
  assert.ok(counts.transactions >= 4, `${counts.transactions} transactions: at most 64 changes each`);
  assert.ok(counts.transactions < 100, `${counts.transactions} transactions for 200 changes`);
});

test('a change that comes alone is committed alone', async (t) => {
  const { counts, add } = await open(t);
  await add(1);
  await add(2);
  assert.equal(counts.transactions, 2);
});

test('nothing is told to be done before it is committed', async (t) => {
  const { connection, group, add } = await open(t);
  const told = [];
  const changes = upTo(10).map((number) => add(number).then(() => told.push(number)));
  changes.push(group.run(async () => assert.deepEqual(told, [])));
  await Promise.all(changes);
  assert.equal((await connection.execute('SELECT count(*) FROM numbers')).rows[0][0], 10);
});

test('a full disk fails the changes of its transaction, and the next ones find all as it was', async (t) => {
  const { connection, add, numbers } = await open(t);
  await add(0);
  const pages = Number((await connection.execute('PRAGMA page_count')).rows[0][0]);
  await connection.execute(`PRAGMA max_page_count = ${pages + 10}`);
  const outcomes = await Promise.allSettled([add(1), add(2, 'x'.repeat(1e6)), add(3)]);
  const kept = outcomes.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  assert.equal(outcomes[1].status, 'rejected');
  assert.match(outcomes[1].reason.message, /full/);
  assert.deepEqual(await numbers(), [0, ...kept]);
  assert.equal(await add(4), 4);
  assert.deepEqual(await numbers(), [0, ...kept, 4]);
});
