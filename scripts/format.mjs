// npm run format rewrites the code in the repository's style; npm run format:check only says what is not in it.
// C++ by clang-format 14 (newer ones differ in details), everything else by prettier.

import { ask, fail, filesBelow, isCommand, run, say } from './shell.mjs';
import { setUp } from './setup.mjs';

const isCheck = process.argv.includes('--check');
await setUp({ dev: true });

const clangFormat = isCommand('clang-format-14') ? 'clang-format-14' : 'clang-format';
const version = /version (\d+)/.exec(ask(clangFormat, ['--version']).text)?.[1];
const sources = filesBelow(['src', 'bindings', 'tests/cpp', 'cmake'], ['.h', '.cpp']);
let isCppFine = true;
if (isCheck && version !== '14') {
  say(`not checking the C++ code's format: that takes clang-format 14, and this is ${version}`);
} else if (isCheck) {
  // One file at a time and one line each: all that clang-format would change is more than anyone reads.
  const wrong = sources.filter((file) => !ask(clangFormat, ['--dry-run', '-Werror', file]).ok);
  for (const file of wrong) console.log(`[warn] ${file}`);
  isCppFine = wrong.length === 0;
} else if (sources.length > 0) {
  isCppFine = (await run(clangFormat, ['-i', ...sources])) === 0;
}
const js = await run(process.execPath, [
  'node_modules/prettier/bin/prettier.cjs',
  isCheck ? '--check' : '--write',
  '--log-level=warn',
  '.',
]);
if (!isCppFine || js !== 0) fail(isCheck ? 'not in the repository’s style; run: npm run format' : 'formatting failed');
say(isCheck ? 'every file is in the repository’s style' : 'formatted');
