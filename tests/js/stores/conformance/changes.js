// Changes: all or nothing, one at a time, seen when they are committed.
import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { J, OURS, journeyRow, put, statementRow } from '../samples.js';

export function describeChanges(open) {
  test('a change tells what its function returns', async (t) => {
    const store = await open(t);
    assert.equal(await store.change(async () => 'done'), 'done');
  });

  test('a change that throws leaves nothing behind, and others go on', async (t) => {
    const store = await open(t);
    const failing = store.change(async (transaction) => {
      await transaction.putNote('a', 1);
      throw new Error('no');
    });
    const [failed, other] = await Promise.allSettled([failing, put(store, 'putNote', 'b', 2)]);
    assert.equal(failed.reason.message, 'no');
    assert.equal(other.status, 'fulfilled');
    assert.deepEqual([await store.note('a'), await store.note('b')], [null, 2]);
  });

  test('a change sees what it has put, and readers outside see it when it is committed', async (t) => {
    const store = await open(t);
    await put(store, 'putNote', 'a', 'before');
    await store.change(async (transaction) => {
      await transaction.putNote('a', 'after');
      await transaction.putJourney(journeyRow(1), true);
      await setImmediate();
      assert.equal(await transaction.note('a'), 'after');
      assert.equal((await transaction.find('journey', OURS, {})).length, 1);
      assert.equal(await store.note('a'), 'before');
      assert.deepEqual(await store.find('journey', OURS, {}), []);
      assert.equal(await store.get('journey', OURS, J), null);
    });
    assert.equal(await store.note('a'), 'after');
    assert.equal((await store.get('journey', OURS, J))._id, J);
  });

  test('changes that run at once are as if one came after the other', async (t) => {
    const store = await open(t);
    const add = (pause) =>
      store.change(async (transaction) => {
        const sum = (await transaction.note('sum')) ?? 0;
        if (pause) await setTimeout(1);
        await transaction.putNote('sum', sum + 1);
        return sum + 1;
      });
    const sums = await Promise.all(Array.from({ length: 200 }, (_, index) => add(index % 20 === 0)));
    assert.equal(await store.note('sum'), 200);
    assert.equal(new Set(sums).size, 200);
  });

  test('of changes that run at once, those that throw undo only themselves', async (t) => {
    const store = await open(t);
    const changes = Array.from({ length: 100 }, (_, index) =>
      store.change(async (transaction) => {
        await transaction.putNote(`note ${index}`, index);
        if (index % 3 === 0) throw new Error(`change ${index}`);
      }),
    );
    const outcomes = await Promise.allSettled(changes);
    for (const [index, { status, reason }] of outcomes.entries()) {
      assert.equal(status, index % 3 === 0 ? 'rejected' : 'fulfilled');
      if (status === 'rejected') assert.equal(reason.message, `change ${index}`);
      assert.equal(await store.note(`note ${index}`), index % 3 === 0 ? null : index);
    }
  });

  test('what a change asks for at once is done as if one came after the other', async (t) => {
    const store = await open(t);
    await store.change(async (transaction) => {
      const batches = [0, 1, 2, 3].map((first) => [0, 1, 2].map((more) => statementRow(2 * first + more)));
      await Promise.all([
        ...batches.map((rows) => transaction.putStatements(rows)),
        ...[1, 2, 3].map((number) => transaction.putJourney(journeyRow(number), true)),
        transaction.deleteJourney(J),
      ]);
      assert.equal(await transaction.countStatements(OURS), 9);
    });
    assert.equal(await store.countStatements(OURS), 9);
    assert.ok((await store.journeysSince(0)).change > 0);
    assert.equal(await store.count('journey', OURS), 2);
  });

  test('a transaction that is used after its change is refused', async (t) => {
    const store = await open(t);
    let kept;
    await store.change(async (transaction) => {
      kept = transaction;
    });
    await assert.rejects(kept.putNote('late', 1), { name: 'ChangeOverError' });
    assert.equal(await store.note('late'), null);
  });

  test('what was put and what was found can be altered without altering the store', async (t) => {
    const store = await open(t);
    const row = journeyRow(1, { waypoints: [{ count: 1 }] });
    await put(store, 'putJourney', row, true);
    row.document.waypoints[0].count = 2;
    const found = await store.get('journey', OURS, J);
    found.waypoints[0].count = 3;
    (await store.find('journey', OURS, {}))[0].waypoints[0].count = 4;
    await store.change(async (transaction) => {
      (await transaction.journey(J)).document.waypoints[0].count = 5;
    });
    assert.equal((await store.get('journey', OURS, J)).waypoints[0].count, 1);
  });

  test('a store that works says so', async (t) => {
    const store = await open(t);
    await store.check();
  });
}
