// Statements: kept once, found by id and by owner; which were there before a journey, and all of them owner by owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  J,
  OURS,
  THEIRS,
  id,
  journeyRow,
  ownerOf,
  ownersFor,
  put,
  statementRow,
  stepsThrough,
  uuid,
} from '../samples.js';

const [ADA, BOB, CEM, DAN] = ['ada', 'bob', 'cem', 'dan'].map(ownerOf);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

export function describeStatements(open, many) {
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

  /** All records of an organisation, so many at a time. */
  const paged = async (reader, organisation, limit) => {
    const pages = [];
    for (let after = ''; ;) {
      const page = await reader.statementsAfter(organisation, after, limit);
      pages.push(page.records);
      if (page.records.length < limit) return pages;
      ({ after } = page);
    }
  };

  test('all statements of an organisation are told page by page, each once', async (t) => {
    const store = await open(t);
    assert.deepEqual(await paged(store, OURS, 3), [[]]);
    const rows = [5, 2, 9, 1, 7, 3, 8].map((number) => statementRow(number, { actor: number % 2 ? ADA : null }));
    for (const row of rows) await put(store, 'putStatements', [row]);
    await put(
      store,
      'putStatements',
      [2, 4, 6].map((number) => statementRow(number, { organisation: THEIRS, record: '"theirs"' })),
    );
    const records = rows.map(({ record }) => record).sort();
    for (const limit of [1, 2, 3, 7, 100]) {
      const pages = await paged(store, OURS, limit);
      assert.deepEqual(pages.flat().sort(), records, `${limit} at a time`);
      assert.ok(pages.slice(0, -1).every((page) => page.length === limit));
    }
    assert.deepEqual((await paged(store, THEIRS, 2)).flat(), ['"theirs"', '"theirs"', '"theirs"']);
    const { after } = await store.statementsAfter(OURS, '', 3);
    const rest = await store.statementsAfter(OURS, after, 100);
    await put(store, 'putStatements', [statementRow(9, { record: '"new"' })]);
    assert.deepEqual(
      (await store.statementsAfter(OURS, after, 100)).records.length,
      rest.records.length,
      'a position stays',
    );
    await store.change(async (transaction) => {
      await transaction.putStatements([statementRow(4), statementRow(1, { record: '"newer"' })]);
      const all = (await paged(transaction, OURS, 3)).flat();
      assert.equal(all.length, 8);
      assert.ok(all.includes('"new"') && all.includes('"newer"') && all.includes(statementRow(4).record));
    });
  });

  test('a statement takes the place of another with its id', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(2, { actor: BOB })]);
    await store.change(async (transaction) => {
      await transaction.putStatements([statementRow(1, { record: '"new"', persona: 'p' }), statementRow(3)]);
      assert.equal(await transaction.countStatements(OURS), 3);
      assert.deepEqual((await transaction.recordsOf(OURS, 'actor', ADA)).sort(), ['"new"', statementRow(3).record]);
      assert.deepEqual(await transaction.recordsOf(OURS, 'persona', 'p'), ['"new"']);
    });
    await put(store, 'putStatements', [statementRow(1, { actor: BOB, record: '"newer"' })]);
    await store.change(async (transaction) => {
      assert.deepEqual(await transaction.recordsOf(OURS, 'actor', ADA), [statementRow(3).record]);
      assert.deepEqual(await transaction.recordsOf(OURS, 'persona', 'p'), []);
    });
    assert.equal(await store.countStatements(OURS), 3);
  });

  test('the same statement twice in one batch counts once, and the last one stays', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(1, { record: '"last"' })]);
    await store.change(async (transaction) => {
      assert.equal(await transaction.countStatements(OURS), 1);
      assert.deepEqual(await transaction.recordsOf(OURS, 'actor', ADA), ['"last"']);
    });
  });

  test('what a change has stored is settled when it has ended', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1), statementRow(2)]);
    await put(store, 'putStatements', [statementRow(1, { record: '"new"' })]);
    const unsettled = await put(store, 'unsettled', OURS, [uuid(1), uuid(2), uuid(3)]);
    assert.deepEqual(unsettled, new Set());
    assert.deepEqual((await store.leftBehind?.('9999-12-31T00:00:00.000Z', 10)) ?? [], []);
  });

  test('an owner has statements from before the epoch of a journey, or has not', async (t) => {
    const store = await open(t);
    const before = (journey, ...owners) =>
      store.change(async (transaction) => {
        const row = await transaction.journey(journey);
        return Promise.all(owners.map((owner) => transaction.hasStatementsBefore(row, owner)));
      });
    const [persona, theirs] = [id('b', 2), id('b', 3)];
    await put(store, 'putJourney', journeyRow(4), true);
    await put(store, 'putStatements', [statementRow(1), statementRow(2, { actor: BOB, persona: 'p' })]);
    await put(store, 'putJourney', journeyRow(1), true);
    await put(store, 'putJourney', journeyRow(2, { trackBy: 'persona' }), true);
    await put(store, 'putJourney', journeyRow(3, { organisation: THEIRS }), true);
    await put(store, 'putStatements', [statementRow(3, { actor: CEM, persona: 'q' }), statementRow(4)]);
    assert.deepEqual(await before(id('b', 4), ADA, BOB, CEM), [false, false, false], 'nothing was there');
    assert.deepEqual(await before(J, ADA, BOB, CEM, DAN), [true, true, false, false]);
    assert.deepEqual(await before(persona, 'p', 'q', ADA), [true, false, false]);
    assert.deepEqual(await before(theirs, ADA), [false]);

    await put(store, 'putJourney', journeyRow(1, { description: 'edited' }), true);
    assert.deepEqual(await before(J, CEM), [false], 'the epoch is the same');
    await put(store, 'putJourney', journeyRow(1, { epoch: 1 }), false);
    await put(store, 'putStatements', [statementRow(5, { actor: DAN })]);
    assert.deepEqual(await before(J, ADA, CEM, DAN), [true, true, false], 'another epoch');
    await put(store, 'deleteJourney', J);
    await put(store, 'putJourney', journeyRow(1, { epoch: 1 }), true);
    assert.deepEqual(await before(J, DAN), [true], 'a new journey');
  });

  test('a statement that takes the place of another was there when that was', async (t) => {
    const store = await open(t);
    await put(store, 'putStatements', [statementRow(1)]);
    await put(store, 'putJourney', journeyRow(1, { trackBy: 'persona' }), true);
    await put(store, 'putStatements', [statementRow(1, { persona: 'p' }), statementRow(2, { persona: 'q' })]);
    await store.change(async (transaction) => {
      const row = await transaction.journey(J);
      assert.equal(await transaction.hasStatementsBefore(row, 'p'), true);
      assert.equal(await transaction.hasStatementsBefore(row, 'q'), false);
    });
  });

  test('owners are told range by range, each once and whole, until there are enough statements', async (t) => {
    const store = await open(t);
    const rows = [BOB, ADA, CEM, ADA, BOB, ADA].map((actor, index) => statementRow(index, { actor }));
    const others = [statementRow(10, { actor: null, persona: 'p' }), statementRow(11, { organisation: THEIRS })];
    await put(store, 'putStatements', [...rows, ...others]);
    const journey = { ...journeyRow(1), baseline: 0 };
    const records = (...numbers) => numbers.map((number) => rows[number].record);
    const all = [
      { owner: ADA, records: records(1, 3, 5) },
      { owner: BOB, records: records(0, 4) },
      { owner: CEM, records: records(2) },
    ];
    await store.change(async (transaction) => {
      const sizeOf = ({ owners }) => owners.map((each) => each.records.length);
      const count = (range) => transaction.countAfter(OURS, 'actor', range);
      const ranges = await transaction.ownerRanges(OURS, 'actor');
      assert.equal(sum(await Promise.all(ranges.map(count))), 6);
      for (const enough of [1, 2, 3, 4, 6, 100]) {
        assert.deepEqual(await ownersFor(transaction, journey, enough), all);
        for (const range of ranges) {
          const steps = await stepsThrough(transaction, journey, range, enough);
          for (const [index, step] of steps.entries()) {
            const sizes = sizeOf(step);
            assert.ok(sum(sizes) >= enough || index === steps.length - 1, `${sizes} of ${enough}`);
            assert.ok(sum(sizes) - Math.max(...sizes) < enough, `${sizes} of ${enough}`);
            const left = sum(steps.slice(index + 1).flatMap(sizeOf));
            assert.equal(await count({ ...range, after: step.after }), left);
          }
        }
      }
      const personas = { ...journeyRow(2, { trackBy: 'persona' }), baseline: 0 };
      assert.deepEqual(await ownersFor(transaction, personas), [{ owner: 'p', records: [others[0].record] }]);
      const theirs = { ...journeyRow(3, { organisation: THEIRS }), baseline: 0 };
      assert.deepEqual(await ownersFor(transaction, theirs), [{ owner: ADA, records: [others[1].record] }]);
      await transaction.putStatements([statementRow(12, { actor: DAN })]);
      const dan = { owner: DAN, records: [statementRow(12).record] };
      assert.deepEqual(await ownersFor(transaction, journey, 2), [...all, dan]);
    });
  });

  test('a range ends where it says', async (t) => {
    const store = await open(t);
    const journey = { ...journeyRow(1), baseline: 0 };
    const actors = Array.from({ length: 12 }, (_, number) => ownerOf(`owner${number}`));
    await put(
      store,
      'putStatements',
      actors.map((actor, number) => statementRow(number, { actor })),
    );
    await store.change(async (transaction) => {
      for (const { after, until } of await transaction.ownerRanges(OURS, 'actor')) {
        const steps = await stepsThrough(transaction, journey, { after, until }, 1);
        const positions = steps.map((step) => step.after);
        for (const [index, step] of steps.entries()) {
          const range = { after: positions[index - 1] ?? after, until: step.after };
          const [only, ...more] = await stepsThrough(transaction, journey, range, 100);
          assert.deepEqual([only.owners, more], [step.owners, []]);
          assert.equal(await transaction.countAfter(OURS, 'actor', range), 1);
          const nothing = { after: step.after, until: step.after };
          assert.deepEqual((await transaction.ownersAfter(journey, nothing, 1)).owners, []);
          const upTo = await stepsThrough(transaction, journey, { after, until: step.after }, 100);
          assert.equal(sum(upTo.map(({ owners }) => owners.length)), index + 1);
        }
      }
    });
  });

  test('many statements at once are all kept, with any text in them', async (t) => {
    const store = await open(t);
    const record = JSON.stringify({ text: '\u0000 "quoted" \\ 😀 é \u2028' });
    const rows = Array.from({ length: many }, (_, index) => statementRow(index, { record }));
    await put(store, 'putStatements', rows);
    const found = await store.records(
      OURS,
      rows.map((row) => row.id),
    );
    assert.equal(found.size, many);
    assert.ok([...found.values()].every((each) => each === record));
    await put(store, 'putStatements', []);
    assert.deepEqual(await store.records(OURS, []), new Map());
  });
}
