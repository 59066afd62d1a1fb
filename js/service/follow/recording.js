// Records what was read. A statement that is refused does not keep the others out: it is left out, counted and told.

import { ServiceError } from '../errors.js';
import { Bounded } from '../bounded.js';
import { DEEPEST, isTooDeep } from '../depth.js';

/** One statement is not good, or is another than the one with its id that is there. */
const REFUSED = [400, 409, 413];

/** Statements in one change of the store. */
const BATCH = 500;

/** The same is read again, so a statement may be refused again: so many are remembered, to be told of once. */
const REMEMBERED = 1_000;

/**
 * @typedef {{bytes: Buffer, id: unknown, fault?: string}} Listed a statement, or a record; the statement's id, as it says; and what is wrong with it, where that is known
 * @typedef {import('../service.js').Caller} Caller
 */

/** What became of some: how many were new, how many are told to be refused, and which were left out. @template {Listed} One @typedef {{added: number, refused: number, left: One[]}} Recorded */

/**
 * @param {Pick<import('../service.js').Context, 'log' | 'settings'>} context
 * @param {import('../service.js').Statements} statements
 * @param {string} message of a refusal
 */
export function createRecording({ log, settings }, statements, message) {
  const size = Math.min(BATCH, settings.maxBatch);
  /** @type {Bounded<true>} */
  const told = new Bounded(REMEMBERED);

  /** @param {Listed} listed @param {string} reason @returns {boolean} whether it was told now */
  function refuse({ id, bytes }, reason) {
    const name = typeof id === 'string' ? id.slice(0, 64) : null;
    const key = name ?? bytes.toString('latin1', 0, 256);
    if (told.get(key)) return false;
    told.set(key, true);
    log.warn({ statement: name, reason }, message);
    return true;
  }

  /** @param {Caller} caller @param {Listed} listed @returns {Promise<number | string>} how many were new, or why it is refused */
  async function recordOne(caller, listed) {
    const fault = faultOf(listed);
    if (fault !== null) return fault;
    try {
      return (await statements.record(caller, listed.bytes)).added;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return /** @type {Error} */ (error).message;
    }
  }

  /** @param {Caller} caller @param {Listed[]} batch @returns {Promise<number | null>} how many were new; null where something is wrong with one of them */
  async function recordAll(caller, batch) {
    if (batch.some((each) => faultOf(each) !== null)) return null;
    try {
      return (await statements.record(caller, toArray(batch))).added;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return null;
    }
  }

  /** @template {Listed} One @param {Caller} caller @param {One[]} listed @param {AbortSignal} signal @returns {Promise<Recorded<One>>} */
  return async (caller, listed, signal) => {
    /** @type {Recorded<One>} */
    const sum = { added: 0, refused: 0, left: [] };
    for (let start = 0; start < listed.length; start += size) {
      signal.throwIfAborted();
      const batch = listed.slice(start, start + size);
      const added = await recordAll(caller, batch);
      sum.added += added ?? 0;
      if (added !== null) continue;
      for (const one of batch) {
        signal.throwIfAborted();
        const outcome = await recordOne(caller, one);
        if (typeof outcome === 'number') sum.added += outcome;
        else {
          sum.left.push(one);
          if (refuse(one, outcome)) sum.refused++;
        }
      }
    }
    return sum;
  };
}

/** What is wrong with it that recording does not find: it would give a new id to one that has none, each time it comes. @param {Listed} listed */
function faultOf({ id, bytes, fault }) {
  if (fault !== undefined) return fault;
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
