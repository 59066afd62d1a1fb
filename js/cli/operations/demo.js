// `serve --demo`, which `npm start` runs: a service with something in it. A made-up cohort takes a course; the callbacks of
// those who complete it go to a receiver of the demo's own, on this machine.

import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCohort } from '../../sample/index.js';
import { createClient } from '../../service/clients.js';
import { listen } from '../../service/node.js';
import { colorsFor } from '../terminal.js';

const LEARNERS = 200;
const BATCH = 1_000;
const JOURNEYS = ['course.json', 'videos.json'];

/** What `serve` needs of a demo. */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'xapi-journeys-demo-'));
  const receiver = await startReceiver();
  return {
    store: join(folder, 'journeys.db'),
    settings: { allowPrivateAddresses: true },
    /** @param {import('../../service/service.js').Service} service @param {string} address @param {{hasPage: boolean}} options */
    async fill(service, address, { hasPage }) {
      const { client, secret } = await createClient(service.context, { title: 'demo', user: service.context.newId() });
      for (const name of JOURNEYS) await service.journeys.create({ client }, journeyFor(name, receiver.address));
      const statements = [...sampleCohort({ learners: LEARNERS })];
      const start = performance.now();
      for (let at = 0; at < statements.length; at += BATCH) {
        await service.record(statements.slice(at, at + BATCH), { client });
      }
      const seconds = (performance.now() - start) / 1000;
      await allDelivered(service);
      process.stdout.write(
        welcome({
          address,
          hasPage,
          key: client.key,
          secret,
          seconds,
          statements: statements.length,
          ...receiver.state,
        }),
      );
    },
    async end() {
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A sample journey for statements of every store, with the demo's receiver. @param {string} name @param {string} receiver */
function journeyFor(name, receiver) {
  const { sources: _, ...journey } = JSON.parse(readFileSync(new URL(`../../sample/${name}`, import.meta.url), 'utf8'));
  const outcomes = journey.outcomes?.map((/** @type {object} */ outcome) => ({
    ...outcome,
    type: 'callback',
    callback: receiver,
  }));
  return { ...journey, ...(outcomes && { outcomes }) };
}

/** Counts the callbacks it gets. */
async function startReceiver() {
  const state = { callbacks: 0 };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      state.callbacks++;
      response.writeHead(204).end();
    });
  });
  const address = await listen(server, { host: '127.0.0.1', port: 0 });
  return { state, address: `${address}/completed`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Waits for what is due; ten seconds at most. @param {import('../../service/service.js').Service} service */
async function allDelivered({ context: { store } }) {
  for (let tries = 0; tries < 100; tries++) {
    const { counts } = await store.deliveryCounts();
    if (counts.pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {{address: string, hasPage: boolean, key: string, secret: string, seconds: number, statements: number, callbacks: number}} said */
function welcome({ address, hasPage, key, secret, seconds, statements, callbacks }) {
  const colors = colorsFor(process.stdout);
  const user = `-u ${key}:${secret}`;
  const command = (/** @type {string} */ text) => `    ${colors.cyan(text)}\n`;
  return `
${colors.bold('xapi-journeys')} listens on ${colors.bold(address)}

A made-up cohort of ${LEARNERS} learners has taken a first-aid course: ${statements.toLocaleString('en')} statements in ${seconds.toFixed(1)} s.
${callbacks} callbacks told a receiver of this demo who completed a journey.

${
  hasPage
    ? `  See journeys before they go live, in a browser
${command(`${address}/`)}
`
    : ''
}  A client that may do everything
    key     ${key}
    secret  ${secret}

  Who has come how far, those who completed last first
${command(`curl ${user} '${address}/api/v2/journeyprogress?sort=-completedAt&limit=3'`)}
  The journeys
${command(`curl ${user} ${address}/api/v2/journey`)}
  What was sent to whom
${command(`curl ${user} '${address}/api/v2/delivery?limit=3'`)}
  All there is
${command(`curl ${user} ${address}/openapi.json`)}
Everything is gone when this ends: Ctrl-C.
`;
}
