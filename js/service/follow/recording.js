// Records what a page brought. A statement that is refused does not keep the others out: it is left out, counted and told.

import { ServiceError } from '../errors.js';
import { Bounded } from '../bounded.js';
import { DEEPEST, isTooDeep } from '../depth.js';

/** One statement is not good, or is another than the one with its id that is there. */
const REFUSED = [400, 409, 413];

/** Statements in one change of the store. */
const BATCH = 500;

/** Pages overlap, so a statement may be refused again: so many are remembered, to be told of once. */
const REMEMBERED = 1_000;

/**
 * @typedef {import('./result.js').Listed} Listed
 * @typedef {{added: number, refused: number}} Recorded
 */

/**
 * @param {Pick<import('../service.js').Context, 'log' | 'settings'>} context
 * @param {import('../service.js').Statements} statements
 * @param {import('../service.js').Caller} caller
 * @returns {(listed: Listed[], signal: AbortSignal) => Promise<Recorded>}
 */
export function createRecording({ log, settings }, statements, caller) {
  const size = Math.min(BATCH, settings.maxBatch);
  /** @type {Bounded<true>} */
  const told = new Bounded(REMEMBERED);

  /** @param {Listed} listed @param {string} reason @returns {Recorded} */
  function refuse({ id, bytes }, reason) {
    const name = typeof id === 'string' ? id.slice(0, 64) : null;
    const key = name ?? bytes.toString('latin1', 0, 256);
    if (told.get(key)) return { added: 0, refused: 0 };
    told.set(key, true);
    log.warn({ statement: name, reason }, 'a statement of the LRS is refused; the others are taken');
    return { added: 0, refused: 1 };
  }

  /** @param {Listed} listed @returns {Promise<Recorded>} */
  async function recordOne(listed) {
    const fault = faultOf(listed);
    if (fault !== null) return refuse(listed, fault);
    try {
      const { added } = await statements.record(caller, listed.bytes);
      return { added, refused: 0 };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refuse(listed, /** @type {Error} */ (error).message);
    }
  }

  /** @param {Listed[]} batch @returns {Promise<number | null>} how many were new; null where something is wrong with one of them */
  async function recordAll(batch) {
    if (batch.some((each) => faultOf(each) !== null)) return null;
    try {
      return (await statements.record(caller, toArray(batch))).added;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return null;
    }
  }

  return async (listed, signal) => {
    const sum = { added: 0, refused: 0 };
    for (let start = 0; start < listed.length; start += size) {
      signal.throwIfAborted();
      const batch = listed.slice(start, start + size);
      const added = await recordAll(batch);
      sum.added += added ?? 0;
      if (added !== null) continue;
      for (const one of batch) {
        signal.throwIfAborted();
        const recorded = await recordOne(one);
        sum.added += recorded.added;
        sum.refused += recorded.refused;
      }
    }
    return sum;
  };
}

/** What is wrong with it that recording does not find: it would give a new id to one that has none, each time it comes. @param {Listed} listed */
function faultOf({ id, bytes }) {
  if (typeof id !== 'string') return 'it has no id';
  return isTooDeep(bytes) ? `it is nested deeper than ${DEEPEST} levels` : null;
}

/** @param {unknown} error */
const isRefusal = (error) => error instanceof ServiceError && REFUSED.includes(error.status);

/** Their bytes as a JSON array. @param {Listed[]} listed */
function toArray(listed) {
  const parts = listed.flatMap(({ bytes }, index) => [Buffer.from(index === 0 ? '[' : ','), bytes]);
  return Buffer.concat([...parts, Buffer.from(']')]);
}
