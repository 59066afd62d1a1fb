// npm run fuzz -- --seconds 60 [NAME...]: runs each libFuzzer target for that long, one on each core. What a target
// learns stays in build/fuzz/corpus/NAME; an input that fails is left in build/fuzz as NAME-crash-….

import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { filesBelow, inParallel, run, say } from './shell.mjs';
import { hasLibFuzzer, setUp } from './setup.mjs';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '60' } },
  allowPositionals: true,
});
const names = filesBelow(['tests/cpp/fuzz'], ['_fuzz.cpp'])
  .map((file) => basename(file, '.cpp'))
  .filter((name) => positionals.length === 0 || positionals.includes(name));

/** @param {string} name */
async function fuzz(name) {
  const corpus = `build/fuzz/corpus/${name}`;
  const log = `build/fuzz/${name}.log`;
  mkdirSync(corpus, { recursive: true });
  const seeds = [`tests/cpp/fuzz/corpus/${name}`].filter((folder) => existsSync(folder));
  const limits = [`-max_total_time=${values.seconds}`, '-timeout=20', '-rss_limit_mb=3000', '-max_len=8192'];
  const output = openSync(log, 'w');
  const code = await run(
    `build/fuzz/${name}`,
    [...limits, '-print_final_stats=1', `-artifact_prefix=build/fuzz/${name}-`, corpus, ...seeds],
    { stdio: ['ignore', output, output] },
  );
  const text = readFileSync(log, 'utf8');
  const inputs = /number_of_executed_units:\s*(\d+)/.exec(text)?.[1] ?? '?';
  say(`${name}: ${code === 0 ? 'no fault found' : `FAILED, see ${log}`} in ${inputs} inputs`);
  if (code !== 0) console.log(text.split('\n').slice(-60).join('\n'));
  return code;
}

await setUp();
if (!hasLibFuzzer()) {
  say('skipping the fuzz targets: no clang++ with libFuzzer here (npm run setup -- --dev installs it)');
} else if (names.length === 0) {
  say('no fuzz target to run');
} else {
  await build('fuzz');
  const codes = await inParallel(names, availableParallelism(), fuzz);
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
}
