// Follows a database that others write statements into: takes records from it, page by page, and records each on behalf of
// the client whom it names. What was recorded is told to the source when it is durable, and the position moves on after
// that, so whatever ends it, it goes on from there; what it reads twice changes nothing.

import { StoreBusyError } from '../../stores/errors.js';
import { grouped } from '../../stores/grouped.js';
import { Bounded } from '../bounded.js';
import { ID } from '../ids.js';
import { operator } from '../operator.js';
import { createFollowing } from './following.js';
import { createRecording } from './recording.js';

const INTERVAL_MILLISECONDS = 2_000;

/** A source that has nothing more waits for some longer than that, or else is not asked at once again, in milliseconds. */
const SHORTEST_WAIT = 100;

/** A refused record is read again until it is past; so many are remembered, not to be tried each time. */
const REMEMBERED = 10_000;

/**
 * @typedef {import('../../stores/source.js').Taken} Taken
 * @typedef {import('./recording.js').Listed & {taken: Taken}} Listed
 * @typedef {{id: string | null}} Position whatever else a source puts into it
 */

/**
 * @param {import('../service.js').Context} context
 * @param {import('../service.js').Statements} statements
 * @param {import('../../stores/source.js').Source} source
 * @param {{interval?: number}} [options] interval: until it looks again when it has caught up, in milliseconds
 */
export function createSourceFollower(context, statements, source, { interval = INTERVAL_MILLISECONDS } = {}) {
  const { log, clock } = context;
  const { name } = source;
  const record = createRecording(context, statements, `a statement of ${name} is refused; the others are taken`);
  /** @type {Bounded<true>} */
  const refused = new Bounded(REMEMBERED);
  /** @type {import('../../stores/source.js').SourceReader | null} */
  let reader = null;

  /** @type {ReturnType<typeof createFollowing<Position>>} */
  const following = createFollowing(context, {
    ...{ name: `follow ${name}`, interval, turn, leave, failureOf },
    isBehind: (a, b) => (a.id ?? '') < (b.id ?? ''),
  });
  const { status, step, run, stop } = following;

  /** One page. @param {AbortSignal} signal @returns {Promise<boolean>} whether there are more at once */
  async function turn(signal) {
    reader ??= source.read(await following.begin());
    const start = clock.now();
    const page = await reader.page();
    const isHasty = page.caughtUp && page.taken.length === 0 && clock.now() - start < SHORTEST_WAIT;
    if (page.warning) log.warn({ reason: page.warning }, `${name} is read anew`);
    const left = await recordPage(page.taken, signal);
    await reader.done(page.taken.filter((taken) => !left.has(taken)));
    await following.moveOn(page.position);
    status.lastError = null;
    status.caughtUp = page.caughtUp;
    if (page.isEnd) await leave();
    return !page.isEnd && !isHasty;
  }

  /** @param {Taken[]} taken @param {AbortSignal} signal @returns {Promise<Set<Taken>>} those that are refused */
  async function recordPage(taken, signal) {
    const known = taken.filter(({ record: { _id } }) => refused.get(String(_id)));
    const left = new Set(known);
    const listed = taken.filter((each) => !left.has(each)).map(listedOf);
    const groups = [...grouped(listed, callerKey).values()];
    // All at once, so that they share a change of the store.
    for (const sum of await Promise.all(groups.map((group) => record(callerOf(group[0].taken), group, signal)))) {
      status.recorded += sum.added;
      status.refused += sum.refused;
      for (const { taken: one } of sum.left) {
        left.add(one);
        refused.set(String(one.record._id), true);
      }
    }
    return left;
  }

  async function leave() {
    const open = reader;
    reader = null;
    await open?.close();
  }

  /** @param {unknown} error @returns {import('./following.js').Failure} */
  function failureOf(error) {
    if (!(error instanceof StoreBusyError)) {
      return { level: 'error', fields: { error }, message: `what ${name} gave could not be recorded` };
    }
    return { level: 'warn', fields: { reason: error.message }, message: `${name} cannot be followed now` };
  }

  return { step, run, stop, status: () => ({ ...status }) };
}

/** Its bytes, so that it goes the way of any that come. @param {Taken} taken @returns {Listed} */
function listedOf(taken) {
  const { record } = taken;
  const fault = ID.test(record.organisation) ? undefined : 'it has no organisation';
  return { bytes: Buffer.from(JSON.stringify(record)), id: record.statement?.id, fault, taken };
}

/** @param {Listed} listed */
const callerKey = ({ taken: { record } }) => `${record.organisation} ${record.client}`;

/** Whose it is says the record: nobody else writes there. @param {Taken} taken */
const callerOf = ({ record: { organisation, client } }) => operator(organisation, ID.test(client) ? client : undefined);
