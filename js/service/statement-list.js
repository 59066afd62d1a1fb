// Reads an organisation's statements page by page, in the store's own order: raw xAPI statements as they came, so that the
// preview page, or whoever else has a journey to try, can have all of them. The service is no LRS: there is no order of time.

import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasScope } from './access.js';
import { memberIn } from './objects.js';

/** Read from the store at a time: so few, since each may be as large as a request. */
const AT_ONCE = 20;
/** Where a page ends that has fewer statements than were asked for. */
const [MOST_BYTES, MOST_MILLISECONDS] = [8 * 1024 * 1024, 1_000];

/**
 * @typedef {object} Asked
 * @property {string} after where the page before ended; '' at the start
 * @property {number} limit the most statements
 * @property {string} [since] only what was stored after this time
 * @property {string} [until] only what was stored at this time or before
 */

/**
 * @param {import('../stores/store.js').Store} store
 * @param {import('../stores/store.js').Client} client
 * @param {Asked} asked
 * @returns {Promise<{texts: string[], after: string | null}>} statements as JSON; `after` is null at the end
 */
export async function listStatements(store, client, { after, limit, since, until }) {
  const isWanted = wanted(client, since, until);
  const end = performance.now() + MOST_MILLISECONDS;
  /** @type {string[]} */
  const texts = [];
  let bytes = 0;
  let at = after;
  do {
    const most = Math.min(AT_ONCE, limit - texts.length);
    const { records, after: next } = await store.statementsAfter(client.organisation, at, most);
    for (const text of records) {
      const record = JSON.parse(text);
      bytes += text.length;
      if (isWanted(record)) texts.push(statementIn(record, text));
    }
    if (records.length < most) return { texts, after: null };
    at = next;
    await nextTurn(); // others have their requests answered meanwhile
  } while (texts.length < limit && bytes < MOST_BYTES && performance.now() < end);
  return { texts, after: at };
}

/**
 * A client of one store is told of that store only, unless it may do everything or speaks for all stores anyway. What was
 * stored as voided is nothing to read; what is voided by a statement comes together with that.
 * @param {import('../stores/store.js').Client} client @param {string} [since] @param {string} [until]
 */
function wanted(client, since, until) {
  const ownOnly = client.lrs_id !== null && !client.isTrusted && !hasScope(client);
  const [first, last] = [since, until].map((time) => (time === undefined ? null : Date.parse(time)));
  return (/** @type {Record<string, any>} */ { lrs_id: store, stored, voided }) => {
    if (voided === true || (ownOnly && store !== client.lrs_id)) return false;
    const time = Date.parse(stored);
    return (first === null || time > first) && (last === null || time <= last);
  };
}

/** The statement's own text, with the times that it was taken to have. @param {Record<string, any>} record @param {string} text the same as JSON */
function statementIn({ statement, timestamp, stored }, text) {
  const times = Object.entries({ timestamp, stored }).filter(([name]) => statement[name] === undefined);
  const own = memberIn(text, 'statement');
  return times.length === 0 ? own : own.replace('{', `{${JSON.stringify(Object.fromEntries(times)).slice(1, -1)},`);
}
