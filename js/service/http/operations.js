// What operators and their tools ask for: health, metrics, the description of the interface, and a page to begin at.

import { needScope } from '../access.js';
import { ServiceError } from '../errors.js';
import { json } from './answers.js';
import { anyParameters } from './parameters.js';
import { health, openApiDocument, welcome } from './schemas.js';

/** A store that does not answer for so long cannot serve. */
const PATIENCE_MILLISECONDS = 5_000;
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';
const tag = 'service';

/**
 * @param {import('../service.js').Context} context
 * @param {{metricsText: () => Promise<string> | string, document: () => object, page?: import('../service.js').Page}} options
 * @returns {Record<'health' | 'metrics' | 'openapi' | 'root', import('./routes.js').Method>}
 */
export function operationMethods({ store, clock, log }, { metricsText, document, page }) {
  const checked = () =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(PATIENCE_MILLISECONDS, () => reject(new Error('the store does not answer')));
      store.check().then(resolve, reject).finally(cancel);
    });

  return {
    health: {
      ...{ tag, operationId: 'health', summary: 'Whether the service can serve', isPublic: true, errors: [503] },
      answers: { 200: { description: 'It can.', schema: health } },
      async handle() {
        await checked().catch((error) => {
          log.error({ error }, 'the store cannot be reached');
          throw new ServiceError(503, 'the store cannot be reached', { headers: { 'Retry-After': '5' } });
        });
        return json(200, { status: 'ok' });
      },
    },
    metrics: {
      ...{ tag, operationId: 'metrics', summary: 'Figures for Prometheus, of all organisations: needs the scope all' },
      answers: { 200: { description: 'Figures.', text: 'text/plain' } },
      async handle({ caller }) {
        needScope(caller.client, 'seeing figures of the whole service', 'all');
        return new Response(await metricsText(), { headers: { 'Content-Type': PROMETHEUS } });
      },
    },
    openapi: {
      ...{ tag, operationId: 'openapi', summary: 'This document' },
      answers: { 200: { description: 'OpenAPI 3.1.', schema: openApiDocument } },
      handle: () => json(200, document()),
    },
    root: {
      ...{ tag, operationId: 'root', summary: 'A page to begin at', isPublic: true },
      ...(page && { query: anyParameters }), // what mail and chat add to a link is nothing to the page
      answers: {
        200: page
          ? { description: 'The preview page.', text: 'text/html' }
          : { description: 'Where to go on.', schema: welcome },
      },
      handle: async ({ request }) =>
        (await page?.(request)) ?? json(200, { name: 'xapi-journeys', documentation: '/openapi.json' }),
    },
  };
}
