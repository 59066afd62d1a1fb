// Reads the memory store.

import { compareText } from '../order.js';
import { Selection } from '../selection.js';
import { copy, keyOf } from './tables.js';

/** @typedef {import('../store.js').Document} Document */
/** @typedef {import('../store.js').Kind} Kind */
/** @typedef {import('./tables.js').Tables} Tables */

/** The documents of an organisation; not copies. @param {Tables} tables @param {Kind} kind @param {string} organisation @returns {Document[]} */
function documentsOf({ journeys, progress, deliveries }, kind, organisation) {
  if (kind === 'journey') return journeys.by('organisation', organisation).map(({ document }) => document);
  if (kind === 'delivery') return deliveries.by('organisation', organisation).map(({ delivery }) => delivery);
  return progress.by('listed', organisation).map(({ document }) => /** @type {Document} */ (document));
}

/** @param {Tables} tables @param {Kind} kind @param {string} organisation @param {string} id @returns {Document | undefined} */
function documentOf({ journeys, progress, deliveries }, kind, organisation, id) {
  if (kind === 'journeyprogress') return progress.by('id', keyOf(organisation, id))[0]?.document ?? undefined;
  const found = kind === 'journey' ? journeys.get(id)?.document : deliveries.get(id)?.delivery;
  const owner = kind === 'journey' ? journeys.get(id)?.organisation : deliveries.get(id)?.delivery.organisation;
  return owner === organisation ? found : undefined;
}

/** @param {import('../store.js').Filter | undefined} filter */
const meetsAll = (filter) => filter === undefined || Object.keys(filter).length === 0;

/**
 * @param {Tables} tables
 * @param {import('../store.js').Matching} matching
 * @returns {import('../store.js').Reader}
 */
export function reader(tables, matching) {
  /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Filter} [filter] */
  const matched = (kind, organisation, filter) => {
    const documents = documentsOf(tables, kind, organisation);
    return filter === undefined || meetsAll(filter) ? documents : documents.filter(matching(filter));
  };
  return {
    async find(kind, organisation, { filter, ...page }) {
      const selection = new Selection(page);
      for (const document of matched(kind, organisation, filter)) selection.add(document);
      return copy(selection.documents());
    },

    async count(kind, organisation, filter) {
      return matched(kind, organisation, filter).length;
    },

    async get(kind, organisation, id) {
      return copy(documentOf(tables, kind, organisation, id) ?? null);
    },

    async journeyChange() {
      return tables.numbers.get('change') ?? 0;
    },

    async journeysSince(since) {
      const journeys = tables.journeys.all().filter((row) => row.change > since);
      const gone = tables.gone.all().filter((row) => row.change > since);
      return {
        change: tables.numbers.get('change') ?? 0,
        journeys: copy(journeys.map(({ change, ...row }) => row)).sort((a, b) => compareText(a._id, b._id)),
        gone: gone.map(({ journey }) => journey).sort(compareText),
      };
    },

    async records(organisation, ids) {
      const records = new Map();
      for (const id of ids) {
        const row = tables.statements.get(keyOf(organisation, id));
        if (row) records.set(id, row.record);
      }
      return records;
    },

    async countStatements(organisation) {
      return tables.statements.count('organisation', organisation);
    },

    async statementsAfter(organisation, after, limit) {
      const isBehind = (/** @type {import('./tables.js').Statement} */ row) => row.sequence > Number(after);
      const behind = tables.statements.by('organisation', organisation).filter(isBehind);
      const page = behind.sort((a, b) => a.sequence - b.sequence).slice(0, limit);
      return { records: page.map(({ record }) => record), after: String(page.at(-1)?.sequence ?? after) };
    },

    async clientByKey(key) {
      return copy(tables.clients.by('key', key)[0] ?? null);
    },

    async clients() {
      return copy(tables.clients.all()).sort((a, b) => compareText(a._id, b._id));
    },

    async deliveryBody(id) {
      return tables.deliveries.get(id)?.body ?? null;
    },

    async deliveryCounts() {
      const counts = { pending: 0, held: 0, delivered: 0, dead: 0 };
      for (const { delivery } of tables.deliveries.all()) ++counts[delivery.state];
      const waiting = tables.deliveries.by('state', 'pending').map(({ delivery }) => delivery.createdAt);
      return { counts, oldestPending: waiting.sort(compareText)[0] ?? null };
    },

    async recalculations() {
      return copy(tables.recalculations.all()).sort((a, b) => compareText(a.journey, b.journey) || a.part - b.part);
    },

    async note(name) {
      return copy(tables.notes.get(name) ?? null);
    },
  };
}
