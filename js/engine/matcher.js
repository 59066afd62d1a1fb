// Matches statements against the conditions of many journeys at once. Stateless.
import { Handle } from './handle.js';
import { handlesOf } from './journey.js';
import { toOptions } from './options.js';

/** @implements {import('./index.js').Matcher} */
export class Matcher extends Handle {
  /** @param {import('./core.js').Core} core @param {import('./index.js').Journey[]} journeys */
  constructor(core, journeys) {
    const size = core.put(0, JSON.stringify(handlesOf(core, journeys)), 'journeys');
    const { handle, shape } = core.json('createMatcher', size);
    super(core, 'Matcher', handle);
    /** @type {import('./index.js').IndexShape} */
    this.shape = shape;
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').Matches} */
  match(statements, context = {}) {
    return this.core.json('match', this.handle, ...this.#put(statements, context));
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} [context] @returns {import('./index.js').HitColumns} */
  matchColumns(statements, context = {}) {
    this.core.bytes('matchColumns', this.handle, ...this.#put(statements, context));
    return this.core.columns();
  }

  /** @param {import('./index.js').Statements} statements @param {import('./index.js').StatementContext} context */
  #put(statements, { receivedAt, organisation, lrs_id }) {
    const options = toOptions({ receivedAt, organisation, lrs_id });
    return [this.core.put(0, statements, 'statements'), this.core.put(1, options, 'context')];
  }
}
