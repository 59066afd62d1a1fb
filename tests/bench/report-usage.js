// Loaded into a process that is measured (node --import): when it ends, writes what it used to a file.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.JOURNEYS_USAGE_FILE, JSON.stringify(process.resourceUsage())));
