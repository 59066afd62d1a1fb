// Who asks: HTTP Basic with a client's key and secret. The client is read from the store on each request, so that a
// revoked one is out at once. Unknown and revoked keys cost what wrong secrets cost.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { ServiceError } from '../errors.js';
import { NOBODYS_SECRET } from '../secrets.js';
import { SecretChecks } from './secret-checks.js';

/** Longer ones are nobody's. */
const LONGEST = 1024;
const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;
const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="xapi-journeys", charset="UTF-8"' };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @param {string} message */
const refused = (message) => new ServiceError(401, message, { headers: CHALLENGE });

/** @param {string | undefined} header @returns {{key: string, secret: string}} */
function credentialsIn(header) {
  if (!header) throw refused('send the key and the secret of a client, with HTTP Basic');
  const [, encoded] = (header.length <= LONGEST && BASIC.exec(header)) || [];
  const text = encoded === undefined ? undefined : decode(encoded);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0)
    throw refused('the Authorization header is not HTTP Basic of a key and a secret');
  return { key: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** @param {string} encoded */
function decode(encoded) {
  try {
    return decoder.decode(Buffer.from(encoded, 'base64'));
  } catch {
    return undefined; // not UTF-8
  }
}

/**
 * Another site's page may have a browser send credentials that its user once gave; it can read nothing, but would change
 * things.
 * @param {Request} request
 */
function refuseOtherSites({ method, headers }) {
  const site = headers.get('sec-fetch-site');
  if (method === 'GET' || method === 'HEAD' || site === null || site === 'same-origin' || site === 'none') return;
  throw new ServiceError(403, 'a page of another site may not change anything here');
}

/**
 * Looks clients up by key. Requests that arrive in the same turn of the event loop share a look-up, which comes after them
 * all: none is answered by what a client was before it asked.
 * @param {import('../../stores/store.js').Store} store
 */
function lookUps(store) {
  /** @type {Map<string, Promise<import('../../stores/store.js').Client | null>>} */
  const waiting = new Map();
  return (/** @type {string} */ key) => {
    const known = waiting.get(key);
    if (known) return known;
    const found = nextTurn().then(() => {
      waiting.delete(key);
      return store.clientByKey(key);
    });
    waiting.set(key, found);
    return found;
  };
}

/**
 * @param {Pick<import('../service.js').Context, 'store'>} context
 * @returns {(request: Request) => Promise<import('../service.js').Caller>} throws ServiceError 401, 403, 429
 */
export function createAuthenticate({ store }) {
  const checks = new SecretChecks();
  const lookUp = lookUps(store);
  return async (request) => {
    const { key, secret } = credentialsIn(request.headers.get('authorization') ?? undefined);
    const found = await lookUp(key);
    const client = found?.revokedAt === null ? found : null;
    const isRight = await checks.check(secret, client?.secret ?? NOBODYS_SECRET);
    if (!client || !isRight) throw refused('there is no client with this key and this secret');
    refuseOtherSites(request);
    return { client };
  };
}
