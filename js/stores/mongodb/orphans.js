// Marks on statements whose changes are known to be over without having taken them away: whoever settles the statement
// takes them away too.

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
  }

  /** @param {string} id @returns {string[]} */
  take(id) {
    const marks = this.#marks.get(id);
    this.#marks.delete(id);
    return marks ? [...marks] : [];
  }
}
