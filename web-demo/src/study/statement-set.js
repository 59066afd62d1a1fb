// The statements that a worker holds, as bytes, and who and which each is: as the engine reads them.

import { inLines } from './bytes.js';
import { statementIn } from './packer.js';
import { identKey } from './people.js';

/** Stands for nobody. */
export const NOBODY = 0xffffffff;

/**
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('../../../js/engine/index.js').Matcher} Matcher
 * @typedef {import('../../../js/engine/index.js').ReadStatement} ReadStatement
 * @typedef {import('./packer.js').Chunk} Chunk
 *
 * @typedef {Chunk & {context: {receivedAt: Date}, ids: Uint32Array, actors: Uint32Array, personas: Uint32Array}} Held
 *   of each statement the first 32 bits of its id, and the numbers of those whose it is
 */

/** Idents by number. */
class Owners {
  /** @type {Map<string, number>} */
  #numbers = new Map();
  /** @type {Ident[]} */
  idents = [];

  /** @param {Ident | undefined} ident */
  number(ident) {
    if (ident === undefined) return NOBODY;
    const key = identKey(ident);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.idents.push(ident) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** @param {Ident} ident */
  find(ident) {
    return this.#numbers.get(identKey(ident));
  }
}

/** @param {string} id of 36 characters */
const prefixOf = (id) => Number.parseInt(id.slice(0, 8), 16);

export class StatementSet {
  /** @type {Held[]} */
  chunks = [];
  owners = new Owners();
  count = 0;

  /** Takes a chunk in, without the statements that are none. @param {Matcher} reader @param {Chunk} chunk */
  add(reader, chunk) {
    const context = { receivedAt: new Date(chunk.receivedAt) };
    let { read } = reader.matchAndRead(chunk.bytes, context);
    const { starts } = chunk;
    let held = chunk;
    if (read.length !== starts.length) {
      held = onlyGood(reader, chunk, context);
      if (held.starts.length === 0) return;
      ({ read } = reader.matchAndRead(held.bytes, context));
    }
    this.count += read.length;
    this.chunks.push({ ...held, context, ...this.#index(read) });
  }

  /** @param {ReadStatement[]} read */
  #index(read) {
    const [ids, actors, personas] = [0, 1, 2].map(() => new Uint32Array(read.length));
    read.forEach(({ id, actor, persona }, index) => {
      ids[index] = prefixOf(id);
      actors[index] = this.owners.number(actor);
      personas[index] = this.owners.number(persona);
    });
    return { ids, actors, personas };
  }

  /** Where somebody's statements are. @param {Ident} ident @returns {Generator<{chunk: Held, index: number}>} */
  *of(ident) {
    const owner = this.owners.find(ident);
    if (owner === undefined) return;
    for (const chunk of this.chunks) {
      const owners = 'persona' in ident ? chunk.personas : chunk.actors;
      for (let index = owners.indexOf(owner); index >= 0; index = owners.indexOf(owner, index + 1)) {
        yield { chunk, index };
      }
    }
  }

  /** Where the statements of these ids are; one id may have several copies. @param {Matcher} reader @param {string[]} ids */
  *withIds(reader, ids) {
    const wanted = new Set(ids.map((id) => id.toLowerCase()));
    const prefixes = new Set([...wanted].map(prefixOf));
    for (const chunk of this.chunks) {
      for (let index = 0; index < chunk.ids.length; index++) {
        if (!prefixes.has(chunk.ids[index])) continue;
        if (wanted.has(idOf(reader, chunk, index))) yield { chunk, index };
      }
    }
  }
}

/** The id of a statement, as the engine reads it: also of one that bears none. @param {Matcher} reader @param {Held} chunk @param {number} index */
export const idOf = (reader, chunk, index) => reader.matchAndRead(statementIn(chunk, index), chunk.context).read[0].id;

/** @param {Matcher} reader @param {Chunk} chunk @param {{receivedAt: Date}} context @returns {Chunk} */
function onlyGood(reader, chunk, context) {
  const good = Array.from(chunk.starts, (_, index) => statementIn(chunk, index)).filter((statement) => {
    const { read, invalid } = reader.matchAndRead(statement, context);
    return read.length === 1 && invalid.length === 0;
  });
  const starts = new Uint32Array(good.length);
  for (let index = 1; index < good.length; index++) starts[index] = starts[index - 1] + good[index - 1].length + 1;
  return { ...chunk, bytes: inLines(good), starts };
}
