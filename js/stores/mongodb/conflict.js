// Somebody else was quicker: what a change has read is not so any more.

export class Conflict extends Error {
  constructor(what = 'a row') {
    super(`${what} was changed by somebody else meanwhile`);
    this.name = 'Conflict';
  }
}
