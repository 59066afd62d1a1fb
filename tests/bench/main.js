// npm run bench: how fast the engine is, beside what JavaScript programs use for the same job, on this machine. Prints
// tables and writes JSON.
//
// What is measured, and how:
//   match   From the bytes of statements (Learning Locker's records of 1.5 KB, each a Buffer) to hits on journeys of two
//           waypoints, beside JSON.parse + sift and JSON.parse + mingo on the same Buffers. However many journeys are
//           loaded, every statement meets exactly one waypoint of one of them. The engine gets the Buffers in batches,
//           and copying these into its memory is part of its time; loading journeys is nobody's. The contenders take
//           turns, round after round; told is each one's median. Before that all of them have to find the same hits.
//   replay  The real command, as a process of its own, over a file of sample statements: time from start to exit, and
//           the most memory that the process ever held.
//   ingest  Statements through HTTP into a server of its own process, durable with the progress they cause, from 32
//           connections, in batches of 1, 100 and 1,000; beside a bare route (bare-server.js) on the same store that only
//           parses statements and stores the same records. New databases for each run; they take turns; told is the median.
//   recalculation  A journey over many stored statements, beside reading the same rows and nothing else.
//   lists   Pages of REST and of connections over many progress documents, one request at a time.
//   workers Statements recorded by 1, 2 and 4 processes on one MongoDB server (MONGODB_URL, or the one that the tests
//           build), all of them with the same learners; and the documents, bytes and writes that a statement costs.
//   size    Bytes of the WebAssembly, and the time to compile it and to make an engine of it.
//
// npm run bench -- --only match,size --quick --json FILE --statements 1000000 --journeys 1,10,100
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { benchIngest } from './ingest.js';
import { benchLists } from './lists.js';
import { benchMatch } from './match.js';
import { benchRecalculation } from './recalculation.js';
import { benchReplay } from './replay.js';
import { benchSize } from './size.js';
import { printTable } from './table.js';
import { benchWorkers } from './workers.js';

const PARTS = {
  size: benchSize,
  match: benchMatch,
  replay: benchReplay,
  ingest: benchIngest,
  recalculation: benchRecalculation,
  lists: benchLists,
  workers: benchWorkers,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join() },
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: 'build/bench.json' },
    statements: { type: 'string' },
    journeys: { type: 'string', default: '1,10,100,1000,10000' },
  },
});

const numbers = (text) => text.split(',').map(Number);
const options = {
  quick: values.quick,
  statements: Number(values.statements ?? (values.quick ? 50_000 : 1_000_000)),
  journeys: numbers(values.journeys),
};
const unknown = values.only.split(',').filter((part) => !(part in PARTS));
if (unknown.length > 0) throw new Error(`no such part: ${unknown}; there are ${Object.keys(PARTS)}`);

const machine = {
  cpu: cpus()[0].model.trim(),
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  node: process.version,
  date: new Date().toISOString(),
};
const results = { machine, options };

console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.memory}, Node ${machine.node}`);
for (const part of values.only.split(',')) {
  const { title, columns, rows, figures } = await PARTS[part](options);
  results[part] = figures;
  printTable(title, columns, rows);
}

mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nwritten to ${values.json}`);
