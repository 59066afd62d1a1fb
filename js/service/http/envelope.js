// What holds for every request and every answer, whatever it is about.

import { getPath } from 'hono/utils/url';
import { ServiceError } from '../errors.js';
import { versionFor } from './statements.js';

/** A host has to let its server take request lines of this length; 16 KB are Node's default for all headers. */
const LONGEST_URL = 65_536;
const STATEMENTS = '/data/xAPI/';
const NAME = /^\/api\/(?:v2|connection)\/[^/]+/;

/** Letter case in the name of a kind does not matter, nor does a slash at the end. @param {Request} request */
export function canonicalPath(request) {
  const path = getPath(request).replace(NAME, (name) => name.toLowerCase());
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** What the log calls a request: as the caller does, where it says so sensibly. @param {Request} request @param {() => string} newId */
function requestId({ headers }, newId) {
  const given = headers.get('x-request-id');
  return given !== null && /^[\w.-]{1,100}$/.test(given) ? given : newId();
}

/**
 * Headers of every answer: nobody guesses its type, keeps it, or shows it in a frame. The page at `/`, and each file of it,
 * says for itself what browsers may do with it.
 * @param {Pick<import('../service.js').Context, 'newId' | 'log' | 'clock'>} context
 * @returns {import('hono').MiddlewareHandler}
 */
export const envelope =
  ({ newId, log, clock }) =>
  async (c, next) => {
    const start = clock.now();
    const id = requestId(c.req.raw, newId);
    c.set('id', id);
    await next();
    c.header('X-Request-Id', id);
    c.header('X-Content-Type-Options', 'nosniff');
    if (c.req.path !== '/' && !c.get('isPage')) {
      c.header('Cache-Control', 'no-store');
      c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    }
    if (c.req.path.startsWith(STATEMENTS)) c.header('X-Experience-API-Version', versionFor(c.req.raw));
    const { method, path } = c.req;
    log.debug({ request: id, method, path, status: c.res.status, milliseconds: clock.now() - start }, 'answered');
  };

/** @type {import('hono').MiddlewareHandler} */
export async function refuseStrangeUrl(c, next) {
  const { url } = c.req;
  if (url.length > LONGEST_URL) throw new ServiceError(413, `the URL has more than ${LONGEST_URL} characters`);
  if (/[?&]=/.test(url)) throw new ServiceError(400, 'the URL has a parameter without a name');
  await next();
}
