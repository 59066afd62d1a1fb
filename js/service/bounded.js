// A map that forgets what was not used for longest, so that nobody can make it grow.

/** @template Value */
export class Bounded {
  /** @type {Map<string, Value>} */
  #values = new Map();
  #most;

  /** @param {number} most */
  constructor(most) {
    this.#most = most;
  }

  /** @param {string} key @returns {Value | undefined} */
  get(key) {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** @param {string} key @param {Value} value */
  set(key, value) {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) this.#values.delete(/** @type {string} */ (this.#values.keys().next().value));
  }

  get size() {
    return this.#values.size;
  }
}
