// Which of an owner's references are voided: kept with them, so that a fold need not look every statement up. Whoever voids
// a statement marks the owners who refer to it, and whoever refers to one looks whether it is voided; at the end of a change
// both look again, so that of two that do it at once at least one sees the other.

import { statementId } from './hash.js';

/** @typedef {import('./codecs.js').OwnerRow} OwnerRow */
/** @typedef {import('./work.js').Work} Work */

/** Owners whose progress refers to statements. @param {Work} work @param {string} organisation @param {string[]} ids @returns {Promise<OwnerRow[]>} */
export function ownersReferring({ rows }, organisation, ids) {
  return rows.find('progress', {
    filter: { organisation, 'references.id': { $in: ids } },
    test: (row) => row.organisation === organisation && ids.some((id) => row.references.has(id)),
  });
}

/** @param {Work} work @param {string} organisation @param {string[]} ids voided */
export async function markOwners(work, organisation, ids) {
  work.referring.push({ organisation, ids });
  for (const row of await ownersReferring(work, organisation, ids)) {
    const voided = new Set([...row.voided, ...ids.filter((id) => row.references.has(id))]);
    if (voided.size > row.voided.size) work.rows.put('progress', { ...row, voided });
  }
}

/** References that this change has put: also where the owner had them before, of a change that did not get to its end for instance. @param {Work} work @param {OwnerRow} row */
export function freshIn({ fresh }, row) {
  const put = fresh.get(row._id);
  return put ? [...put].filter((id) => row.references.has(id)) : [];
}

/** Looks up at once what withVoids() asks for. @param {Work} work @param {Iterable<OwnerRow>} rows */
export async function readVoids(work, rows) {
  const names = [...rows].flatMap((row) => freshIn(work, row).map((id) => statementId(row.organisation, id)));
  await work.rows.getAll('voids', names);
}

/** The owner as it is, with what is voided of the references that have come. @param {Work} work @param {OwnerRow} row @returns {Promise<OwnerRow>} */
export async function withVoids(work, row) {
  const fresh = freshIn(work, row);
  const before = /** @type {OwnerRow | null | undefined} */ (work.rows.seenIn('progress').get(row._id));
  const found = await work.rows.getAll(
    'voids',
    fresh.map((id) => statementId(row.organisation, id)),
  );
  const voided = new Set([...row.voided].filter((id) => row.references.has(id)));
  for (const id of before?.voided ?? []) if (row.references.has(id)) voided.add(id);
  for (const id of fresh) if (found.has(statementId(row.organisation, id))) voided.add(id);
  if (voided.size === row.voided.size && [...voided].every((id) => row.voided.has(id))) return row;
  const marked = { ...row, voided };
  work.rows.put('progress', marked);
  return marked;
}
