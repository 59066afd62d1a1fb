// Statements recorded on a MongoDB server by 1, 2 and 4 processes at once, each with learners of its own, or all of them with
// the same, in every batch; and what a statement costs the database (the method is in main.js).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { createClient } from '../../js/service/clients.js';
import { createService } from '../../js/service/index.js';
import { openMongodbStore } from '../../js/stores/mongodb/index.js';
import { mongodbMissing, mongodbServer, serverProcess } from '../js/stores/mongodb-server.js';
import { footprint } from './footprint.js';
import { readable } from './table.js';

/** Whose learners, and statements in a batch. @type {{workers: number, whose: 'own' | 'same', batch: number}[]} */
const CASES = [
  { workers: 1, whose: 'own', batch: 100 },
  { workers: 2, whose: 'own', batch: 100 },
  { workers: 4, whose: 'own', batch: 100 },
  { workers: 2, whose: 'same', batch: 100 },
  { workers: 4, whose: 'same', batch: 100 },
  { workers: 1, whose: 'own', batch: 10 },
  { workers: 1, whose: 'own', batch: 1 },
];
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const JOURNEYS = ['course.json', 'videos.json'];

export async function benchWorkers({ quick }) {
  if (mongodbMissing) throw new Error(mongodbMissing);
  const figures = [];
  for (const each of CASES) figures.push(await measure(each, quick || each.batch < 100 ? 2_000 : 8_000));
  const [{ server, learners }] = figures;
  return {
    title: `Statements recorded on ${server} by several processes, of ${readable(learners)} learners`,
    columns: [
      ...['workers', 'learners', 'batch', 'statements/s', 'conflicts', 'runs per change', 'owners folded again'],
      ...['workers’ cores busy', 'database’s cores busy', 'documents per statement', 'writes', 'bytes'],
    ],
    rows: figures.map((each) => [
      each.workers,
      each.whose,
      each.batch,
      ...[
        ...[each.rate, each.conflicts, each.runs / each.changes, each.refolds, each.workerCores, each.serverCores],
        ...[each.footprint.documents, each.writes / each.statements, each.footprint.bytes],
      ].map(readable),
    ]),
    figures,
  };
}

/** On a new database: the workers share the statements of one cohort. */
async function measure({ workers, whose, batch }, statements) {
  const server = await mongodbServer();
  const name = `journeys_bench_${process.pid}_${workers}_${whose}_${batch}`;
  const url = new URL(`/${name}`, server).href;
  const client = await MongoClient.connect(url);
  try {
    await prepare(url);
    const children = Array.from({ length: workers }, (_, index) =>
      fork(at('./recording-worker.js'), [url, whose, ...[index, workers, statements, batch].map(String)]),
    );
    await Promise.all(children.map((child) => once(child, 'message')));
    const before = cpuOf(serverProcess());
    const start = performance.now();
    for (const child of children) child.send('go');
    const told = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0]));
    const seconds = (performance.now() - start) / 1000;
    const sum = (key) => told.reduce((total, each) => total + each[key], 0);
    return {
      ...{ workers, whose, batch, server: await serverName(client), cores: availableParallelism(), seconds },
      ...{ statements: sum('statements'), rate: sum('statements') / seconds, learners: await learnersIn(client, name) },
      ...{ changes: sum('changes'), runs: sum('runs'), conflicts: sum('conflicts'), refolds: sum('refolds') },
      ...{ writes: sum('writes'), workerCores: sum('cpu') / seconds },
      serverCores: (cpuOf(serverProcess()) - before) / seconds,
      footprint: await footprint(client.db(name), sum('statements')),
    };
  } finally {
    await client.db(name).dropDatabase();
    await client.close();
  }
}

/** The two journeys of the sample, and a client, as `recording-worker.js` looks for them. @param {string} url */
async function prepare(url) {
  const service = await createService({ openStore: (options) => openMongodbStore({ ...options, url }) });
  const { client } = await createClient(service.context, { key: 'bench', lrs_id: '1'.repeat(24) });
  for (const name of JOURNEYS) {
    const { sources: _, ...journey } = JSON.parse(readFileSync(at(`../../js/sample/${name}`), 'utf8'));
    await service.journeys.create({ client }, journey);
  }
  await service.close();
}

const learnersIn = async (client, name) =>
  (await client.db(name).collection('xapi_journeys.progress').distinct('owner')).length;

async function serverName(client) {
  const info = await client.db('admin').command({ buildInfo: 1 });
  return info.ferretdbVersion ? 'FerretDB 1.24.2 (SQLite)' : `MongoDB ${info.version}`;
}

/** Seconds of processor time that a process has used; NaN where nobody tells. @param {number | undefined} pid */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}
