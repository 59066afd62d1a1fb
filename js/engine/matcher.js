// Matches statements against the conditions of many journeys at once. Stateless.
import { toStatements } from './core.js';
import { Handle } from './handle.js';
import { handlesOf } from './journey.js';
import { toContext } from './options.js';

/** @typedef {import('./index.js').Matcher} Described */

/** @implements {Described} */
export class Matcher extends Handle {
  /** @param {import('./core.js').Core} core @param {import('./index.js').Journey[]} journeys */
  constructor(core, journeys) {
    const size = core.put(0, JSON.stringify(handlesOf(core, journeys)));
    const { handle, shape } = core.json('createMatcher', size);
    super(core, 'Matcher', handle);
    /** @type {import('./index.js').IndexShape} */
    this.shape = shape;
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').Matches} */
  match(statements, context) {
    return this.core.json('match', this.handle, ...this.#put(statements, context));
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').Matches & {read: import('./index.js').ReadStatement[]}} */
  matchAndRead(statements, context) {
    return this.core.json('match', this.handle, ...this.#put(statements, context, { read: true }));
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').HitColumns} */
  matchColumns(statements, context) {
    this.core.bytes('matchColumns', this.handle, ...this.#put(statements, context));
    return this.core.columns();
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @param {{ read?: boolean }} [more] */
  #put(statements, context, more) {
    const options = toContext(context, more);
    const texts = toStatements(statements, 'statements');
    return [this.core.put(0, texts), this.core.put(1, options)];
  }
}
