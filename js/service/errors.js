// What the service answers instead of what was asked for: an HTTP status and a body {name, message, errors?} that tells
// the caller what to do. Nothing else that is thrown reaches a client: it becomes a 500 without internals.

import { StoreBusyError } from '../stores/errors.js';

const NAMES = /** @type {Record<number, string>} */ ({
  400: 'BadRequestError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  406: 'NotAcceptableError',
  408: 'RequestTimeoutError',
  409: 'ConflictError',
  412: 'PreconditionFailedError',
  413: 'PayloadTooLargeError',
  415: 'UnsupportedMediaTypeError',
  429: 'TooManyRequestsError',
  500: 'InternalError',
  503: 'UnavailableError',
});

export class ServiceError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {{name?: string, errors?: Record<string, {path: string, message: string, value?: unknown}>, headers?: Record<string, string>}} [more]
   */
  constructor(status, message, { name, errors, headers } = {}) {
    super(message);
    this.status = status;
    this.name = name ?? NAMES[status] ?? 'Error';
    this.errors = errors;
    this.headers = headers;
  }

  /** The body of the answer. */
  toJSON() {
    const { name, message, errors } = this;
    return { name, message, ...(errors && { errors }) };
  }
}

/** It is not there, or the caller may not see it: the two are not told apart. @param {string} what @param {string} id */
export const notFound = (what, id) => new ServiceError(404, `there is no ${what} ${id}`);

/** Whether the store is kept busy by others, or away: that passes, and trying again is right. @param {unknown} error */
export const isPassing = (error) =>
  error instanceof StoreBusyError || (error instanceof ServiceError && error.status === 503);

/** How loud the log tells of what is tried again: what passes calls nobody out. @param {unknown} error */
export const levelOf = (error) => (isPassing(error) ? 'warn' : 'error');
