// The statements that are there now: where workers keep them, whose they are, and what is known of them.

import { abortError } from './errors.js';
import { facetsOf } from './facets.js';

/** Conditions whose counts are kept. */
const MOST_COUNTS = 500;

export class Holding {
  #shards;
  #abort = new AbortController();
  /** How many statements meet conditions. @type {Map<string, number>} */
  #counts = new Map();

  /**
   * @param {import('./shards.js').Shards} shards
   * @param {number} set the number under which the workers keep them
   * @param {import('./study.js').Loaded} loaded
   * @param {import('./people.js').People} people
   */
  constructor(shards, set, loaded, people) {
    this.#shards = shards;
    this.set = set;
    this.loaded = loaded;
    this.people = people;
    this.facets = this.#gather();
    this.facets.catch(() => {}); // whoever asks for them hears of it
  }

  async #gather() {
    const parts = await this.#shards.all('gather', { set: this.set }, { signal: this.#abort.signal });
    // The first that anyone was called, in the order of reading, whichever worker met it.
    const names = parts.flatMap((part) => part.names).sort((a, b) => b.chunk - a.chunk);
    this.people.name(names.map(({ key, name }) => [key, name]));
    return facetsOf(parts.map((part) => part.gathered));
  }

  /** @param {string} condition without faults @param {AbortSignal} signal @returns {Promise<number>} */
  async count(condition, signal) {
    const known = this.#counts.get(condition);
    if (known !== undefined) return known;
    const journey = JSON.stringify({ waypoints: [{ conditions: condition }] });
    const parts = await this.#shards.all('count', { set: this.set, journey }, { signal });
    const count = parts.reduce((sum, each) => sum + each, 0);
    if (this.#counts.size >= MOST_COUNTS) this.#counts.clear();
    this.#counts.set(condition, count);
    return count;
  }

  /** Others take their place. */
  end() {
    this.#abort.abort(abortError());
    this.#shards.all('drop', { set: this.set }).catch(() => {});
  }
}
