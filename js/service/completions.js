// What completed attempts send: a delivery for each active outcome, once, ever (contract: journeys, section 9). An attempt
// that was completed before has fired, whatever became of it since.

import { derivedId } from './ids.js';
import { outcomeStatement } from './outbox/statement-outcome.js';

/**
 * @typedef {import('../stores/store.js').Delivery} Delivery
 * @typedef {import('./service.js').Context} Context
 */

/**
 * The deliveries of attempts that are completed for the first time.
 * @param {Context} context
 * @param {import('../stores/store.js').Transaction} transaction
 * @param {import('../stores/store.js').JourneyRow} row
 * @param {import('../stores/store.js').Owned} owned
 * @param {import('../engine/index.js').Progress} progress
 * @returns {Promise<{delivery: Delivery, body: string}[]>}
 */
export async function deliveriesOf(context, transaction, row, owned, progress) {
  const from = owned.progress?.attempts ?? 0;
  if (progress.completions.length <= from) return [];
  // Read anew: what the server keeps in it, a trip count for one, is not in the compiled journey.
  const stored = await transaction.journey(row._id);
  const outcomes = stored?.document.outcomes.filter(firesOrWaits) ?? [];
  if (!stored || outcomes.length === 0) return [];
  const bodies = new Bodies(context, stored.document, progress);
  const recordsOf = await findRecords(transaction, row.organisation, owned, progress.completions.slice(from));
  try {
    const deliveries = [];
    for (let attempt = from + 1; attempt <= progress.completions.length; attempt++) {
      const records = recordsOf(progress.completions[attempt - 1]);
      for (const outcome of outcomes) {
        const delivery = newDelivery(context, row, outcome, owned.owner, progress, attempt);
        deliveries.push({ delivery, body: bodies.of(delivery, records) });
      }
    }
    return deliveries;
  } finally {
    bodies.dispose();
  }
}

/** An outcome that has tripped fires later, when it is active again. @param {{isActive: boolean, deactivatedAt: string | null}} outcome */
const firesOrWaits = ({ isActive, deactivatedAt }) => isActive || Boolean(deactivatedAt);

/**
 * @param {Context} context
 * @param {import('../stores/store.js').JourneyRow} row
 * @param {Record<string, any>} outcome
 * @param {string} owner the key
 * @param {import('../engine/index.js').Progress} progress
 * @param {number} attempt
 * @returns {Delivery}
 */
function newDelivery({ clock }, row, outcome, owner, progress, attempt) {
  const now = new Date(clock.now()).toISOString();
  return {
    _id: derivedId('delivery', row._id, owner, attempt, outcome._id),
    organisation: row.organisation,
    journey: row._id,
    outcome: outcome._id,
    owner: progress.owner,
    attempt,
    type: outcome.type,
    state: outcome.isActive ? 'pending' : 'held',
    createdAt: now,
    updatedAt: now,
    attempts: 0,
    tries: 0,
    nextAttemptAt: outcome.isActive ? now : null,
    lastStatus: null,
    lastError: null,
    deliveredAt: null,
  };
}

/** @param {import('../engine/index.js').Completion} completion */
const listedIn = ({ waypoints }) =>
  Object.values(waypoints).flatMap(({ statements }) => statements.map(({ statement }) => statement));

/**
 * Looks the records up that some attempts list; answers who tells those of one.
 * @param {import('../stores/store.js').Transaction} transaction
 * @param {string} organisation
 * @param {import('../stores/store.js').Owned} owned
 * @param {import('../engine/index.js').Completion[]} completions
 * @returns {Promise<(completion: import('../engine/index.js').Completion) => string[]>}
 */
async function findRecords(transaction, organisation, owned, completions) {
  const wanted = new Set(completions.flatMap(listedIn));
  /** @type {Map<string, string>} */
  const idOf = new Map();
  for (const text of owned.references) {
    const { statement, id } = JSON.parse(text);
    if (wanted.has(statement)) idOf.set(statement, id);
  }
  const records = await transaction.records(organisation, [...new Set(idOf.values())]);
  return (completion) => {
    const ids = new Set(listedIn(completion).map((statement) => idOf.get(statement) ?? ''));
    return [...ids].flatMap((id) => records.get(id) ?? []);
  };
}

/** What the receivers get. The journey is compiled only if one of them is a callback. */
class Bodies {
  #context;
  #journey;
  #progress;
  /** @type {import('../engine/index.js').Journey | undefined} */
  #compiled;

  /** @param {Context} context @param {import('../stores/store.js').Document} journey @param {import('../engine/index.js').Progress} progress */
  constructor(context, journey, progress) {
    this.#context = context;
    this.#journey = journey;
    this.#progress = progress;
  }

  /** @param {Delivery} delivery @param {string[]} records */
  of(delivery, records) {
    const { engine, settings } = this.#context;
    const index = delivery.attempt - 1;
    if (delivery.type === 'statement') {
      const completion = this.#progress.completions[index];
      return JSON.stringify(outcomeStatement({ delivery, journey: this.#journey, completion, settings }));
    }
    this.#compiled ??= engine.compile(this.#journey);
    // Of the progress no more than that attempt: it is written out for each of them.
    const completion = this.#progress.completions[index];
    const progress = { ...this.#progress, pendingProgress: {}, completions: [completion] };
    return engine.callbackBody(this.#compiled, progress, 0, records.join('\n'));
  }

  dispose() {
    this.#compiled?.dispose();
  }
}
