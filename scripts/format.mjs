// npm run format rewrites the code in the repository's style; npm run format:check only says what is not in it.
// C++ by clang-format 14 (newer ones differ in details), everything else by prettier.

import { ask, fail, filesBelow, isCommand, run, say } from './shell.mjs';
import { setUp } from './setup.mjs';

const isCheck = process.argv.includes('--check');
await setUp({ dev: true });

const clangFormat = isCommand('clang-format-14') ? 'clang-format-14' : 'clang-format';
const version = /version (\d+)/.exec(ask(clangFormat, ['--version']).text)?.[1];
const sources = filesBelow(['src', 'bindings', 'tests/cpp', 'cmake'], ['.h', '.cpp']);
let cpp = 0;
if (version !== '14' && isCheck) {
  say(`not checking the C++ code's format: that takes clang-format 14, and this is ${version}`);
} else if (sources.length > 0) {
  cpp = await run(clangFormat, [...(isCheck ? ['--dry-run', '-Werror'] : ['-i']), ...sources]);
}
const js = await run(process.execPath, [
  'node_modules/prettier/bin/prettier.cjs',
  isCheck ? '--check' : '--write',
  '--log-level=warn',
  '.',
]);
if (cpp !== 0 || js !== 0) fail(isCheck ? 'not in the repository’s style; run: npm run format' : 'formatting failed');
say(isCheck ? 'every file is in the repository’s style' : 'formatted');
