// A clock that goes on only when it is told to.
export class FakeClock {
  #timers = new Set();

  /** @param {number} time */
  constructor(time = Date.UTC(2024, 2, 1, 12)) {
    this.time = time;
  }

  now = () => this.time;

  after = (milliseconds, call) => {
    const timer = { at: this.time + milliseconds, call };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** When the next timer is due, or null. */
  get next() {
    return this.#timers.size === 0 ? null : Math.min(...[...this.#timers].map(({ at }) => at));
  }

  /** Lets time pass, timer by timer. */
  pass(milliseconds) {
    const end = this.time + milliseconds;
    for (let next = this.next; next !== null && next <= end; next = this.next) {
      this.time = next;
      for (const timer of [...this.#timers].filter(({ at }) => at === next)) {
        this.#timers.delete(timer);
        timer.call();
      }
    }
    this.time = end;
  }
}
