// Where the operator's settings come from: flags first, then the environment, then a .env file, then defaults. One table
// names them all; `serve --help` prints it, and a test holds the README's against it.

import { existsSync } from 'node:fs';
import { readSettings, SETTINGS } from '../../service/settings.js';
import { Failure } from '../failure.js';

/** What concerns this process, and not the service as a part. */
export const PROCESS_SETTINGS = {
  store: { variable: 'STORE', fallback: 'journeys.db', about: 'the database file, or a URL: mongodb://…' },
  learningLocker: {
    variable: 'LEARNING_LOCKER',
    fallback: 'false',
    about: "the store is Learning Locker's own database: its statements are recorded, its clients let in",
  },
  host: { variable: 'HOST', fallback: '127.0.0.1', about: 'the address to listen on' },
  port: { variable: 'PORT', fallback: '8080', about: 'the port to listen on; 0 takes a free one' },
  work: {
    variable: 'SERVE_WORK',
    fallback: 'true',
    about: 'whether serve does the background work too; false leaves it to processes of work',
  },
  servePage: { variable: 'SERVE_PAGE', fallback: 'true', about: 'whether serve shows the preview page at /' },
  workPort: {
    variable: 'WORK_PORT',
    fallback: '',
    about: 'the port at which work answers to /health and /metrics; without one it does not listen',
  },
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

/** Those that are true or false. */
const SWITCHES = /** @type {const} */ (['learningLocker', 'work', 'servePage']);

/** @typedef {(typeof SWITCHES)[number]} Switch */
/** @typedef {Record<Exclude<keyof typeof PROCESS_SETTINGS, Switch>, string> & Record<Switch, boolean>} ProcessSettings */

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
  checkPort('PORT', own.port);
  if (own.workPort !== '') checkPort('WORK_PORT', own.workPort);
  if (!LOG_LEVELS.includes(own.logLevel)) throw new Failure(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  const switches = Object.fromEntries(SWITCHES.map((name) => [name, isOn(PROCESS_SETTINGS[name], String(own[name]))]));
  try {
    return { .../** @type {any} */ (own), ...switches, settings: readSettings(process.env) };
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message);
  }
}

/** @param {string} variable @param {string} text */
function checkPort(variable, text) {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new Failure(`${variable} must be from 0 to 65535: ${text}`);
}

/** @param {{variable: string, fallback: string}} setting @param {string} text */
function isOn({ variable, fallback }, text) {
  const said = text === '' ? fallback : text;
  if (!/^(true|false|1|0)$/.test(said)) throw new Failure(`${variable} must be true or false`);
  return /^(true|1)$/.test(said);
}
