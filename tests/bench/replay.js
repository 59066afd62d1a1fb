// The whole command on a file of sample statements: its rate, and the most memory it held (the method is in main.js).
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sampleNdjson } from '../../js/sample/index.js';
import { readable } from './table.js';

const COMMAND = fileURLToPath(new URL('../../js/cli/main.js', import.meta.url));
const REPORT_USAGE = new URL('./report-usage.js', import.meta.url).href;
const example = JSON.parse(readFileSync(new URL('../data/seed-callback.json', import.meta.url)));
const LANGUAGE = 'http://adlnet.gov/expapi/verbs/';

/** The example's journey for any store, and others about the same cohort. */
function journeys() {
  const { conditions } = example.journey.waypoints[0];
  const verb = (name) => ({ 'statement.verb.id': `${LANGUAGE}${name}` });
  const waypoints = example.journey.waypoints.map(({ _id, count, order, conditions }) => ({
    _id,
    count,
    order,
    conditions,
  }));
  return [
    { description: example.journey.description, isSequential: true, waypoints },
    { description: 'every fifth comment', isRepeatable: true, waypoints: [{ conditions, count: 5 }] },
    {
      description: 'passed and completed',
      waypoints: [{ conditions: verb('passed') }, { conditions: verb('completed') }],
    },
  ];
}

export async function benchReplay({ statements }) {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-bench-'));
  try {
    const file = join(folder, 'cohort.ndjson');
    await write(sampleNdjson({ statements }), file);
    const list = journeys().map((journey, index) => {
      const path = join(folder, `journey${index}.json`);
      writeFileSync(path, JSON.stringify(journey));
      return path;
    });
    const megabytes = statSync(file).size / 1e6;
    const figures = [1, list.length].map((count) => ({
      megabytes,
      ...run(folder, list.slice(0, count), file, statements),
    }));
    return {
      title: `The command: replay of ${readable(statements)} statements, ${readable(megabytes)} MB`,
      columns: ['journeys', 'seconds', 'statements/s', 'MB/s', 'peak memory, MB', 'progress documents'],
      rows: figures.map(({ journeys, seconds, peak, progress }) => [
        journeys,
        readable(seconds),
        readable(statements / seconds),
        readable(megabytes / seconds),
        readable(peak / 1e6),
        readable(progress),
      ]),
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(chunks, file) {
  const stream = createWriteStream(file);
  Readable.from(chunks).pipe(stream);
  await finished(stream);
}

/** One run of the command as a process of its own. */
function run(folder, journeys, file, statements) {
  const usage = join(folder, 'usage.json');
  const given = journeys.flatMap((journey) => ['--journey', journey]);
  const options = { env: { ...process.env, JOURNEYS_USAGE_FILE: usage }, maxBuffer: 2 ** 20 };
  const start = performance.now();
  const progress = join(folder, 'progress.ndjson');
  execFileSync(
    process.execPath,
    ['--import', REPORT_USAGE, COMMAND, 'replay', ...given, '--progress', progress, file],
    options,
  );
  const seconds = (performance.now() - start) / 1000;
  const { maxRSS } = JSON.parse(readFileSync(usage, 'utf8'));
  const lines = readFileSync(progress).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  return { statements, journeys: journeys.length, seconds, peak: maxRSS * 1024, progress: lines };
}
