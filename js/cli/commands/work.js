// `work`: a process that does background work and nothing else, beside servers on the same store, any number of them:
// deliveries, recalculations, what others left behind, and following. Those who watch over it may ask for a port.

import { json } from '../../service/http/answers.js';
import { ServiceError } from '../../service/errors.js';
import { createLog } from '../../service/log.js';
import { createNodeServer } from '../../service/node.js';
import { settingsOf } from '../operations/environment.js';
import { followNamed, listenAt, runUntil, told } from '../operations/running.js';
import { shown } from '../operations/stores.js';
import { openService } from '../operations/with-service.js';

/** What it answers to, where it listens. */
const PATHS = ['/health', '/metrics'];

/** @typedef {import('../../service/service.js').Service} Service */

/** @param {Record<string, any>} flags */
export async function work({ port, ...flags }) {
  const end = told();
  const { settings, ...own } = settingsOf({ ...flags, workPort: port });
  const log = createLog({ level: own.logLevel });
  const service = await openService({ ...own, settings, log });
  try {
    await followNamed(service, own);
    const server = own.workPort === '' ? undefined : createNodeServer(forOperators(service));
    const address = server && (await listenAt(server, own.host, own.workPort));
    service.start();
    log.info({ address, store: shown(own.store) }, 'ready');
    process.stderr.write(`xapi-journeys works on ${shown(own.store)}\n`); // standard output is the log's
    if (address) process.stderr.write(`xapi-journeys listens on ${address}\n`);
    await runUntil(end, service, server);
  } finally {
    await service.close();
  }
}

/** @param {Service} service */
const forOperators = ({ fetch }) => ({
  /** @param {Request} request @returns {Promise<Response>} */
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (PATHS.includes(pathname)) return fetch(request);
    return json(404, new ServiceError(404, `this process only works, and answers to ${PATHS.join(' and ')}`));
  },
});
