// Writes the statements of some requests in a change of the store, with the progress that they cause.

import { newsOf } from './news.js';
import { MATCHED_AT_ONCE, distinctKeys, ownerKey, referenceRow, settle } from './progress.js';
import { fault } from './received.js';

/**
 * @typedef {import('./news.js').Request} Request
 * @typedef {import('./news.js').News} News
 * @typedef {import('./loaded.js').Snapshot} Snapshot
 * @typedef {import('../stores/store.js').Transaction} Transaction
 * @typedef {{added: number, hits: number}} Recorded
 */

/**
 * @param {import('./service.js').Context} context
 * @param {Transaction} transaction
 * @param {Snapshot} snapshot
 * @param {Request[]} requests of one organisation
 * @returns {Promise<{answers: Map<Request, Recorded | Error>, deliveries: number}>} an answer to each
 */
export async function recordAll(context, transaction, snapshot, requests) {
  const { organisation } = requests[0].client;
  const ids = requests.flatMap(({ received }) => received.map(({ id }) => id));
  const known = await knownOf(transaction, organisation, [...new Set(ids)]);
  const { news, matched, refused } = read(snapshot, requests, known);
  /** @type {Map<Request, Recorded | Error>} */
  const answers = new Map(requests.map((request) => [request, refused.get(request) ?? { added: 0, hits: 0 }]));
  count(answers, news, matched.references);
  const deliveries = news.length === 0 ? 0 : await write(context, transaction, snapshot, organisation, news, matched);
  return { answers, deliveries };
}

/** @param {Transaction} transaction @param {string} organisation @param {string[]} ids @returns {Promise<import('./news.js').Known>} */
async function knownOf(transaction, organisation, ids) {
  const records = await transaction.records(organisation, ids);
  return { records, unsettled: await transaction.unsettled(organisation, [...records.keys()]) };
}

/** What the requests bring, as the engine reads it; those that bring what it cannot read are refused. @param {Snapshot} snapshot @param {Request[]} requests @param {import('./news.js').Known} known */
function read({ matcher }, requests, known) {
  /** @type {Map<Request, Error>} */
  const refused = new Map();
  for (;;) {
    const taken = newsOf(
      requests.filter((request) => !refused.has(request)),
      known,
    );
    for (const [request, error] of taken.refused) refused.set(request, error);
    const { news } = taken;
    const matched = match(matcher, news);
    if (matched.invalid.length === 0) return { news, matched, refused };
    for (const one of news) {
      const [invalid] = matcher.match(one.record).invalid;
      if (invalid) refused.set(one.from, faultOf(one, invalid));
    }
  }
}

/** @param {import('../engine/index.js').Matcher} matcher @param {News[]} news */
function match(matcher, news) {
  /** @type {Pick<ReturnType<typeof matcher.matchAndRead>, 'read' | 'references' | 'voided' | 'invalid'>} */
  const all = { read: [], references: [], voided: [], invalid: [] };
  for (let from = 0; from < news.length; from += MATCHED_AT_ONCE) {
    const some = news.slice(from, from + MATCHED_AT_ONCE).map(({ record }) => record);
    const { read, references, voided, invalid } = matcher.matchAndRead(some.join('\n'));
    for (const one of read) all.read.push(one);
    for (const one of references) all.references.push(one);
    for (const one of voided) all.voided.push(one);
    for (const one of invalid) all.invalid.push(one);
  }
  return all;
}

/** @param {News} news @param {import('../engine/index.js').InvalidStatement} invalid */
function faultOf({ id, from }, { path, message }) {
  const index = from.received.findIndex((each) => each.id === id);
  return fault(index, path.replace(/^statement\./, ''), message);
}

/** @param {Map<Request, Recorded | Error>} answers @param {News[]} news @param {import('../engine/index.js').Reference[]} references */
function count(answers, news, references) {
  const byId = new Map(news.map((one) => [one.id, /** @type {Recorded} */ (answers.get(one.from))]));
  for (const { id, before } of news) if (before === undefined) /** @type {Recorded} */ (byId.get(id)).added++;
  for (const { id, waypoints } of references) /** @type {Recorded} */ (byId.get(id)).hits += waypoints.length;
}

/**
 * @param {import('./service.js').Context} context
 * @param {Transaction} transaction
 * @param {Snapshot} snapshot
 * @param {string} organisation
 * @param {News[]} news
 * @param {ReturnType<typeof match>} matched
 * @returns {Promise<number>} how many deliveries were added
 */
async function write(context, transaction, snapshot, organisation, news, { read, references, voided }) {
  const key = (/** @type {object | undefined} */ ident) => (ident ? ownerKey(ident) : null);
  const rows = read.map(({ id, actor, persona }, index) => {
    return { organisation, id, actor: key(actor), persona: key(persona), record: news[index].record };
  });
  await transaction.putStatements(rows);
  const changed = news.filter(({ before }) => before !== undefined).map(({ id }) => id);
  const gone = voided.map(({ id }) => id);
  const touched = [...changed, ...gone];
  const referring = touched.length > 0 ? await transaction.referringTo(organisation, touched) : [];
  if (gone.length > 0) await transaction.putVoids(organisation, gone);
  if (changed.length > 0) await transaction.dropReferencesTo(organisation, changed);
  const added = references.map((reference) => referenceRow(reference, organisation));
  if (added.length > 0) await transaction.putReferences(added);
  const keys = [...referring, ...added].map(({ journey, owner }) => ({ journey, owner }));
  return settle(context, transaction, snapshot, distinctKeys(keys));
}
