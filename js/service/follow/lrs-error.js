// What goes wrong with an LRS, as distinct from what goes wrong here. The message holds no secrets.

export class LrsError extends Error {
  /** @param {string} message @param {{asked?: number, isTooLarge?: boolean}} [more] asked: milliseconds that the LRS wants to be left alone */
  constructor(message, { asked = 0, isTooLarge = false } = {}) {
    super(message);
    this.name = 'LrsError';
    this.asked = asked;
    this.isTooLarge = isTooLarge;
  }
}
