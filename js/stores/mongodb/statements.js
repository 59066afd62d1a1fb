// Statements in a change.

import { compareText } from '../order.js';
import { hashOf, progressId, statementId } from './hash.js';
import { markOwners } from './voids.js';

/** @typedef {import('../store.js').StatementRow} StatementRow */
/** @typedef {import('../store.js').OwnerRange} OwnerRange */
/** @typedef {'actor' | 'persona'} TrackBy */

/** The largest number of owner ranges, by the first digit of the hash. */
const RANGES = [...'0123456789abcdef'].map((digit, index, all) => ({
  after: index === 0 ? '' : digit,
  until: all[index + 1] ?? null,
}));

/** Statements that are worth more than one range. */
const WORTH_RANGES = 5_000;

/** @param {string} organisation @param {TrackBy} trackBy @param {OwnerRange} range */
const inRange = (organisation, trackBy, { after, until }) => ({
  organisation,
  [`${trackBy}Hash`]: { $gt: after, ...(until !== null && { $lte: until }) },
});

/** @param {StatementRow} row */
const hashesOf = ({ actor, persona }) => ({
  actorHash: actor === null ? null : hashOf(actor),
  personaHash: persona === null ? null : hashOf(persona),
});

/** @param {import('./work.js').Work} work */
export function statementMethods(work) {
  const { rows, memory } = work;

  /** @param {string} organisation @param {string[]} ids @returns {Promise<Map<string, any>>} */
  const known = (organisation, ids) =>
    rows.getAll(
      'statements',
      ids.map((id) => statementId(organisation, id)),
    );

  /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner */
  const ofOwner = (organisation, trackBy, owner) => ({
    filter: { organisation, [`${trackBy}Hash`]: hashOf(owner) },
    test: (/** @type {any} */ row) => row.organisation === organisation && row[trackBy] === owner,
  });

  /** To be matched: at the end of the change they must be as they are. @param {any[]} found @returns {string[]} */
  const recordsIn = (found) =>
    found.map(({ _id, revision, record }) => {
      if (!rows.putIn('statements').has(_id)) work.matched.set(_id, revision);
      return record;
    });

  return {
    /** @param {StatementRow[]} given */
    async putStatements(given) {
      const under = await work.journeyChange();
      const ids = given.map(({ organisation, id }) => statementId(organisation, id));
      const before = await rows.getAll('statements', ids);
      for (const [index, row] of given.entries()) {
        const { organisation, id, actor, persona, record } = row;
        const there = before.get(ids[index]);
        const pending = [...new Set([...(there?.pending ?? []), work.mark])];
        const kept = { _id: ids[index], organisation, id, actor, persona, ...hashesOf(row), record };
        rows.put('statements', { ...kept, under: there?.under ?? under, pending, revision: 0 });
      }
    },

    /** @param {string} organisation @param {string[]} ids */
    async putVoids(organisation, ids) {
      const names = ids.map((id) => statementId(organisation, id));
      const there = await rows.getAll('voids', names);
      const added = names.filter((name) => !there.has(name));
      for (const _id of added) rows.put('voids', { _id, revision: 0 });
      await markOwners(work, organisation, ids);
    },

    /** @param {string} organisation @param {string[]} ids */
    async unsettled(organisation, ids) {
      const found = await known(organisation, ids);
      const pending = [...found.values()].filter((row) => row.pending?.length > 0 || memory.marked.has(row._id));
      return new Set(pending.map(({ id }) => id));
    },

    /** @param {import('../store.js').JourneyRow} journey @param {string} owner */
    async hasStatementsBefore({ organisation, document, baseline }, owner) {
      const first = await work.first.under();
      if (first !== null && first >= baseline) return false;
      const { filter, test } = ofOwner(organisation, document.trackBy ?? 'actor', owner);
      const found = await rows.look('statements', {
        filter: { ...filter, under: { $lt: baseline } },
        test: (row) => test(row) && row.under < baseline,
        projection: { _id: 1 },
        limit: 1,
      });
      return found.length > 0;
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {string} owner @returns {Promise<string[]>} */
    async recordsOf(organisation, trackBy, owner) {
      return recordsIn(await rows.look('statements', ofOwner(organisation, trackBy, owner)));
    },

    /** @param {string} organisation @param {TrackBy} trackBy @returns {Promise<OwnerRange[]>} */
    async ownerRanges(organisation, trackBy) {
      const filter = inRange(organisation, trackBy, { after: '', until: null });
      const count = await work.collections.statements.countDocuments(filter, { limit: WORTH_RANGES });
      return count < WORTH_RANGES ? [{ after: '', until: null }] : RANGES;
    },

    /**
     * An owner's progress is read before the statements, so that whoever adds one in between is noticed.
     * @param {import('../store.js').JourneyRow} journey @param {OwnerRange} range @param {number} enough
     */
    async ownersAfter({ _id: journey, organisation, document }, range, enough) {
      const trackBy = /** @type {TrackBy} */ (document.trackBy ?? 'actor');
      const [hash, filter] = [`${trackBy}Hash`, inRange(organisation, trackBy, range)];
      const test = (/** @type {any} */ row) => row.organisation === organisation && isWithin(row[hash], range);
      const first = await rows.look('statements', {
        ...{ filter, test, sort: { [hash]: 1 }, projection: { [hash]: 1, [trackBy]: 1 }, limit: enough },
        compare: (a, b) => compareText(a[hash], b[hash]),
      });
      if (first.length === 0) return { owners: [], after: range.until ?? range.after };
      const after = first[first.length - 1][hash];
      /** @type {Map<string, string[]>} */
      const owners = new Map(first.map((row) => [row[trackBy], []]));
      await rows.getAll(
        'progress',
        [...owners.keys()].map((owner) => progressId({ journey, owner })),
      );
      const whole = { organisation, [hash]: { $gt: range.after, $lte: after } };
      const found = await rows.look('statements', { filter: whole, test: (row) => test(row) && row[hash] <= after });
      for (const row of found) owners.get(row[trackBy])?.push(...recordsIn([row]));
      return { owners: [...owners].map(([owner, records]) => ({ owner, records })), after };
    },

    /** @param {string} organisation @param {TrackBy} trackBy @param {OwnerRange} range */
    async countAfter(organisation, trackBy, range) {
      const put = [...rows.putIn('statements').values()].filter(
        (row) => row && row.organisation === organisation && isWithin(row[`${trackBy}Hash`], range),
      );
      const filter = inRange(organisation, trackBy, range);
      const others = { ...filter, _id: { $nin: [...rows.putIn('statements').keys()] } };
      return put.length + (await work.collections.statements.countDocuments(put.length > 0 ? others : filter));
    },
  };
}

/** @param {string | null} hash @param {OwnerRange} range */
const isWithin = (hash, { after, until }) => hash !== null && hash > after && (until === null || hash <= until);
