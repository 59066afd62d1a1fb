// Marks on statements whose changes are known to be over without having taken them away: whoever settles the statement
// takes them away too.

/** Statements that are remembered. */
const MOST = 10_000;

export class Orphans {
  /** @type {Map<string, Set<string>>} */
  #marks = new Map();

  /** @param {import('./work.js').Memory} memory of a change that was given up */
  add({ marked, marks }) {
    for (const id of marked) this.note(id, [...marks]);
  }

  /** @param {string} id @param {string[]} marks */
  note(id, marks) {
    const known = this.#marks.get(id) ?? new Set();
    for (const mark of marks) known.add(mark);
    this.#marks.set(id, known);
    // Whoever else settles a statement takes its marks: those that are forgotten here are found again by their age.
    if (this.#marks.size > MOST) this.#marks.delete(/** @type {string} */ (this.#marks.keys().next().value));
  }

  /** @param {string} id @returns {string[]} */
  take(id) {
    const marks = this.#marks.get(id);
    this.#marks.delete(id);
    return marks ? [...marks] : [];
  }
}
