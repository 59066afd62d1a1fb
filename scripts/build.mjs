// npm run build makes what the package ships, the engine and the page with it; npm run build -- native sanitize wasm fuzz
// all of those presets. Incremental: configures once, then leaves it to ninja to see what changed; silent when nothing did.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { buildPage } from './page.mjs';
import { ask, duration, environment, fail, say } from './shell.mjs';
import { setUp } from './setup.mjs';

/** @param {string} preset */
export function configure(preset) {
  const { ok, text, complaint } = ask('cmake', ['--preset', preset]);
  if (!ok) fail(`cannot configure the ${preset} build:\n${text}\n${complaint}`);
  if (complaint !== '') console.error(complaint);
}

/** Shows ninja's "[3/40] …" lines as one line that moves, on a terminal; all other lines as they are. */
class Progress {
  #isShown = false;

  /** @param {string} preset @param {string} line */
  take(preset, line) {
    const [, , total, step] = /^\[(\d+)\/(\d+)\] (.*)/.exec(line) ?? [];
    if (/^$|^ninja: no work to do|^-- (GLOB mismatch|Configuring|Generating|Build files)/.test(line)) return;
    if (step !== undefined && /^Re-(checking globbed|running CMake)/.test(step)) return;
    if (step === undefined) {
      this.#clear();
      console.log(line);
    } else if (process.stdout.isTTY) {
      process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
      this.#isShown = true;
    } else if (!this.#isShown) {
      say(`building ${preset}, ${total} steps`);
      this.#isShown = true;
    }
  }

  /** Whether anything was built. */
  end() {
    this.#clear();
    return this.#isShown;
  }

  #clear() {
    if (this.#isShown && process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  }
}

/**
 * Builds a preset, or one target of it.
 * @param {string} preset
 * @param {string[]} [targets]
 */
export async function build(preset, targets = ['all']) {
  const start = performance.now();
  if (!existsSync(`build/${preset}/build.ninja`)) configure(preset);
  const progress = new Progress();
  const child = spawn('cmake', ['--build', '--preset', preset, '--target', ...targets], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((settle) => child.on('close', settle));
  for await (const line of createInterface({ input: child.stdout })) progress.take(preset, line);
  const code = await ended;
  const isWork = progress.end();
  if (code !== 0) fail(`the ${preset} build failed`);
  if (isWork) say(`built ${preset} in ${duration(performance.now() - start)}`);
}

/** Builds what the package ships: js/engine/wasm/. */
export const buildEngine = () => build('wasm', ['package_engine']);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const presets = process.argv.slice(2);
  await setUp({ dev: presets.includes('fuzz') });
  if (presets.length === 0) {
    await buildEngine();
    await buildPage();
  }
  for (const preset of presets) await build(preset);
}
