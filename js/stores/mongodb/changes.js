// Runs changes: those that wait at the same time one after the other on the same rows, then all are written at once. Where
// somebody else was quicker, or the database did not answer, they run again on what is there by then.

import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { StoreBusyError } from '../errors.js';
import { isAway } from './busy.js';
import { commit } from './commit.js';
import { Conflict } from './conflict.js';
import { Memory, Work } from './work.js';
import { attempt, restore } from './write.js';

const MOST_CHANGES = 64;

/** Milliseconds after which a group takes in no more changes. */
const LONGEST_GROUP = 50;

/** Milliseconds until a group runs again: at first, and at most. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [2, 500];

/**
 * @typedef {object} Waiting
 * @property {(work: Work) => Promise<any>} change
 * @property {(result: any) => void} resolve
 * @property {(error: unknown) => void} reject
 *
 * @typedef {{collections: import('./collections.js').Collections, now: () => number, patience: number, orphans: import('./orphans.js').Orphans, mirror?: import('./mirror.js').Mirror, first: import('./first.js').First}} Context
 * @typedef {() => void} Answer
 */

export class Changes {
  /** @type {Waiting[]} */
  #waiting = [];
  /** Until nothing waits any more. @type {Promise<void> | null} */
  #running = null;
  /** What groups have left to do. @type {Set<Promise<void>>} */
  #finishing = new Set();
  /** @type {import('../store.js').Conflicts} */
  counts = { changes: 0, runs: 0, conflicts: 0, refolds: 0 };

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
  }

  /** @param {Waiting['change']} change @returns {Promise<any>} */
  run(change) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  async #drain() {
    await nextTurn(); // whoever asks in this turn of the event loop is in the same group
    while (this.#waiting.length > 0) await this.#group([]);
    this.#running = null;
  }

  /** @param {Waiting[]} taken what it begins with; it takes in more where that is nothing */
  async #group(taken) {
    const memory = new Memory(randomUUID(), this.context.now());
    const begin = performance.now();
    const isOpen = taken.length === 0;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        await this.#runOnce(memory, taken, isOpen && taken.length === 0 ? begin + LONGEST_GROUP : 0);
        return;
      } catch (error) {
        const isPassing = error instanceof Conflict || isAway(error);
        if (!isPassing || performance.now() - begin > this.context.patience) {
          await this.#giveUp(memory, taken, isPassing ? busy(error) : error, isPassing);
          return;
        }
      }
      await sleep(pause * (0.5 + Math.random()));
    }
  }

  /** @param {Memory} memory @param {Waiting[]} taken @param {number} until when others are taken in, by performance.now() */
  async #runOnce(memory, taken, until) {
    const work = new Work(this.context, memory);
    this.counts.runs++;
    const answers = [];
    for (const waiting of taken) answers.push(await runOne(work, waiting));
    while (this.#waiting.length > 0 && taken.length < MOST_CHANGES && performance.now() < until) {
      const waiting = /** @type {Waiting} */ (this.#waiting.shift());
      taken.push(waiting);
      try {
        answers.push(await runOne(work, waiting, answers.length > 0));
      } catch (error) {
        if (!(error instanceof Alone)) throw error;
        taken.pop();
        this.#waiting.unshift(waiting);
        break;
      }
      if (work.rows.tasks().length > 0) break;
    }
    const rest = await this.#commit(work);
    this.counts.changes += taken.length;
    this.#finish(memory, rest, answers);
  }

  /** Done; what is left is found by its marks, should it not be done now. Others need not wait for it. @param {Memory} memory @param {() => Promise<void>} rest @param {Answer[]} answers */
  #finish(memory, rest, answers) {
    const finishing = rest()
      .catch(() => this.context.orphans.add(memory))
      .then(() => {
        for (const answer of answers) answer();
        this.#finishing.delete(finishing);
      });
    this.#finishing.add(finishing);
  }

  /** Until nothing is under way any more. */
  async ended() {
    while (this.#running || this.#finishing.size > 0) await Promise.all([this.#running, ...this.#finishing]);
  }

  /** @param {Work} work */
  async #commit(work) {
    try {
      return await commit(work);
    } catch (error) {
      if (error instanceof Conflict) {
        this.counts.conflicts++;
        this.counts.refolds += work.rows.changes('progress').length;
      }
      throw error;
    }
  }

  /** @param {Memory} memory @param {Waiting[]} taken @param {unknown} error @param {boolean} isPassing */
  async #giveUp(memory, taken, error, isPassing) {
    this.context.orphans.add(memory);
    try {
      const work = new Work(this.context, memory);
      await restore(work);
      for (const name of RESTORED) await attempt(work, name);
    } catch {
      // Whoever has asked is told that it failed; what was written of it is as if somebody had asked for no more.
    }
    // What cannot be written is one change's doing: the others are not to suffer by it.
    if (!isPassing && taken.length > 1) for (const one of taken) await this.#group([one]);
    else for (const { reject } of taken) reject(error);
  }
}

/** What a change does to very many rows is done by itself, so that the others need not look at them. */
class Alone extends Error {}

const RESTORED = /** @type {const} */ (['leases', 'deliveries', 'clients', 'recalculations', 'notes', 'journeys']);

/**
 * Runs one change of a group; throws where all have to run again, and tells how to answer otherwise.
 * @param {Work} work @param {Waiting} waiting @param {boolean} [isWithOthers] @returns {Promise<Answer>}
 * @throws {Alone} where it has to run in a group of its own
 */
async function runOne(work, { change, resolve, reject }, isWithOthers = false) {
  try {
    const result = await work.rows.undoing(async () => {
      const told = await change(work);
      if (isWithOthers && work.rows.tasks().length > 0) throw new Alone();
      return told;
    });
    return () => resolve(result);
  } catch (error) {
    if (error instanceof Conflict || error instanceof Alone || isAway(error)) throw error;
    return () => reject(error);
  }
}

/** @param {unknown} error */
const busy = (error) =>
  new StoreBusyError(
    error instanceof Conflict
      ? 'other processes change the same all the time: try again'
      : 'the database does not answer: try again when it does',
    { cause: error },
  );
