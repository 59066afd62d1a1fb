// Things to be done to a journey or a delivery: recalculate, cancel that, send again.

import { json } from './answers.js';
import { idInPath } from './headers.js';
import { journeyParameter } from './parameters.js';
import { DOCUMENTS, recalculated } from './schemas.js';
import { needEdit, visibleDocument } from './visibility.js';

/** @typedef {import('./routes.js').Method} Method */

/**
 * @param {import('../service.js').Context} context
 * @param {{journeys: import('../service.js').Journeys, recalculations: import('../service.js').Recalculations, outbox: import('../service.js').Outbox}} parts
 * @returns {{recalculate: Method, cancel: Method, retry: Method}}
 */
export function actionMethods({ store }, { journeys, recalculations, outbox }) {
  /** @param {'start' | 'cancel'} what @param {string} operationId @param {string} summary @returns {Method} */
  const recalculation = (what, operationId, summary) => ({
    ...{ tag: 'journey', operationId, summary, query: journeyParameter, errors: [404, 409] },
    answers: { 200: { description: 'The journey with its recalculateStatus.', schema: recalculated } },
    async handle({ caller, query: { journeyId } }) {
      needEdit(caller.client, await visibleDocument(store, 'journey', caller.client, journeyId));
      return json(200, { journey: journeys.toRest(await recalculations[what](caller, journeyId)) });
    },
  });

  return {
    recalculate: recalculation('start', 'recalculateJourney', 'Recompute every progress of a journey'),
    cancel: recalculation('cancel', 'cancelRecalculateJourney', 'Stop recomputing; what is done stays'),
    retry: {
      ...{ tag: 'delivery', operationId: 'deliveryRetry', summary: 'Send a delivery again', params: idInPath },
      errors: [404, 409],
      answers: { 202: { description: 'It is due now.', schema: DOCUMENTS.delivery.whole } },
      async handle({ caller, params }) {
        const { client } = caller;
        const delivery = await visibleDocument(store, 'delivery', client, params.id);
        needEdit(client, await store.get('journey', client.organisation, delivery.journey));
        return json(202, await outbox.retry(caller, delivery._id));
      },
    },
  };
}
