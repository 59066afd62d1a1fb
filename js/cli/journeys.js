// Reads journeys from files. A file holds one journey, an array of them, or one a line.

import { piecesOf } from '../reading/pieces.js';
import { Failure, FOUND_FAULTS } from './failure.js';
import { counted, shorten } from './format.js';
import { openSources } from './sources.js';

const LARGEST_FILE = 64 << 20;

/**
 * @typedef {import('../engine/index.js').Engine} Engine
 * @typedef {import('../engine/index.js').Journey} Journey
 * @typedef {import('../engine/index.js').Validation} Validation
 *
 * @typedef {object} ReadJourney
 * @property {string} file
 * @property {number} line
 * @property {Uint8Array} bytes
 * @property {Validation} validation
 */

/**
 * Reads and checks every journey in the files.
 * @param {Engine} engine
 * @param {string[]} files
 * @returns {Promise<ReadJourney[]>}
 */
export async function readJourneys(engine, files) {
  /** @type {ReadJourney[]} */
  const journeys = [];
  for (const source of await openSources(files)) {
    const before = journeys.length;
    for await (const { line, bytes } of piecesOf(limited(source))) {
      journeys.push({ file: source.name, line, bytes, validation: engine.validate(bytes) });
    }
    if (journeys.length === before) throw new Failure(`${source.name}: holds no journey`, FOUND_FAULTS);
  }
  return journeys;
}

/** @param {import('./sources.js').Source} source */
async function* limited({ name, chunks }) {
  let size = 0;
  for await (const chunk of chunks()) {
    size += chunk.length;
    if (size > LARGEST_FILE)
      throw new Failure(`${name}: too large for journeys (over 64 MB); does it hold statements?`);
    yield chunk;
  }
}

/**
 * The journeys of the files, ready to use. Where any is faulty, all faults are printed and the command ends.
 * @param {Engine} engine
 * @param {string[]} files
 * @param {import('./terminal.js').Colors} colors of standard error
 * @returns {Promise<Journey[]>}
 */
export async function compileJourneys(engine, files, colors) {
  const read = await readJourneys(engine, files);
  const faulty = read.filter(({ validation }) => !validation.valid);
  for (const journey of faulty) process.stderr.write(faultLines(journey, colors).join('\n') + '\n');
  if (faulty.length > 0)
    throw new Failure(`${counted(faulty.length, 'journey')} with faults; nothing was done`, FOUND_FAULTS);
  const journeys = read.map(({ bytes }) => engine.compile(bytes));
  refuseTwins(read, journeys);
  return journeys;
}

/** @param {ReadJourney[]} read @param {Journey[]} journeys */
function refuseTwins(read, journeys) {
  /** @type {Map<string, string>} */
  const fileOf = new Map();
  for (const [index, { id }] of journeys.entries()) {
    const other = fileOf.get(id);
    if (other) throw new Failure(`two journeys have the _id ${id} (in ${other} and ${read[index].file})`, FOUND_FAULTS);
    fileOf.set(id, read[index].file);
  }
}

/**
 * Every fault of a journey, each at its path, below the place where it was read.
 * @param {ReadJourney} journey
 * @param {import('./terminal.js').Colors} colors
 */
export function faultLines({ file, line, bytes, validation }, colors) {
  const faults = Object.values(validation.errors);
  const width = Math.min(32, Math.max(...faults.map(({ path }) => path.length)));
  return [
    `${colors.red('✗')} ${colors.bold(`${file}:${line}`)}  ${counted(faults.length, 'fault')}`,
    ...faults.map(
      (fault) =>
        `    ${colors.red(fault.path.padEnd(width))}  ${fault.message}${stood(fault)}${lineOf(fault, bytes, line)}`,
    ),
  ];
}

/** @param {import('../engine/index.js').Fault} fault */
const stood = ({ value }) => (value === undefined ? '' : ` (it is ${shorten(JSON.stringify(value), 40)})`);

/**
 * Where the JSON of a journey is broken, an editor needs a line, not a byte.
 * @param {import('../engine/index.js').Fault} fault
 * @param {Uint8Array} bytes
 * @param {number} firstLine
 */
function lineOf({ path, message }, bytes, firstLine) {
  const offset = path === '' && /at byte (\d+)/.exec(message)?.[1];
  if (!offset) return '';
  const before = new TextDecoder().decode(bytes.subarray(0, Number(offset))).split('\n');
  return `, in line ${firstLine + before.length - 1}, column ${(before.at(-1) ?? '').length + 1}`;
}
