// Gathers what occurs in statements: every path to a plain value, how many statements have it, which values and how often.
// Memory is bounded whatever the statements hold; where that costs exactness, rare values lose it first.

import { nameIn } from './names.js';
import { MOST_VALUES, Place, widen } from './place.js';

/** Paths; of later ones nothing is told. */
const MOST_PLACES = 2000;
/** Values of all paths that are counted at a time. */
const MOST_VALUES_IN_ALL = 300_000;
/** A longer text is nothing to choose from a list. */
const LONGEST_VALUE = 200;

const DATE = /^\d{4}-\d\d-\d\d(T\d\d|$)/;
/** What a name beside it is a name of. */
const NAMED = new Set(['id', '_id', 'mbox', 'mbox_sha1sum', 'openid', 'name']);

/** @typedef {import('./place.js').Gathered} Gathered @typedef {import('./place.js').Tally} Tally */

export class Gatherer {
  #root = new Place('');
  /** @type {Place[]} */
  #places = [];
  #statement = 0;
  #chunk = 0;
  #values = 0;
  #languages;

  /** @param {readonly string[]} languages that names are wanted in, the best first */
  constructor(languages) {
    this.#languages = languages;
  }

  /** @param {Record<string, any>} document a raw statement, or a record @param {number} [chunk] the number of its chunk */
  add(document, chunk = 0) {
    this.#statement++;
    this.#chunk = chunk;
    const isRecord = typeof document.statement === 'object' && document.statement !== null;
    this.#walk(isRecord ? this.#root : this.#child(this.#root, 'statement'), document, document, '');
  }

  /** @returns {Gathered[]} */
  get gathered() {
    return this.#places.filter(({ count }) => count > 0).map((place) => place.gathered);
  }

  /** @param {Place | undefined} place @param {unknown} value @param {Record<string, any>} holder what a name may stand in @param {string} key */
  #walk(place, value, holder, key) {
    if (!place) return;
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) {
        for (const element of value) if (!Array.isArray(element)) this.#walk(place, element, holder, key);
        return;
      }
      const named = key === 'account' ? holder : value;
      for (const name in value) {
        // What extended JSON wraps is the value itself: {"$oid": "…"}.
        const next = name.startsWith('$') ? place : this.#child(place, name);
        this.#walk(next, /** @type {Record<string, unknown>} */ (value)[name], named, name);
      }
      return;
    }
    if (value === null) return;
    if (place.last !== this.#statement) {
      place.last = this.#statement;
      place.count++;
    }
    if (typeof value === 'string') this.#addText(place, value, holder, key);
    else if (typeof value === 'number') widen(place.numbers, value);
    else place.booleans[Number(value)]++;
  }

  /** @param {Place} place @param {string} key @returns {Place | undefined} */
  #child(place, key) {
    const known = place.children.get(key);
    if (known || this.#places.length >= MOST_PLACES) return known;
    const name = key.replaceAll('.', '&46;');
    const child = new Place(place.path ? `${place.path}.${name}` : name);
    place.children.set(key, child);
    this.#places.push(child);
    return child;
  }

  /** @param {Place} place @param {string} text @param {Record<string, any>} holder @param {string} key */
  #addText(place, text, holder, key) {
    if (text.length < 40 && text.charCodeAt(4) === 0x2d && DATE.test(text)) {
      const time = Date.parse(text);
      if (!Number.isNaN(time)) return widen(place.dates, time);
    }
    place.textCount++;
    if (place.isUnique) return;
    const tally = place.texts.get(text) ?? this.#begin(place, text);
    if (!tally) return;
    if (tally.last !== this.#statement) tally.count++;
    tally.last = this.#statement;
    if (tally.label === undefined && NAMED.has(key)) this.#name(tally, text, holder);
  }

  /** @param {Place} place @param {string} text @returns {Tally | undefined} */
  #begin(place, text) {
    if (text.length > LONGEST_VALUE) {
      place.isCut = true;
      return undefined;
    }
    if (++this.#values > MOST_VALUES_IN_ALL) this.#pruneAll();
    if (place.texts.size >= MOST_VALUES) this.#prune(place);
    const tally = { count: 0, last: 0, label: undefined, labelAt: 0 };
    place.texts.set(text, tally);
    return tally;
  }

  /** By what the statement calls it. @param {Tally} tally @param {string} text @param {Record<string, any>} holder */
  #name(tally, text, holder) {
    const name = nameIn(holder, this.#languages);
    if (name !== text) [tally.label, tally.labelAt] = [name, this.#chunk];
  }

  /** @param {Place} place @param {number} [kept] */
  #prune(place, kept) {
    this.#values -= place.texts.size;
    place.prune(kept);
    this.#values += place.texts.size;
  }

  #pruneAll() {
    const kept = Math.floor(MOST_VALUES_IN_ALL / 2 / MOST_PLACES);
    for (const place of this.#places) if (place.texts.size > kept) this.#prune(place, kept);
  }
}
