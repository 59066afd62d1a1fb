// What the page is opened from: a plain static host that knows nothing of it, or the service.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createClient, createNodeServer, createService, openPage } from '../../js/service/index.js';

/** Where the page is in a built state: PAGE_DIST, a folder built by somebody else, or ours, built anew where sources changed. */
export const dist = process.env.PAGE_DIST ?? (await builtHere());

async function builtHere() {
  const { buildPage } = await import('../../scripts/page.mjs');
  await buildPage();
  return fileURLToPath(new URL('../../web-demo/dist', import.meta.url));
}

/** @typedef {{url: string, origin: string, stop: () => Promise<void>}} Host */

/** @param {import('node:http').Server} server @param {string} path @returns {Promise<Host>} */
async function listening(server, path) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${port}`;
  const stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  return { origin, url: `${origin}${path}`, stop: /** @type {() => Promise<void>} */ (stop) };
}

const TYPES = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' },
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' },
};
const SUBFOLDER = '/tools/journeys/';

/** The built files below a folder of a plain host: no header but the type. */
export function hostStatically() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = normalize(decodeURIComponent(pathname.slice(SUBFOLDER.length))) || '.';
    const file = join(dist, name === '.' ? 'index.html' : name);
    const isOurs = pathname.startsWith(SUBFOLDER) && !name.startsWith('..');
    const bytes = isOurs ? await readFile(file).catch(() => undefined) : undefined;
    if (!bytes) return response.writeHead(404).end('not here');
    return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
  });
  return listening(server, SUBFOLDER);
}

/**
 * The service with the page, on a store in memory, and a client of it who may do everything.
 * @returns {Promise<Host & {service: import('../../js/service/service.js').Service, client: import('../../js/service/service.js').Caller['client'], key: string, secret: string}>}
 */
export async function hostByService() {
  const service = await createService({ page: await openPage(pathToFileURL(`${dist}/`)) });
  const { client, secret } = await createClient(service.context, { user: service.context.newId() });
  const host = await listening(createNodeServer(service), '/');
  const stop = async () => {
    await host.stop();
    await service.close();
  };
  return { ...host, service, client, key: client.key, secret, stop };
}
