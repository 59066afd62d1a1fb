// What was, what is, and what was undone. Immutable: each step answers another History.

/** Steps that can be undone; older ones are forgotten. */
const MOST = 200;

/** @template Thing */
export class History {
  /** @param {Thing} present @param {Thing[]} [past] @param {Thing[]} [future] @param {string} [what] */
  constructor(present, past = [], future = [], what = undefined) {
    this.present = present;
    this.past = past;
    this.future = future;
    /** What the last step was, where more of the same belongs to it. */
    this.what = what;
  }

  get canGoBack() {
    return this.past.length > 0;
  }

  get canGoForth() {
    return this.future.length > 0;
  }

  /**
   * A step on; steps of the same name in a row are one.
   * @param {Thing} present
   * @param {string} [what]
   * @returns {History<Thing>}
   */
  next(present, what) {
    if (present === this.present) return this;
    const goesOn = what !== undefined && what === this.what && this.canGoBack;
    return new History(present, goesOn ? this.past : [...this.past, this.present].slice(-MOST), [], what);
  }

  /** @returns {History<Thing>} */
  back() {
    const before = this.past.at(-1);
    if (before === undefined) return this;
    return new History(before, this.past.slice(0, -1), [this.present, ...this.future]);
  }

  /** @returns {History<Thing>} */
  forth() {
    const [after, ...future] = this.future;
    return after === undefined ? this : new History(after, [...this.past, this.present], future);
  }
}
