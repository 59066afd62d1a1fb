// Statements out, by xAPI's own route and in its form (1.0.3 Communication 2.1.3).

import { needScope } from '../access.js';
import { listStatements } from '../statement-list.js';
import { HEADERS } from './answer-types.js';
import { versionHeader } from './headers.js';
import { statementsParameters } from './parameters.js';
import { statementResult } from './schemas.js';

/** The most statements in one answer, which is also what is answered where nobody says how many. */
const MOST = 500;

/**
 * @param {Pick<import('../service.js').Context, 'store'>} context
 * @returns {import('./routes.js').Method}
 */
export const statementsGet = ({ store }) => ({
  ...{ tag: 'statements', operationId: 'statementsGet', summary: 'Read statements' },
  ...{ headers: versionHeader, query: statementsParameters(MOST) },
  description:
    'For trying journeys on what was sent here: every statement once, in an order of the store’s own, whatever `ascending` ' +
    'says. This is no LRS: what follows by time finds no order of time. Needs `statements/read`, `xapi/read` or `xapi/all`.',
  answers: {
    200: {
      description: 'Some statements, and where there are more.',
      schema: statementResult,
      headers: HEADERS.version,
    },
  },
  async handle({ request, caller, query }) {
    needScope(caller.client, 'reading statements', 'statements/read', 'xapi/read', 'xapi/all');
    const { after = '', limit = 0, since, until } = query;
    const page = await listStatements(store, caller.client, {
      after,
      limit: Math.min(limit || MOST, MOST),
      since,
      until,
    });
    const more = page.after === null ? '' : moreAt(request, page.after);
    const body = `{"statements":[${page.texts.join(',')}],"more":${JSON.stringify(more)}}`;
    return new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
  },
});

/** The rest of the same answer. @param {Request} request @param {string} after */
function moreAt({ url }, after) {
  const target = new URL(url);
  target.searchParams.set('after', after);
  return `${target.pathname}${target.search}`;
}
