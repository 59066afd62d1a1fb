// Builds the preview page (web-demo) into web-demo/dist, when something that it is made of has changed.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { duration, fail, filesBelow, run, say } from './shell.mjs';

export const vite = 'node_modules/vite/bin/vite.js';
export const folder = 'web-demo';
const dist = `${folder}/dist`;
const stamp = 'build/page.sha256';

/** The page imports the engine and the sample cohort as they are. The engine is to be built before. */
export async function buildPage() {
  const wanted = hashOfSources();
  if (existsSync(`${dist}/index.html`) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const start = performance.now();
  say('building the page');
  rmSync(stamp, { force: true });
  const code = await run(process.execPath, [vite, 'build', folder, '--logLevel', 'warn']);
  if (code !== 0) fail('the page did not build');
  mkdirSync('build', { recursive: true });
  writeFileSync(stamp, wanted);
  say(`built the page in ${duration(performance.now() - start)}`);
}

function hashOfSources() {
  const hash = createHash('sha256');
  const files = filesBelow([folder, 'js/engine', 'js/reading', 'js/sample'], ['']).filter(
    (file) => !file.startsWith(`${dist}/`),
  );
  for (const file of [...files, 'package-lock.json', 'scripts/page.mjs']) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}
