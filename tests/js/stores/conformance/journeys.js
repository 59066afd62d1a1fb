// Journeys: what changed since when, and what goes with one that is deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  J,
  OURS,
  THEIRS,
  deliveryOf,
  id,
  journeyRow,
  ownerOf,
  partOf,
  progressRow,
  put,
  referenceRow,
  statementRow,
  time,
  uuid,
  withBody,
  withoutBaseline,
} from '../samples.js';

export function describeJourneys(open) {
  test('changes that matter are told of every organisation, and what was deleted', async (t) => {
    const store = await open(t);
    assert.deepEqual(await store.journeysSince(0), { change: 0, journeys: [], gone: [] });
    const [first, second] = [journeyRow(1), journeyRow(2, { organisation: THEIRS, epoch: 1 })];
    const since = async (number) => {
      const { change, journeys, gone } = await store.journeysSince(number);
      return { change, journeys: journeys.map(withoutBaseline), gone };
    };
    await put(store, 'putJourney', first, true);
    const one = await store.journeyChange();
    await put(store, 'putJourney', second, true);
    const two = await store.journeyChange();
    assert.ok(two > one && one > 0);
    assert.deepEqual(await since(0), { change: two, journeys: [first, second], gone: [] });
    assert.deepEqual(await since(one), { change: two, journeys: [second], gone: [] });

    const quiet = { ...first, document: { ...first.document, description: 'new' } };
    await put(store, 'putJourney', quiet, false);
    assert.equal(await store.journeyChange(), two);
    assert.deepEqual(withoutBaseline(await put(store, 'journey', J)), quiet);
    assert.deepEqual((await store.journeysSince(two)).journeys, []);

    await put(store, 'deleteJourney', second._id);
    const three = await store.journeyChange();
    assert.ok(three > two);
    assert.deepEqual(await store.journeysSince(two), { change: three, journeys: [], gone: [second._id] });
    assert.deepEqual(await store.journeysSince(three), { change: three, journeys: [], gone: [] });
    assert.equal(await put(store, 'journey', second._id), null);

    await put(store, 'putJourney', second, false);
    const { journeys, gone } = await since(two);
    assert.deepEqual([journeys, gone], [[second], []]);
  });

  test('how much of a recalculation is left is told while one is in progress, and is no change that matters', async (t) => {
    const store = await open(t);
    const recalculateStatus = { inProgress: true, pushing: true, totalCount: 9, remainingCount: 9 };
    const row = journeyRow(1, { recalculateStatus });
    await put(store, 'putJourney', row, true);
    await put(
      store,
      'putJourney',
      journeyRow(2, { recalculateStatus: { ...recalculateStatus, inProgress: false } }),
      true,
    );
    await put(store, 'putJourney', journeyRow(3), true);
    const change = await store.journeyChange();
    const others = await store.find('journey', OURS, { skip: 1 });
    for (const number of [1, 2, 3, 4]) await put(store, 'putRemaining', id('b', number), 4);
    const told = { ...row.document, recalculateStatus: { ...recalculateStatus, pushing: false, remainingCount: 4 } };
    assert.deepEqual(await store.find('journey', OURS, {}), [told, ...others]);
    assert.deepEqual(withoutBaseline(await put(store, 'journey', J)), { ...row, document: told });
    assert.equal(await store.journeyChange(), change);
    await store.change(async (transaction) => {
      await transaction.putJourney(row, false);
      await transaction.putRemaining(J, 3);
      assert.equal((await transaction.journey(J)).document.recalculateStatus.remainingCount, 3);
    });
    assert.equal((await store.get('journey', OURS, J)).recalculateStatus.remainingCount, 3);
  });

  test('deleting a journey that is not there changes nothing', async (t) => {
    const store = await open(t);
    await put(store, 'deleteJourney', J);
    assert.deepEqual(await store.journeysSince(0), { change: 0, journeys: [], gone: [] });
  });

  test('with a journey go its progress, references, recalculation and undelivered deliveries', async (t) => {
    const store = await open(t);
    const states = ['pending', 'held', 'delivered', 'dead'];
    const deliveries = states.map((state, index) => deliveryOf(index, { state }));
    const other = { journey: id('b', 2), owner: ownerOf('ada') };
    await store.change(async (transaction) => {
      for (const number of [1, 2]) await transaction.putJourney(journeyRow(number), true);
      await transaction.putStatements([statementRow(1)]);
      await transaction.putProgress([progressRow(1), progressRow(2, other)]);
      await transaction.putReferences([referenceRow(1), referenceRow(1, other)]);
      for (const part of [0, 1]) await transaction.putRecalculation(partOf(part));
      await transaction.addDeliveries([...deliveries, deliveryOf(9, { journey: other.journey })].map(withBody));
    });
    await put(store, 'deleteJourney', J);
    const ids = (documents) => documents.map(({ _id }) => _id);
    assert.deepEqual(ids(await store.find('journey', OURS, {})), [other.journey]);
    assert.deepEqual(ids(await store.find('journeyprogress', OURS, {})), [id('c', 2)]);
    assert.equal(await store.count('journeyprogress', OURS), 1);
    assert.deepEqual(ids(await store.find('delivery', OURS, {})), [id('d', 2), id('d', 9)]);
    assert.deepEqual((await store.deliveryCounts()).counts, { pending: 1, held: 0, delivered: 1, dead: 0 });
    const bodies = await Promise.all([0, 1, 2, 9].map((number) => store.deliveryBody(id('d', number))));
    assert.deepEqual(
      bodies.map((body) => body !== null),
      [false, false, true, true],
    );
    assert.deepEqual(await put(store, 'referringTo', OURS, [uuid(1)]), [other]);
    assert.deepEqual(await store.recalculations(), []);
    assert.equal((await put(store, 'owned', [progressRow(1)]))[0].progress, null);
    assert.equal(await store.countStatements(OURS), 1);
    assert.equal(await put(store, 'nextDeliveryAt'), time(9));
  });
}
