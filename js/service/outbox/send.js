// One request to a receiver: how long it has, how much of its answer is read, and what counts as taken (contract: journeys,
// section 9). Each has a connection of its own, so that each receiver's address is checked, and no connection that the
// receiver gave up meanwhile counts as its failure.

import dns from 'node:dns';
import { buildConnector, Client } from 'undici';
import { askedFor } from '../retry-after.js';
import { guardedConnector } from './guard.js';
import { targetsBy } from './target.js';

/**
 * @typedef {object} Answer
 * @property {boolean} isTaken
 * @property {number | null} status null where there was none
 * @property {string | null} error why it is not taken
 * @property {number} asked milliseconds of patience that the receiver asked for
 * @property {boolean} isCut this process ended the request before the receiver's time was over
 */

/** Bytes of an answer that are read; who sends more is not listened to any longer. */
const MOST_ANSWER = 64 * 1024;

/** Characters of an answer, or of an error, that are kept. */
const EXCERPT = 200;

/**
 * @param {Pick<import('../service.js').Context, 'settings' | 'clock'>} context
 * @param {import('./guard.js').Lookup} [lookup] how names of receivers are resolved; default: the system's way
 */
export function createSender({ settings, clock }, lookup) {
  const { deliveryTimeout: timeout, allowPrivateAddresses } = settings;
  const targetOf = targetsBy(settings);
  // The clock of the context ends a request in time, so that no library has to have timers of its own.
  const untimed = { pipelining: 0, headersTimeout: 0, bodyTimeout: 0 };
  const trusted = buildConnector({ timeout: 0 });
  const others = allowPrivateAddresses
    ? buildConnector({ timeout: 0, lookup: /** @type {any} */ (lookup ?? dns.lookup) })
    : guardedConnector({ lookup });

  /** @param {import('./target.js').Target} target @param {string} body @param {AbortSignal} signal @returns {Promise<Answer>} */
  async function ask({ method, url, headers, isTrusted }, body, signal) {
    const connect = connectorUntil(signal, isTrusted ? trusted : others);
    const client = new Client(url.origin, { ...untimed, connect });
    try {
      return await answerOf(await client.request({ path: url.pathname + url.search, method, headers, body, signal }));
    } finally {
      await client.destroy();
    }
  }

  /** @param {import('undici').Dispatcher.ResponseData} response @returns {Promise<Answer>} */
  async function answerOf(response) {
    const { statusCode: status } = response;
    const told = await beginningOf(response.body, status);
    const isTaken = status >= 200 && status < 300 && told.isWhole;
    const error = isTaken ? null : `answered ${status}${told.text && `: ${told.text}`}`;
    const header = response.headers['retry-after'];
    const asked = isTaken ? 0 : askedFor(Array.isArray(header) ? header[0] : header, clock.now());
    return { isTaken, status, error, asked, isCut: false };
  }

  return {
    /**
     * @param {import('../../stores/store.js').Delivery} delivery
     * @param {string} body
     * @param {string | undefined} callback where a callback goes
     * @param {AbortSignal} stopping cuts the request
     * @returns {Promise<Answer>} it never throws
     */
    async send(delivery, body, callback, stopping) {
      const ended = new AbortController();
      const stop = () => ended.abort();
      let isLate = false;
      const cancel = clock.after(timeout, () => ((isLate = true), stop()));
      stopping.addEventListener('abort', stop);
      /** @type {string[]} */
      let secrets = [];
      /** @type {Answer} */
      let answer;
      try {
        if (stopping.aborted) stop();
        const target = targetOf(delivery, body, callback, clock.now());
        secrets = target.secrets;
        answer = await ask(target, body, ended.signal);
      } catch (error) {
        answer = { isTaken: false, status: null, error: reasonOf(error), asked: 0, isCut: false };
      } finally {
        cancel();
        stopping.removeEventListener('abort', stop);
      }
      if (answer.isTaken) return answer;
      const error = isLate ? `no whole answer within ${timeout} ms` : shown(answer.error ?? '', secrets);
      return { ...answer, error, isCut: !isLate && ended.signal.aborted };
    },
  };
}

/**
 * Makes connections that end with a signal: undici would wait for one that is being made.
 * @param {AbortSignal} signal
 * @param {buildConnector.connector} connect
 * @returns {buildConnector.connector}
 */
const connectorUntil = (signal, connect) => (options, callback) => {
  const socket = /** @type {import('node:net').Socket | undefined} */ (
    /** @type {unknown} */ (connect(options, callback))
  );
  if (!socket) return;
  const end = () => socket.destroy(new Error('the request was ended'));
  signal.addEventListener('abort', end);
  socket.once('close', () => signal.removeEventListener('abort', end));
};

/** What a body begins with, and whether it came to its end, or to more than is read. @param {import('undici').Dispatcher.ResponseData['body']} body @param {number} status */
async function beginningOf(body, status) {
  let size = 0;
  /** @type {Buffer[]} */
  const chunks = [];
  const text = () => Buffer.concat(chunks).toString('utf8', 0, EXCERPT * 4);
  try {
    for await (const chunk of body) {
      if (size < EXCERPT * 4) chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_ANSWER) break; // which ends the connection
    }
    return { text: text(), isWhole: true };
  } catch (error) {
    // Of a failure the status says enough; a success that breaks off is none.
    return { text: status < 300 ? `but broke off: ${reasonOf(error)}` : text(), isWhole: false };
  }
}

/** Why there was no answer. @param {any} error */
const reasonOf = (error) => error?.message || error?.errors?.[0]?.message || error?.code || String(error);

/** What may be kept and shown of a text: one short line, without secrets. @param {string} text @param {string[]} secrets */
function shown(text, secrets) {
  const open = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
  const line = open.replace(/[\s\p{C}]+/gu, ' ').trim();
  return [...line].slice(0, EXCERPT).join('');
}
