// Brings in what building and testing need and the machine lacks; says what it does, a line each; says nothing and
// does nothing when all is there. With --dev also the tools for linting, formatting and fuzzing.

import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from './chromium.mjs';
import { ask, fail, isCommand, must, root, run, say } from './shell.mjs';

const includeFolders = ['/usr/local/include', '/usr/include', '/opt/homebrew/include'];
/** @param {string} header */
const isHeader = (header) => includeFolders.some((folder) => existsSync(join(folder, header)));

/**
 * @typedef {object} Tool
 * @property {string} name what to ask for where there is no apt
 * @property {string[]} packages Debian's and Ubuntu's names for it
 * @property {() => boolean} isThere
 */

/** @type {Tool[]} */
const buildTools = [
  { name: 'Emscripten 3.1.6 or newer (emcc on the PATH)', packages: ['emscripten'], isThere: () => isCommand('emcc') },
  { name: 'CMake 3.25 or newer', packages: ['cmake'], isThere: () => isCommand('cmake') },
  { name: 'Ninja', packages: ['ninja-build'], isThere: () => isCommand('ninja') },
  {
    name: 'a C++20 compiler: g++ 12 or clang 14, or newer',
    packages: ['g++'],
    isThere: () => ['c++', 'g++', 'clang++'].some(isCommand),
  },
  {
    name: 'nlohmann/json 3.11 (nlohmann/json.hpp)',
    packages: ['nlohmann-json3-dev'],
    isThere: () => isHeader('nlohmann/json.hpp'),
  },
  {
    name: 'Catch2 2.13 or 3',
    packages: ['catch2'],
    isThere: () => isHeader('catch2/catch.hpp') || isHeader('catch2/catch_test_macros.hpp'),
  },
];

/** @type {Tool[]} */
const devTools = [
  { name: 'clang++ 14 or newer', packages: ['clang'], isThere: () => isCommand('clang++') },
  { name: "clang's libFuzzer", packages: ['libclang-rt-dev'], isThere: hasLibFuzzer },
  { name: 'clang-tidy', packages: ['clang-tidy'], isThere: () => isCommand('clang-tidy') },
  { name: 'clang-format', packages: ['clang-format'], isThere: () => isCommand('clang-format') },
  { name: 'curl', packages: ['curl'], isThere: () => isCommand('curl') },
  {
    name: 'Python 3 with venv',
    packages: ['python3-venv'],
    isThere: () => ask('python3', ['-c', 'import ensurepip']).ok,
  },
];

/** Whether clang++ links a libFuzzer program. */
export function hasLibFuzzer() {
  if (!isCommand('clang++')) return false;
  const folder = mkdtempSync(join(tmpdir(), 'xapi-journeys-'));
  const program = 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }';
  const { ok } = ask('clang++', ['-x', 'c++', '-', '-fsanitize=fuzzer', '-o', join(folder, 'program')], program);
  rmSync(folder, { recursive: true });
  return ok;
}

/** Go, in whatever version: it fetches the one that is needed itself. @type {Tool} */
const go = { name: 'Go', packages: ['golang-go', 'ca-certificates'], isThere: () => isCommand('go') };

/** @type {Tool} */
const browser = { name: 'Chromium', packages: ['chromium'], isThere: () => chromium() !== undefined };

const isRoot = process.getuid?.() === 0;

/** @param {Tool[]} tools */
async function installTools(tools) {
  const missing = tools.filter((tool) => !tool.isThere());
  if (missing.length === 0) return;
  const list = missing.map((tool) => `  - ${tool.name}`).join('\n');
  if (!isCommand('apt-get')) {
    fail(`these are needed and not found; there is no apt-get here, so please install them yourself:\n${list}`);
  }
  if (!isRoot && !isCommand('sudo')) {
    const packages = missing.flatMap((tool) => tool.packages).join(' ');
    fail(`these are needed and not found:\n${list}\nAs root, run: apt-get install ${packages}`);
  }
  const problem = await aptInstall(missing);
  if (problem !== undefined) fail(problem);
}

/** What tests can do without; says so where it cannot be installed. @param {Tool} tool */
async function installIfPossible(tool) {
  if (tool.isThere() || !isCommand('apt-get') || (!isRoot && !isCommand('sudo'))) return;
  const problem = await aptInstall([tool]);
  if (problem !== undefined) say(problem);
}

/** For the MongoDB server of the tests. */
export const installGo = () => installIfPossible(go);

/** For the tests of the page. */
export const installChromium = () => installIfPossible(browser);

/** Answers what went wrong, if anything did. @param {Tool[]} tools */
async function aptInstall(tools) {
  const list = tools.map((tool) => `  - ${tool.name}`).join('\n');
  say(`installing with apt-get what is not found here (a minute or so):\n${list}`);
  const packages = () => tools.flatMap((tool) => tool.packages).map(packageHere);
  const problem =
    (await aptGet(['update', '-qq'])) ??
    (await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages()]));
  if (problem !== undefined) return problem;
  const still = tools.filter((tool) => !tool.isThere());
  return still.length > 0 ? `installed, and yet not found: ${still.map((tool) => tool.name).join('; ')}` : undefined;
}

/** libFuzzer's package is named after clang's version. @param {string} name */
function packageHere(name) {
  if (name !== 'libclang-rt-dev') return name;
  const version = /Depends: clang-(\d+)/.exec(ask('apt-cache', ['show', '--no-all-versions', 'clang']).text)?.[1];
  return `libclang-rt-${version ?? '14'}-dev`;
}

/** Runs apt-get; answers what it printed only if it fails. @param {string[]} args */
async function aptGet(args) {
  const log = join(mkdtempSync(join(tmpdir(), 'xapi-journeys-')), 'apt-get.log');
  const output = openSync(log, 'w');
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'Dpkg::Use-Pty=0', ...args];
  // sudo asks for its password on the terminal itself, not on these streams.
  const [program, ...rest] = isRoot ? command : ['sudo', ...command];
  const code = await run(program, rest, { stdio: ['inherit', output, output] });
  const printed = readFileSync(log, 'utf8');
  rmSync(dirname(log), { recursive: true });
  return code === 0 ? undefined : `apt-get ${args[0]} failed (exit code ${code}):\n${printed}`;
}

/** Whether node_modules holds what package-lock.json asks for. */
function areModulesThere() {
  const installed = 'node_modules/.package-lock.json';
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
  );
}

async function installModules() {
  if (areModulesThere()) return;
  if (!isCommand('npm')) fail('npm is not on the PATH; please install it (it comes with Node.js)');
  say('installing the npm packages that package-lock.json names');
  await must('npm', ['ci', '--ignore-scripts', '--loglevel=error']);
}

/**
 * Catch2 3 is a compiled library, which a wasm program cannot link: there its source is needed, from the same
 * distribution. Without it all but the wasm run of the C++ tests works.
 */
async function fetchCatchSource() {
  const folder = join(root, 'build', 'catch2');
  if (isHeader('catch2/catch.hpp') || existsSync(join(folder, 'catch_amalgamated.cpp'))) return;
  if (existsSync(join(folder, 'not-available')) || !isCommand('apt-get') || !existsSync('/etc/os-release')) return;
  say("fetching Catch2's source from the distribution, to compile it to wasm");
  const release = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const work = mkdtempSync(join(tmpdir(), 'xapi-journeys-'));
  const lists = join(work, 'sources.list');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(work, 'lists'));
  writeFileSync(lists, `${sourceLine(release ?? 'stable')}\n`);
  const options = [
    '-qq',
    '-o',
    `Dir::Etc::SourceList=${lists}`,
    '-o',
    'Dir::Etc::SourceParts=-',
    '-o',
    `Dir::State::Lists=${work}/lists`,
  ];
  const script = `set -e; cd '${work}'; apt-get ${options.join(' ')} update
    apt-get ${options.join(' ')} -o APT::Sandbox::User=root source --download-only catch2
    tar -xf catch2_*.orig.tar.* --strip-components=2 --wildcards '*/extras/catch_amalgamated.*'`;
  const { ok, complaint } = ask('sh', ['-c', script]);
  if (ok) {
    for (const file of ['catch_amalgamated.hpp', 'catch_amalgamated.cpp']) {
      writeFileSync(join(folder, file), readFileSync(join(work, file)));
    }
  } else {
    writeFileSync(join(folder, 'not-available'), complaint);
    say(`that failed, so the C++ tests will not run as wasm here (${complaint.split('\n').at(-1)})`);
  }
  rmSync(work, { recursive: true });
}

/** The distribution's binary archive, asked for sources. @param {string} release */
function sourceLine(release) {
  const policy = ask('apt-cache', ['policy', 'libcatch2-dev']).text;
  const [, archive, suite] = /\s(https?:\/\/\S+) (\S+)\/main /.exec(policy) ?? [];
  return archive ? `deb-src ${archive} ${suite ?? release} main` : '# the archive is not known';
}

/** A third party's check of the service's OpenAPI document, in a Python environment of its own. */
async function installSchemathesis() {
  const folder = join(root, 'build', 'schemathesis');
  if (existsSync(join(folder, 'bin', 'schemathesis'))) return;
  say('installing schemathesis, at the versions that tests/tools/schemathesis.txt names');
  rmSync(folder, { recursive: true, force: true });
  await must('python3', ['-m', 'venv', folder]);
  const options = ['--quiet', '--disable-pip-version-check', '--requirement', 'tests/tools/schemathesis.txt'];
  await must(join(folder, 'bin', 'pip'), ['install', ...options]);
}

/** @param {{ dev?: boolean }} [options] */
export async function setUp({ dev = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js 20.19 or newer is needed; this is ${process.version}`);
  await installTools(dev ? [...buildTools, ...devTools] : buildTools);
  await installModules();
  await fetchCatchSource();
  if (dev) await installSchemathesis();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUp({ dev: process.argv.includes('--dev') });
  await installGo();
  await installChromium();
  say('all is there to build and test');
}
