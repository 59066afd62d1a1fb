// The service's routes in one Hono app: everything between a web-standard Request and the parts. It decides who may do
// what and what is well formed; what happens then, the parts decide.

import { OpenAPIHono } from '@hono/zod-openapi';
import { ServiceError } from '../errors.js';
import { actionMethods } from './actions.js';
import { errorAnswer, json } from './answers.js';
import { createAuthenticate } from './authenticate.js';
import { connectionMethod } from './connection-route.js';
import { canonicalPath, envelope, refuseStrangeUrl } from './envelope.js';
import { describeApp } from './openapi.js';
import { operationMethods } from './operations.js';
import { readingOf } from './rest.js';
import { writingOf } from './rest-writes.js';
import { refuseFaults, Routes } from './routes.js';
import { statementsGet } from './statement-list.js';
import { statementMethods } from './statements.js';

/**
 * @typedef {object} Parts
 * @property {import('../service.js').Journeys} journeys
 * @property {import('../service.js').Statements} statements
 * @property {import('../service.js').Recalculations} recalculations
 * @property {import('../service.js').Outbox} outbox
 * @property {() => Promise<string> | string} metricsText
 * @property {import('../service.js').Page} [page]
 */

/**
 * @param {import('../service.js').Context} context
 * @param {Parts} parts
 * @returns {OpenAPIHono<any>}
 */
export function createApp(context, parts) {
  /** @type {OpenAPIHono<any>} */
  const app = new OpenAPIHono({ getPath: canonicalPath, defaultHook: refuseFaults });
  app.use('*', envelope(context), refuseStrangeUrl);
  app.onError((error, c) => errorAnswer(error, context.log, c.get('id')));
  app.notFound(async (c) => {
    const file = c.req.method === 'GET' || c.req.method === 'HEAD' ? await parts.page?.(c.req.raw) : null;
    c.set('isPage', Boolean(file));
    return file ?? json(404, new ServiceError(404, `there is nothing at ${c.req.path.slice(0, 200)}`));
  });
  mount(new Routes(app, createAuthenticate(context)), context, parts, describeApp(app));
  return app;
}

/** @param {Routes} routes @param {import('../service.js').Context} context @param {Parts} parts @param {() => object} document */
function mount(routes, context, parts, document) {
  const { journeys, statements } = parts;
  const same = (/** @type {import('../../stores/store.js').Document} */ each) => each;
  const actions = actionMethods(context, parts);
  const writing = writingOf(context, journeys);
  for (const kind of /** @type {const} */ (['journey', 'journeyprogress', 'delivery'])) {
    const toRest = kind === 'journey' ? journeys.toRest : same;
    const reading = readingOf(context, kind, toRest);
    const [onList, onDocument] = kind === 'journey' ? journeyWrites(writing) : [{}, {}];
    routes.at(`/api/v2/${kind}`, { get: reading.list, ...onList });
    routes.at(`/api/v2/${kind}/count`, { get: reading.count });
    routes.at(`/api/v2/${kind}/{id}`, { get: reading.document, ...onDocument });
    routes.at(`/api/connection/${kind}`, { get: connectionMethod(context, kind, toRest) });
  }
  routes.at('/api/v2/delivery/{id}/retry', { post: actions.retry });
  routes.at('/api/recalculatejourney', { post: actions.recalculate });
  routes.at('/api/cancelrecalculatejourney', { post: actions.cancel });
  routes.at('/data/xAPI/statements', { get: statementsGet(context), ...statementMethods(context, statements) });
  const operations = operationMethods(context, { ...parts, document });
  routes.at('/health', { get: operations.health });
  routes.at('/metrics', { get: operations.metrics });
  routes.at('/openapi.json', { get: operations.openapi });
  routes.at('/', { get: operations.root });
}

/** @param {ReturnType<typeof writingOf>} writing */
const journeyWrites = ({ create, replace, patch, remove }) => [
  { post: create },
  { put: replace('journeyReplace'), post: replace('journeyReplaceByPost'), patch, delete: remove },
];
