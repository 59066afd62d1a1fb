// The service, in parts that can be mounted anywhere: a handler for web-standard requests, a way to record statements that a
// host has in hand, and the background work. It keeps everything in a store (js/stores) and asks the engine for all that
// has to do with journeys.

import { randomUUID } from 'node:crypto';
import { loadEngine } from '../engine/index.js';
import { openMemoryStore } from '../stores/memory/index.js';
import { systemClock } from './clock.js';
import { matchingBy } from './filters.js';
import { createApp } from './http/app.js';
import { idMaker } from './ids.js';
import { createJourneys } from './journeys.js';
import { LoadedJourneys } from './loaded.js';
import { createMetrics } from './metrics.js';
import { createOutbox } from './outbox/index.js';
import { createRecalculations } from './recalculation.js';
import { readSettings } from './settings.js';
import { createStatements } from './statements.js';

export { ServiceError } from './errors.js';
export { createClient } from './clients.js';
export { createNodeServer, nodeListener } from './node.js';

/** @type {import('./service.js').Log} */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * @param {import('./service.js').ServiceOptions} [options]
 * @returns {Promise<import('./service.js').Service>}
 */
export async function createService(options = {}) {
  const { clock = systemClock, log = silent, page, lookup } = options;
  const engine = options.engine ?? (await loadEngine());
  const store = await (options.openStore ?? openMemoryStore)({ matching: matchingBy(engine) });
  const { metrics, text: metricsText } = createMetrics(store, clock);
  /** @type {import('./service.js').Context} */
  const context = {
    ...{ store, engine, clock, log, metrics },
    settings: { ...readSettings({}), ...options.settings },
    worker: options.worker ?? randomUUID(),
    newId: idMaker(clock),
  };
  const outbox = createOutbox(context, { lookup });
  const loaded = new LoadedJourneys(context);
  const journeys = createJourneys(context);
  const statements = createStatements(context, loaded, outbox);
  const recalculations = createRecalculations(context, loaded, outbox);
  const app = createApp(context, { journeys, statements, recalculations, outbox, metricsText, page });
  const stop = async (/** @type {number | undefined} */ grace) => {
    await recalculations.stop();
    await outbox.stop(grace);
  };
  return {
    ...{ context, journeys, statements, recalculations, outbox, stop },
    fetch: async (request) => app.fetch(request),
    record: (given, { client }) => statements.record({ client }, given),
    start() {
      outbox.start();
      recalculations.run();
    },
    async close() {
      await stop(0);
      await store.close();
      if (!options.engine) engine.dispose();
    },
  };
}
