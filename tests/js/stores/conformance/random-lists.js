// One meaning of filters, sorts and positions everywhere: a store's lists are those of the engine and a plain sort.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortKeys } from '../../../../js/stores/order.js';
import { random, seedOf } from '../../helpers.js';
import { documentOf, filterOf, sortOf } from '../generate.js';
import { OURS, id, ownerOf, put, withBody } from '../samples.js';
import { plainList } from '../plain-list.js';

const DOCUMENTS = 120;
const FILTERS = 200 * Number(process.env.JOURNEYS_RUNS ?? 1);

/** Puts documents as what they are. */
const PUT = {
  journey: (store, documents) =>
    store.change(async (transaction) => {
      for (const document of documents) {
        await transaction.putJourney({ _id: document._id, organisation: OURS, document, epoch: 0 }, true);
      }
    }),
  journeyprogress: (store, documents) =>
    put(
      store,
      'putProgress',
      documents.map((document, index) => ({
        journey: document.journey,
        organisation: OURS,
        owner: ownerOf(`owner${index}`),
        epoch: 0,
        attempts: 0,
        document,
      })),
    ),
  delivery: (store, documents) => put(store, 'addDeliveries', documents.map(withBody)),
};

export function describeRandomLists(open) {
  for (const kind of ['journey', 'journeyprogress', 'delivery']) {
    test(`random filters, sorts and positions give the lists of a plain evaluation: ${kind}`, async (t) => {
      const some = random(seedOf(t));
      const store = await open(t);
      const documents = Array.from({ length: DOCUMENTS }, (_, index) => documentOf(some, kind, index));
      await PUT[kind](store, documents);
      let met = 0;
      for (let run = 0; run < FILTERS; ++run) {
        const filter = filterOf(some, kind);
        const sort = sortOf(some, kind);
        const find = { filter, sort };
        if (some.chance(0.5)) find.after = sortKeys(documentOf(some, kind, some.below(DOCUMENTS)), sort);
        if (some.chance(0.1)) find.after = [some.of([true, 1, 'x', null, {}, []]), id('c', 5), id('c', 5)];
        if (some.chance(0.3)) find.skip = some.below(5);
        if (some.chance(0.5)) find.limit = 1 + some.below(10);
        const expected = plainList(documents, find);
        met += expected.length;
        const told = JSON.stringify(find);
        assert.deepEqual(await store.find(kind, OURS, find), expected, told);
        assert.equal(await store.count(kind, OURS, filter), plainList(documents, { filter, sort }).length, told);
        if (some.chance(0.1)) {
          assert.deepEqual(await store.change((transaction) => transaction.find(kind, OURS, find)), expected, told);
        }
      }
      assert.ok(met > FILTERS, `the filters met ${met} documents only`);
    });
  }
}
