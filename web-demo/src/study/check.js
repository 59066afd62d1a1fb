// The engine's look at a stream of statements: what is bad in it, and where, as the command finds it.

/**
 * @typedef {import('../../../js/engine/index.js').InvalidStatement} InvalidStatement
 * @typedef {import('../../../js/reading/pieces.js').Piece} Piece
 */

export class Check {
  /** @type {InvalidStatement | undefined} */
  first;
  bad = 0;
  /** Where JSON is broken, in ascending order. @type {InvalidStatement[]} */
  #breaks = [];
  #nextBreak = 0;
  #lineGivenUp = 0;

  /** @param {import('../../../js/engine/index.js').Engine} engine @param {import('./sources.js').Input} input */
  constructor(engine, { receivedAt }) {
    this.replay = engine.replay([]);
    this.context = { receivedAt: new Date(receivedAt) };
  }

  get good() {
    return this.replay.stats.statements - this.bad;
  }

  /** What is wrong in it. @param {Uint8Array} block */
  take(block) {
    return this.#found(this.replay.write(block, this.context));
  }

  end() {
    return this.#found(this.replay.end(this.context));
  }

  /** @param {{invalid: InvalidStatement[]}} found */
  #found({ invalid }) {
    this.first ??= invalid[0];
    this.bad += invalid.length;
    for (const each of invalid) if (each.path === '') this.#breaks.push(each);
    return invalid;
  }

  /** Whether the engine passes over a document: behind broken JSON, over the rest of the line. @param {Piece} piece in its turn */
  passesOver({ line, at, bytes }) {
    const isPassedOver = line === this.#lineGivenUp;
    const end = at + bytes.length;
    for (; this.#breaks[this.#nextBreak]?.offset < end; this.#nextBreak++) {
      // One at its very start has the line to itself; one at its very end is the start of another document.
      const found = this.#breaks[this.#nextBreak];
      if (found.offset > at) this.#lineGivenUp = found.line;
    }
    return isPassedOver;
  }

  dispose() {
    this.replay.dispose();
  }
}
