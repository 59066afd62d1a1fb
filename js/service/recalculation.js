// Recomputes whole journeys from the stored statements, owner by owner, in the background (contract: journeys, section 8).
// Each step is one change of the store: it may stop after any of them, and another process goes on from there. What
// arrives meanwhile is lost to neither side, since both bring the same owner to the same progress.

import { grouped } from '../stores/grouped.js';
import { levelOf, notFound, ServiceError } from './errors.js';
import { giveBack } from './give-back.js';
import { derivedId } from './ids.js';
import { advance, begin, end, leaseName, NOTHING } from './recalculation-parts.js';
import { createRunner } from './runner.js';

/**
 * @typedef {import('../stores/store.js').Transaction} Transaction
 * @typedef {import('../stores/store.js').Recalculation} Part
 * @typedef {import('./service.js').Caller} Caller
 */

/** For so long a part is some process's own; one that died holds nobody up for longer. */
const LEASE_MILLISECONDS = 10_000;

/**
 * @param {import('./service.js').Context} context
 * @param {import('./loaded.js').LoadedJourneys} loaded
 * @param {import('./service.js').Outbox} outbox
 * @returns {import('./service.js').Recalculations & {wake: () => void, run: () => void, stop: () => Promise<void>}}
 */
export function createRecalculations(context, loaded, outbox) {
  const { store, clock, worker, metrics, log } = context;
  const time = (ahead = 0) => new Date(clock.now() + ahead).toISOString();
  let hasLeased = false;

  /** @param {Transaction} transaction @param {Caller} caller @param {string} id */
  async function rowOf(transaction, { client }, id) {
    const row = await transaction.journey(id);
    if (!row || row.organisation !== client.organisation) throw notFound('journey', id);
    return row;
  }

  /** Who asked, as the status tells it. @param {Caller} caller @param {'recalculated' | 'cancelled'} what */
  const by = ({ client }, what) => ({ [`${what}ByClient`]: client._id, [`${what}ByUser`]: client.user });

  /** What is to be done of one: a part that is not done, each worker's first another one; null: to end it. @param {string} journey @param {Part[]} parts */
  function placesIn(journey, parts) {
    const first = parseInt(derivedId(worker, journey).slice(0, 8), 16) % parts.length;
    const turned = [...parts.slice(first), ...parts.slice(0, first)];
    const open = turned.filter(({ isDone }) => !isDone).map(({ part }) => part);
    return open.length > 0 ? open : [null];
  }

  /** Does some of it; null where it is another process's. @param {string} journey @param {number | null} part */
  const pieceOf = (journey, part) =>
    loaded.with((snapshot) =>
      store.change(async (transaction) => {
        const name = leaseName(journey, part);
        if (!(await transaction.lease(name, worker, time(), time(LEASE_MILLISECONDS)))) return null;
        hasLeased = true;
        const [parts, row] = [await transaction.recalculation(journey), await transaction.journey(journey)];
        const isOvertaken = (await transaction.journeyChange()) !== snapshot.change;
        if (parts.length === 0 || !row || isOvertaken) return NOTHING;
        const known = snapshot.get(journey);
        if (known && known.row.epoch !== row.epoch) return null; // edited, and about to be told
        return advance(context, transaction, snapshot, { row, parts, part });
      }),
    );

  async function step() {
    for (const [journey, parts] of grouped(await store.recalculations(), (each) => each.journey)) {
      for (const part of placesIn(journey, parts)) {
        const piece = await pieceOf(journey, part).catch((error) => {
          // One that cannot go on must not keep the others from it.
          log[levelOf(error)]({ error, journey, part }, 'a recalculation failed; it is tried again');
          return null;
        });
        if (piece === null) continue;
        metrics.recalculated(piece.statements);
        if (piece.deliveries > 0) outbox.wake();
        return true;
      }
    }
    return false;
  }

  const runner = createRunner({ step, clock, log });
  return {
    step,
    ...runner,
    async stop() {
      await runner.stop();
      if (!hasLeased) return;
      hasLeased = false;
      await giveBack(context, async (transaction) => {
        for (const { journey, part } of await transaction.recalculations()) {
          await transaction.release(leaseName(journey, part), worker);
        }
      });
    },
    async start(caller, id) {
      const document = await store.change(async (transaction) => {
        const row = await rowOf(transaction, caller, id);
        if ((await transaction.recalculation(id)).length > 0) {
          throw new ServiceError(409, `the journey ${id} is being recalculated already`);
        }
        if (!row.document.isActive) {
          throw new ServiceError(409, `the journey ${id} is not active: it keeps its progress as it is`);
        }
        return begin(transaction, row, by(caller, 'recalculated'));
      });
      runner.wake();
      return document;
    },
    cancel: (caller, id) =>
      store.change(async (transaction) => {
        const row = await rowOf(transaction, caller, id);
        const parts = await transaction.recalculation(id);
        if (parts.length === 0) throw new ServiceError(409, `the journey ${id} is not being recalculated`);
        return end(worker, transaction, row, parts, { cancelledAt: time(), ...by(caller, 'cancelled') });
      }),
  };
}
