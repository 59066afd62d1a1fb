// Answers in JSON, and what becomes of errors: those of the service tell the caller what to do, all others tell the log.

import { HTTPException } from 'hono/http-exception';
import { StoreBusyError, TooFarError } from '../../stores/errors.js';
import { ServiceError } from '../errors.js';

/**
 * @param {number} status
 * @param {unknown} value
 * @param {Record<string, string>} [headers]
 */
export function json(status, value, headers) {
  const body = JSON.stringify(value);
  return new Response(body, { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } });
}

/** @param {unknown} error @returns {ServiceError | null} what the caller may know of it */
function toServiceError(error) {
  if (error instanceof ServiceError) return error;
  if (error instanceof StoreBusyError) {
    return new ServiceError(503, 'the store is busy: try again', { headers: { 'Retry-After': '1' } });
  }
  if (error instanceof TooFarError) return new ServiceError(400, error.message);
  if (error instanceof HTTPException && error.status < 500) return new ServiceError(error.status, error.message);
  return null;
}

/**
 * @param {unknown} error
 * @param {import('../service.js').Log} log
 * @param {string} request its id
 */
export function errorAnswer(error, log, request) {
  const told = toServiceError(error);
  if (told) return json(told.status, told, told.headers);
  log.error({ request, error }, 'a request failed');
  return json(500, new ServiceError(500, `something went wrong here; the log tells more of request ${request}`));
}
