// The links that were followed in a round: one that comes again would lead in circles for ever.

import { LrsError } from './lrs-error.js';

export class Trail {
  #length = 0;
  #mark = '';

  /** @param {URL} link @returns {URL} @throws {LrsError} */
  next(link) {
    if (link.href === this.#mark) throw new LrsError('the LRS continues its answer where it continued it before');
    this.#length++;
    // Only one is remembered, at lengths that double: that finds every circle (Brent).
    if (Number.isInteger(Math.log2(this.#length))) this.#mark = link.href;
    return link;
  }
}
