// Deliveries that are held back on MongoDB, where an outcome is switched on by one write and its deliveries are let go by
// others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingBy } from '../../../js/service/filters.js';
import { openMongodbStore } from '../../../js/stores/mongodb/index.js';
import { engine } from '../helpers.js';
import { mongodbDatabase, mongodbMissing } from '../stores/mongodb-server.js';
import { deliveryOf, withBody } from '../stores/samples.js';
import { client, makeParts, ORGANISATION } from './helpers.js';

const caller = { client: client() };
const outcome = { type: 'callback', callback: 'https://example.org/' };

test(
  'what came to be held back while its outcome was being switched on is let go, and nothing else',
  { skip: mongodbMissing },
  async (t) => {
    const { url } = await mongodbDatabase(t);
    const store = await openMongodbStore({ url, matching: matchingBy(engine) });
    t.after(() => store.close());
    const parts = makeParts({ store });
    const outcomes = [outcome, { ...outcome, isActive: false }];
    const { document } = await parts.journeys.create(caller, { description: 'j', waypoints: [], outcomes });
    const deliveries = document.outcomes.map(({ _id }, number) =>
      deliveryOf(number, {
        ...{ organisation: ORGANISATION, journey: document._id, outcome: _id, state: 'held', nextAttemptAt: null },
      }),
    );
    await store.change((transaction) => transaction.addDeliveries(deliveries.map(withBody)));
    await parts.mending.step();
    const states = await Promise.all(deliveries.map(({ _id }) => store.get('delivery', ORGANISATION, _id)));
    assert.deepEqual(
      states.map(({ state }) => state),
      ['pending', 'held'],
    );
    assert.deepEqual(await store.heldOutcomes(), [{ journey: document._id, outcome: document.outcomes[1]._id }]);
    assert.equal((await store.get('journey', ORGANISATION, document._id)).__v, 0, 'the journey is as it was');
  },
);
