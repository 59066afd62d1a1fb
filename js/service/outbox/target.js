// Where a delivery goes and with which headers: to the receiver of a callback, signed as Standard Webhooks says, or to the LRS
// that takes the statements of outcomes.

import { Webhook } from 'standardwebhooks';
import { version } from '../../engine/version.js';
import { statementId } from './statement-outcome.js';

/**
 * @typedef {import('../../stores/store.js').Delivery} Delivery
 *
 * @typedef {object} Target
 * @property {'POST' | 'PUT'} method
 * @property {URL} url
 * @property {Record<string, string>} headers
 * @property {boolean} isTrusted it is of the operator's configuration, and may be anywhere
 * @property {string[]} secrets what must not be shown of the request
 */

/** Stable over all tries of a delivery. @param {{_id: string}} delivery */
export const webhookId = ({ _id }) => `msg_${_id}`;

/**
 * @param {Pick<import('../service.js').Settings, 'signingSecret' | 'outcomeLrs'>} settings
 * @returns {(delivery: Delivery, body: string, callback: string | undefined, now: number) => Target} throws where there is nowhere to send it
 */
export function targetsBy({ signingSecret, outcomeLrs }) {
  const webhook = signingSecret === null ? null : new Webhook(signingSecret);

  /** @param {Delivery} delivery @param {string} body @param {string | undefined} callback @param {number} now @returns {Target} */
  function callbackTarget(delivery, body, callback, now) {
    if (!callback || !URL.canParse(callback)) throw new Error('the outcome has no URL to call back');
    const url = new URL(callback);
    if (!/^https?:$/.test(url.protocol)) throw new Error(`a callback cannot go to ${url.protocol}`);
    const [id, timestamp] = [webhookId(delivery), Math.floor(now / 1000)];
    const { headers, secrets } = credentialsOf(decoded(url.username), decoded(url.password));
    return {
      ...{ method: 'POST', url, isTrusted: false, secrets },
      headers: {
        ...{ ...common, ...headers, 'webhook-id': id, 'webhook-timestamp': String(timestamp) },
        ...(webhook && { 'webhook-signature': webhook.sign(id, new Date(timestamp * 1000), body) }),
      },
    };
  }

  /** @param {Delivery} delivery @returns {Target} */
  function lrsTarget({ _id }) {
    if (outcomeLrs === null) throw new Error('no LRS is set up for outcomes of type statement: OUTCOME_LRS names it');
    const url = new URL(`${outcomeLrs.endpoint}/statements`);
    url.searchParams.set('statementId', statementId(_id));
    const { headers, secrets } = credentialsOf(outcomeLrs.key, outcomeLrs.secret);
    const xapi = { 'x-experience-api-version': '1.0.3' };
    return { method: 'PUT', url, headers: { ...common, ...headers, ...xapi }, isTrusted: true, secrets };
  }

  return (delivery, body, callback, now) =>
    delivery.type === 'statement' ? lrsTarget(delivery) : callbackTarget(delivery, body, callback, now);
}

const common = { 'content-type': 'application/json', 'user-agent': `xapi-journeys/${version}` };

/** @param {string} name @param {string} password @returns {{headers: Record<string, string>, secrets: string[]}} */
function credentialsOf(name, password) {
  if (name === '' && password === '') return { headers: {}, secrets: [] };
  const basic = Buffer.from(`${name}:${password}`).toString('base64');
  const secrets = [basic, password].filter((secret) => secret !== '');
  return { headers: { authorization: `Basic ${basic}` }, secrets };
}

/** A part of a URL; one that is not well encoded stands as it is. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
