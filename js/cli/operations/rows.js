// Lists of documents for people and for programs.

import Table from 'cli-table3';
import { standardOutput } from '../output.js';

const PLAIN = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
const NO_LINES = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '' };
const NO_RIGHT = { right: '', 'right-mid': '', middle: '  ' };

/** @param {unknown} value */
const cell = (value) => (value == null ? '' : Array.isArray(value) ? value.join(' ') : String(value));

/**
 * @param {{json?: boolean}} flags
 * @param {Record<string, any>[]} documents
 * @param {string[]} columns
 */
export async function writeRows({ json }, documents, columns) {
  const output = standardOutput();
  if (json) {
    for (const document of documents) await output.write(`${JSON.stringify(document)}\n`);
  } else if (documents.length === 0) {
    await output.write('none\n');
  } else {
    const chars = { ...PLAIN, ...NO_LINES, ...NO_RIGHT };
    const table = new Table({
      head: columns,
      chars,
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    for (const document of documents) table.push(columns.map((column) => cell(document[column])));
    const lines = table.toString().split('\n');
    await output.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  }
  await output.end();
}
