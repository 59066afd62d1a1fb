// Prints what the first visit of the built page fetches, compressed, and fails where that is over the budget: the page, its
// styles, the scripts that it imports, its workers with theirs, and what is imported later but shown at first (the charts).
// The engine's wasm is listed, but counts nothing: it has a budget of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { folder } from './page.mjs';
import { fail, say } from './shell.mjs';

const BUDGET = 400_000;
const dist = process.argv[2] ?? `${folder}/dist`;
const assets = `${dist}/assets`;

/** The module that is imported later than at the start, but before the first view is whole. */
const CHARTS = /^draw-/;

const size = (/** @type {string} */ path) => gzipSync(readFileSync(path), { level: 9 }).length;
const text = (/** @type {string} */ name) => readFileSync(`${assets}/${name}`, 'utf8');

/** @param {string} source @param {RegExp} pattern with the name as its group */
const named = (source, pattern) => [...source.matchAll(pattern)].map(([, name]) => name);

const STATIC = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const LATER = /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const WORKER = /["'`](?:\.\/)?([\w.-]+\.worker-[\w-]{8}\.js)["'`]/g;
const OF_PAGE = /(?:src|href)="\.\/assets\/([\w.-]+)"/g;

/** What a first visit fetches of the assets. */
function firstLoad() {
  const found = new Set(named(readFileSync(`${dist}/index.html`, 'utf8'), OF_PAGE));
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const source = text(name);
    const later = named(source, LATER).filter((each) => CHARTS.test(each));
    for (const each of [...named(source, STATIC), ...named(source, WORKER), ...later]) found.add(each);
  }
  return found;
}

/** @param {string} title @param {[string, number][]} files */
function print(title, files) {
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  say(`${title}: ${kB(total)}`);
  for (const [name, bytes] of files.sort((a, b) => b[1] - a[1])) say(`  ${kB(bytes).padStart(9)}  ${name}`);
  return total;
}

const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const first = firstLoad();
for (const kind of [CHARTS, /\.worker-/, /^index-.*\.css$/]) {
  if (![...first].some((name) => kind.test(name)))
    fail(`there is no ${kind} in the first visit: is this list out of date?`);
}
const isFirst = (/** @type {string} */ name) => first.has(name);
const sized = (/** @type {string} */ name) => /** @type {[string, number]} */ ([name, size(`${assets}/${name}`)]);
const all = readdirSync(assets);
const wasm = all.filter((name) => name.endsWith('.wasm'));
const page = ['index.html', 'theme.js'].map(
  (name) => /** @type {[string, number]} */ ([name, size(`${dist}/${name}`)]),
);

const total = print('the first visit fetches', [...page, ...all.filter(isFirst).map(sized)]);
print('the engine, besides', wasm.map(sized));
print('when it is asked for', all.filter((name) => !isFirst(name) && !wasm.includes(name)).map(sized));
if (total > BUDGET) fail(`the first visit fetches ${kB(total)} compressed; the budget is ${kB(BUDGET)}`);
say(`within the budget of ${kB(BUDGET)}`);
