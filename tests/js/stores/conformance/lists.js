// Lists: order, pages, and the walls between organisations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortKeys } from '../../../../js/stores/order.js';
import { J, OURS, THEIRS, deliveryOf, id, journeyRow, progressRow, put, time, withBody } from '../samples.js';

const KIND = 'journeyprogress';
const numbers = (documents) => documents.map(({ _id }) => Number(_id.slice(1)));

export function describeLists(open) {
  const filled = async (t, documents) => {
    const store = await open(t);
    await put(
      store,
      'putProgress',
      documents.map((document, index) => progressRow(index, document)),
    );
    return { store, find: async (find) => numbers(await store.find(KIND, OURS, find)) };
  };

  test('the default order is by _id, and skip and limit cut a page out', async (t) => {
    const { store, find } = await filled(t, Array(10).fill({}));
    assert.deepEqual(await find({}), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(await find({ skip: 8 }), [8, 9]);
    assert.deepEqual(await find({ skip: 3, limit: 2 }), [3, 4]);
    assert.deepEqual(await find({ limit: 0 }), []);
    assert.deepEqual(await find({ skip: 20, limit: 2 }), []);
    assert.deepEqual(await find({ sort: [['_id', -1]], limit: 2 }), [9, 8]);
    assert.deepEqual(await find({ filter: {}, after: [id('c', 7)] }), [8, 9]);
    assert.deepEqual(await store.get(KIND, OURS, id('c', 3)), progressRow(3).document);
    assert.equal(await store.get(KIND, OURS, id('c', 99)), null);
  });

  test('nulls and what is missing come first when ascending and last when descending', async (t) => {
    const none = { completedAt: undefined };
    const { find } = await filled(t, [{ completedAt: time(2) }, {}, none, { completedAt: time(1) }, {}]);
    const up = [
      ['completedAt', 1],
      ['_id', 1],
    ];
    const down = [
      ['completedAt', -1],
      ['_id', 1],
    ];
    assert.deepEqual(await find({ sort: up }), [1, 2, 4, 3, 0]);
    assert.deepEqual(await find({ sort: down }), [0, 3, 1, 2, 4]);
    assert.deepEqual(await find({ sort: up, after: [null, id('c', 2)] }), [4, 3, 0]);
    assert.deepEqual(await find({ sort: up, after: [time(1), id('c', 3)] }), [0]);
    assert.deepEqual(await find({ sort: down, after: [time(1), id('c', 3)] }), [1, 2, 4]);
    assert.deepEqual(await find({ sort: down, after: [null, id('c', 2)] }), [4]);
  });

  test('a sort may name a path twice, go on after _id, and name anything', async (t) => {
    const { find } = await filled(t, [{ duration: 2 }, { duration: 1 }, { duration: 2 }]);
    const sorts = [
      [
        ['duration', 1],
        ['duration', -1],
        ['_id', -1],
      ],
      [...Array(600).fill(['duration', 1]), ['_id', -1]],
      [
        ['duration', 1],
        ['_id', -1],
        ['duration; DROP TABLE progress', 1],
      ],
      [
        ['1; DROP TABLE progress', 1],
        ['duration', 1],
        ['_id', -1],
      ],
    ];
    for (const sort of sorts) {
      for (const filter of [{}, { nothing: null }]) {
        assert.deepEqual(await find({ sort, filter }), [1, 2, 0]);
        assert.deepEqual(await find({ sort, filter, limit: 2 }), [1, 2]);
      }
    }
    const sort = [
      ['_id', -1],
      ['duration; DROP TABLE progress', 1],
    ];
    for (const filter of [{}, { nothing: null }]) {
      assert.deepEqual(await find({ sort, filter }), [2, 1, 0]);
      assert.deepEqual(await find({ sort, filter, after: [id('c', 1), 5] }), [0]);
    }
    const twice = [
      ['duration', 1],
      ['duration', -1],
      ['_id', -1],
    ];
    assert.deepEqual(await find({ sort: twice, after: [2, 2, id('c', 2)] }), [0]);
  });

  test('a position of another type than the column stands before or after all of it', async (t) => {
    const { find } = await filled(t, [{ duration: 5 }, { duration: null }, { duration: 7 }]);
    const seek = (path, direction, value) =>
      find({
        sort: [
          [path, direction],
          ['_id', 1],
        ],
        after: [value, id('c', 0)],
      });
    assert.deepEqual(await seek('duration', 1, 'text'), []);
    assert.deepEqual(await seek('duration', -1, 'text'), [2, 0, 1]);
    assert.deepEqual(await seek('duration', -1, Infinity), [2, 0, 1]);
    assert.deepEqual(await seek('duration', 1, -Infinity), [0, 2]);
    assert.deepEqual(await seek('updatedAt', 1, 3), [0, 1, 2]);
    assert.deepEqual(await seek('updatedAt', -1, { a: 1 }), [2, 1, 0]);
    assert.deepEqual(await seek('isCompleted', 1, [[]]), [0, 1, 2]);
    assert.deepEqual(await seek('completedAt', -1, 3), [0, 1, 2]);
  });

  test('values of different types are in MongoDB’s order', async (t) => {
    const values = [
      undefined,
      null,
      -1,
      0.5,
      10,
      '',
      'B',
      'a',
      '\uffff',
      '😀',
      {},
      { a: 1 },
      { b: 0 },
      [[]],
      [[1]],
      false,
      true,
    ];
    const { find } = await filled(
      t,
      values.map((more) => ({ more })),
    );
    const all = values.map((_, index) => index);
    assert.deepEqual(
      await find({
        sort: [
          ['more', 1],
          ['_id', 1],
        ],
      }),
      all,
    );
    assert.deepEqual(
      await find({
        sort: [
          ['more', -1],
          ['_id', -1],
        ],
      }),
      all.toReversed(),
    );
    const after = [{ a: 1 }, id('c', 11)];
    assert.deepEqual(
      await find({
        sort: [
          ['more', 1],
          ['_id', 1],
        ],
        after,
        skip: 1,
        limit: 2,
      }),
      [13, 14],
    );
  });

  test('an array is sorted by its least element when ascending and its greatest when descending', async (t) => {
    const { find } = await filled(t, [
      { more: [{ n: 3 }, { n: 9 }] },
      { more: { n: 4 } },
      { more: [{ n: 5 }, { n: 6 }] },
      { more: [] },
    ]);
    assert.deepEqual(
      await find({
        sort: [
          ['more.n', 1],
          ['_id', 1],
        ],
      }),
      [3, 0, 1, 2],
    );
    assert.deepEqual(
      await find({
        sort: [
          ['more.n', -1],
          ['_id', 1],
        ],
      }),
      [0, 2, 1, 3],
    );
  });

  test('pages through ties meet every document once, forward and back, while others come in', async (t) => {
    const store = await open(t);
    const count = 120;
    const rowOf = (number) => progressRow(number, { updatedAt: time(Math.floor((number % 100) / 40)) });
    const rows = Array.from({ length: count }, (_, index) => rowOf(2 * index));
    await put(store, 'putProgress', rows);
    const before = new Set(rows.map(({ document }) => document._id));
    for (const [first, second] of [
      [1, 1],
      [-1, -1],
      [1, -1],
      [-1, 1],
    ]) {
      const sort = [
        ['updatedAt', first],
        ['_id', second],
      ];
      const met = [];
      let odd = 1;
      for (let after; ;) {
        const page = await store.find(KIND, OURS, { sort, after, limit: 7 });
        if (page.length === 0) break;
        met.push(...page.map(({ _id }) => _id));
        after = sortKeys(page.at(-1), sort);
        await put(store, 'putProgress', [rowOf(odd), rowOf(2 * count - odd)]);
        odd += 14;
      }
      assert.equal(new Set(met).size, met.length);
      assert.equal(met.filter((each) => before.has(each)).length, count);
    }
  });

  test('nothing of another organisation is ever told', async (t) => {
    const store = await open(t);
    await store.change(async (transaction) => {
      await transaction.putJourney(journeyRow(1), true);
      await transaction.putProgress([progressRow(1)]);
      await transaction.addDeliveries([withBody(deliveryOf(1))]);
    });
    const filters = [
      undefined,
      {},
      { organisation: OURS },
      { $or: [{}, { organisation: OURS }] },
      { $nor: [{ a: 1 }] },
      { journey: J },
    ];
    for (const [kind, letter] of [
      ['journey', 'b'],
      ['journeyprogress', 'c'],
      ['delivery', 'd'],
    ]) {
      assert.equal((await store.get(kind, OURS, id(letter, 1)))._id, id(letter, 1));
      assert.equal(await store.get(kind, THEIRS, id(letter, 1)), null);
      for (const filter of filters) {
        assert.deepEqual(await store.find(kind, THEIRS, { filter }), []);
        assert.deepEqual(
          await store.find(kind, THEIRS, {
            filter,
            sort: [
              ['more', 1],
              ['_id', 1],
            ],
          }),
          [],
        );
        assert.equal(await store.count(kind, THEIRS, filter), 0);
      }
    }
  });
}
