// Journeys as documents: created, changed and deleted. The engine says what a valid one is; here is what the server adds
// to it: ids, times, version numbers, and what of an older state lives on (contract: journeys, sections 2 and 7).

import { ServiceError, notFound } from './errors.js';
import { versionOf } from './etag.js';
import { ID } from './ids.js';
import { draftOf, matters, reactivated } from './journey-draft.js';

/**
 * @typedef {import('./service.js').Context} Context
 * @typedef {import('./service.js').Caller} Caller
 * @typedef {import('./service.js').Expected} Expected
 * @typedef {import('../stores/store.js').Document} Document
 * @typedef {import('../stores/store.js').JourneyRow} JourneyRow
 * @typedef {import('../stores/store.js').Transaction} Transaction
 */

/**
 * @param {Context} context
 * @returns {import('./service.js').Journeys}
 */
export function createJourneys({ store, engine, clock, newId }) {
  const now = () => new Date(clock.now()).toISOString();

  /** The document that a body asks for, checked. @param {Caller} caller @param {unknown} body @param {{_id: string, existing?: Document}} place */
  function read(caller, body, { _id, existing }) {
    const draft = draftOf(body, { _id, existing, caller, now: now(), newId });
    const { valid, errors, warnings, document } = engine.validate(draft);
    if (!valid) {
      const faults = Object.values(errors);
      const [{ path, message }] = faults;
      const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
      const told = path === '' ? message : `${path}: ${message}`;
      throw new ServiceError(400, told + more, { name: 'ValidationError', errors });
    }
    return { document: /** @type {Document} */ (document), warnings };
  }

  /** @param {Transaction} transaction @param {Caller} caller @param {string} id */
  async function existingRow(transaction, { client }, id) {
    const row = await transaction.journey(id);
    if (row && row.organisation !== client.organisation) throw notFound('journey', id);
    return row;
  }

  /** @param {Transaction} transaction @param {Document} document */
  async function insert(transaction, document) {
    document.version = 1;
    document.__v = 0;
    const { _id, organisation } = document;
    await transaction.putJourney({ _id, organisation, document, epoch: 1 }, true);
  }

  /** @param {Transaction} transaction @param {JourneyRow} row @param {Document} document */
  async function update(transaction, row, document) {
    const { document: before } = row;
    const isNewVersion = matters(before, document);
    document.version = before.version + (isNewVersion ? 1 : 0);
    document.__v = before.__v + 1;
    const isNewEpoch = isNewVersion || (document.isActive && !before.isActive);
    const epoch = row.epoch + (isNewEpoch ? 1 : 0);
    await transaction.putJourney({ ...row, document, epoch }, true);
    for (const outcome of reactivated(before, document)) {
      await transaction.turnDeliveries(row._id, outcome, 'held', 'pending', now());
    }
  }

  /** @param {string} given */
  function toId(given) {
    if (!ID.test(given)) throw notFound('journey', given);
    return given.toLowerCase();
  }

  /** @param {Caller} caller @param {string} given @param {(before: Document | undefined) => unknown} bodyOf @param {Expected} expected */
  async function write(caller, given, bodyOf, expected) {
    const _id = toId(given);
    return store.change(async (transaction) => {
      const row = await existingRow(transaction, caller, _id);
      check(row?.document, expected);
      const { document, warnings } = read(caller, bodyOf(row?.document), { _id, existing: row?.document });
      await (row ? update(transaction, row, document) : insert(transaction, document));
      return { document, warnings, created: row === null };
    });
  }

  return {
    create(caller, body) {
      return store.change(async (transaction) => {
        const given = /** @type {any} */ (body)?._id;
        const _id = typeof given === 'string' && ID.test(given) ? given.toLowerCase() : newId();
        if (await transaction.journey(_id)) throw new ServiceError(409, `there is a journey ${_id} already`);
        const { document, warnings } = read(caller, body, { _id });
        await insert(transaction, document);
        return { document, warnings, created: true };
      });
    },

    replace: (caller, id, body, expected = {}) => write(caller, id, () => body, expected),

    async patch(caller, id, body, expected = {}) {
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        throw new ServiceError(400, 'the body must be a JSON object of the fields to change');
      }
      const changed = (/** @type {Document | undefined} */ before) => {
        if (!before) throw notFound('journey', id);
        return { ...before, ...body };
      };
      return write(caller, id, changed, expected);
    },

    async remove(caller, given, expected = {}) {
      const id = toId(given);
      return store.change(async (transaction) => {
        const row = await existingRow(transaction, caller, id);
        if (!row) throw notFound('journey', id);
        check(row.document, expected);
        await transaction.deleteJourney(id);
      });
    },

    toRest: (document) => ({
      ...document,
      waypoints: document.waypoints?.map((/** @type {any} */ waypoint) => ({
        ...waypoint,
        conditions: JSON.stringify(waypoint.conditions),
      })),
    }),
  };
}

/** A writer who saw another state than there is overwrites nothing. @param {Document | undefined} document @param {Expected} expected */
function check(document, { v, etag }) {
  const moved = (/** @type {unknown} */ seen) =>
    new ServiceError(409, `the journey has changed since: it is at __v ${document?.__v ?? 'nothing'}, not ${seen}`);
  if (v !== undefined && v !== document?.__v) throw moved(v);
  if (etag === undefined || etag.trim() === '*') {
    if (etag !== undefined && !document) throw moved('any');
    return;
  }
  const versions = etag.split(',').map(versionOf);
  if (!document || !versions.includes(document.__v)) throw moved(etag);
}
