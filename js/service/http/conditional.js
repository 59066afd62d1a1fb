// Conditional requests (RFC 9110, 13): whether the caller has a document already, and which one a writer means to change.
// A document that has moved on is a 409 and not a 412, whether `__v` or If-Match tells: the contract has one answer for
// both. Weak tags are compared by what they name, like strong ones.

import { ServiceError } from '../errors.js';
import { etagOf } from '../etag.js';
import { json } from './answers.js';

const LONGEST = 4096;

/** Whether If-None-Match or If-Match names a document. @param {string | null} header @param {string} etag */
export function isNamed(header, etag) {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

/**
 * Answers with a document, or 304.
 * @param {Request} request
 * @param {Record<string, any>} document all of it
 * @param {Record<string, any>} shown
 */
export function documentAnswer({ headers }, document, shown) {
  const ETag = etagOf(document);
  if (isNamed(headers.get('if-none-match'), ETag)) return new Response(null, { status: 304, headers: { ETag } });
  return json(200, shown, { ETag });
}

/**
 * What a writer expects to find.
 * @param {Request} request
 * @param {any} [body]
 * @returns {import('../service.js').Expected}
 */
export function expectedBy({ headers }, body) {
  const etag = headers.get('if-match') ?? undefined;
  if (etag !== undefined && etag.length > LONGEST)
    throw new ServiceError(400, `If-Match has more than ${LONGEST} bytes`);
  const v = typeof body === 'object' && body !== null ? body.__v : undefined;
  if (v === undefined) return { etag };
  if (!Number.isInteger(v)) {
    const errors = { __v: { path: '__v', message: 'must be a whole number' } };
    throw new ServiceError(400, '__v: must be a whole number', { name: 'ValidationError', errors });
  }
  return { v, etag };
}
