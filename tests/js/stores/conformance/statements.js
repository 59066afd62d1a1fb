// Statements: kept once, found by id and by owner, in the order in which they were taken in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OURS, THEIRS, ownerOf, put, statementRow, uuid } from '../samples.js';

const [ADA, BOB, CEM] = ['ada', 'bob', 'cem'].map(ownerOf);

export function describeStatements(open) {
  test('statements are found by id, within their organisation', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1, { record: '"ours"' }), statementRow(2)]);
    await put(store, 'putStatements', [statementRow(1, { organisation: THEIRS, record: '"theirs"' })]);
    const found = await store.records(OURS, [uuid(1), uuid(3)]);
    assert.deepEqual([...found], [[uuid(1), '"ours"']]);
    assert.deepEqual([...(await store.records(THEIRS, [uuid(1), uuid(2)]))], [[uuid(1), '"theirs"']]);
    assert.deepEqual([await store.countStatements(OURS), await store.countStatements(THEIRS)], [2, 1]);
    assert.equal(await store.countStatements('f'.repeat(24)), 0);
  });

  test('a statement that takes the place of another keeps its place in the sequence', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(2, { actor: BOB })]);
    await store.change(async (transaction) => {
      await transaction.putStatements([statementRow(1, { record: '"new"', persona: 'p' }), statementRow(3)]);
      assert.equal(await transaction.statementsTaken(), 3);
      assert.equal(await transaction.countStatements(OURS), 3);
      assert.equal(await transaction.hasStatementsBefore(OURS, 'persona', 'p', 1), true);
      assert.equal(await transaction.hasStatementsBefore(OURS, 'persona', 'p', 0), false);
      assert.deepEqual(await transaction.recordsOf(OURS, 'actor', ADA), ['"new"', statementRow(3).record]);
    });
  });

  test('the same statement twice in one batch counts once, and the last one stays', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(1, { record: '"last"' })]);
    await store.change(async (transaction) => {
      assert.equal(await transaction.statementsTaken(), 1);
      assert.deepEqual(await transaction.recordsOf(OURS, 'actor', ADA), ['"last"']);
    });
  });

  test('an owner has statements before a baseline, or has not', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(2, { actor: BOB, persona: 'p' })]);
    await store.change(async (transaction) => {
      const has = (...args) => transaction.hasStatementsBefore(OURS, ...args);
      assert.deepEqual(
        await Promise.all([has('actor', ADA, 0), has('actor', ADA, 1), has('actor', BOB, 1), has('actor', BOB, 2)]),
        [false, true, false, true],
      );
      assert.deepEqual(await Promise.all([has('persona', 'p', 1), has('persona', 'p', 2)]), [false, true]);
      assert.equal(await has('actor', CEM, 10), false);
      assert.equal(await transaction.hasStatementsBefore(THEIRS, 'actor', ADA, 10), false);
    });
  });

  test('owners are told in the order of their keys, whole, until there are enough statements', async (t) => {
    const store = await open(t);
    const rows = [BOB, ADA, CEM, ADA, BOB, ADA].map((actor, index) => statementRow(index, { actor }));
    await put(store, 'putStatements', [
      ...rows,
      statementRow(10, { actor: null, persona: 'p' }),
      statementRow(11, { organisation: THEIRS }),
    ]);
    await store.change(async (transaction) => {
      const records = (...numbers) => numbers.map((number) => rows[number].record);
      const after = (owner, enough) => transaction.ownersAfter(OURS, 'actor', owner, enough);
      const [ada, bob, cem] = [
        { owner: ADA, records: records(1, 3, 5) },
        { owner: BOB, records: records(0, 4) },
        { owner: CEM, records: records(2) },
      ];
      assert.deepEqual(await after('', 1), [ada]);
      assert.deepEqual(await after('', 3), [ada]);
      assert.deepEqual(await after('', 4), [ada, bob]);
      assert.deepEqual(await after('', 100), [ada, bob, cem]);
      assert.deepEqual(await after(ADA, 1), [bob]);
      assert.deepEqual(await after(CEM, 1), []);
      assert.deepEqual(await transaction.ownersAfter(OURS, 'persona', '', 5), [
        { owner: 'p', records: [statementRow(10).record] },
      ]);
      const counts = ['', ADA, BOB, CEM].map((owner) => transaction.countAfter(OURS, 'actor', owner));
      assert.deepEqual(await Promise.all(counts), [6, 3, 1, 0]);
    });
  });

  test('many statements at once are all kept, with any text in them', async (t) => {
    const store = await open(t);
    const record = JSON.stringify({ text: '\u0000 "quoted" \\ 😀 é \u2028' });
    const rows = Array.from({ length: 5000 }, (_, index) => statementRow(index, { record }));
    await put(store, 'putStatements', rows);
    const found = await store.records(
      OURS,
      rows.map((row) => row.id),
    );
    assert.equal(found.size, 5000);
    assert.ok([...found.values()].every((each) => each === record));
    await put(store, 'putStatements', []);
    assert.deepEqual(await store.records(OURS, []), new Map());
  });
}
