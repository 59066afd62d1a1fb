// Gathers requests: those that come while others are being worked on wait for the next round, which takes them all at once.
// What costs by the round, looking things up and committing for one, is so shared by as many as there are.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { isPassing, ServiceError } from './errors.js';

/**
 * @template Request, Result
 * @typedef {{request: Request, size: number, resolve: (result: Result) => void, reject: (error: unknown) => void}} Waiting
 */

/** @template Request, Result */
export class Rounds {
  /** @type {Waiting<Request, Result>[]} */
  #waiting = [];
  #isRunning = false;
  #run;
  #most;

  /**
   * @param {(requests: Request[]) => Promise<(Result | Error)[]>} run answers each request, in their order
   * @param {number} most the size up to which a round takes requests; it takes one in any case
   */
  constructor(run, most) {
    this.#run = run;
    this.#most = most;
  }

  /** @param {Request} request @param {number} size @returns {Promise<Result>} */
  add(request, size) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, size, resolve, reject });
      if (!this.#isRunning) this.#runAll();
    });
  }

  async #runAll() {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      await nextTurn(); // whatever has arrived by now is read before
      await this.#round(this.#next());
    }
    this.#isRunning = false;
  }

  #next() {
    let count = 0;
    let size = 0;
    do size += this.#waiting[count++].size;
    while (count < this.#waiting.length && size + this.#waiting[count].size <= this.#most);
    return this.#waiting.splice(0, count);
  }

  /** @param {Waiting<Request, Result>[]} round */
  async #round(round) {
    try {
      const answers = await this.#run(round.map(({ request }) => request));
      for (const [index, { resolve, reject }] of round.entries()) {
        const answer = answers[index];
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      // What nobody foresaw is one request's doing: the others are not to suffer by it.
      const isForeseen = error instanceof ServiceError || isPassing(error);
      if (round.length > 1 && !isForeseen) for (const one of round) await this.#round([one]);
      else for (const { reject } of round) reject(error);
    }
  }
}
