// Requests to one LRS: answers of bounded size, in bounded time, and never to anywhere else than its own origin, since each
// request carries the credentials.

import { Agent, request } from 'undici';
import { LrsError } from './lrs-error.js';

/** From the request to the last byte of the answer. */
const REQUEST_MILLISECONDS = 30_000;
const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/** @typedef {{status: number, headers: Record<string, string | undefined>, bytes: Buffer}} Answer */

/**
 * @param {{resource: URL, key: string, secret: string}} lrs
 * @param {Pick<import('../service.js').Context, 'clock' | 'settings'>} context
 */
export function createRequests({ resource, key, secret }, { clock, settings }) {
  const credentials = Buffer.from(`${key}:${secret}`).toString('base64');
  const own = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    ...(key !== '' && { authorization: `Basic ${credentials}` }),
  };
  /** @type {Agent | undefined} */
  let agent;

  /** @param {URL} target @param {Record<string, string>} headers @param {AbortSignal} signal @param {number} [redirects] @returns {Promise<Answer>} */
  async function follow(target, headers, signal, redirects = 0) {
    agent ??= new Agent({ connections: 1 });
    const answer = await request(target, { headers: { ...own, ...headers }, signal, dispatcher: agent });
    const { location, ...rest } = /** @type {Record<string, string | undefined>} */ (answer.headers);
    const bytes = await readAll(answer.body, settings.maxBody);
    if (!REDIRECTS.includes(answer.statusCode) || !location) return { status: answer.statusCode, headers: rest, bytes };
    if (redirects === MOST_REDIRECTS) throw new LrsError('the LRS redirects in circles');
    return follow(within(resource, target, location, 'redirects to'), headers, signal, redirects + 1);
  }

  /** Without what nobody may read in a log. @param {string} text */
  const withoutSecrets = (text) =>
    [credentials, secret].reduce((shown, each) => (each ? shown.replaceAll(each, '[redacted]') : shown), text);

  return {
    withoutSecrets,

    /** @param {URL} target @param {Record<string, string>} headers @param {AbortSignal} signal @returns {Promise<Answer>} @throws {LrsError} */
    async get(target, headers, signal) {
      signal.throwIfAborted();
      let isLate = false;
      const ended = new AbortController();
      const end = () => ended.abort();
      const cancel = clock.after(REQUEST_MILLISECONDS, () => {
        isLate = true;
        end();
      });
      signal.addEventListener('abort', end);
      try {
        return await follow(target, headers, ended.signal);
      } catch (error) {
        if (error instanceof LrsError) throw error;
        if (isLate) throw new LrsError(`the LRS took longer than ${REQUEST_MILLISECONDS / 1000} s`);
        throw new LrsError(withoutSecrets(`the LRS cannot be reached: ${reasonOf(error)}`));
      } finally {
        cancel();
        signal.removeEventListener('abort', end);
      }
    },

    async close() {
      const open = agent;
      agent = undefined;
      await open?.destroy();
    },
  };
}

/** @param {import('undici').Dispatcher.ResponseData['body']} body @param {number} most */
async function readAll(body, most) {
  const chunks = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > most) throw new LrsError(`a page of the LRS has more than ${most} bytes`, { isTooLarge: true });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Where a link of the LRS leads, within its origin. @param {URL} resource @param {URL} base @param {string} link @param {string} how it leads there */
export function within({ origin }, base, link, how) {
  const target = URL.canParse(link, base.href) ? new URL(link, base) : null;
  if (target === null) throw new LrsError(`the LRS ${how} what is no URL`);
  if (target.origin !== origin || target.username || target.password) {
    throw new LrsError(`the LRS ${how} ${target.origin}, but it is followed at ${origin}: nothing is asked there`);
  }
  return target;
}

/** @param {unknown} error */
export function reasonOf(error) {
  const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
  return message || code || 'no reason given';
}
