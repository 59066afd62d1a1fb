// The tables of the memory store: how each row is found. Keys are joined by line feeds, which stand in no id and in no
// owner's key (it is JSON).

import { Table } from './table.js';

/** @typedef {import('../store.js').StatementRow & {sequence: number}} Statement */
/** @typedef {import('../store.js').JourneyRow & {change: number}} Journey */
/** @typedef {import('../store.js').Delivery} Delivery */
/** `worker` has leased it until `until`. @typedef {{delivery: Delivery, body: string, worker: string | null, until: string | null}} Outgoing */

/** @param {(string | number)[]} parts */
export const keyOf = (...parts) => parts.join('\n');

/** JSON that nobody else holds: what goes in and what comes out. @template Value @param {Value} value @returns {Value} */
export const copy = (value) => JSON.parse(JSON.stringify(value));

export function createTables() {
  return {
    statements: /** @type {Table<Statement>} */ (
      new Table({
        organisation: (/** @type {Statement} */ row) => row.organisation,
        actor: (/** @type {Statement} */ row) => row.actor && keyOf(row.organisation, row.actor),
        persona: (/** @type {Statement} */ row) => row.persona && keyOf(row.organisation, row.persona),
      })
    ),
    voids: /** @type {Table<true>} */ (new Table({})),
    references: /** @type {Table<import('../store.js').ReferenceRow>} */ (
      new Table({
        owner: (/** @type {import('../store.js').ReferenceRow} */ row) => keyOf(row.journey, row.owner),
        statement: (/** @type {import('../store.js').ReferenceRow} */ row) => keyOf(row.organisation, row.id),
        journey: (/** @type {import('../store.js').ReferenceRow} */ row) => row.journey,
      })
    ),
    progress: /** @type {Table<import('../store.js').ProgressRow>} */ (
      new Table({
        listed: (/** @type {import('../store.js').ProgressRow} */ row) => row.document && row.organisation,
        id: (/** @type {import('../store.js').ProgressRow} */ row) =>
          row.document && keyOf(row.organisation, row.document._id),
        journey: (/** @type {import('../store.js').ProgressRow} */ row) => row.journey,
      })
    ),
    journeys: /** @type {Table<Journey>} */ (
      new Table({ organisation: (/** @type {Journey} */ row) => row.organisation })
    ),
    gone: /** @type {Table<{journey: string, change: number}>} */ (new Table({})),
    deliveries: /** @type {Table<Outgoing>} */ (
      new Table({
        organisation: (/** @type {Outgoing} */ { delivery }) => delivery.organisation,
        journey: (/** @type {Outgoing} */ { delivery }) => delivery.journey,
        state: (/** @type {Outgoing} */ { delivery }) => delivery.state,
      })
    ),
    clients: /** @type {Table<import('../store.js').Client>} */ (
      new Table({ key: (/** @type {import('../store.js').Client} */ row) => row.key })
    ),
    recalculations: /** @type {Table<import('../store.js').Recalculation>} */ (
      new Table({ journey: (/** @type {import('../store.js').Recalculation} */ row) => row.journey })
    ),
    leases: /** @type {Table<{worker: string, until: string}>} */ (new Table({})),
    notes: /** @type {Table<any>} */ (new Table({})),
    numbers: /** @type {Table<number>} */ (new Table({})),
  };
}

/** @typedef {ReturnType<typeof createTables>} Tables */

/** @param {Tables} tables @returns {Tables} */
export const forkTables = (tables) =>
  /** @type {any} */ (Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.fork()])));
