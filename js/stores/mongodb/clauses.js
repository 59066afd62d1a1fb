// Parts of a query, and how they join. Each holds for at least all documents that meet what it stands for, and says whether
// it holds for exactly those.

/** @typedef {{filter: Record<string, any>, exact: boolean}} Clause an empty filter meets everything */

/** @type {Clause} */
export const ANYTHING = { filter: {}, exact: false };
/** @type {Clause} */
export const ALWAYS = { filter: {}, exact: true };
/** @type {Clause} */
export const NEVER = { filter: { _id: { $in: [] } }, exact: true };

/** @param {Clause} clause */
const meetsAll = ({ filter }) => Object.keys(filter).length === 0;
/** @param {Clause} clause */
const isAlways = (clause) => clause.exact && meetsAll(clause);

/** @param {Clause[]} clauses @returns {Clause} */
export function and(clauses) {
  const exact = clauses.every((clause) => clause.exact);
  const some = clauses.filter((clause) => !meetsAll(clause)).map(({ filter }) => filter);
  return { filter: some.length < 2 ? (some[0] ?? {}) : { $and: some }, exact };
}

/** @param {Clause[]} clauses @returns {Clause} */
export function or(clauses) {
  if (clauses.some(meetsAll)) return clauses.some(isAlways) ? ALWAYS : ANYTHING;
  if (clauses.length === 1) return clauses[0];
  return { filter: { $or: clauses.map(({ filter }) => filter) }, exact: clauses.every(({ exact }) => exact) };
}

/** What is not exact holds for too many documents, so that its contrary would hold for too few. @param {Clause[]} clauses @returns {Clause} */
export function nor(clauses) {
  if (clauses.some(isAlways)) return NEVER;
  const some = clauses.filter(({ exact }) => exact).map(({ filter }) => filter);
  return { filter: some.length > 0 ? { $nor: some } : {}, exact: some.length === clauses.length };
}
