// REST: creating, changing and deleting journeys. Who may is decided here, everything else in js/service/journeys.js.

import { mayView, needCreate } from '../access.js';
import { ServiceError } from '../errors.js';
import { etagOf } from '../etag.js';
import { ID } from '../ids.js';
import { json } from './answers.js';
import { HEADERS } from './answer-types.js';
import { readJson } from './body.js';
import { expectedBy } from './conditional.js';
import { idInPath, ifMatch } from './headers.js';
import { journeyWritten } from './schemas.js';
import { needEdit, visibleDocument } from './visibility.js';

/** @typedef {import('./routes.js').Method} Method */

const KIND = 'journey';
const body = { 'application/json': 'JourneyInput' };

/** @param {unknown} id @throws {ServiceError} 400 */
function needId(id) {
  if (typeof id === 'string' && ID.test(id)) return;
  const message = 'must be 24 hexadecimal digits';
  const errors = { _id: { path: '_id', message } };
  throw new ServiceError(400, `_id: ${message}`, { name: 'ValidationError', errors });
}

/**
 * What a writer of a journey sends.
 * @param {Request} request
 * @param {number} most bytes
 */
async function readDraft(request, most) {
  const given = await readJson(request, most);
  if (given?._id !== undefined) needId(given._id);
  return { given, expected: expectedBy(request, given) };
}

/**
 * @param {import('../service.js').Context} context
 * @param {import('../service.js').Journeys} journeys
 * @returns {{create: Method, replace: (operationId: string) => Method, patch: Method, remove: Method}}
 */
export function writingOf({ store, settings }, journeys) {
  /** @param {import('../service.js').Written} written @param {number} status @param {Record<string, string>} [headers] */
  function writtenAnswer({ document, warnings }, status, headers) {
    const shown = journeys.toRest(document);
    const withWarnings = warnings.length > 0 ? { ...shown, warnings } : shown;
    return json(status, withWarnings, { ETag: etagOf(shown), ...headers });
  }

  /** @param {import('../../stores/store.js').Client} client @param {string} id */
  async function needEditable(client, id) {
    needEdit(client, await visibleDocument(store, KIND, client, id));
  }

  /** @param {import('../service.js').Caller} caller @param {string} id @param {unknown} given */
  async function needReplaceable({ client }, id, given) {
    needId(id);
    const existing = await store.get(KIND, client.organisation, id.toLowerCase());
    if (!existing) return needCreate(client, given);
    // What is not visible is not there; that its id is taken shows all the same, as it would on creating it.
    if (!mayView(client, existing)) await visibleDocument(store, KIND, client, id);
    needEdit(client, existing);
  }

  return {
    create: {
      ...{ tag: KIND, operationId: 'journeyCreate', summary: 'Create a journey', body, errors: [409, 415] },
      answers: {
        201: { description: 'Created.', schema: journeyWritten, headers: { ...HEADERS.etag, ...HEADERS.location } },
      },
      async handle({ request, caller }) {
        const { given } = await readDraft(request, settings.maxBody);
        needCreate(caller.client, given);
        const written = await journeys.create(caller, given);
        return writtenAnswer(written, 201, { Location: `/api/v2/journey/${written.document._id}` });
      },
    },

    replace: (operationId) => ({
      ...{ tag: KIND, operationId, summary: 'Replace a journey, or create it under this id' },
      ...{ params: idInPath, headers: ifMatch, body, errors: [404, 409, 415] },
      answers: { 200: { description: 'As it is now.', schema: journeyWritten, headers: HEADERS.etag } },
      async handle({ request, caller, params }) {
        const { given, expected } = await readDraft(request, settings.maxBody);
        await needReplaceable(caller, params.id, given);
        return writtenAnswer(await journeys.replace(caller, params.id, given, expected), 200);
      },
    }),

    patch: {
      ...{ tag: KIND, operationId: 'journeyPatch', summary: 'Change the named fields of a journey' },
      ...{ params: idInPath, headers: ifMatch, body, errors: [404, 409, 415] },
      answers: { 200: { description: 'As it is now.', schema: journeyWritten, headers: HEADERS.etag } },
      async handle({ request, caller, params }) {
        await needEditable(caller.client, params.id);
        const { given, expected } = await readDraft(request, settings.maxBody);
        return writtenAnswer(await journeys.patch(caller, params.id, given, expected), 200);
      },
    },

    remove: {
      ...{ tag: KIND, operationId: 'journeyDelete', summary: 'Delete a journey and its progress' },
      ...{ params: idInPath, headers: ifMatch, errors: [404, 409] },
      answers: { 204: { description: 'Deleted.' } },
      async handle({ request, caller, params }) {
        await needEditable(caller.client, params.id);
        await journeys.remove(caller, params.id, expectedBy(request));
        return new Response(null, { status: 204 });
      },
    },
  };
}
