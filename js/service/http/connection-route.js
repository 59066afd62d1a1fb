// The connection interface (contract: http, "Connection"): parameters in, edges out.

import { ServiceError } from '../errors.js';
import { json } from './answers.js';
import { connection } from './connection.js';
import { keysOf } from './cursor.js';
import { connectionParameters } from './parameters.js';
import { project } from './projection.js';
import { connectionOf, DOCUMENTS } from './schemas.js';
import { both, visible } from './visibility.js';

/** @typedef {import('../../stores/store.js').Sort} Sort */

/** Fields that hold lists: where a document has several values to sort by, its place forward is not its place backward. */
const LISTS = {
  journey: /^(sources|waypoints|outcomes)(\.|$)/,
  journeyprogress: /^(completions(\.|$)|pendingProgress\.[^.]+\.statements(\.|$))/,
  delivery: /^$/,
};

/** @type {Sort} */
const BY_ID = [['_id', 1]];

/** @param {string} path @param {string} message */
const fault = (path, message) =>
  new ServiceError(400, `parameter ${path}: ${message}`, { errors: { [path]: { path, message } } });

/** @param {Record<string, any>} query @param {'after' | 'before'} name @param {Sort} sort */
function positionIn(query, name, sort) {
  if (query[name] === undefined) return undefined;
  const keys = keysOf(query[name], sort);
  if (keys === null) throw fault(name, 'is not a cursor of a list with this sort');
  return keys;
}

/**
 * @param {import('../service.js').Context} context
 * @param {import('../../stores/store.js').Kind} kind
 * @param {(document: import('../../stores/store.js').Document) => Record<string, any>} toRest
 * @returns {import('./routes.js').Method}
 */
export function connectionMethod({ store, engine }, kind, toRest) {
  const { some } = DOCUMENTS[kind];
  return {
    ...{ tag: kind, operationId: `${kind}Connection`, summary: `Page through documents of ${kind} by cursors` },
    query: connectionParameters(engine),
    answers: { 200: { description: 'A page.', schema: connectionOf(some, `${kind}Connection`) } },
    async handle({ caller: { client }, query }) {
      /** @type {Sort} */
      const sort = query.sort ?? BY_ID;
      const list = sort.find(([path]) => LISTS[kind].test(path));
      if (list) throw fault('sort', `${list[0]} has several values in one document: no cursor can stand for them`);
      const [after, before] = [positionIn(query, 'after', sort), positionIn(query, 'before', sort)];
      const filter = both(await visible(store, kind, client), query.filter);
      const { edges, pageInfo } = await connection(
        (part) => store.find(kind, client.organisation, { filter, ...part }),
        { sort, first: query.first, last: query.last, after, before },
      );
      const shown = edges.map(({ cursor, node }) => ({ cursor, node: project(toRest(node), query.project) }));
      return json(200, { edges: shown, pageInfo });
    },
  };
}
