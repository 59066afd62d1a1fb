// Under which change of the journeys the first statement of all came: where journeys were there before any statement, nobody
// has to look whether an owner's were there before the journey.

export class First {
  /** @type {number | null} */
  #under = null;

  /** @param {import('./collections.js').Collections} collections */
  constructor({ numbers }) {
    this.numbers = numbers;
  }

  /** @returns {Promise<number | null>} null where there is no statement */
  async under() {
    this.#under ??= (await this.numbers.findOne({ _id: 'first' }))?.value ?? null;
    return this.#under;
  }

  /** Before the first is written; it stays what it is. @param {number} under */
  async note(under) {
    if ((await this.under()) !== null) return;
    await this.numbers.updateOne({ _id: 'first' }, { $setOnInsert: { value: under } }, { upsert: true });
  }
}
