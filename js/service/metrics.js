// What an operator watches, for Prometheus: https://prometheus.io/docs/practices/naming/ says how the names are made.

import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds that durable work takes. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * @param {import('../stores/store.js').Store} store asked for the state of deliveries when somebody looks
 * @param {import('./service.js').Clock} clock
 * @returns {{metrics: import('./service.js').Metrics, text: () => Promise<string>}}
 */
export function createMetrics(store, clock) {
  const registers = [new Registry()];
  const counter = (/** @type {string} */ name, /** @type {string} */ help, labelNames = /** @type {string[]} */ ([])) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (/** @type {string} */ name, /** @type {string} */ help) =>
    new Histogram({ name, help, buckets: BUCKETS, registers });

  const statements = counter('journeys_statements_total', 'Statements received, by whether they were new', ['known']);
  const hits = counter('journeys_hits_total', 'Waypoints met by statements');
  const recorded = histogram('journeys_record_seconds', 'From the receipt of statements until all is durable');
  const deliveries = counter('journeys_delivery_requests_total', 'Requests to receivers', ['result']);
  const deliverySeconds = histogram('journeys_delivery_seconds', 'How long receivers took');
  const recalculated = counter('journeys_recalculated_statements_total', 'Statements that recalculations went through');
  const mended = counter('journeys_mended_statements_total', 'Statements recorded anew that a process left unfinished');
  const conflicts = store.conflicts && {
    changes: counter('journeys_store_changes_total', 'Changes of the store that this process made'),
    runs: counter('journeys_store_runs_total', 'How often they were run'),
    conflicts: counter('journeys_store_conflicts_total', 'Runs that met what another process had written'),
    refolds: counter('journeys_store_refolds_total', 'Owners that were folded in such runs, to be folded again'),
  };
  const gauge = (/** @type {string} */ name, /** @type {string} */ help, labelNames = /** @type {string[]} */ ([])) =>
    new Gauge({ name, help, labelNames, registers });
  const states = gauge('journeys_deliveries', 'Deliveries by state', ['state']);
  const lag = gauge('journeys_delivery_lag_seconds', 'How long the oldest pending delivery has waited');
  const recalculations = gauge('journeys_recalculations', 'Recalculations that are not over');

  /** The store counts these itself. */
  function tellConflicts() {
    const counts = store.conflicts?.();
    if (!counts || !conflicts) return;
    for (const name of /** @type {(keyof typeof counts)[]} */ (Object.keys(counts))) {
      conflicts[name].reset();
      conflicts[name].inc(counts[name]);
    }
  }

  /** What the store knows, at the moment when somebody looks. */
  async function look() {
    tellConflicts();
    const { counts, oldestPending } = await store.deliveryCounts();
    for (const [state, count] of Object.entries(counts)) states.set({ state }, count);
    lag.set(oldestPending === null ? 0 : Math.max(0, (clock.now() - Date.parse(oldestPending)) / 1000));
    recalculations.set(new Set((await store.recalculations()).map(({ journey }) => journey)).size);
  }

  return {
    async text() {
      await look();
      return registers[0].metrics();
    },
    metrics: {
      statements(count, added) {
        statements.inc({ known: 'false' }, added);
        statements.inc({ known: 'true' }, count - added);
      },
      hits: (count) => hits.inc(count),
      recorded: (seconds) => recorded.observe(seconds),
      delivery(result, seconds) {
        deliveries.inc({ result });
        deliverySeconds.observe(seconds);
      },
      recalculated: (count) => recalculated.inc(count),
      mended: (count) => mended.inc(count),
    },
  };
}
