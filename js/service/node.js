// The service in Node: a listener for http, Express, Fastify and the like, and a server of its own, which lets no client
// hold it up.

import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** @typedef {{fetch: (request: Request) => Promise<Response>}} Fetching */

/**
 * @param {Fetching} service
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>}
 */
export function nodeListener(service) {
  return /** @type {any} */ (getRequestListener((request) => service.fetch(request), { overrideGlobalObjects: false }));
}

/** In milliseconds: a client that does not get its request across in this time is cut off. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 10_000 };
/** Queries may be long: routes take addresses of up to 64 KB. */
const MOST_HEADER_BYTES = 80 * 1024;
const MOST_CONNECTIONS = 2_000;

/** @param {Fetching} service @param {Partial<typeof LIMITS>} [limits] */
export function createNodeServer(service, limits = {}) {
  const times = { ...LIMITS, ...limits, connectionsCheckingInterval: 1_000 };
  const server = createServer({ ...times, maxHeaderSize: MOST_HEADER_BYTES }, nodeListener(service));
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

/** Where it listens. @param {import('node:http').Server} server @param {{host: string, port: number}} where @returns {Promise<string>} its address */
export function listen(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: actual } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Answers what is under way, for so many milliseconds at most, and nothing new. @param {import('node:http').Server} server @param {number} grace */
export async function drain(server, grace) {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection becomes idle when its last answer is out: looked for now and then.
  const sweeper = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearInterval(sweeper);
  clearTimeout(timer);
}
