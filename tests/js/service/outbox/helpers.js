// An outbox on a store with deliveries to a receiver that is there for real.
import { createOutbox } from '../../../../js/service/outbox/index.js';
import { derivedId } from '../../../../js/service/ids.js';
import { createJourneys } from '../../../../js/service/journeys.js';
import { FakeClock } from '../fake-clock.js';
import { client, makeParts, ORGANISATION } from '../helpers.js';

export const caller = { client: client() };

/** Parts, an outbox and a journey whose outcome calls `url`. */
export async function setUp({
  url,
  settings = {},
  options = {},
  type = 'callback',
  store,
  clock = new FakeClock(),
} = {}) {
  const parts = makeParts({ store });
  const context = {
    ...parts.context,
    clock,
    settings: { ...parts.context.settings, allowPrivateAddresses: true, deliveryTimeout: 400, ...settings },
    log: { debug() {}, info() {}, warn() {}, error: (fields, message) => console.error(message, fields) },
  };
  const journeys = createJourneys(context);
  const outcomes = [{ type, ...(type === 'callback' && { callback: url }) }];
  const { document: journey } = await journeys.create(caller, { waypoints: [{ conditions: {} }], outcomes });
  const outbox = createOutbox(context, { random: () => 0, ...options });
  let number = 0;
  return {
    ...{ context, store: parts.store, clock, journeys, journey, outbox },
    /** Adds a delivery with a body. */
    async add(body = '{"a":1}', changes = {}) {
      const _id = derivedId('test', journey._id, ++number);
      const now = new Date(clock.time).toISOString();
      const delivery = {
        ...{ _id, organisation: ORGANISATION, journey: journey._id, outcome: journey.outcomes[0]._id },
        ...{ owner: { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:a@b.c' } }, attempt: number },
        ...{ type, state: 'pending', createdAt: now, updatedAt: now, attempts: 0, tries: 0, nextAttemptAt: now },
        ...{ lastStatus: null, lastError: null, deliveredAt: null, ...changes },
      };
      await parts.store.change((transaction) => transaction.addDeliveries([{ delivery, body }]));
      return _id;
    },
    get: (id) => parts.store.get('delivery', ORGANISATION, id),
    outcome: async () => (await parts.store.get('journey', ORGANISATION, journey._id)).outcomes[0],
  };
}
