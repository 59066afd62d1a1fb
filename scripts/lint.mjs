// npm run lint [-- FILE.cpp...]: clang-tidy over the engine's sources, eslint and the type checker over the JavaScript.

import { availableParallelism } from 'node:os';
import { spawn } from 'node:child_process';
import { buildEngine, configure } from './build.mjs';
import { duration, environment, filesBelow, inParallel, run, say } from './shell.mjs';
import { setUp } from './setup.mjs';

const only = process.argv.slice(2);

/** What clang-tidy has said of headers already: each source that includes one repeats it. @type {Set<string>} */
const said = new Set();

/** Runs clang-tidy on one file; prints only what is found for the first time. @param {string} file @returns {Promise<number>} */
function tidy(file) {
  return new Promise((settle) => {
    const child = spawn('clang-tidy', ['--quiet', '-p', 'build/native', file], { env: environment });
    let found = '';
    child.stdout.on('data', (text) => (found += text));
    child.on('close', (code) => {
      for (const finding of found.split(/^(?=\S+:\d+:\d+: (?:error|warning))/m)) {
        if (finding.trim() !== '' && !said.has(finding)) console.log(finding.trimEnd());
        said.add(finding);
      }
      settle(code ?? 1);
    });
  });
}

await setUp({ dev: true });
const outcomes = [];
const start = performance.now();

configure('native');
const sources = only.length > 0 ? only : filesBelow(['src'], ['.cpp']);
const codes = await inParallel(sources, availableParallelism(), tidy);
outcomes.push(codes.every((code) => code === 0));
say(`clang-tidy over ${sources.length} files: ${outcomes[0] ? 'clean' : 'findings above'}`);

if (only.length === 0) {
  await buildEngine(); // the type checker follows the import of the generated module
  const eslint = await run(process.execPath, ['node_modules/eslint/bin/eslint.js', '.']);
  say(`eslint: ${eslint === 0 ? 'clean' : 'findings above'}`);
  outcomes.push(eslint === 0);
  for (const project of ['.', 'web-demo']) {
    const tsc = await run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project]);
    say(`types of ${project === '.' ? 'js and scripts' : project}: ${tsc === 0 ? 'clean' : 'findings above'}`);
    outcomes.push(tsc === 0);
  }
}
say(`linted in ${duration(performance.now() - start)}`);
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
