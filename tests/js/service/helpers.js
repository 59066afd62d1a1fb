// A service for tests: the real parts on a real store, with a clock that stands still unless it is told to go on.
import { matchingBy } from '../../../js/service/filters.js';
import { idMaker } from '../../../js/service/ids.js';
import { createJourneys } from '../../../js/service/journeys.js';
import { LoadedJourneys } from '../../../js/service/loaded.js';
import { createMending } from '../../../js/service/mending.js';
import { createRecalculations } from '../../../js/service/recalculation.js';
import { readSettings } from '../../../js/service/settings.js';
import { createStatements } from '../../../js/service/statements.js';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { engine } from '../helpers.js';

export const ORGANISATION = 'a'.repeat(24);
export const STORE = '1'.repeat(24);
const START = Date.parse('2024-03-01T12:00:00Z');

const ignore = () => {};
const noMetrics = {
  ...{ statements: ignore, hits: ignore, recorded: ignore, delivery: ignore, recalculated: ignore, mended: ignore },
};
const failing = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (fields, message) => console.error(message, fields),
};

/** A client of the organisation, allowed everything. */
export const client = (changes = {}) => ({
  ...{ _id: 'c'.repeat(24), key: 'key', secret: '', title: 'tests', organisation: ORGANISATION, scopes: ['all'] },
  ...{ user: 'b'.repeat(24), lrs_id: STORE, isTrusted: true, createdAt: '2024-01-01T00:00:00.000Z', revokedAt: null },
  ...changes,
});

/** What takes statements in and computes, without HTTP and without sending anything. */
export function makeParts({
  store = openMemoryStore({ matching: matchingBy(engine) }),
  worker = 'one',
  log = failing,
  metrics = {},
} = {}) {
  const clock = { time: START, now: () => clock.time, after: () => ignore };
  const settings = readSettings({});
  const allMetrics = { ...noMetrics, ...metrics };
  const context = { store, engine, clock, log, settings, worker, metrics: allMetrics, newId: idMaker(clock) };
  const outbox = { wake: ignore };
  const loaded = new LoadedJourneys(context);
  const statements = createStatements(context, loaded, outbox);
  return {
    ...{ context, store, clock },
    journeys: createJourneys(context),
    statements,
    recalculations: createRecalculations(context, loaded, outbox),
    mending: createMending(context, statements),
  };
}

/** A store of which some methods of its transactions, which `change` makes of the real ones, are others. */
export const within = (store, change) => ({
  ...store,
  change: (use) => store.change((transaction) => use({ ...transaction, ...change(transaction) })),
});

/** Recalculates a journey to the end. */
export async function recalculate({ recalculations, store }, caller, id) {
  const { isActive } = await store.get('journey', caller.client.organisation, id);
  if (!isActive) return; // it keeps its progress
  await recalculations.start(caller, id);
  while (await recalculations.step());
}

/** All progress of an organisation without what depends on when it was written. */
export async function storedProgress(store, organisation = ORGANISATION) {
  const documents = await store.find('journeyprogress', organisation, { limit: 10_000 });
  return documents.map(({ _id, createdAt, updatedAt, ...progress }) => progress);
}
