// Takes statements in: each request all or nothing, and durable together with the progress that it causes. What is known
// already changes nothing, so any request may be repeated, at any time, to any process.

import { grouped } from '../stores/grouped.js';
import { copyOf } from './copies.js';
import { ServiceError } from './errors.js';
import { receive } from './received.js';
import { recordAll } from './record.js';
import { Rounds } from './rounds.js';

/**
 * @typedef {import('./news.js').Request} Request
 * @typedef {import('./record.js').Recorded} Recorded
 * @typedef {import('../stores/store.js').LeftBehind} LeftBehind
 */

/** A journey has changed since the snapshot was taken. */
class Overtaken extends Error {}

/** After so many times in a row something is wrong. */
const MOST_TRIES = 50;

/** Characters of statements that are taken in at once, of as many requests as it may be: a tenth of a second of work. */
const ROUND = 4 * 1024 * 1024;

/**
 * @param {import('./service.js').Context} context
 * @param {import('./loaded.js').LoadedJourneys} loaded
 * @param {import('./service.js').Outbox} outbox
 * @returns {import('./service.js').Statements & {recordAgain: (left: LeftBehind[]) => Promise<void>}}
 */
export function createStatements(context, loaded, outbox) {
  const { store, clock, settings, metrics } = context;

  /** Requests of any organisations, in one change of the store. @param {Request[]} requests */
  const change = (requests) =>
    loaded.with((snapshot) =>
      store.change(async (transaction) => {
        if ((await transaction.journeyChange()) !== snapshot.change) throw new Overtaken();
        /** @type {Map<Request, Recorded | Error>} */
        const answers = new Map();
        let deliveries = 0;
        for (const own of grouped(requests, ({ client }) => client.organisation).values()) {
          const recorded = await recordAll(context, transaction, snapshot, own);
          for (const [request, answer] of recorded.answers) answers.set(request, answer);
          deliveries += recorded.deliveries;
        }
        return {
          answers: requests.map((request) => /** @type {Recorded | Error} */ (answers.get(request))),
          deliveries,
        };
      }),
    );

  /** @type {Rounds<Request, Recorded>} */
  const rounds = new Rounds(async (requests) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        const { answers, deliveries } = await change(requests);
        if (deliveries > 0) outbox.wake();
        return answers;
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
    throw new ServiceError(503, 'too many changes at once: try again', { headers: { 'Retry-After': '1' } });
  }, ROUND);

  return {
    async record({ client }, given) {
      const start = clock.now();
      const received = receive(given, client, { now: start, most: settings.maxBatch });
      const { added, hits } = await rounds.add({ client, received }, sizeOf(received));
      metrics.statements(received.length, added);
      metrics.hits(hits);
      metrics.recorded((clock.now() - start) / 1000);
      return { ids: received.map(({ id }) => id), added, hits };
    },

    /** Stored ones that may lack what they cause, of one organisation: as if somebody sent them anew. */
    async recordAgain(left) {
      const [{ organisation }] = left;
      const received = left.map(({ id, record }) => ({ id, ...copyOf(record) }));
      await rounds.add({ client: { organisation }, received }, sizeOf(received));
    },
  };
}

/** @param {import('./received.js').Received[]} received */
const sizeOf = (received) => received.reduce((sum, { text }) => sum + text.length, 0);
