// `serve`: the service on this machine: HTTP, deliveries, recalculations, and an LRS to follow where one is named. SIGTERM
// and SIGINT let what is under way end; a second one does not.

import { createLog } from '../../service/log.js';
import { createNodeServer, drain, listen } from '../../service/node.js';
import { createFollower } from '../../service/follow/index.js';
import { startDemo } from '../operations/demo.js';
import { settingsOf } from '../operations/environment.js';
import { openService } from '../operations/with-service.js';
import { Failure, fileFailure } from '../failure.js';

/** For so long requests and deliveries may still run after SIGTERM, in milliseconds. */
const GRACE = 10_000;

/**
 * @typedef {import('../../service/service.js').Service} Service
 * @typedef {import('../operations/environment.js').ProcessSettings} ProcessSettings
 */

/** @param {Record<string, any>} flags */
export async function serve(flags) {
  const { settings, ...own } = settingsOf(flags);
  const log = createLog({ level: flags.demo && !flags.logLevel ? 'warn' : own.logLevel });
  const demo = flags.demo ? await startDemo() : undefined;
  try {
    const given = { ...settings, ...demo?.settings };
    const service = await openService({ store: demo?.store ?? own.store, settings: given, log });
    try {
      await run(service, own, demo, log);
    } finally {
      await service.close();
    }
  } finally {
    await demo?.end();
  }
}

/**
 * Serves until somebody wants an end.
 * @param {Service} service
 * @param {ProcessSettings} own
 * @param {Awaited<ReturnType<typeof startDemo>> | undefined} demo
 * @param {import('../../service/service.js').Log} log
 */
async function run(service, own, demo, log) {
  const server = createNodeServer(service);
  const follower = own.follow ? await follow(service, own) : undefined;
  const address = await listen(server, { host: own.host, port: Number(own.port) }).catch((error) => {
    throw fileFailure('listen on', `${own.host}:${own.port}`, error);
  });
  service.start();
  follower?.run();
  log.info({ address, store: own.store }, 'ready');
  if (demo) await demo.fill(service, address);
  else process.stderr.write(`xapi-journeys listens on ${address}\n`); // standard output is the log's

  await signal();
  log.info({}, 'draining');
  process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
  await Promise.all([drain(server, GRACE), follower?.stop()]);
  await service.stop(GRACE);
  log.info({}, 'ended');
}

/** Waits until somebody wants an end. */
const signal = () =>
  new Promise((resolve) => {
    process.once('SIGTERM', resolve).once('SIGINT', resolve);
  });

/** @param {Service} service @param {ProcessSettings} own */
async function follow(service, own) {
  const { follow: url, key, secret, followClient } = own;
  const client = await followingClient(service, followClient);
  try {
    return createFollower(service.context, service.statements, { url, key, secret, caller: { client } });
  } catch (error) {
    throw new Failure(`--follow: ${/** @type {Error} */ (error).message}`);
  }
}

/** On whose behalf: the client that is named, or the only one there is. @param {Service} service @param {string} key */
async function followingClient({ context: { store } }, key) {
  const clients = (await store.clients()).filter(({ revokedAt }) => revokedAt === null);
  const [client, ...others] = key ? clients.filter((each) => each.key === key) : clients;
  if (client && others.length === 0) return client;
  throw new Failure(
    key
      ? `there is no client ${key}; xapi-journeys client list shows them`
      : '--follow needs a client on whose behalf: make one with xapi-journeys client create, and name it with --follow-client',
  );
}
