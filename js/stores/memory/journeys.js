// Journeys in a change of the memory store.

import { copy, keyOf } from './tables.js';

/** @param {import('./tables.js').Tables} tables */
export function journeyMethods({ journeys, gone, numbers, progress, references, recalculations, deliveries }) {
  const nextChange = () => {
    const change = (numbers.get('change') ?? 0) + 1;
    numbers.put('change', change);
    return change;
  };

  return {
    /** @param {string} id @returns {Promise<import('../store.js').JourneyRow | null>} */
    async journey(id) {
      const row = journeys.get(id);
      if (!row) return null;
      const { change, ...rest } = row;
      return copy(rest);
    },

    /** @param {Omit<import('../store.js').JourneyRow, 'baseline'>} row @param {boolean} matters a new one always does */
    async putJourney(row, matters) {
      const before = journeys.get(row._id);
      const { _id, organisation, document, epoch } = copy(row);
      const baseline = before?.epoch === epoch ? before.baseline : (numbers.get('taken') ?? 0);
      const change = before && !matters ? before.change : nextChange();
      journeys.put(_id, { _id, organisation, document, epoch, baseline, change });
      gone.delete(_id);
    },

    /** @param {string} id @param {number} remaining */
    async putRemaining(id, remaining) {
      const row = journeys.get(id);
      const status = row?.document.recalculateStatus;
      if (!row || !status?.inProgress) return;
      const recalculateStatus = { ...status, pushing: false, remainingCount: remaining };
      journeys.put(id, { ...row, document: { ...row.document, recalculateStatus } });
    },

    /** @param {string} id */
    async deleteJourney(id) {
      if (!journeys.get(id)) return;
      journeys.delete(id);
      gone.put(id, { journey: id, change: nextChange() });
      for (const { journey, part } of recalculations.by('journey', id)) recalculations.delete(keyOf(journey, part));
      for (const { journey, owner } of progress.by('journey', id)) progress.delete(keyOf(journey, owner));
      for (const row of references.by('journey', id)) references.delete(keyOf(row.journey, row.owner, row.id));
      for (const { delivery } of deliveries.by('journey', id)) {
        if (delivery.state !== 'delivered') deliveries.delete(delivery._id);
      }
    },
  };
}
