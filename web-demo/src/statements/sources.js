// What was typed or dropped, made a source of statements with a name for people; or, where it will not do, what is wrong with
// it and in which field.

import { faultOfSize } from '../study/files.js';
import { counted } from '../ui/format.js';

/**
 * @typedef {import('../study/study.js').Source} Source
 * @typedef {{source: Source, name: string}} Bring
 * @typedef {{faults: Record<string, string>}} Refused what is wrong, by field
 */

const KIND = /\.(json|ndjson|jsonl|gz)$/i;

export const SIZES = /** @type {const} */ ([
  { id: '200', label: '200 learners', detail: 'About 13,000 statements', learners: 200 },
  { id: '1000', label: '1,000 learners', detail: 'About 65,000 statements', learners: 1000 },
  { id: '100k', label: '100,000 statements', detail: 'Of about 1,500 learners', statements: 100_000 },
  {
    id: '500k',
    label: '500,000 statements',
    detail: 'Of about 7,700 learners; this takes a while',
    statements: 500_000,
  },
  { id: 'own', label: 'Another number of learners' },
]);

/** @param {{size: string, learners: number, seed: number}} form @returns {Bring | Refused} */
export function fromSample({ size, learners, seed }) {
  if (!Number.isInteger(seed)) return { faults: { seed: 'Type a whole number.' } };
  const chosen = SIZES.find(({ id }) => id === size) ?? SIZES[0];
  if (chosen.id !== 'own') {
    const { statements, learners: people } = { statements: undefined, learners: undefined, ...chosen };
    const amount = statements ? { statements } : { learners: people };
    return { source: { kind: 'sample', ...amount, seed }, name: 'Sample cohort' };
  }
  if (!Number.isInteger(learners) || learners < 1)
    return { faults: { learners: 'Type how many learners there should be.' } };
  return { source: { kind: 'sample', learners, seed }, name: 'Sample cohort' };
}

/** @param {File[]} files @returns {Bring | Refused} */
export function fromFiles(files) {
  if (files.length === 0) return { faults: { files: 'There was no file in that.' } };
  const faults = files.map(faultOf).filter((fault) => fault !== null);
  if (faults.length > 0) return { faults: { files: faults.join('\n') } };
  const name = files.length === 1 ? files[0].name : counted(files.length, 'file');
  return { source: { kind: 'files', files }, name };
}

/** @param {File} file */
function faultOf(file) {
  if (KIND.test(file.name)) return faultOfSize(file);
  return `${file.name} is of another kind: statements come as .json, .ndjson or .jsonl, each also as .gz.`;
}

/** @param {string} text @returns {Bring | Refused} */
export function fromText(text) {
  if (text.trim() === '') return { faults: { text: 'Paste statements first.' } };
  return { source: { kind: 'text', name: 'Pasted statements', text }, name: 'Pasted statements' };
}

/**
 * @typedef {object} Connection
 * @property {string} endpoint
 * @property {string} key
 * @property {string} secret
 * @property {string} since a day, as a date field gives it, or ''
 * @property {number} most
 */

/** @param {Connection} form @returns {Bring | Refused} */
export function fromConnection({ endpoint, key, secret, since, most }) {
  /** @type {Record<string, string>} */
  const faults = {};
  const url = endpointUrl(endpoint.trim());
  if (typeof url === 'string') faults.endpoint = url;
  if (key.trim() === '') faults.key = 'Type the key.';
  if (secret === '') faults.secret = 'Type the secret.';
  if (!Number.isInteger(most) || most < 1) faults.most = 'Type a whole number, 1 at least.';
  if (Object.keys(faults).length > 0 || typeof url === 'string') return { faults };
  // In the reader's own time zone: their day.
  const from = since && { since: new Date(`${since}T00:00:00`).toISOString() };
  const source = {
    kind: /** @type {const} */ ('lrs'),
    endpoint: url.href.replace(/\/+$/, ''),
    key: key.trim(),
    secret,
    most,
  };
  return { source: { ...source, ...from }, name: url.host };
}

/** @param {string} typed @returns {URL | string} or what is wrong with it */
function endpointUrl(typed) {
  if (typed === '') return 'Type the address of the endpoint.';
  if (!URL.canParse(typed) || !/^https?:$/.test(new URL(typed).protocol)) {
    return 'This is no web address. It looks like https://lrs.example.com/data/xAPI.';
  }
  const url = new URL(typed);
  if (url.username || url.password) return 'Leave the key and the secret out of the address.';
  if (url.search || url.hash) return 'Leave out what follows the ? or # in the address.';
  // People paste the address of statements themselves, too.
  url.pathname = url.pathname.replace(/\/statements\/?$/, '');
  return url;
}
