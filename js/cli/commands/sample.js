// `sample`: the statements of a made-up course cohort, to try the other commands on.

import { sampleNdjson } from '../../sample/index.js';
import { Failure } from '../failure.js';
import { openOutput } from '../output.js';

/**
 * @param {{learners?: string, statements?: string, seed: string, output: string}} flags
 */
export async function sample({ learners, statements, seed, output: file }) {
  const options = {
    seed: wholeNumber('--seed', seed),
    ...(learners !== undefined && { learners: wholeNumber('--learners', learners) }),
    ...(statements !== undefined && { statements: wholeNumber('--statements', statements) }),
  };
  const output = await openOutput(file, []);
  for (const chunk of sampleNdjson(options)) await output.writeNow(chunk);
  await output.end();
}

/** @param {string} flag @param {string} text */
export function wholeNumber(flag, text) {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Failure(`${flag} needs a whole number, not "${text}"`);
}
