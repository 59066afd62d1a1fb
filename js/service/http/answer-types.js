// How the OpenAPI document describes answers: the errors that every route may give, and headers.

import { DOCUMENTS, errorBody } from './schemas.js';

/**
 * @typedef {object} Answer
 * @property {string} description
 * @property {import('zod').ZodType} [schema] of JSON
 * @property {string} [text] media type of an answer that is no JSON
 * @property {Record<string, Header>} [headers]
 *
 * @typedef {{description: string, required?: boolean, schema: object}} Header
 */

/** @param {string} description @param {object} schema @returns {Header} */
const header = (description, schema = { type: 'string' }) => ({ description, required: true, schema });

export const HEADERS = {
  etag: { ETag: header('Names this state of the document: for If-Match and If-None-Match.') },
  total: { 'X-Total-Count': header('How many there are in all.', { type: 'integer', minimum: 0 }) },
  location: { Location: header('Where the document is.') },
  version: { 'X-Experience-API-Version': header('The version that the request named, or 1.0.3.') },
  allow: { Allow: header('The methods that there are.') },
  challenge: { 'WWW-Authenticate': header('Basic, with the realm xapi-journeys.') },
  retry: { 'Retry-After': header('After how many seconds to try again.', { type: 'integer', minimum: 0 }) },
};

/** @type {Record<number, Answer>} */
const ERRORS = {
  400: { description: 'Malformed or invalid; `errors` names every fault.' },
  401: { description: 'No credentials, or not those of a client.', headers: HEADERS.challenge },
  403: { description: 'The client lacks a scope.' },
  404: { description: 'Not there, or not visible to this client.' },
  405: { description: 'There is no such method here.', headers: HEADERS.allow },
  409: { description: 'In conflict with what there is, or changed since.' },
  413: { description: 'Too large.' },
  415: { description: 'A Content-Type or Content-Encoding that is not taken.' },
  429: { description: 'Too many requests at once.', headers: HEADERS.retry },
  500: { description: 'A fault of the service.' },
  503: { description: 'Cannot serve now.' },
};

/** What may go wrong wherever somebody is asked who they are. */
const EVERYWHERE = [400, 401, 403, 413, 429, 500, 503];
const PUBLIC = [400, 413, 500];

/** @param {{errors?: number[], isPublic?: boolean}} method @returns {Record<number, Answer>} */
export function errorsOf({ errors = [], isPublic = false }) {
  const statuses = [...(isPublic ? PUBLIC : EVERYWHERE), 405, ...errors];
  return Object.fromEntries(statuses.map((status) => [status, { ...ERRORS[status], schema: errorBody }]));
}

/** As zod-openapi takes it. @param {Answer} answer */
export function toResponse({ description, schema, text, headers }) {
  const content = schema ? { 'application/json': { schema } } : text && { [text]: { schema: { type: 'string' } } };
  return { description, ...(content && { content }), ...(headers && { headers }) };
}

/** @param {keyof typeof DOCUMENTS} kind @param {string} description @returns {Answer} */
export const someOf = (kind, description) => ({ description, schema: DOCUMENTS[kind].some, headers: HEADERS.etag });
