// npm start: sets up what is missing, builds what changed, then replays a cohort of learners through a journey.
// Arguments after `--` go to the command: npm start -- --learners 50

import { buildEngine } from './build.mjs';
import { run } from './shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
await buildEngine();
process.exitCode = await run(process.execPath, ['js/cli/main.js', 'demo', ...process.argv.slice(2)]);
