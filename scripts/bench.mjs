// npm run bench: builds the engine as it ships and measures it. Arguments after `--` go to the benchmark.

import { buildEngine } from './build.mjs';
import { run } from './shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
await buildEngine();
process.exitCode = await run(process.execPath, ['--expose-gc', 'tests/bench/main.js', ...process.argv.slice(2)]);
