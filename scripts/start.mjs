// npm start: sets up what is missing, builds what changed, then runs the service with a made-up cohort in it and the page.
// Arguments after `--` go to the command: npm start -- --port 9000

import { buildEngine } from './build.mjs';
import { buildPage } from './page.mjs';
import { run } from './shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
await buildEngine();
await buildPage();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); // the service hears of it too, and ends in order
process.exitCode = await run(process.execPath, ['js/cli/main.js', 'serve', '--demo', ...process.argv.slice(2)]);
