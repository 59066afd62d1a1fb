// An LRS as a source of statements, a page at a time: its query, its versions of xAPI, and what its answers mean.

import { readResult } from '../../reading/statement-result.js';
import { ServiceError } from '../errors.js';
import { askedFor } from '../retry-after.js';
import { LrsError } from './lrs-error.js';
import { createRequests, reasonOf, within } from './requests.js';
import { timeOf } from './round.js';

/** Both kinds of LRS speak the first; one of xAPI 2.0 need not. */
const VERSIONS = ['1.0.3', '2.0.0'];

/** Characters of an answer that are shown where it tells what is wrong. */
const SHOWN = 200;

/**
 * @typedef {object} Page
 * @property {import('../../reading/statement-result.js').Listed<Buffer>[]} statements
 * @property {URL | null} more
 * @property {number} completeUpTo in milliseconds: all that was stored until then is there
 *
 * @typedef {import('./requests.js').Answer} Answer
 */

/** The resource of statements, below an xAPI endpoint. @param {string} url the endpoint, or that resource @returns {URL} */
export function statementsResource(url) {
  const resource = URL.canParse(url) ? new URL(url) : null;
  if (resource === null || !/^https?:$/.test(resource.protocol) || resource.username || resource.password) {
    const message = 'the LRS to follow must be an http or https URL; key and secret are given apart from it';
    throw new ServiceError(500, message, { name: 'SettingsError' });
  }
  const path = resource.pathname.replace(/\/+$/, '');
  resource.pathname = path.endsWith('/statements') ? path : `${path}/statements`;
  resource.hash = '';
  return resource;
}

/** What to ask for first: what was stored after that. @param {URL} resource @param {string | null} since @param {number} limit */
export function queryFor(resource, since, limit) {
  const target = new URL(resource);
  const query = { ...(since !== null && { since }), ascending: true, attachments: false, limit };
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
  return target;
}

/**
 * @param {{resource: URL, key: string, secret: string}} lrs
 * @param {Pick<import('../service.js').Context, 'clock' | 'settings'>} context
 */
export function createLrs(lrs, context) {
  const { resource } = lrs;
  const requests = createRequests(lrs, context);
  let versions = VERSIONS;

  /** In a version that the LRS speaks. @param {URL} target @param {AbortSignal} signal @returns {Promise<Answer>} */
  async function ask(target, signal) {
    const [first, ...others] = versions;
    const answer = await requests.get(target, { 'x-experience-api-version': first }, signal);
    if (answer.status !== 400 || !isAboutVersion(answer, first)) return answer;
    for (const version of others) {
      const other = await requests.get(target, { 'x-experience-api-version': version }, signal);
      if (other.status === 400) continue;
      versions = [version, ...versions.filter((each) => each !== version)];
      return other;
    }
    return answer;
  }

  /** @param {Answer} answer @returns {LrsError} */
  function failure({ status, headers, bytes }) {
    const told = /** @type {Record<number, string>} */ ({
      401: 'the LRS does not accept the key and the secret (401)',
      403: 'the LRS does not let this key read its statements (403)',
      404: `the LRS has no ${resource.pathname} (404): the URL must be its xAPI endpoint`,
    });
    const shown = requests.withoutSecrets(bytes.toString()).slice(0, SHOWN);
    return new LrsError(told[status] ?? `the LRS answered ${status}: ${shown}`, {
      asked: askedFor(headers['retry-after'], context.clock.now()),
    });
  }

  return {
    /** @param {URL} target the query, or the link to more @param {AbortSignal} signal @returns {Promise<Page>} @throws {LrsError} */
    async page(target, signal) {
      const answer = await ask(target, signal);
      if (answer.status !== 200) throw failure(answer);
      const { statements, more } = resultIn(answer.bytes);
      return {
        statements,
        more: more === null ? null : within(resource, target, more, 'continues its answer at'),
        completeUpTo: completeUpTo(answer.headers, context.clock.now()),
      };
    },
    close: () => requests.close(),
  };
}

/** Whether a 400 is about the version: it says so, or names another one. @param {Answer} answer @param {string} sent */
function isAboutVersion({ headers, bytes }, sent) {
  const own = headers['x-experience-api-version'];
  return /version/i.test(bytes.toString()) || (own !== undefined && own[0] !== sent[0]);
}

/** @param {Buffer} bytes */
function resultIn(bytes) {
  try {
    return readResult(bytes);
  } catch (error) {
    throw new LrsError(`the LRS answered what is no StatementResult: ${reasonOf(error).slice(0, SHOWN)}`);
  }
}

/** What the header says that every LRS has to send; without it, when it answered. @param {Record<string, string | undefined>} headers @param {number} now */
function completeUpTo({ 'x-experience-api-consistent-through': consistentThrough, date = '' }, now) {
  return [timeOf(consistentThrough), Date.parse(date), now].find((time) => !Number.isNaN(time)) ?? now;
}
