// `demo`, which `npm start` runs: a sample cohort through the sample journeys, and what to try next.

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../engine/index.js';
import { sampleNdjson } from '../../sample/index.js';
import { counted } from '../format.js';
import { standardOutput } from '../output.js';
import { colorsFor } from '../terminal.js';
import { writeTables } from './replay.js';
import { wholeNumber } from './sample.js';

const JOURNEYS = ['course.json', 'videos.json'];

/** @param {{learners: string, seed: string}} flags */
export async function demo(flags) {
  const learners = wholeNumber('--learners', flags.learners);
  const seed = wholeNumber('--seed', flags.seed);
  const engine = await loadEngine();
  const journeys = JOURNEYS.map((name) =>
    engine.compile(readFileSync(new URL(`../../sample/${name}`, import.meta.url))),
  );
  const run = engine.replay(journeys);
  const cohort = [...sampleNdjson({ learners, seed })];
  const begin = performance.now();
  for (const chunk of cohort) run.write(chunk);
  run.end();
  const seconds = (performance.now() - begin) / 1000;

  const output = standardOutput();
  await output.write(`A made-up cohort of ${counted(learners, 'learner')} takes a first-aid course.\n`);
  await output.flush();
  await writeTables(run, seconds);
  await output.write(whatNext(learners, seed, somebodyStuck(run), colorsFor(process.stdout)));
  await output.end();
  run.dispose();
  engine.dispose();
}

/**
 * The address of a learner who started and did not complete.
 * @param {import('../../engine/index.js').Replay} run
 */
function somebodyStuck(run) {
  for (const { owner, isCompleted } of run.progress()) {
    if (!isCompleted && 'mbox' in owner.ident) return owner.ident.mbox.replace('mailto:', '');
  }
  return undefined;
}

/**
 * @param {number} learners
 * @param {number} seed
 * @param {string | undefined} stuck
 * @param {import('../terminal.js').Colors} colors
 */
function whatNext(learners, seed, stuck, colors) {
  const course = 'js/sample/course.json';
  const size = (learners === 200 ? '' : ` --learners ${learners}`) + (seed === 1 ? '' : ` --seed ${seed}`);
  const steps = [
    ['The same from a file', `npx xapi-journeys sample${size} > cohort.ndjson`],
    ['', `npx xapi-journeys replay --journey ${course} cohort.ndjson`],
    stuck && ['Why somebody is stuck', `npx xapi-journeys explain --journey ${course} --owner ${stuck} cohort.ndjson`],
    ['What an easier journey would change', `sed 's/"count": 5/"count": 3/' ${course} > easier.json`],
    ['', `npx xapi-journeys diff --from ${course} --to easier.json cohort.ndjson`],
    ['Everything else', 'npx xapi-journeys --help'],
  ].filter((step) => Array.isArray(step));
  const lines = steps.flatMap(([why, command]) => [...(why ? [`  ${why}`] : []), `    ${colors.cyan(command)}`]);
  return `\n${colors.bold('Try next')}\n${lines.join('\n')}\n`;
}
