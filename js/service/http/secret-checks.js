// Checks secrets without running scrypt for every request: what was found is remembered under a digest that binds the
// secret to the stored text, with a key that this process alone has. Wrong ones are remembered too, since a forwarder
// with an old secret asks again and again. Only so many scrypts run at a time; beyond a short queue callers have to wait.

import { createHmac, randomBytes } from 'node:crypto';
import { ServiceError } from '../errors.js';
import { verifySecret } from '../secrets.js';
import { Bounded } from '../bounded.js';

const MOST_AT_A_TIME = 4;
const LONGEST_QUEUE = 32;
const REMEMBERED = 1000;

export class SecretChecks {
  #key = randomBytes(32);
  /** Two, so that no flood of wrong secrets drives out the right ones. @type {Bounded<true>} */
  #right = new Bounded(REMEMBERED);
  /** @type {Bounded<true>} */
  #wrong = new Bounded(REMEMBERED);
  /** @type {Map<string, Promise<boolean>>} */
  #underWay = new Map();
  /** @type {(() => void)[]} */
  #waiting = [];
  #running = 0;
  #verify;

  /** @param {typeof verifySecret} [verify] */
  constructor(verify = verifySecret) {
    this.#verify = verify;
  }

  /** @param {string} secret @param {string} stored @returns {Promise<boolean>} @throws {ServiceError} 429 */
  async check(secret, stored) {
    const digest = createHmac('sha256', this.#key)
      .update(JSON.stringify([stored, secret]))
      .digest('base64');
    if (this.#right.get(digest)) return true;
    if (this.#wrong.get(digest)) return false;
    const known = this.#underWay.get(digest);
    if (known) return known;
    const checking = this.#run(secret, stored, digest).finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, checking);
    return checking;
  }

  /** @param {string} secret @param {string} stored @param {string} digest */
  async #run(secret, stored, digest) {
    await this.#enter();
    try {
      const isRight = await this.#verify(secret, stored);
      (isRight ? this.#right : this.#wrong).set(digest, true);
      return isRight;
    } finally {
      this.#leave();
    }
  }

  async #enter() {
    if (this.#running < MOST_AT_A_TIME) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= LONGEST_QUEUE) {
      throw new ServiceError(429, 'too many secrets to check at once: try again', { headers: { 'Retry-After': '1' } });
    }
    await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
  }

  /** Whoever waits first takes the place over. */
  #leave() {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
