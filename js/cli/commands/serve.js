// `serve`: the service on this machine: HTTP, and unless others do it, the background work: deliveries, recalculations, and an
// LRS to follow where one is named. SIGTERM and SIGINT let what is under way end; a second one does not.

import { createLog } from '../../service/log.js';
import { createNodeServer } from '../../service/node.js';
import { openPage } from '../../service/page.js';
import { startDemo } from '../operations/demo.js';
import { settingsOf } from '../operations/environment.js';
import { followNamed, listenAt, runUntil, told } from '../operations/running.js';
import { shown } from '../operations/stores.js';
import { openService } from '../operations/with-service.js';

/**
 * @typedef {import('../../service/service.js').Service} Service
 * @typedef {import('../operations/environment.js').ProcessSettings} ProcessSettings
 */

/** @param {Record<string, any>} flags */
export async function serve(flags) {
  const end = told();
  // Commander takes --no-work and --no-page for options that are on by default.
  const off = (/** @type {string} */ name) => (flags[name] === false ? false : undefined);
  const { settings, ...own } = settingsOf({ ...flags, work: off('work'), servePage: off('page') });
  const log = createLog({ level: flags.demo && !flags.logLevel ? 'warn' : own.logLevel });
  const demo = flags.demo ? await startDemo() : undefined;
  try {
    const given = { ...settings, ...demo?.settings };
    const named = { ...own, ...(demo && { store: demo.store, learningLocker: false, work: true }) };
    const page = own.servePage ? await openPage() : undefined;
    const service = await openService({ ...named, settings: given, log, page });
    try {
      await run(end, service, named, { demo, page });
    } finally {
      await service.close();
    }
  } finally {
    await demo?.end();
  }
}

/**
 * Serves until somebody wants an end.
 * @param {ReturnType<typeof told>} end
 * @param {Service} service
 * @param {ProcessSettings} own
 * @param {{demo?: Awaited<ReturnType<typeof startDemo>>, page?: import('../../service/service.js').Page}} shown
 */
async function run(end, service, own, { demo, page }) {
  if (own.work) await followNamed(service, own);
  const server = createNodeServer(service);
  const address = await listenAt(server, own.host, own.port);
  service.start({ work: own.work });
  service.context.log.info({ address, store: shown(own.store), work: own.work }, 'ready');
  if (demo) await demo.fill(service, address, { hasPage: page !== undefined });
  else process.stderr.write(`xapi-journeys listens on ${address}\n`); // standard output is the log's
  await runUntil(end, service, server);
}
