// The MongoDB server that tests run against: the one that MONGODB_URL names, or else a FerretDB of this process's own
// (tests/tools/mongodb-server), started when it is first needed. It keeps no test process alive, and ends and takes its
// folder away when that process ends, in whatever way.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

const PROGRAM = fileURLToPath(new URL('../../../build/mongodb-server/mongodb-server', import.meta.url));
const HELP = 'npm test builds one where Go is on the PATH; or set MONGODB_URL to that of a server';

/** What to say of tests that cannot run here, for `skip` of node:test; false if they can. On CI they have to. */
export const mongodbMissing =
  !process.env.MONGODB_URL && !existsSync(PROGRAM) ? `there is no MongoDB server: ${HELP}` : false;
if (mongodbMissing && process.env.CI) throw new Error(mongodbMissing);

/** @type {Promise<string> | undefined} */
let server;
/** @type {number | undefined} */
let pid;

/** The server's process, where it is one of our own that was started. */
export const serverProcess = () => pid;

/** The server's URL. */
export function mongodbServer() {
  server ??= process.env.MONGODB_URL ? Promise.resolve(process.env.MONGODB_URL) : start();
  return server;
}

/** @returns {Promise<string>} */
function start() {
  const child = spawn(PROGRAM, ['-attached'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.unref();
  pid = child.pid;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`the MongoDB server ended: ${code ?? signal}`)));
    createInterface({ input: child.stdout }).once('line', (url) => {
      child.stdin.unref();
      child.stdout.unref();
      resolve(url);
    });
  });
}

/**
 * A database for one test, empty; it is dropped when the test ends.
 * @param {import('node:test').TestContext} t
 */
export async function mongodbDatabase(t) {
  const name = `journeys_test_${randomBytes(8).toString('hex')}`;
  const url = withDatabase(await mongodbServer(), name);
  const client = await MongoClient.connect(url);
  t.after(async () => {
    await client.db(name).dropDatabase();
    await client.close();
  });
  return { url, name, client };
}

/** Who logs in does so where the server's own URL says. @param {string} server @param {string} name */
function withDatabase(server, name) {
  const url = new URL(server);
  if (url.username !== '' && !url.searchParams.has('authSource')) {
    url.searchParams.set('authSource', url.pathname.slice(1) || 'admin');
  }
  url.pathname = `/${name}`;
  return url.href;
}
