// `replay`: statements through journeys, and who got how far.

import { loadEngine } from '../../engine/index.js';
import { Failure } from '../failure.js';
import { feed } from '../feed.js';
import { count, counted } from '../format.js';
import { compileJourneys } from '../journeys.js';
import { openOutput, standardOutput } from '../output.js';
import { openSources } from '../sources.js';
import { Spool } from '../spool.js';
import { refuseJourneys } from '../statements.js';
import { summaryTable } from '../summary-table.js';
import { colorsFor } from '../terminal.js';

/**
 * @typedef {import('../../engine/index.js').Engine} Engine
 * @typedef {import('../../engine/index.js').Journey} Journey
 * @typedef {import('../../engine/index.js').Replay} Replay
 *
 * @typedef {object} ReplayFlags
 * @property {string[]} journey
 * @property {boolean} [json]
 * @property {string} [progress]
 * @property {string} [callbacks]
 * @property {string} [until]
 * @property {boolean} [strict]
 */

/**
 * @param {string[]} files of statements
 * @param {ReplayFlags} flags
 */
export async function replay(files, flags) {
  const toStandardOutput = [
    flags.json && '--json',
    flags.progress === '-' && '--progress',
    flags.callbacks === '-' && '--callbacks',
  ];
  const claims = toStandardOutput.filter(Boolean);
  if (claims.length > 1) throw new Failure(`${claims.join(' and ')} cannot both go to standard output`);

  const sources = await openSources(files, flags.journey);
  refuseJourneys(sources);
  const engine = await loadEngine();
  const journeys = await compileJourneys(engine, flags.journey, colorsFor(process.stderr));
  const inputs = [...flags.journey, ...files];
  const progress = flags.progress === undefined ? undefined : await openOutput(flags.progress, inputs);
  const callbacks = flags.callbacks === undefined ? undefined : await openOutput(flags.callbacks, inputs);

  const spool = callbacks && new Spool();
  const run = startReplay(engine, journeys, flags.until);
  const begin = performance.now();
  try {
    if (spool) run.onHit = (_id, reference, bytes) => spool.keep(reference, bytes);
    await feed(sources, [run], flags);
    const seconds = () => Math.round(performance.now() - begin) / 1000;
    if (progress) await writeProgress(run, progress);
    if (callbacks && spool) await writeCallbacks(engine, journeys, run, spool, callbacks);
    if (flags.json) await writeJson(run, seconds);
    else if (claims.length === 0) await writeTables(run, seconds());
  } finally {
    spool?.close();
    run.dispose();
    engine.dispose();
  }
}

/**
 * @param {Engine} engine
 * @param {Journey[]} journeys
 * @param {string} [until]
 */
export function startReplay(engine, journeys, until) {
  try {
    return engine.replay(journeys, { until });
  } catch (error) {
    if (until !== undefined && /** @type {Error} */ (error).name === 'ArgumentError') {
      throw new Failure(`--until: ${/** @type {Error} */ (error).message}`);
    }
    throw error;
  }
}

/** @param {Replay} run @param {import('../output.js').Output} output */
async function writeProgress(run, output) {
  for (const progress of run.progress()) await output.write(`${JSON.stringify(progress)}\n`);
  await output.end();
}

/**
 * One line for each completed attempt: the body that its callbacks receive.
 * @param {Engine} engine
 * @param {Journey[]} journeys
 * @param {Replay} run
 * @param {Spool} spool
 * @param {import('../output.js').Output} output
 */
async function writeCallbacks(engine, journeys, run, spool, output) {
  const journeyOf = new Map(journeys.map((journey) => [journey.id, journey]));
  for (const progress of run.progress()) {
    const journey = /** @type {Journey} */ (journeyOf.get(progress.journey));
    for (const [attempt, { waypoints }] of progress.completions.entries()) {
      const listed = Object.values(waypoints).flatMap(({ statements }) => statements.map(({ statement }) => statement));
      const records = [...new Set(listed)].flatMap((reference) => spool.recordsOf(reference));
      await output.write(
        `${engine.callbackBody(journey, progress, attempt, Buffer.concat(records.flatMap((record) => [record, NEWLINE])))}\n`,
      );
    }
  }
  await output.end();
}

const NEWLINE = Buffer.from('\n');

/**
 * One object, written as it is read: progress may be larger than memory.
 * @param {Replay} run
 * @param {() => number} seconds
 */
async function writeJson(run, seconds) {
  const output = standardOutput();
  const journeys = run
    .summary()
    .map(({ journey, owners, completed, waypoints }) => ({ journey, owners, completed, waypoints }));
  await output.write(`{"journeys":${JSON.stringify(journeys)},"progress":[`);
  let separator = '\n';
  for (const progress of run.progress()) {
    await output.write(separator + JSON.stringify(progress));
    separator = ',\n';
  }
  const { statements, hits, skipped, invalid } = run.stats;
  await output.write(`],"stats":${JSON.stringify({ statements, hits, skipped, invalid, seconds: seconds() })}}\n`);
  await output.end();
}

/** @param {Replay} run @param {number} seconds */
export async function writeTables(run, seconds) {
  const output = standardOutput();
  const colors = colorsFor(process.stdout);
  for (const summary of run.summary()) await output.write(`\n${summaryTable(summary, colors)}\n`);
  const { statements, hits, skipped, invalid } = run.stats;
  const rate = count(Math.round(statements / Math.max(seconds, 0.001)));
  const facts = [
    counted(statements, 'statement'),
    counted(hits, 'hit'),
    skipped > 0 && `${count(skipped)} by nobody to track`,
    invalid > 0 && counted(invalid, 'bad line'),
    `${seconds.toFixed(2)} s (${rate} a second)`,
  ];
  await output.write(`\n${colors.dim(facts.filter(Boolean).join(' · '))}\n`);
  await output.end();
}
