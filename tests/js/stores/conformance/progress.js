// References and progress of owners.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { J, OURS, THEIRS, id, ownerOf, progressRow, put, referenceRow, uuid } from '../samples.js';

const [ADA, BOB] = ['ada', 'bob'].map(ownerOf);
const K = id('b', 2);
const nothing = (journey, owner) => ({ journey, owner, progress: null, references: [], voided: [] });

export function describeProgress(open, many) {
  test('an owner is told with progress, references and what is voided, in the order asked for', async (t) => {
    const store = await open(t);
    const progress = progressRow(1, { owner: ADA, attempts: 2, epoch: 3 });
    await store.change(async (transaction) => {
      await transaction.putReferences([1, 2, 3].map((number) => referenceRow(number)));
      await transaction.putReferences([
        referenceRow(1, { owner: BOB, organisation: OURS }),
        referenceRow(1, { journey: K }),
      ]);
      await transaction.putProgress([progress]);
      await transaction.putVoids(OURS, [uuid(2), uuid(9)]);
      await transaction.putVoids(OURS, [uuid(2)]);
      await transaction.putVoids(THEIRS, [uuid(1)]);
    });
    await store.change(async (transaction) => {
      const keys = [
        { journey: K, owner: BOB },
        { journey: J, owner: ADA },
        { journey: J, owner: BOB },
        { journey: J, owner: ADA },
      ];
      const ada = {
        journey: J,
        owner: ADA,
        progress,
        references: [1, 2, 3].map((number) => referenceRow(number).reference),
        voided: [uuid(2)],
      };
      const owned = await transaction.owned(keys);
      for (const each of owned) each.references.sort();
      assert.deepEqual(owned, [
        nothing(K, BOB),
        ada,
        { ...nothing(J, BOB), references: [referenceRow(1, { owner: BOB }).reference] },
        ada,
      ]);
      assert.deepEqual(await transaction.owned([]), []);
    });
  });

  test('a reference takes the place of one of the same journey, owner and statement', async (t) => {
    const store = await open(t);
    await put(store, 'putReferences', [referenceRow(1), referenceRow(1, { more: 1 })]);
    await put(store, 'putReferences', [referenceRow(1, { more: 2 })]);
    const [{ references }] = await put(store, 'owned', [{ journey: J, owner: ADA }]);
    assert.deepEqual(references, [referenceRow(1, { more: 2 }).reference]);
  });

  test('statements tell whose progress refers to them, and references go by statement or by owner', async (t) => {
    const store = await open(t);
    await put(store, 'putReferences', [
      referenceRow(1),
      referenceRow(2),
      referenceRow(2, { owner: BOB }),
      referenceRow(2, { journey: K }),
      referenceRow(2, { organisation: THEIRS, journey: id('b', 3) }),
    ]);
    const sorted = (keys) => keys.map(({ journey, owner }) => `${journey} ${owner}`).sort();
    const referring = async (...ids) => sorted(await put(store, 'referringTo', OURS, ids));
    assert.deepEqual(await referring(uuid(1)), [`${J} ${ADA}`]);
    assert.deepEqual(await referring(uuid(1), uuid(2), uuid(3)), [`${J} ${ADA}`, `${J} ${BOB}`, `${K} ${ADA}`]);
    assert.deepEqual(await referring(), []);
    await put(store, 'dropReferencesTo', OURS, [uuid(1)]);
    assert.deepEqual(await referring(uuid(1)), []);
    await put(store, 'dropReferences', [
      { journey: J, owner: ADA },
      { journey: J, owner: 'nobody' },
    ]);
    assert.deepEqual(await referring(uuid(2)), [`${J} ${BOB}`, `${K} ${ADA}`]);
    assert.equal((await put(store, 'referringTo', THEIRS, [uuid(2)])).length, 1);
  });

  test('progress without a document is kept, but neither listed nor counted', async (t) => {
    const store = await open(t);
    const row = progressRow(1, { attempts: 1 });
    await put(store, 'putProgress', [row, progressRow(2, { journey: K })]);
    await put(store, 'putProgress', [{ ...row, epoch: 1, document: null }]);
    const [owned] = await put(store, 'owned', [row]);
    assert.deepEqual(owned.progress, { ...row, epoch: 1, document: null });
    assert.deepEqual(
      (await store.find('journeyprogress', OURS, {})).map(({ _id }) => _id),
      [id('c', 2)],
    );
    assert.equal(await store.get('journeyprogress', OURS, id('c', 1)), null);
    const counts = () =>
      Promise.all(
        [undefined, { journey: J }, { journey: K }].map((filter) => store.count('journeyprogress', OURS, filter)),
      );
    assert.deepEqual(await counts(), [1, 0, 1]);
    await put(store, 'putProgress', [row]);
    assert.deepEqual(await counts(), [2, 1, 1]);
    await put(store, 'putProgress', [row]);
    assert.deepEqual(await counts(), [2, 1, 1]);
  });

  test('what is left of earlier epochs is retired: without document and references, with its attempts', async (t) => {
    const store = await open(t);
    const rows = [0, 1, 2].map((epoch) => progressRow(epoch, { owner: ownerOf(`o${epoch}`), epoch, attempts: 7 }));
    const other = progressRow(9, { journey: K, owner: ADA });
    await put(store, 'putProgress', [...rows, other]);
    await put(
      store,
      'putReferences',
      [...rows, other].map(({ journey, owner }) => referenceRow(1, { journey, owner })),
    );
    await put(store, 'retireProgress', J, 1);
    const owned = await put(store, 'owned', [...rows, other]);
    assert.deepEqual(
      owned.map(({ progress }) => progress),
      [{ ...rows[0], document: null }, rows[1], rows[2], other],
    );
    assert.deepEqual(
      owned.map(({ references }) => references.length),
      [0, 1, 1, 1],
    );
    assert.equal(await store.count('journeyprogress', OURS), 3);
  });

  test('thousands of owners are put, told and retired at once', async (t) => {
    const store = await open(t);
    const rows = Array.from({ length: many }, (_, index) => progressRow(index));
    await put(store, 'putProgress', rows);
    await put(
      store,
      'putReferences',
      rows.map(({ owner }, index) => referenceRow(index, { owner })),
    );
    const owned = await put(store, 'owned', rows);
    assert.deepEqual(
      owned.map(({ progress }) => progress),
      rows,
    );
    assert.ok(owned.every(({ references }) => references.length === 1));
    await put(store, 'retireProgress', J, 1);
    assert.equal(await store.count('journeyprogress', OURS), 0);
    assert.deepEqual(await put(store, 'referringTo', OURS, [uuid(0), uuid(many - 1)]), []);
  });
}
