// Builds the MongoDB server of the tests (tests/tools/mongodb-server) into build/mongodb-server/, when its sources have
// changed. Where that is not possible the tests that need it are skipped, except on CI, where they must not be.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyFerret } from './ferretdb.mjs';
import { ask, duration, fail, filesBelow, root, say } from './shell.mjs';
import { installGo } from './setup.mjs';

const sources = 'tests/tools/mongodb-server';
const folder = join(root, 'build', 'mongodb-server');
const program = join(folder, 'mongodb-server');
const stamp = join(folder, 'sources.sha256');
const ferret = 'github.com/FerretDB/FerretDB';

/** What FerretDB's go.mod asks for; distributions have older ones. */
const minor = 24;
const toolchain = `go1.${minor}.3`;
/** Without the PostgreSQL backend, and without what only a debugger needs. */
const options = ['-buildvcs=false', '-trimpath', '-tags=ferretdb_no_postgresql,in_ferretdb', '-ldflags=-s -w'];

/** Builds it, unless MONGODB_URL names another server for the tests or it is there already. */
export async function buildMongodbServer() {
  if (process.env.MONGODB_URL) return;
  const wanted = hashOfSources();
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const problem = await compile();
  if (problem === undefined) {
    writeFileSync(stamp, wanted);
  } else if (process.env.CI) {
    fail(`no MongoDB server for the tests: ${problem}`);
  } else {
    say(`skipping the tests that need a MongoDB server (${problem}); MONGODB_URL can name one for them`);
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  const scripts = ['scripts/ferretdb.mjs', 'scripts/mongodb-server.mjs'];
  for (const file of [...scripts, ...filesBelow([sources], ['.go', 'go.mod', 'go.sum'])]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Answers what went wrong, if anything did. */
async function compile() {
  await installGo();
  const { command: go, problem } = goCommand();
  if (go === undefined) return problem;
  const start = performance.now();
  say('building the MongoDB server for the tests (a minute the first time)');
  const found = askGo(go, ['-C', sources, 'mod', 'download', '-json', ferret]);
  if (!found.ok) return `FerretDB cannot be fetched: ${errorIn(found)}`;
  const copy = join(folder, 'ferretdb');
  copyFerret(JSON.parse(found.text).Dir, copy, join(sources, 'ferretdb', 'where_id.go'));
  const modules = join(folder, 'go.mod');
  writeFileSync(modules, `${readFileSync(join(sources, 'go.mod'))}\nreplace ${ferret} => ${JSON.stringify(copy)}\n`);
  copyFileSync(join(sources, 'go.sum'), join(folder, 'go.sum'));
  const built = askGo(go, ['-C', sources, 'build', `-modfile=${modules}`, ...options, '-o', program]);
  rmSync(copy, { recursive: true });
  if (!built.ok) return `it did not build:\n${built.complaint}\n`;
  say(`built the MongoDB server in ${duration(performance.now() - start)}`);
  return undefined;
}

/** @param {string} go @param {string[]} args */
const askGo = (go, args) => ask('env', ['CGO_ENABLED=0', 'GOTOOLCHAIN=local', 'GOWORK=off', go, ...args]);

/** What `go mod download -json` says went wrong. @param {{ text: string, complaint: string }} answer */
const errorIn = ({ text, complaint }) => (text.startsWith('{') ? JSON.parse(text).Error : complaint);

/** @returns {{ command?: string, problem?: string }} */
function goCommand() {
  const found = /\bgo1\.(\d+)/.exec(askGo('go', ['version']).text);
  if (found === null) return { problem: 'Go is not on the PATH' };
  return Number(found[1]) >= minor ? { command: 'go' } : newerGo();
}

/**
 * Every Go can fetch a newer one, which is a module and checked as one. Those from 1.21 on can run it by themselves, but
 * not where the distribution has turned that off.
 * @returns {{ command?: string, problem?: string }}
 */
function newerGo() {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  say(`fetching ${toolchain}, as the Go here is older`);
  const module = `golang.org/toolchain@v0.0.1-${toolchain}.${process.platform}-${architecture}`;
  const fetched = askGo('go', ['mod', 'download', '-json', module]);
  if (!fetched.ok) return { problem: `${toolchain} cannot be fetched: ${errorIn(fetched)}` };
  const home = JSON.parse(fetched.text).Dir;
  for (const part of ['bin', join('pkg', 'tool')]) makeExecutable(join(home, part));
  return { command: join(home, 'bin', 'go') };
}

/** A module's files are not executable. @param {string} programs */
function makeExecutable(programs) {
  for (const entry of readdirSync(programs, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) chmodSync(join(entry.parentPath ?? entry.path, entry.name), 0o555);
  }
}
