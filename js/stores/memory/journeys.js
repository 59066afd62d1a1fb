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

    /** @param {import('../store.js').JourneyRow} row @param {boolean} matters a new one always does */
    async putJourney(row, matters) {
      const before = journeys.get(row._id);
      const { _id, organisation, document, epoch, baseline } = copy(row);
      const change = before && !matters ? before.change : nextChange();
      journeys.put(_id, { _id, organisation, document, epoch, baseline, change });
      gone.delete(_id);
    },

    /** @param {string} id */
    async deleteJourney(id) {
      if (!journeys.get(id)) return;
      journeys.delete(id);
      gone.put(id, { journey: id, change: nextChange() });
      recalculations.delete(id);
      for (const { journey, owner } of progress.by('journey', id)) progress.delete(keyOf(journey, owner));
      for (const row of references.by('journey', id)) references.delete(keyOf(row.journey, row.owner, row.id));
      for (const { delivery } of deliveries.by('journey', id)) {
        if (delivery.state !== 'delivered') deliveries.delete(delivery._id);
      }
    },
  };
}
