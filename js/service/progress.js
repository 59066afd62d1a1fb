// Brings progress up to date within a change of the store: references in, progress documents and deliveries out. What an
// owner's progress is, the engine says; here is only which references it has to see (contract: journeys, sections 1, 7, 9).

import { deliveriesOf } from './completions.js';

/**
 * @typedef {import('../stores/store.js').Transaction} Transaction
 * @typedef {import('../stores/store.js').Owned} Owned
 * @typedef {import('../stores/store.js').OwnerKey} OwnerKey
 * @typedef {import('../engine/index.js').Reference} Reference
 * @typedef {import('./loaded.js').Snapshot} Snapshot
 */

/** An owner's key in the store. @param {object} ident */
export const ownerKey = (ident) => JSON.stringify(ident);

/** As the store keeps it. @param {Reference} reference @param {string} organisation */
export const referenceRow = (reference, organisation) => ({
  journey: reference.journey,
  organisation,
  owner: ownerKey(reference.owner.ident),
  id: reference.id,
  reference: JSON.stringify(reference),
});

/** Keys without repetition. @param {OwnerKey[]} keys @returns {OwnerKey[]} */
export function distinctKeys(keys) {
  return [...new Map(keys.map((key) => [`${key.journey} ${key.owner}`, key])).values()];
}

/**
 * Folds these owners anew and writes what has changed.
 * @param {import('./service.js').Context} context
 * @param {Transaction} transaction
 * @param {Snapshot} snapshot
 * @param {OwnerKey[]} keys
 * @param {{areCollected?: boolean}} [options] the store has all of their references, of the journey as it is
 * @returns {Promise<number>} how many deliveries were added
 */
export async function settle(context, transaction, snapshot, keys, { areCollected = false } = {}) {
  const active = keys.filter(({ journey }) => snapshot.get(journey)?.row.document.isActive);
  const written = [];
  let added = 0;
  for (const owned of await transaction.owned(active)) {
    const { row, journey } = /** @type {import('./loaded.js').Loaded} */ (snapshot.get(owned.journey));
    if (!areCollected && (await isIncomplete(transaction, row, owned))) {
      await collect(transaction, snapshot, row, owned);
    }
    const document = context.engine.fold(journey, `[${owned.references.join()}]`, voidsOf(owned));
    const progress = nextRow(context, row, owned, document);
    if (!progress) continue;
    const deliveries = document === null ? [] : await deliveriesOf(context, transaction, row, owned, document);
    added += deliveries.length;
    if (deliveries.length > 0) await transaction.addDeliveries(deliveries);
    written.push(progress);
  }
  if (written.length > 0) await transaction.putProgress(written);
  return added;
}

/** Whether the references may lack statements: they are of an older epoch, or the owner was here before the journey. @param {Transaction} transaction @param {import('../stores/store.js').JourneyRow} row @param {Owned} owned */
async function isIncomplete(transaction, row, { owner, progress }) {
  return progress ? progress.epoch !== row.epoch : transaction.hasStatementsBefore(row, owner);
}

/** All of an owner's references, from their stored statements. @param {Transaction} transaction @param {Snapshot} snapshot @param {import('../stores/store.js').JourneyRow} row @param {Owned} owned */
async function collect(transaction, snapshot, row, owned) {
  const records = await transaction.recordsOf(row.organisation, row.document.trackBy, owned.owner);
  const references = referencesIn(snapshot.matcherOf(row._id), records);
  await replaceReferences(transaction, row, owned, references);
  owned.voided = (await transaction.owned([owned]))[0].voided;
}

/** Puts references in place of an owner's. @param {Transaction} transaction @param {import('../stores/store.js').JourneyRow} row @param {Owned} owned @param {Reference[]} references */
async function replaceReferences(transaction, row, owned, references) {
  const rows = references.map((reference) => referenceRow(reference, row.organisation));
  await transaction.dropReferences([owned]);
  await transaction.putReferences(rows);
  owned.references = rows.map(({ reference }) => reference);
}

/** @param {Owned} owned */
const voidsOf = ({ voided }) => (voided.length === 0 ? undefined : { voided });

/** Records that are matched at once: as many as the engine's answer can hold, should each of them meet very many waypoints. */
export const MATCHED_AT_ONCE = 500;

/** What records that are stored mean to a journey. @param {import('../engine/index.js').Matcher} matcher @param {string[]} records @returns {Reference[]} */
export function referencesIn(matcher, records) {
  const references = [];
  for (let from = 0; from < records.length; from += MATCHED_AT_ONCE) {
    const some = records.slice(from, from + MATCHED_AT_ONCE);
    for (const reference of matcher.match(some.join('\n')).references) references.push(reference);
  }
  return references;
}

/** What is to be written, or null where it stands there already. @param {import('./service.js').Context} context @param {import('../stores/store.js').JourneyRow} row @param {Owned} owned @param {import('../engine/index.js').Progress | null} folded */
function nextRow({ clock }, row, { owner, progress }, folded) {
  const attempts = Math.max(progress?.attempts ?? 0, folded?.completions.length ?? 0);
  const before = progress?.document ?? null;
  const isSame = isEqual(before, folded);
  if (isSame && progress && progress.epoch === row.epoch && progress.attempts === attempts) return null;
  const now = new Date(clock.now()).toISOString();
  const updatedAt = before && isSame ? before.updatedAt : now;
  const document = folded && { ...folded, createdAt: before?.createdAt ?? now, updatedAt };
  return { journey: row._id, organisation: row.organisation, owner, epoch: row.epoch, attempts, document };
}

/** Whether two documents tell the same progress: when they were written is no part of it. @param {Record<string, any> | null} a @param {Record<string, any> | null} b */
function isEqual(a, b) {
  if (a === null || b === null) return a === b;
  const told = (/** @type {Record<string, any>} */ document) =>
    JSON.stringify({ ...document, createdAt: null, updatedAt: null });
  return told(a) === told(b);
}
