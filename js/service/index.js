// The service, in parts that can be mounted anywhere: a handler for web-standard requests, a way to record statements that a
// host has in hand, and the background work. It keeps everything in a store (js/stores) and asks the engine for all that
// has to do with journeys.

import { randomUUID } from 'node:crypto';
import { loadEngine } from '../engine/index.js';
import { openMemoryStore } from '../stores/memory/index.js';
import { systemClock } from './clock.js';
import { matchingBy } from './filters.js';
import { createFollower } from './follow/index.js';
import { createSourceFollower } from './follow/source.js';
import { createApp } from './http/app.js';
import { idMaker } from './ids.js';
import { createJourneys } from './journeys.js';
import { LoadedJourneys } from './loaded.js';
import { createMending } from './mending.js';
import { createMetrics } from './metrics.js';
import { createOutbox } from './outbox/index.js';
import { createRecalculations } from './recalculation.js';
import { readSettings } from './settings.js';
import { createStatements } from './statements.js';

export { ServiceError } from './errors.js';
export { createClient } from './clients.js';
export { createNodeServer, nodeListener } from './node.js';
export { openPage } from './page.js';

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
  /** What goes on in the background, besides the outbox. @type {{run: () => void, stop: () => Promise<void>}[]} */
  const work = [recalculations, createMending(context, statements)];
  if (options.source) work.push(createSourceFollower(context, statements, options.source(store)));
  let isWorking = false;
  const stop = async (/** @type {number | undefined} */ grace) => {
    isWorking = false;
    await Promise.all(work.map((each) => each.stop()));
    await outbox.stop(grace);
  };
  return {
    ...{ context, journeys, statements, recalculations, outbox, stop },
    fetch: async (request) => app.fetch(request),
    record: (given, { client }) => statements.record({ client }, given),
    start({ work: isWanted = true } = {}) {
      if (!isWanted) return;
      isWorking = true;
      outbox.start();
      for (const each of work) each.run();
    },
    follow(options) {
      const follower = createFollower(context, statements, options);
      work.push(follower);
      if (isWorking) follower.run();
      return follower;
    },
    async close() {
      await stop(0);
      await store.close();
      if (!options.engine) engine.dispose();
    },
  };
}
