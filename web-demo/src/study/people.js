// Who the statements are of, and what they call them.

import { ownerName } from '../../../js/reading/owner-name.js';

/** @typedef {import('../../../js/engine/index.js').Ident} Ident */

/** A text that is equal for equal idents. @param {Ident} ident */
export function identKey(ident) {
  if ('persona' in ident) return `persona ${ident.persona}`;
  const { objectType } = ident;
  if ('mbox' in ident) return `${objectType} mbox ${ident.mbox}`;
  if ('account' in ident)
    return `${objectType} account ${JSON.stringify([ident.account.homePage, ident.account.name])}`;
  if ('mbox_sha1sum' in ident) return `${objectType} sha1 ${ident.mbox_sha1sum}`;
  return `${objectType} openid ${ident.openid}`;
}

/** @param {Ident} ident @returns {'persona' | 'actor'} */
export const trackByOf = (ident) => ('persona' in ident ? 'persona' : 'actor');

/** For people: an address, an account, a persona's id. @param {Ident} ident */
const identityOf = (ident) => ownerName({ trackBy: trackByOf(ident), ident });

/**
 * @typedef {object} Person
 * @property {Ident} ident
 * @property {string} identity
 * @property {string} name what statements call them, or else the identity
 * @property {number} rank by name
 * @property {string} sought what a search looks into
 */

const collator = new Intl.Collator(undefined, { numeric: true });

/** Everybody whom statements are of. Names come later than identities. */
export class People {
  /** @type {Map<string, Person>} */
  #people = new Map();
  #isRanked = false;

  /** @param {Ident[]} idents */
  constructor(idents = []) {
    for (const ident of idents) this.#add(ident);
  }

  /** @param {Iterable<[key: string, name: string]>} names */
  name(names) {
    this.#isRanked = false;
    for (const [key, name] of names) {
      const person = this.#people.get(key);
      if (person) Object.assign(person, { name, sought: soughtIn(name, person.identity) });
    }
  }

  /** @param {Ident} ident @returns {Person} */
  of(ident) {
    return this.#people.get(identKey(ident)) ?? this.#add(ident);
  }

  /** Sees to it that everybody has a rank. */
  rank() {
    if (this.#isRanked) return;
    const sorted = [...this.#people.values()].sort(
      (a, b) => collator.compare(a.name, b.name) || collator.compare(a.identity, b.identity),
    );
    sorted.forEach((person, rank) => (person.rank = rank));
    this.#isRanked = true;
  }

  /** @param {Ident} ident @returns {Person} */
  #add(ident) {
    const identity = identityOf(ident);
    const person = { ident, identity, name: identity, rank: 0, sought: soughtIn(identity) };
    this.#people.set(identKey(ident), person);
    this.#isRanked = false;
    return person;
  }
}

/** @param {...string} texts */
const soughtIn = (...texts) => fold(texts.join('\n'));

/** Letter case aside. @param {string} text */
export const fold = (text) => text.normalize('NFC').toLocaleLowerCase();
