// A server's memory does not grow by what clients send it: neither by requests that it refuses nor by repetitions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { folder } from '../cli-tools.js';
import { random, seedOf } from '../helpers.js';
import { cohortJourneys, cohortStatement } from './cohort.js';
import { prepare, startServer } from './processes.js';

const skip = process.platform === 'linux' ? false : "a process's memory is read from /proc";
const MEGABYTE = 1024 * 1024;

/** @param {number} pid */
const memoryOf = (pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

/** Bodies that nobody should send. */
function badBody(dice) {
  const kinds = [
    () => ['{"actor":', {}],
    () => ['['.repeat(100_000), {}],
    () => [JSON.stringify({ actor: { mbox: 'x'.repeat(dice.below(100_000)) } }), {}],
    () => [JSON.stringify(Array(2_000).fill(dice.below(9))), {}],
    () => [`{"id":${'9'.repeat(dice.below(50_000))}}`, {}],
    () => [gzipSync(Buffer.alloc(20 * MEGABYTE, ' ')), { 'content-encoding': 'gzip' }],
    () => [Buffer.from([0xff, 0xfe, dice.below(256)]), {}],
  ];
  return dice.of(kinds)();
}

test('neither refused requests nor repeated statements make a server grow', { skip }, async (t) => {
  const dice = random(seedOf(t));
  const file = folder(t).path('journeys.db');
  const { authorization } = await prepare(file, cohortJourneys());
  const server = await startServer(file);
  t.after(() => server.child.kill('SIGKILL'));
  const known = JSON.stringify(Array.from({ length: 50 }, (_, number) => cohortStatement(number, dice)));
  const send = async (body, more = {}) => {
    const headers = { authorization, 'content-type': 'application/json', ...more };
    const response = await fetch(`${server.address}/data/xAPI/statements`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  const some = async (count) => {
    for (let number = 0; number < count; number++) {
      assert.equal(await send(known), 200);
      const status = await send(...badBody(dice));
      assert.ok(status >= 400 && status < 500, String(status));
    }
  };
  await some(150);
  const before = memoryOf(server.child.pid);
  await some(450);
  const grown = (memoryOf(server.child.pid) - before) / MEGABYTE;
  t.diagnostic(`${Math.round(before / MEGABYTE)} MB after 300 requests, ${Math.round(grown)} MB more after 900 others`);
  assert.ok(grown < 64, `grew by ${grown} MB`);
});
