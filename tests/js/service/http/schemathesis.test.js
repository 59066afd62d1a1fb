// The OpenAPI document and the running service, held against each other by a third party's tool: it makes up requests from
// the schemas and checks each answer's status, headers and body against the document.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder } from '../../cli-tools.js';
import { seedOf } from '../../helpers.js';
import { cohortJourneys } from '../cohort.js';
import { prepare, startServer } from '../processes.js';

const program = fileURLToPath(new URL('../../../../build/schemathesis/bin/schemathesis', import.meta.url));
const skip = existsSync(program) ? false : 'schemathesis is not installed: npm run setup -- --dev';

/** Requests for each operation. */
const EXAMPLES = 12;

test('the service answers as its OpenAPI document says', { skip, timeout: 600_000 }, async (t) => {
  const { path } = folder(t);
  const file = path('journeys.db');
  const { authorization } = await prepare(file, cohortJourneys());
  const server = await startServer(file);
  t.after(() => server.child.kill('SIGKILL'));
  const args = [
    ...['run', `${server.address}/openapi.json`, '--header', `Authorization: ${authorization}`],
    // Not every text is a MongoDB query, nor every object a journey: a 400 for what the schemas let pass is right.
    ...['--checks', 'all', '--exclude-checks', 'positive_data_acceptance', '--suppress-health-check', 'all'],
    ...['--max-examples', String(EXAMPLES), '--seed', String(seedOf(t) % 2 ** 31), '--no-color'],
  ];
  const { code, told } = await run(args, path(''));
  assert.equal(code, 0, told);
  const [, operations] = /(\d+) selected/.exec(told) ?? [];
  assert.ok(Number(operations) >= 25, told);
  t.diagnostic(`${operations} operations`);
  assert.equal(server.child.exitCode, null, 'the server is still there');
});

/** @param {string[]} args @param {string} cwd */
function run(args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd });
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (told += text));
    child.on('close', (code) => resolve({ code, told }));
  });
}
