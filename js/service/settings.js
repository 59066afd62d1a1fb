// Every setting of the service, in one table: its name in the environment, its default, and what it is for. The README's
// table is made of this one.

import { ServiceError } from './errors.js';

/**
 * @typedef {object} Setting
 * @property {string} variable in the environment
 * @property {string} [flag] of `serve`
 * @property {string} about
 * @property {unknown} fallback
 * @property {(text: string) => unknown} read throws what is wrong with the text
 */

/** @param {number} least @param {number} most */
const whole = (least, most) => (/** @type {string} */ text) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new Error(`a whole number from ${least} to ${most}`);
  return value;
};

/** @param {string} text */
const flag = (text) => {
  if (!/^(true|false|1|0)$/.test(text)) throw new Error('true or false');
  return text === 'true' || text === '1';
};

/** @param {string} text */
const url = (text) => {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error('an http or https URL');
  return text.replace(/\/+$/, '');
};

/** @param {string} text */
const signingSecret = (text) => {
  if (!/^whsec_(?=.{24})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new Error('whsec_ and base64 of at least 18 bytes');
  }
  return text;
};

/** @param {string} text */
const lrs = (text) => {
  const { username, password, href } = new URL(url(text));
  if (!username) throw new Error('a URL with key and secret: https://key:secret@lrs.example.org/data/xAPI');
  const endpoint = new URL(href);
  endpoint.username = endpoint.password = '';
  return {
    endpoint: endpoint.href.replace(/\/+$/, ''),
    key: decodeURIComponent(username),
    secret: decodeURIComponent(password),
  };
};

const MEGABYTE = 1024 * 1024;

/** @type {Record<keyof import('./service.js').Settings, Setting>} */
export const SETTINGS = {
  maxTripCount: {
    variable: 'MAX_TRIP_COUNT',
    fallback: 15,
    read: whole(1, 1_000_000),
    about: 'failed requests in a row after which an outcome is switched off and its deliveries are held',
  },
  deliveryTimeout: {
    variable: 'DELIVERY_TIMEOUT_MS',
    fallback: 5_000,
    read: whole(100, 600_000),
    about: 'how long a receiver has for its answer, in milliseconds',
  },
  allowPrivateAddresses: {
    variable: 'ALLOW_PRIVATE_ADDRESSES',
    fallback: false,
    read: flag,
    about: 'callbacks may go to loopback, private and other addresses that are not public',
  },
  signingSecret: {
    variable: 'SIGNING_SECRET',
    fallback: null,
    read: signingSecret,
    about: 'signs callbacks as Standard Webhooks says: whsec_ and base64',
  },
  outcomeLrs: {
    variable: 'OUTCOME_LRS',
    fallback: null,
    read: lrs,
    about: 'where outcomes of type statement send theirs: https://key:secret@lrs.example.org/data/xAPI',
  },
  maxBody: {
    variable: 'MAX_BODY_BYTES',
    fallback: 16 * MEGABYTE,
    read: whole(1_024, 1_024 * MEGABYTE),
    about: 'the most bytes that a request may have, after decompression',
  },
  maxBatch: {
    variable: 'MAX_BATCH',
    fallback: 5_000,
    read: whole(1, 1_000_000),
    about: 'the most statements in one request',
  },
  publicUrl: {
    variable: 'PUBLIC_URL',
    fallback: 'http://localhost:8080',
    read: url,
    about: 'the address by which others know this service; ids of activities begin with it',
  },
};

/**
 * Settings from texts, an environment for one; every fault at once.
 * @param {Record<string, string | undefined>} environment
 * @returns {import('./service.js').Settings}
 */
export function readSettings(environment) {
  const faults = [];
  const settings = /** @type {Record<string, unknown>} */ ({});
  for (const [name, { variable, fallback, read }] of Object.entries(SETTINGS)) {
    const text = environment[variable];
    try {
      settings[name] = text === undefined || text === '' ? fallback : read(text);
    } catch (error) {
      faults.push(`${variable} must be ${/** @type {Error} */ (error).message}`);
    }
  }
  if (faults.length > 0) throw new ServiceError(500, faults.join('; '), { name: 'SettingsError' });
  return /** @type {any} */ (settings);
}
