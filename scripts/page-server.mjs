// npm run page [-- --port 5200]: shows the preview page by vite's server, which brings each edit to the browser at once.

import { buildEngine } from './build.mjs';
import { folder, vite } from './page.mjs';
import { run } from './shell.mjs';
import { setUp } from './setup.mjs';

await setUp();
await buildEngine();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); // vite hears of it too, and ends
process.exitCode = await run(process.execPath, [vite, folder, ...process.argv.slice(2)]);
