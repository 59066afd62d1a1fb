// What the commands have in common that run until somebody wants an end: they may listen and follow an LRS, and at SIGTERM
// or SIGINT let what is under way end and give back what they have leased. A second signal does not wait.

import { drain, listen } from '../../service/node.js';
import { Failure, fileFailure } from '../failure.js';

/** For so long requests and deliveries may still run after SIGTERM, in milliseconds; and after that it is over whatever runs, a store that does not answer for one. */
const [GRACE, LONGEST_END] = [10_000, 20_000];

/** @typedef {import('../../service/service.js').Service} Service */

/** @param {import('node:http').Server} server @param {string} host @param {string} port @returns {Promise<string>} its address */
export const listenAt = (server, host, port) =>
  listen(server, { host, port: Number(port) }).catch((error) => {
    throw fileFailure('listen on', `${host}:${port}`, error);
  });

/** When somebody wants an end. To be asked for first: until then a signal ends the process as it stands. @returns {Promise<unknown>} */
export const told = () =>
  new Promise((resolve) => {
    process.once('SIGTERM', resolve).once('SIGINT', resolve);
  });

/** @param {ReturnType<typeof told>} end @param {Service} service @param {import('node:http').Server} [server] that it answers by */
export async function runUntil(end, { context: { log }, stop }, server) {
  const staying = setInterval(() => {}, 2 ** 31 - 1); // nothing else may keep a process going that has nothing to do now
  await end;
  clearInterval(staying);
  log.info({}, 'draining');
  const leave = () => process.exit(1);
  process.once('SIGTERM', leave).once('SIGINT', leave);
  const giveUp = () => {
    log.error({}, 'not all has ended in time; what this process has leased ends by itself');
    leave();
  };
  setTimeout(giveUp, LONGEST_END).unref();
  await Promise.all([server && drain(server, GRACE), stop(GRACE)]);
  log.info({}, 'ended');
}

/** Makes following the LRS that is named a part of the background work. @param {Service} service @param {import('./environment.js').ProcessSettings} own */
export async function followNamed(service, { follow: url, key, secret, followClient }) {
  if (!url) return;
  const client = await followingClient(service, followClient);
  try {
    service.follow({ url, key, secret, caller: { client } });
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
