// An outbox on a store with deliveries to a receiver that is there for real.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { openMemoryStore } from '../../../../js/stores/memory/index.js';
import { createOutbox } from '../../../../js/service/outbox/index.js';
import { derivedId } from '../../../../js/service/ids.js';
import { createJourneys } from '../../../../js/service/journeys.js';
import { openFile } from '../../stores/files.js';
import { matching } from '../../stores/samples.js';
import { FakeClock } from '../fake-clock.js';
import { client, makeParts, ORGANISATION } from '../helpers.js';

export const caller = { client: client() };
export { ORGANISATION };

/** Every store that there is, opened for one test. */
export const STORES = {
  'the memory store': async () => openMemoryStore({ matching }),
  'the libSQL store': (t) => openFile(t),
};

/** A log that remembers. */
function memoryLog() {
  const lines = [];
  const at = (level) => (fields, message) => lines.push({ level, message, ...fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

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
  const log = memoryLog();
  const requests = [];
  const metrics = { ...parts.context.metrics, delivery: (result, seconds) => requests.push([result, seconds]) };
  const allSettings = { ...parts.context.settings, allowPrivateAddresses: true, ...settings };
  const context = { ...parts.context, clock, log, metrics, settings: allSettings };
  const journeys = createJourneys(context);
  const outcomes = [{ type, ...(type === 'callback' && { callback: url }) }];
  const { document: journey } = await journeys.create(caller, { waypoints: [{ conditions: {} }], outcomes });
  const outbox = createOutbox(context, { random: () => 0, ...options });
  const [{ _id: outcomeId }] = journey.outcomes;
  let number = 0;
  const get = (id) => parts.store.get('delivery', ORGANISATION, id);
  return {
    ...{ context, store: parts.store, clock, log, requests, journeys, journey, outbox, get },
    /** Adds a delivery with a body. */
    async add(body = '{"a":1}', changes = {}) {
      const _id = derivedId('test', journey._id, ++number);
      const now = new Date(clock.time).toISOString();
      const delivery = {
        ...{ _id, organisation: ORGANISATION, journey: journey._id, outcome: outcomeId },
        ...{ owner: { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:a@b.c' } }, attempt: number },
        ...{ type, state: 'pending', createdAt: now, updatedAt: now, attempts: 0, tries: 0, nextAttemptAt: now },
        ...{ lastStatus: null, lastError: null, deliveredAt: null, ...changes },
      };
      await parts.store.change((transaction) => transaction.addDeliveries([{ delivery, body }]));
      return _id;
    },
    async states(ids) {
      return Promise.all(ids.map(async (id) => (await get(id)).state));
    },
    document: () => parts.store.get('journey', ORGANISATION, journey._id),
    outcome: async () => (await parts.store.get('journey', ORGANISATION, journey._id)).outcomes[0],
    /** Switches the outcome on or off, as a client does. */
    switchOutcome: (isActive) =>
      journeys.patch(caller, journey._id, { outcomes: [{ _id: outcomeId, type, callback: url, isActive }] }),
  };
}

/** A receiver that answers when it is told to, and knows how many requests of each delivery there are at a time. */
export async function openGate(t) {
  const gate = { status: 204, isOpen: false, received: [], atOnce: 0, mostAtOnce: 0, waiting: new Set() };
  const answer = (response) => {
    if (!gate.waiting.delete(response)) return;
    gate.atOnce--;
    response.writeHead(gate.status).end();
  };
  gate.open = () => {
    gate.isOpen = true;
    for (const response of gate.waiting) answer(response);
  };
  const server = createServer((request, response) => {
    gate.received.push(request.headers['webhook-id']);
    gate.mostAtOnce = Math.max(gate.mostAtOnce, ++gate.atOnce);
    gate.waiting.add(response);
    response.on('close', () => gate.waiting.delete(response) && gate.atOnce--);
    if (gate.isOpen) setImmediate(answer, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => (server.close(), server.closeAllConnections()));
  gate.url = `http://127.0.0.1:${server.address().port}/hook`;
  return gate;
}
