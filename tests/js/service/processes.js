// Servers and workers as an operator runs them: processes of their own, on a database file, or a database of MongoDB's.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createClient } from '../../../js/service/clients.js';
import { storeOptions } from '../../../js/cli/operations/stores.js';
import { createService } from '../../../js/service/index.js';
import { engine } from '../helpers.js';
import { MAIN } from '../cli-tools.js';

const LISTENS = /listens on (http:\S+)/;
const WORKS = /works on (\S+)/;

/** The parts of a service on a store (a file, or a URL), in this process, without background work. */
export const openParts = (store) =>
  createService({ engine, ...storeOptions({ store }), settings: { maxBatch: 100_000 } });

/** A database with a client who may do all, and these journeys. */
export async function prepare(store, journeys) {
  const service = await openParts(store);
  const { client, secret } = await createClient(service.context, { title: 'tests', lrs_id: '1'.repeat(24) });
  const documents = [];
  for (const journey of journeys) documents.push((await service.journeys.create({ client }, journey)).document);
  await service.close();
  const authorization = `Basic ${Buffer.from(`${client.key}:${secret}`).toString('base64')}`;
  return { client, secret, authorization, journeys: documents };
}

/** Starts `xapi-journeys serve`; answers when it listens. */
export const startServer = (store, { args = [], ...options } = {}) =>
  start(['serve', '--store', store, '--port', '0', ...args], LISTENS, options);

/** Starts `xapi-journeys work`; answers when it works, and listens where it is asked to. */
export const startWorker = (store, { args = [], ...options } = {}) =>
  start(['work', '--store', store, ...args], args.includes('--port') ? LISTENS : WORKS, options);

/** Starts a command that runs until it is told to end; `address`: what it says when it is ready. */
async function start(args, isReady, { env = {} } = {}) {
  const settings = { ALLOW_PRIVATE_ADDRESSES: 'true', LOG_LEVEL: 'warn', DELIVERY_TIMEOUT_MS: '500', ...env };
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...settings } });
  const told = { all: '', stderr: '' };
  const address = await new Promise((resolve, reject) => {
    const listen = (text) => {
      told.all += text;
      const found = isReady.exec(told.all);
      if (found) resolve(found[1]);
    };
    child.stderr.on('data', (text) => (told.stderr += text));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', listen);
    child.once('exit', (code, signal) => reject(new Error(`${args[0]} ended (${code ?? signal}):\n${told.all}`)));
  });
  child.removeAllListeners('exit');
  const end = async (signal) => {
    const ended = once(child, 'close'); // all that it has said is here by then
    child.kill(signal);
    const [code] = await ended;
    return code;
  };
  return {
    ...{ address, child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') },
    output: () => told.all,
    errors: () => told.stderr,
  };
}

/** A receiver of callbacks that keeps what it got. */
export async function startReceiver(answer = (_request, response) => response.writeHead(204).end()) {
  const received = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}/hook`, received, close };
}

/** Waits until something holds; fails after so many seconds, and says what it is: in words, or by a function that is asked then. */
export async function until(what, holds, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${typeof what === 'function' ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
