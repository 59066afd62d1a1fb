// Recomputes whole journeys from the stored statements, owner by owner, in the background (contract: journeys, section 8).
// Each step is one change of the store: it may stop after any of them, and another process goes on from there. What
// arrives meanwhile is lost to neither side, since both bring the same owner to the same progress.

import { ServiceError, notFound } from './errors.js';
import { ownerKey, referenceRow, settle, toLines } from './progress.js';
import { createRunner } from './runner.js';

/**
 * @typedef {import('../stores/store.js').Transaction} Transaction
 * @typedef {import('../stores/store.js').JourneyRow} JourneyRow
 * @typedef {import('../stores/store.js').Recalculation} Recalculation
 * @typedef {import('./service.js').Caller} Caller
 */

/** Statements in one step: some twenty milliseconds of work. */
const STEP = 500;

/** For so long a step is some process's own; one that died holds nobody up for longer. */
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
  const leaseName = (/** @type {string} */ journey) => `recalculation ${journey}`;

  /** @param {Transaction} transaction @param {Caller} caller @param {string} id */
  async function rowOf(transaction, { client }, id) {
    const row = await transaction.journey(id);
    if (!row || row.organisation !== client.organisation) throw notFound('journey', id);
    return row;
  }

  /** @param {Transaction} transaction @param {JourneyRow} row @param {Record<string, unknown>} changes */
  async function putStatus(transaction, row, changes) {
    const recalculateStatus = { ...row.document.recalculateStatus, ...changes };
    const document = { ...row.document, recalculateStatus };
    await transaction.putJourney({ ...row, document }, false);
    return document;
  }

  /** Who asked, as the status tells it. @param {Caller} caller @param {'recalculated' | 'cancelled'} what */
  const by = ({ client }, what) => ({ [`${what}ByClient`]: client._id, [`${what}ByUser`]: client.user });

  /** A piece of the work that is left; null where it is another process's. @param {Recalculation} recalculation */
  const pieceOf = ({ journey: id }) =>
    loaded.with((snapshot) =>
      store.change(async (transaction) => {
        const isOurs = await transaction.lease(leaseName(id), worker, time(), time(LEASE_MILLISECONDS));
        if (!isOurs) return null;
        const [current, row] = [await transaction.recalculation(id), await transaction.journey(id)];
        if (!current || !row || (await transaction.journeyChange()) !== snapshot.change) return NOTHING;
        return recompute(transaction, snapshot, current, row);
      }),
    );

  /** @param {Transaction} transaction @param {import('./loaded.js').Snapshot} snapshot @param {Recalculation} recalculation @param {JourneyRow} row */
  async function recompute(transaction, snapshot, { after, epoch }, row) {
    const { organisation, document } = row;
    if (!document.isActive || !snapshot.get(row._id)) {
      await end(transaction, row, { cancelledAt: time() });
      return NOTHING;
    }
    if (epoch !== row.epoch) {
      // The journey was edited: what was done is of one that is no more.
      await begin(transaction, row, {});
      return NOTHING;
    }
    const owners = await transaction.ownersAfter(organisation, document.trackBy, after, STEP);
    if (owners.length === 0) {
      // Whoever has no statement under the journey as it is, one that tracks personas now for instance, has no progress.
      await transaction.retireProgress(row._id, epoch);
      await end(transaction, row, { remainingCount: 0, recalculatedAt: time() });
      return NOTHING;
    }
    const deliveries = await recomputeOwners(transaction, snapshot, row, owners);
    const statements = owners.reduce((sum, { records }) => sum + records.length, 0);
    const last = owners[owners.length - 1].owner;
    const remaining = document.recalculateStatus.remainingCount - statements;
    await transaction.putRecalculation({ journey: row._id, organisation, after: last, epoch });
    await putStatus(transaction, row, { remainingCount: Math.max(0, remaining), pushing: false });
    return { statements, deliveries };
  }

  /** From the first owner on. @param {Transaction} transaction @param {JourneyRow} row @param {Record<string, unknown>} changes */
  async function begin(transaction, row, changes) {
    const { _id: journey, organisation, epoch } = row;
    await transaction.putRecalculation({ journey, organisation, after: '', epoch });
    const totalCount = await transaction.countAfter(organisation, row.document.trackBy, '');
    const counts = { totalCount, remainingCount: totalCount };
    return putStatus(transaction, row, { pushing: true, inProgress: true, ...counts, ...changes });
  }

  /** @param {Transaction} transaction @param {JourneyRow} row @param {Record<string, unknown>} changes */
  async function end(transaction, row, changes) {
    await transaction.deleteRecalculation(row._id);
    await transaction.release(leaseName(row._id), worker);
    return putStatus(transaction, row, { inProgress: false, pushing: false, ...changes });
  }

  /** @param {Transaction} transaction @param {import('./loaded.js').Snapshot} snapshot @param {JourneyRow} row @param {{owner: string, records: string[]}[]} owners */
  async function recomputeOwners(transaction, snapshot, row, owners) {
    const { references } = snapshot.matcherOf(row._id).match(toLines(owners.flatMap(({ records }) => records)));
    const keys = owners.map(({ owner }) => ({ journey: row._id, owner }));
    await transaction.dropReferences(keys);
    const rows = references.map((reference) => referenceRow(reference, row.organisation));
    if (rows.length > 0) await transaction.putReferences(rows);
    const matched = new Set(references.map(({ owner }) => ownerKey(owner.ident)));
    const known = (await transaction.owned(keys)).filter(({ owner, progress }) => progress || matched.has(owner));
    return settle(context, transaction, snapshot, known, { areCollected: true });
  }

  async function step() {
    for (const recalculation of await store.recalculations()) {
      const piece = await pieceOf(recalculation).catch((error) => {
        // One that cannot go on must not keep the others from it.
        log.error({ error, journey: recalculation.journey }, 'a recalculation failed; it is tried again');
        return null;
      });
      if (piece === null) continue;
      metrics.recalculated(piece.statements);
      if (piece.deliveries > 0) outbox.wake();
      return true;
    }
    return false;
  }

  const runner = createRunner({ step, clock, log });
  return {
    step,
    ...runner,
    async start(caller, id) {
      const document = await store.change(async (transaction) => {
        const row = await rowOf(transaction, caller, id);
        if (await transaction.recalculation(id)) {
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
        if (!(await transaction.recalculation(id))) {
          throw new ServiceError(409, `the journey ${id} is not being recalculated`);
        }
        return end(transaction, row, { cancelledAt: time(), ...by(caller, 'cancelled') });
      }),
  };
}

const NOTHING = { statements: 0, deliveries: 0 };
