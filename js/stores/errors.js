// What stores throw that their users have to tell apart.

/** Others keep the store busy for longer than it waits: trying again later is right. */
export class StoreBusyError extends Error {
  /** @param {string} message @param {{cause?: unknown}} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'StoreBusyError';
  }
}

/** A page so far into a list that finding it would take all memory. */
export class TooFarError extends Error {
  /** @param {number} most */
  constructor(most) {
    super(
      `by this sort no index is kept, so no more than ${most} documents can be skipped: page by cursors, or filter more`,
    );
    this.name = 'TooFarError';
  }
}

/** What is kept there was written by a newer version of this package, or is no store at all. */
export class StoreFormatError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'StoreFormatError';
  }
}

/** A transaction was used after its change had ended: whoever wrote the change did not wait for something. */
export class ChangeOverError extends Error {
  constructor() {
    super('the change is over: wait for everything that it does before it returns');
    this.name = 'ChangeOverError';
  }
}
