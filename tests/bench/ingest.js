// Statements through HTTP until they are durable together with the progress they cause, beside a route that only stores the
// same rows (the method is in main.js).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { sampleCohort } from '../../js/sample/index.js';
import { prepare } from '../js/service/processes.js';
import { median } from './measure.js';
import { beside, readable } from './table.js';

const CONNECTIONS = 32;
const BATCHES = [1, 100, 1_000];
const TARGET = 0.6;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export async function benchIngest({ quick }) {
  const figures = [];
  for (const batch of BATCHES) figures.push(await measure(batch, quick));
  return {
    title: `Statements through HTTP, durable, ${CONNECTIONS} connections, beside a bare route that stores the same rows`,
    columns: [
      'batch',
      'service, statements/s',
      'bare route',
      'service ÷ bare',
      'p50, ms',
      'p99, ms',
      'bare p50',
      'bare p99',
    ],
    rows: figures.map(({ batch, service, bare, ratio }) => [
      readable(batch),
      readable(service.rate),
      readable(bare.rate),
      beside(ratio, '×', ratio >= TARGET, `≥ ${TARGET}×`),
      ...[service.p50, service.p99, bare.p50, bare.p99].map(readable),
    ]),
    figures,
  };
}

/** Rounds in turn, each of both on new databases: the same statements for both. */
async function measure(batch, quick) {
  const count = Math.max(batch * CONNECTIONS, quick ? 4_000 : batch === 1 ? 20_000 : 60_000);
  const statements = distinct(sampleCohort({ statements: count }));
  const bodies = [];
  for (let from = 0; from < statements.length; from += batch) bodies.push(bodyOf(statements.slice(from, from + batch)));
  const rounds = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const service = await run(serviceCommand, bodies, statements.length);
    const bare = await run(bareCommand, bodies, statements.length);
    rounds.push({ service, bare, ratio: service.rate / bare.rate });
  }
  const middle = (pick) => median(rounds.map(pick));
  const side = (name) => ({
    rate: middle((round) => round[name].rate),
    p50: middle((round) => round[name].p50),
    p99: middle((round) => round[name].p99),
  });
  return {
    batch,
    statements: statements.length,
    service: side('service'),
    bare: side('bare'),
    ratio: middle(({ ratio }) => ratio),
  };
}

/** Each statement once: a bare route would take a repetition for a new row. */
const distinct = (statements) => [...new Map([...statements].map((each) => [each.id, each])).values()];
const bodyOf = (statements) => JSON.stringify(statements.length === 1 ? statements[0] : statements);

async function serviceCommand(file) {
  const journeys = ['course.json', 'videos.json'].map((name) => {
    const { sources: _, outcomes: _none, ...journey } = JSON.parse(readFileSync(at(`../../js/sample/${name}`), 'utf8'));
    return journey;
  });
  const { authorization } = await prepare(file, journeys);
  return { args: [at('../../js/cli/main.js'), 'serve', '--store', file, '--port', '0'], authorization };
}

const bareCommand = async (file) => ({ args: [at('./bare-server.js'), file], authorization: 'none' });

async function run(command, bodies, statements) {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-bench-'));
  const { args, authorization } = await command(join(folder, 'journeys.db'));
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  try {
    const [text] = await once(child.stderr, 'data');
    const { origin } = new URL(/http:\S+/.exec(text)[0]);
    return await load(origin, authorization, bodies, statements);
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  }
}

async function load(origin, authorization, bodies, statements) {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { 'content-type': 'application/json', authorization };
  const times = [];
  let next = 0;
  const connection = async () => {
    while (next < bodies.length) {
      const body = bodies[next++];
      const start = performance.now();
      const answer = await pool.request({ path: '/data/xAPI/statements', method: 'POST', headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const quantile = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  return { rate: statements / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}
