// `validate`: every fault of every journey at its path, and every warning.

import { loadEngine } from '../../engine/index.js';
import { FOUND_FAULTS } from '../failure.js';
import { counted } from '../format.js';
import { faultLines, readJourneys } from '../journeys.js';
import { standardOutput } from '../output.js';
import { colorsFor } from '../terminal.js';

/** @typedef {import('../journeys.js').ReadJourney} ReadJourney */

/**
 * @param {string[]} files
 * @param {{json?: boolean}} flags
 */
export async function validate(files, { json }) {
  const engine = await loadEngine();
  const journeys = await readJourneys(engine, files);
  engine.dispose();
  const faulty = journeys.filter(({ validation }) => !validation.valid).length;
  const output = standardOutput();
  await output.write(json ? asJson(journeys) : asText(journeys, faulty));
  await output.end();
  if (faulty > 0) process.exitCode = FOUND_FAULTS;
}

/** @param {ReadJourney[]} journeys */
function asJson(journeys) {
  const answers = journeys.map(({ file, line, validation: { valid, errors, warnings } }) => ({
    file,
    line,
    valid,
    errors,
    warnings,
  }));
  return `${JSON.stringify(answers, null, 2)}\n`;
}

/** @param {ReadJourney[]} journeys @param {number} faulty */
function asText(journeys, faulty) {
  const colors = colorsFor(process.stdout);
  const lines = journeys.flatMap((journey) => {
    const { file, line, validation } = journey;
    const place =
      `${colors.green('✓')} ${colors.bold(`${file}:${line}`)}  ${validation.document?.description ?? ''}`.trimEnd();
    const warnings = validation.warnings.map(
      ({ path, message }) => `    ${colors.yellow(`${path || 'journey'}`)}  warning: ${message}`,
    );
    return [...(validation.valid ? [place] : faultLines(journey, colors)), ...warnings];
  });
  const warnings = journeys.reduce((sum, { validation }) => sum + validation.warnings.length, 0);
  const parts = [counted(journeys.length, 'journey'), `${faulty} faulty`, counted(warnings, 'warning')];
  return `${lines.join('\n')}\n\n${colors.dim(parts.join(' · '))}\n`;
}
