// Statements out of an LRS, page by page, the newest first. Key and secret go nowhere but there.

import { readResult } from '../../../js/reading/statement-result.js';
import { basicAuthorization, inLines } from './bytes.js';
import { isAbort, messageOf, StudyError } from './errors.js';

const MOST = 100_000;
/** Statements that are asked for at a time; an LRS may give fewer. */
const PAGE = 500;
const PAGE_MILLISECONDS = 30_000;
const LONGEST_MILLISECONDS = 15 * 60_000;
const LARGEST_PAGE = 64 << 20;
/** Characters of an answer that are shown where it tells what is wrong. */
const SHOWN = 200;

/**
 * @typedef {{endpoint: string, key: string, secret: string, since?: string, most?: number}} Lrs
 * @typedef {(input: URL, init: RequestInit) => Promise<Response>} Fetch
 */

/** @param {Lrs} lrs @param {Fetch} [request] @returns {import('./sources.js').Input} */
export function lrsInput(lrs, request = fetch.bind(globalThis)) {
  const resource = resourceOf(lrs.endpoint);
  return {
    name: resource.host,
    receivedAt: Date.now(),
    blocks: (signal) =>
      pages(lrs, resource, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MILLISECONDS)]), request),
  };
}

/** The resource of statements, below an xAPI endpoint. @param {string} endpoint the endpoint, or that resource @returns {URL} */
function resourceOf(endpoint) {
  const text = endpoint.trim();
  const resource = URL.canParse(text) ? new URL(text) : null;
  if (!resource || !/^https?:$/.test(resource.protocol)) {
    throw new StudyError('the address must begin with https:// or http://, such as https://lrs.example.org/xapi');
  }
  if (resource.username || resource.password) {
    throw new StudyError('key and secret belong into their own fields, not into the address');
  }
  const path = resource.pathname.replace(/\/+$/, '');
  resource.pathname = path.endsWith('/statements') ? path : `${path}/statements`;
  [resource.search, resource.hash] = ['', ''];
  return resource;
}

/** @param {Lrs} lrs @param {URL} resource @param {AbortSignal} signal @param {Fetch} request */
async function* pages({ key, secret, since, most = MOST }, resource, signal, request) {
  const authorization = basicAuthorization({ key, secret });
  /** @type {URL | null} */
  let target = new URL(resource);
  const query = { attachments: 'false', limit: String(Math.min(PAGE, most)), ...(since && { since }) };
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const seen = new Set();
  let left = most;
  while (target && left > 0) {
    if (seen.has(target.href)) throw new StudyError(`${resource.host} goes round in circles: its pages do not end`);
    seen.add(target.href);
    const { statements, more } = await page(target, resource, authorization, signal, request);
    const taken = statements.slice(0, left);
    left -= taken.length;
    if (taken.length > 0) yield inLines(taken.map(({ bytes }) => bytes));
    target = more === null ? null : within(resource, target, more);
  }
  if (left === most)
    throw new StudyError(`${resource.host} has no statements${since ? ' since then' : ''} for this key`);
}

/** @param {URL} target @param {URL} resource @param {string} authorization @param {AbortSignal} signal @param {Fetch} request */
async function page(target, resource, authorization, signal, request) {
  const both = AbortSignal.any([signal, AbortSignal.timeout(PAGE_MILLISECONDS)]);
  const headers = { authorization, accept: 'application/json', 'x-experience-api-version': '1.0.3' };
  try {
    const answer = await request(target, {
      ...{ headers, signal: both, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' },
    });
    const bytes = await bytesOf(answer, resource);
    if (!answer.ok) throw refusal(answer.status, resource, new TextDecoder().decode(bytes.subarray(0, 4 * SHOWN)));
    return readResult(bytes);
  } catch (error) {
    if (error instanceof StudyError) throw error;
    if (error instanceof SyntaxError) throw noResult(resource, error);
    if (isAbort(error)) throw error;
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new StudyError(`${resource.host} took too long to answer`);
    }
    throw unreachable(resource, error);
  }
}

/** @param {Response} answer @param {URL} resource */
async function bytesOf(answer, resource) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  for (const reader = answer.body?.getReader(); reader;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > LARGEST_PAGE) {
      await reader.cancel();
      throw new StudyError(`${resource.host} answered with more than 64 MB at once`);
    }
  }
  return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
}

/** @param {number} status @param {URL} resource @param {string} text of the answer */
function refusal(status, { host, pathname }, text) {
  const told = /** @type {Record<number, string>} */ ({
    401: `${host} does not accept this key and secret (401)`,
    403: `${host} does not let this key read statements (403); it needs a scope such as statements/read`,
    404: `${host} has no ${pathname} (404); the address must be its xAPI endpoint, often ending in /xapi or /xAPI`,
    405: `${host} gives no statements at ${pathname} (405): it only takes them`,
    429: `${host} was asked too often (429); wait a little and try again`,
  });
  const shown = text.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN);
  return new StudyError(told[status] ?? `${host} answered ${status}${shown ? `: ${shown}` : ''}`);
}

/** @param {URL} resource @param {SyntaxError} error */
function noResult({ host, pathname }, error) {
  const why = messageOf(error).slice(0, SHOWN);
  return new StudyError(
    `${host} answered, but not with statements (${why}); is ${pathname.replace(/\/statements$/, '')} its xAPI endpoint?`,
  );
}

/** A browser does not say which of these it is. @param {URL} resource @param {unknown} error */
function unreachable({ host, protocol }, error) {
  const isMixed = protocol === 'http:' && globalThis.location?.protocol === 'https:';
  const why = isMixed
    ? 'this page came by https and may not ask an http address'
    : `there is nothing at this address, or it does not let pages of ${globalThis.location?.origin ?? 'others'} ask it (CORS)`;
  return new StudyError(`${host} cannot be reached: ${why} (${messageOf(error)})`);
}

/** Where an answer goes on; with the secret, only at the same LRS. @param {URL} resource @param {URL} target @param {string} more */
function within(resource, target, more) {
  const next = URL.canParse(more, target) ? new URL(more, target) : null;
  if (next?.origin !== resource.origin) {
    throw new StudyError(
      `${resource.host} continues its answer elsewhere (${more.slice(0, SHOWN)}), which is not followed`,
    );
  }
  return next;
}
