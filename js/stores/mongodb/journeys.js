// Journeys in a change. A journey's row bears what its change leaves to do (`todo`): to announce it, and tasks.

/** @typedef {import('../store.js').JourneyRow} JourneyRow */

/** Until it is known: every statement is taken to have been there before. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** @param {any} row @returns {JourneyRow} */
export const journeyOf = ({ _id, organisation, document, epoch, baseline }) => ({
  ...{ _id, organisation, document: structuredClone(document), epoch, baseline: baseline ?? UNKNOWN },
});

/** What is left to do by others, and now by this change as well. @param {import('./work.js').Work} work @param {any} row @param {object} more */
export const todoOf = (work, row, more) => ({
  ...{ announce: false, isNewEpoch: false, tasks: [] },
  ...row?.todo,
  ...more,
  ...{ at: work.now, token: work.mark, isLast: false },
});

/** @param {import('./work.js').Work} work */
export function journeyMethods(work) {
  const { rows } = work;

  /** @param {string} id @returns {Promise<any>} */
  const found = async (id) => {
    const row = await rows.get('journeys', id);
    return row?.isGone ? null : row;
  };

  return {
    /** @param {string} id */
    async journey(id) {
      work.journeys.add(id);
      const row = await found(id);
      return row && journeyOf(row);
    },

    /** @param {Omit<JourneyRow, 'baseline'>} given @param {boolean} matters a new one always does */
    async putJourney({ _id, organisation, document, epoch }, matters) {
      const there = await rows.get('journeys', _id);
      const row = there?.isGone ? null : there;
      const isNewEpoch = row?.epoch !== epoch;
      // What is left of a deleted one has been cleared, or is before this one is announced.
      const todo = todoOf(work, there?.todo?.isLast ? null : there, {
        ...((matters || isNewEpoch) && { announce: true }),
        ...(isNewEpoch && { isNewEpoch: true }),
      });
      rows.put('journeys', {
        ...{ _id, revision: 0, organisation, document: structuredClone(document), epoch, isGone: false },
        ...{ baseline: isNewEpoch ? null : row.baseline, change: row?.change ?? null, todo },
      });
    },

    /** @param {string} id @param {number} remaining */
    async putRemaining(id, remaining) {
      const row = await found(id);
      if (!row?.document.recalculateStatus?.inProgress) return;
      if (rows.putIn('journeys').has(id)) {
        const recalculateStatus = { ...row.document.recalculateStatus, pushing: false, remainingCount: remaining };
        rows.put('journeys', { ...row, document: { ...row.document, recalculateStatus } });
      } else
        rows.undoable(
          () => work.remaining.set(id, remaining),
          () => work.remaining.delete(id),
        );
    },

    /** @param {string} id */
    async deleteJourney(id) {
      const row = await found(id);
      if (!row) return;
      const { organisation } = row;
      rows.perform({ kind: 'clear', journey: id, organisation });
      const todo = todoOf(work, null, { announce: true });
      rows.put('journeys', {
        ...{ _id: id, revision: 0, organisation, document: null, epoch: row.epoch, isGone: true },
        ...{ baseline: null, change: row.change, todo },
      });
    },
  };
}
