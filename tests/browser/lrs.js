// An LRS elsewhere that lets pages of others ask it, as the test wants it to answer.

import { createServer } from 'node:http';

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' };

/**
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {string} [type]
 * @property {unknown} body text, or what becomes JSON
 */

/**
 * Until the test ends.
 * @param {import('node:test').TestContext} t
 * @param {(url: URL, request: import('node:http').IncomingMessage) => Answer | Promise<Answer>} answer
 * @returns {Promise<string>} its origin
 */
export async function startLrs(t, answer) {
  const server = createServer(async (request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    const { status = 200, type, body } = await answer(new URL(request.url ?? '', 'http://lrs'), request);
    const isText = typeof body === 'string';
    response.writeHead(status, { ...CORS, 'content-type': type ?? (isText ? 'text/html' : 'application/json') });
    return response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}
