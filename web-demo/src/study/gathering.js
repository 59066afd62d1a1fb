// What a worker's statements hold, and what they call those whose they are.

import { Gatherer } from './gatherer.js';
import { nameIn } from './names.js';
import { statementIn } from './packer.js';
import { identKey } from './people.js';
import { NOBODY } from './statement-set.js';

/** @typedef {import('./statement-set.js').Held} Held @typedef {import('./statement-set.js').StatementSet} StatementSet */

const decoder = new TextDecoder();

export class Gathering {
  #gatherer;
  #set;
  #languages;
  /** The first that anyone was called, by number. @type {Map<number, {name: string, chunk: number}>} */
  #names = new Map();

  /** @param {StatementSet} set @param {readonly string[]} languages */
  constructor(set, languages) {
    this.#gatherer = new Gatherer(languages);
    this.#set = set;
    this.#languages = languages;
  }

  /** Where statements are that are to be added. @returns {Generator<[Held, number]>} */
  *places() {
    for (const chunk of this.#set.chunks) {
      for (let index = 0; index < chunk.starts.length; index++) yield [chunk, index];
    }
  }

  /** @param {Held} chunk @param {number} index */
  add(chunk, index) {
    const document = JSON.parse(decoder.decode(statementIn(chunk, index)));
    this.#gatherer.add(document, chunk.number);
    this.#name(chunk.actors[index], (document.statement ?? document).actor, chunk.number);
    this.#name(chunk.personas[index], document.person, chunk.number);
  }

  /** @param {number} owner @param {unknown} holder @param {number} chunk */
  #name(owner, holder, chunk) {
    if (owner === NOBODY || this.#names.has(owner) || typeof holder !== 'object' || holder === null) return;
    const name = nameIn(holder, this.#languages);
    if (name !== undefined) this.#names.set(owner, { name, chunk });
  }

  get gathered() {
    return this.#gatherer.gathered;
  }

  /** What people are called, and in which chunk first. */
  get names() {
    const { idents } = this.#set.owners;
    return [...this.#names].map(([owner, { name, chunk }]) => ({ key: identKey(idents[owner]), name, chunk }));
  }
}
