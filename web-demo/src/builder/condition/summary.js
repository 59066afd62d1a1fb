// A condition in plain language, on one line: "verb is completed and activity type is course".

import { tryJson } from './json.js';
import { writeLine } from './json-write.js';
import { tail } from './names.js';
import { OPERATORS, wordsOf } from './operators.js';
import { readCondition } from './tree.js';

/** @typedef {import('./names.js').Names} Names @typedef {import('./tree.js').Item} Item @typedef {import('./row.js').Row} Row */

const LONGEST = 120;

/** @param {string} text */
const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** @param {string[]} parts @param {string} word */
function listed(parts, word) {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

/** @param {Row} row @param {import('./row.js').Value} value @param {Names} names */
function nameOf({ path, op }, { type, text }, names) {
  if (type !== 'text') return text;
  if (OPERATORS[op].pattern === 'matches') return `/${text}/`;
  if (OPERATORS[op].pattern) return `“${text}”`;
  const name = names.label(path, text) ?? tail(text);
  return name === text && !/^[\w.:/@-]+$/.test(text) ? `“${text}”` : name;
}

/** @param {Row} row @param {Names} names */
function sayRow(row, names) {
  const { path, op, values } = row;
  const shown = values.map((value) => nameOf(row, value, names));
  const last = listed(shown, op === 'between' ? 'and' : 'or');
  return [names.field(path), wordsOf(op, values[0]?.type).phrase, last].filter(Boolean).join(' ');
}

/** @param {Item} item @param {Names} names @param {boolean} isInside @returns {string} */
function say(item, names, isInside) {
  if (item.kind === 'row') return sayRow(item, names);
  if (item.kind === 'raw') return item.query.entries.length > 0 ? shortened(writeLine(item.query)) : 'every statement';
  const { join, items } = item;
  const isPlain = join === 'all' || join === 'any';
  const parts = items.map((each) => say(each, names, items.length > 1 || !isPlain));
  const text = parts.join(join === 'all' || join === 'notAll' ? ' and ' : ' or ');
  if (!isPlain) return `not (${text})`;
  return isInside && items.length > 1 ? `(${text})` : text;
}

/** @param {string} text a condition @param {Names} names */
export function summaryOf(text, names) {
  const tree = readCondition(text);
  if (tree) return tree.items.length > 0 ? say(tree, names, false) : 'every statement';
  const node = tryJson(text);
  return shortened(node ? writeLine(node) : text.replace(/\s+/g, ' ').trim()) || 'no condition yet';
}
