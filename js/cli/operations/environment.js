// Where the operator's settings come from: flags first, then the environment, then a .env file, then defaults. One table
// names them all; `serve --help` prints it, and a test holds the README's against it.

import { existsSync } from 'node:fs';
import { readSettings, SETTINGS } from '../../service/settings.js';
import { Failure } from '../failure.js';

/** What concerns this process, and not the service as a part. */
export const PROCESS_SETTINGS = {
  store: { variable: 'STORE', fallback: 'journeys.db', about: 'the database file' },
  host: { variable: 'HOST', fallback: '127.0.0.1', about: 'the address to listen on' },
  port: { variable: 'PORT', fallback: '8080', about: 'the port to listen on; 0 takes a free one' },
  logLevel: { variable: 'LOG_LEVEL', fallback: 'info', about: 'debug, info, warn, error or silent' },
  follow: { variable: 'FOLLOW_URL', fallback: '', about: 'an LRS to pull statements from: its xAPI endpoint' },
  key: { variable: 'FOLLOW_KEY', fallback: '', about: 'the key for that LRS' },
  secret: { variable: 'FOLLOW_SECRET', fallback: '', about: 'the secret for that LRS' },
  followClient: {
    variable: 'FOLLOW_CLIENT',
    fallback: '',
    about: 'the key of the client on whose behalf it is followed',
  },
};

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** Rows of the documented table: variable, default, meaning. @returns {[string, string, string][]} */
export const settingsTable = () =>
  [...Object.values(PROCESS_SETTINGS), ...Object.values(SETTINGS)].map(({ variable, fallback, about }) => [
    variable,
    fallback === null || fallback === '' ? '' : String(fallback),
    about,
  ]);

/** The table as `--help` shows it. */
export function environmentHelp() {
  const rows = settingsTable().map(([variable, fallback, about]) => [
    `  ${variable.padEnd(24)}`,
    `${about}${fallback && ` (default: ${fallback})`}`,
  ]);
  return `\nIn the environment, or in a file .env:\n${rows.map((row) => row.join('')).join('\n')}\n`;
}

/** Reads ./.env where there is one; what the environment has already stays. */
export function loadDotEnv() {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** @typedef {Record<keyof typeof PROCESS_SETTINGS, string>} ProcessSettings */

/**
 * @param {Record<string, unknown>} flags
 * @returns {ProcessSettings & {settings: import('../../service/service.js').Settings}}
 */
export function settingsOf(flags) {
  loadDotEnv();
  const own = /** @type {Record<string, string>} */ ({});
  for (const [name, { variable, fallback }] of Object.entries(PROCESS_SETTINGS)) {
    own[name] = /** @type {string | undefined} */ (flags[name]) ?? process.env[variable] ?? fallback;
  }
  if (!/^\d+$/.test(own.port) || Number(own.port) > 65_535)
    throw new Failure(`PORT must be from 0 to 65535: ${own.port}`);
  if (!LOG_LEVELS.includes(own.logLevel)) throw new Failure(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  try {
    return { .../** @type {any} */ (own), settings: readSettings(process.env) };
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message);
  }
}
