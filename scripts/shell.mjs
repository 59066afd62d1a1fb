// What every script here shares: where the repository is, how a command is run and how a line is said.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/** The environment for tools: this Node first on the PATH, so that builds and tests run under it. */
export const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
};

/** @param {string} text */
export function say(text) {
  console.log(`xapi-journeys: ${text}`);
}

/** Ends the script with a message for people. @param {string} text @returns {never} */
export function fail(text) {
  console.error(`xapi-journeys: ${text}`);
  process.exit(1);
}

/**
 * Runs a command to its end with our terminal as its own; answers its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, { stdio: 'inherit', env: environment, ...options });
    child.on('error', (error) => {
      console.error(`xapi-journeys: cannot run ${command}: ${error.message}`);
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

/** Runs a command that must succeed. @param {string} command @param {string[]} args */
export async function must(command, args) {
  const code = await run(command, args);
  if (code !== 0) fail(`failed (exit code ${code}): ${[command, ...args].join(' ')}`);
}

/**
 * Runs a command quietly; answers what it printed, and whether it succeeded.
 * @param {string} command
 * @param {string[]} args
 * @param {string} [input]
 */
export function ask(command, args, input) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: environment, input });
  return { ok: status === 0, text: `${stdout ?? ''}`.trim(), complaint: `${stderr ?? ''}`.trim() };
}

/** Whether a command is on the PATH. @param {string} command */
export function isCommand(command) {
  return environment.PATH.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, command)));
}

/**
 * The files below the given folders whose names end in one of `endings`, sorted, as paths from the repository's root.
 * @param {string[]} folders
 * @param {string[]} endings
 */
export function filesBelow(folders, endings) {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/**
 * Runs `work` over all items, `width` at a time; answers the results in the items' order.
 * @template Item, Result
 * @param {Item[]} items
 * @param {number} width
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>}
 */
export async function inParallel(items, width, work) {
  /** @type {Result[]} */
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

/** "83 s" or "2 min 5 s". @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
