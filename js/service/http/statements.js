// Statements in, by xAPI's own route (contract: http, "Statements in"). The bytes are handed on as they came: numbers are
// kept that JavaScript could not keep.

import { needScope } from '../access.js';
import { ServiceError } from '../errors.js';
import { parseJson } from '../parse-json.js';
import { json } from './answers.js';
import { HEADERS } from './answer-types.js';
import { isJson, mediaType, readBody } from './body.js';
import { firstPart } from './multipart.js';
import { versionHeader } from './headers.js';
import { statementParameter } from './parameters.js';
import { statementIds } from './schemas.js';

const SPOKEN = '1.0.3';
const [OPEN_BRACE] = Buffer.from('{');
const body = { 'application/json': 'Statements', 'multipart/mixed': 'Multipart' };

/** The version that an answer names. @param {Request} request */
export function versionFor({ headers }) {
  const asked = headers.get('x-experience-api-version');
  const { success } = versionHeader.safeParse({ 'X-Experience-API-Version': asked ?? undefined });
  return success && asked ? asked : SPOKEN;
}

/** @param {Request} request @param {number} most @returns {Promise<Uint8Array>} */
async function statementBytes(request, most) {
  const contentType = request.headers.get('content-type') ?? '';
  const type = mediaType(contentType);
  if (!isJson(type) && type !== 'multipart/mixed') {
    throw new ServiceError(415, 'the body must be application/json or multipart/mixed');
  }
  const bytes = await readBody(request, most);
  return type === 'multipart/mixed' ? firstPart(bytes, contentType) : bytes;
}

/** @param {string} path @param {string} message */
const fault = (path, message) =>
  new ServiceError(400, `statement 0, ${path}: ${message}`, {
    name: 'StatementError',
    errors: { [`0.${path}`]: { path: `0.${path}`, message } },
  });

/** The one statement of a PUT, under the id that it is put under. @param {Uint8Array} bytes @param {string} id @returns {Uint8Array} */
function withId(bytes, id) {
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError(400, 'the body of a PUT must be one statement: a JSON object');
  }
  const statement = value.statement ?? value;
  if (statement.id === undefined && statement === value) {
    const start = bytes.indexOf(OPEN_BRACE) + 1;
    const comma = Object.keys(value).length > 0 ? ',' : '';
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(`"id":"${id}"${comma}`), bytes.subarray(start)]);
  }
  if (typeof statement.id !== 'string' || statement.id.toLowerCase() !== id) {
    throw fault('id', `must be the statementId, ${id}`);
  }
  return bytes;
}

/**
 * @param {import('../service.js').Context} context
 * @param {import('../service.js').Statements} statements
 * @returns {{post: import('./routes.js').Method, put: import('./routes.js').Method}}
 */
export function statementMethods({ settings }, statements) {
  const headers = versionHeader;
  /** @param {import('../service.js').Caller} caller */
  const needWrite = ({ client }) => needScope(client, 'sending statements', 'statements/write', 'xapi/all');
  return {
    post: {
      ...{ tag: 'statements', operationId: 'statementsPost', summary: 'Send statements', body, headers },
      description: 'The answer comes when the statements and the progress that they cause are durable.',
      errors: [409, 415],
      answers: { 200: { description: 'The ids, in their order.', schema: statementIds, headers: HEADERS.version } },
      async handle({ request, caller }) {
        needWrite(caller);
        const { ids } = await statements.record(caller, await statementBytes(request, settings.maxBody));
        return json(200, ids);
      },
    },
    put: {
      ...{ tag: 'statements', operationId: 'statementsPut', summary: 'Send a statement under its id', headers },
      ...{ body: { ...body, 'application/json': 'Statement' }, query: statementParameter, errors: [409, 415] },
      answers: { 204: { description: 'Taken in.', headers: HEADERS.version } },
      async handle({ request, caller, query }) {
        needWrite(caller);
        const bytes = await statementBytes(request, settings.maxBody);
        await statements.record(caller, withId(bytes, query.statementId));
        return new Response(null, { status: 204 });
      },
    },
  };
}
