// Recalculation of many stored statements, beside reading the same rows and nothing else (the method is in main.js).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCohort } from '../../js/sample/index.js';
import { openParts, prepare } from '../js/service/processes.js';
import { timeOf } from './measure.js';
import { readable } from './table.js';

const BATCH = 5_000;
const VERB = 'http://adlnet.gov/expapi/verbs/';
const journey = {
  description: '5 comments, then passed',
  isSequential: true,
  waypoints: [
    { conditions: { 'statement.verb.id': `${VERB}commented` }, count: 5 },
    { conditions: { 'statement.verb.id': `${VERB}passed` } },
  ],
};

export async function benchRecalculation({ statements }) {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-bench-'));
  try {
    const file = join(folder, 'journeys.db');
    const caller = await prepare(file, []);
    const parts = await openParts(file);
    await fill(parts, caller, statements);
    const figures = await measure(parts, caller);
    await parts.close();
    const { stored, recalculation, reading } = figures;
    return {
      title: `Recalculation of ${readable(stored)} stored statements, beside a bare read of the same rows`,
      columns: ['seconds', 'statements/s', 'bare read, s', 'rows/s', 'recalculation ÷ read', 'longest step, ms'],
      rows: [
        [
          readable(recalculation),
          readable(stored / recalculation),
          readable(reading),
          readable(stored / reading),
          `${readable(recalculation / reading)}×`,
          readable(figures.longestStep),
        ],
      ],
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fill(parts, caller, statements) {
  let batch = new Map();
  const flush = async () => {
    await parts.record([...batch.values()], caller);
    batch = new Map();
  };
  for (const statement of sampleCohort({ statements })) {
    batch.set(statement.id, statement);
    if (batch.size === BATCH) await flush();
  }
  await flush();
}

async function measure({ context: { store }, journeys, recalculations }, caller) {
  const { organisation } = caller.client;
  const stored = await store.countStatements(organisation);
  const reading = (await timeOf(() => readAll(store, organisation))) / 1000;
  const { document } = await journeys.create(caller, journey);
  await recalculations.start(caller, document._id);
  let longestStep = 0;
  let isDone = false;
  const recalculation =
    (await timeOf(async () => {
      while (!isDone) {
        const step = await timeOf(async () => (isDone = !(await recalculations.step())));
        longestStep = Math.max(longestStep, step);
      }
    })) / 1000;
  const progress = await store.count('journeyprogress', organisation);
  return { stored, progress, reading, recalculation, longestStep };
}

async function readAll(store, organisation) {
  const row = { _id: '0'.repeat(24), organisation, document: { _id: '', trackBy: 'actor' }, epoch: 1, baseline: 0 };
  for (let after = ''; ;) {
    const range = { after, until: null };
    const step = await store.change((transaction) => transaction.ownersAfter(row, range, 500));
    if (step.owners.length === 0) return;
    after = step.after;
  }
}
