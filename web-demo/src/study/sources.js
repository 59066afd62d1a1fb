// Where statements come from, as bytes: files, a text, the sample cohort, an LRS. What they hold is not looked at here.

import { readResult } from '../../../js/reading/statement-result.js';
import { sampleNdjson } from '../../../js/sample/index.js';
import { inLines } from './bytes.js';
import { StudyError } from './errors.js';
import { openFile } from './files.js';
import { lrsInput } from './lrs.js';
import { Turns } from './turns.js';

/**
 * A stream of statements.
 * @typedef {object} Input
 * @property {string} name
 * @property {number} receivedAt of statements that bear no time, in milliseconds since 1970
 * @property {boolean} [isOurs] whether all in it are statements anyhow
 * @property {number} [size] in bytes, as they are counted by `onRead`
 * @property {(signal: AbortSignal, onRead: (bytes: number) => void) => AsyncIterable<Uint8Array>} blocks
 *
 * @typedef {object} Opened
 * @property {string} name for people
 * @property {Input[]} inputs
 * @property {number} [most] statements, where it is known that there are no more
 */

/** @param {import('./study.js').Source} source @returns {Opened} */
export function open(source) {
  switch (source.kind) {
    case 'sample':
      return { name: 'Sample cohort', inputs: [sample(source)], most: source.statements };
    case 'files': {
      const { files } = source;
      if (files.length === 0) throw new StudyError('no file was chosen');
      return { name: files.length === 1 ? files[0].name : `${files.length} files`, inputs: files.map(openFile) };
    }
    case 'text': {
      if (source.text.trim() === '') throw new StudyError('the text is empty');
      return { name: source.name, inputs: [openFile(new File([statementsIn(source.text)], source.name))] };
    }
    case 'lrs': {
      const input = lrsInput(source);
      return { name: input.name, inputs: [input], most: source.most };
    }
  }
}

/** What an LRS answered is pasted as a whole, too. @param {string} text */
function statementsIn(text) {
  if (!/^\s*\{\s*"(statements|more)"\s*:/.test(text)) return text;
  try {
    const { statements } = readResult(new TextEncoder().encode(text));
    return inLines(statements.map(({ bytes }) => bytes));
  } catch {
    return text; // which is complained of like any other
  }
}

/** @param {{learners?: number, statements?: number, seed?: number}} options @returns {Input} */
function sample({ learners, statements, seed }) {
  return {
    name: 'Sample cohort',
    receivedAt: Date.now(),
    isOurs: true,
    async *blocks(signal) {
      const turns = new Turns(signal);
      for (const block of sampleNdjson({ learners, statements, seed })) {
        yield block;
        await turns.next();
      }
    },
  };
}
