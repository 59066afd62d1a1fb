// Takes statements in: all or nothing, and durable together with the progress they cause. What is known already changes
// nothing, so any request may be repeated, at any time, to any process.

import { copyOf, isSameStatement, merge, recordText } from './copies.js';
import { ServiceError } from './errors.js';
import { distinctKeys, ownerKey, referenceRow, settle } from './progress.js';
import { engineFault, receive } from './received.js';

/**
 * @typedef {import('./received.js').Received} Received
 * @typedef {import('./loaded.js').Snapshot} Snapshot
 * @typedef {import('../stores/store.js').Transaction} Transaction
 */

/** A journey has changed since the snapshot was taken. */
class Overtaken extends Error {}

/** After so many times in a row something is wrong. */
const MOST_TRIES = 50;

/**
 * @param {import('./service.js').Context} context
 * @param {import('./loaded.js').LoadedJourneys} loaded
 * @param {import('./service.js').Outbox} outbox
 * @returns {import('./service.js').Statements}
 */
export function createStatements(context, loaded, outbox) {
  const { store, clock, settings, metrics } = context;
  /** @param {Snapshot} snapshot @param {import('../stores/store.js').Client} client @param {Received[]} received */
  const recordOnce = (snapshot, { organisation }, received) =>
    store.change(async (transaction) => {
      if ((await transaction.journeyChange()) !== snapshot.change) throw new Overtaken();
      const known = await transaction.records(organisation, [...new Set(received.map(({ id }) => id))]);
      const news = newsOf(received, known);
      if (news.length === 0) return { added: 0, hits: 0, deliveries: 0 };
      const matched = snapshot.matcher.matchAndRead(news.map(({ record }) => record).join('\n'));
      if (matched.invalid.length > 0) throw engineFault(positionIn(received, news, matched.invalid[0]));
      const deliveries = await write(transaction, snapshot, organisation, news, matched);
      return { added: news.filter(({ before }) => before === undefined).length, hits: matched.hits, deliveries };
    });

  /**
   * @param {Transaction} transaction
   * @param {Snapshot} snapshot
   * @param {string} organisation
   * @param {News[]} news
   * @param {ReturnType<import('../engine/index.js').Matcher['matchAndRead']>} matched
   */
  async function write(transaction, snapshot, organisation, news, { read, references, voided }) {
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

  return {
    async record({ client }, given) {
      const start = clock.now();
      const received = receive(given, client, { now: start, most: settings.maxBatch });
      const ids = received.map(({ id }) => id);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        try {
          const { added, hits, deliveries } = await loaded.with((snapshot) => recordOnce(snapshot, client, received));
          metrics.statements(ids.length, added);
          metrics.hits(hits);
          metrics.recorded((clock.now() - start) / 1000);
          if (deliveries > 0) outbox.wake();
          return { ids, added, hits };
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
      throw new ServiceError(503, 'too many changes at once: try again', { headers: { 'Retry-After': '1' } });
    },
  };
}

/**
 * @typedef {object} News
 * @property {string} id
 * @property {string} record
 * @property {string | undefined} before the record that is stored, where one is
 */

/**
 * What there is to write: statements that are not known, and records that say more than the stored ones.
 * @param {Received[]} received
 * @param {Map<string, string>} known
 * @returns {News[]}
 * @throws {ServiceError} 409
 */
function newsOf(received, known) {
  /** @type {Map<string, News>} */
  const news = new Map();
  for (const [index, one] of received.entries()) {
    const before = known.get(one.id);
    const sofar = news.get(one.id)?.record ?? before;
    const record = sofar === undefined ? recordText(one) : moreThan(sofar, one, index);
    if (record !== undefined) news.set(one.id, { id: one.id, record, before });
  }
  return [...news.values()];
}

/** What is to be stored for two copies; undefined where that is stored already. @param {string} stored @param {Received} later @param {number} index */
function moreThan(stored, later, index) {
  const copy = copyOf(stored);
  if (!isSameStatement(copy.statement, later.statement)) {
    const path = `${index}.id`;
    const message = `there is another statement with the id ${later.id}`;
    throw new ServiceError(409, `statement ${index}: ${message}`, { errors: { [path]: { path, message } } });
  }
  const record = recordText(merge(copy, later));
  return record === stored ? undefined : record;
}

/** @param {Received[]} received @param {News[]} news @param {{line: number, path: string, message: string}} invalid */
function positionIn(received, news, { line, path, message }) {
  const index = received.findIndex(({ id }) => id === news[line - 1].id);
  return { line: index + 1, path, message };
}
