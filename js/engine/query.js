// A MongoDB query inside the engine, for many documents.
import { toJson } from './core.js';
import { Handle } from './handle.js';

/** @typedef {import('./index.js').Query} Described */

/** @implements {Described} */
export class Query extends Handle {
  /** @param {import('./core.js').Core} core @param {import('./index.js').Json} query */
  constructor(core, query) {
    const { handle } = core.json('createQuery', core.put(0, toJson(query, 'query')));
    super(core, 'Query', handle);
  }

  /** @param {import('./index.js').Json} document @returns {boolean} */
  matches(document) {
    return this.core.json('queryMatches', this.handle, this.core.put(0, toJson(document, 'document')));
  }
}
