// REST: reading documents of any kind (contract: http, "REST"). What is written is in restWrites.js.

import { z } from '@hono/zod-openapi';
import { ServiceError } from '../errors.js';
import { json } from './answers.js';
import { HEADERS, someOf } from './answer-types.js';
import { documentAnswer } from './conditional.js';
import { distinctValues } from './distinct.js';
import { idInPath, ifNoneMatch } from './headers.js';
import { countParameters, documentParameters, listParameters } from './parameters.js';
import { project } from './projection.js';
import { count, DOCUMENTS } from './schemas.js';
import { both, visible, visibleDocument } from './visibility.js';

/**
 * @typedef {import('../../stores/store.js').Kind} Kind
 * @typedef {import('./routes.js').Method} Method
 */

const DEFAULT_LIMIT = 100;

/** A value that a field may have: anything in JSON. */
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

/** @param {Record<string, any>} query @throws {ServiceError} 400 */
function refuseBesideDistinct({ sort, skip, limit, select }) {
  const given = Object.entries({ sort, skip, limit, select }).filter(([, each]) => each !== undefined);
  if (given.length === 0) return;
  const errors = Object.fromEntries(given.map(([path]) => [path, { path, message: 'cannot stand beside distinct' }]));
  throw new ServiceError(400, `${Object.keys(errors)} cannot stand beside distinct`, { errors });
}

/**
 * GET of the list, the count and one document.
 * @param {import('../service.js').Context} context
 * @param {Kind} kind
 * @param {(document: import('../../stores/store.js').Document) => Record<string, any>} toRest
 * @returns {{list: Method, count: Method, document: Method}}
 */
export function readingOf({ store, engine }, kind, toRest) {
  const tag = kind;
  /** @type {Method} */
  const list = {
    ...{ tag, operationId: `${kind}List`, summary: `List documents of ${kind}`, query: listParameters(engine) },
    answers: {
      200: {
        description: 'Documents, or the values of `distinct`.',
        schema: z.array(z.union([DOCUMENTS[kind].some, value])),
        headers: HEADERS.total,
      },
    },
    async handle({ caller: { client }, query }) {
      const filter = both(await visible(store, kind, client), query.query);
      if (query.distinct !== undefined) {
        refuseBesideDistinct(query);
        const find = (/** @type {any} */ page) => store.find(kind, client.organisation, { filter, ...page });
        const values = await distinctValues(find, query.distinct);
        return json(200, values, { 'X-Total-Count': String(values.length) });
      }
      const { sort, skip, limit = DEFAULT_LIMIT, select } = query;
      const documents = await store.find(kind, client.organisation, { filter, sort, skip, limit });
      const total = await store.count(kind, client.organisation, filter);
      const shown = documents.map((document) => project(toRest(document), select));
      return json(200, shown, { 'X-Total-Count': String(total) });
    },
  };

  /** @type {Method} */
  const counting = {
    ...{ tag, operationId: `${kind}Count`, summary: `Count documents of ${kind}`, query: countParameters(engine) },
    answers: { 200: { description: 'How many there are.', schema: count, headers: HEADERS.total } },
    async handle({ caller: { client }, query }) {
      const filter = both(await visible(store, kind, client), query.query);
      const total = await store.count(kind, client.organisation, filter);
      return json(200, { count: total }, { 'X-Total-Count': String(total) });
    },
  };

  /** @type {Method} */
  const document = {
    ...{ tag, operationId: `${kind}Get`, summary: `Get a document of ${kind}` },
    ...{ query: documentParameters, params: idInPath, headers: ifNoneMatch, errors: [404] },
    answers: {
      200: someOf(kind, 'The document.'),
      304: { description: 'As the caller has it.', headers: HEADERS.etag },
    },
    async handle({ request, caller: { client }, params, query }) {
      const shown = toRest(await visibleDocument(store, kind, client, params.id));
      return documentAnswer(request, shown, project(shown, query.select));
    },
  };
  return { list, count: counting, document };
}
