// Where in a condition's text the engine's messages belong. The engine names the condition; which of its parts is at fault is
// found by asking the engine about each part alone.

import { JsonError, readJson } from './json.js';
import { objectOf, writeLine } from './json-write.js';

/**
 * @typedef {import('./json.js').ObjectNode} ObjectNode
 * @typedef {import('./json.js').Entry} Entry
 * @typedef {{from: number, to: number, message: string}} Placed
 * @typedef {{from: number, to: number, query: string, parts: Suspect[]}} Suspect a part that can be asked for alone
 * @typedef {(conditions: string[]) => Promise<(string | undefined)[]>} Tell what the engine says against each of them
 */

/** Parts beyond this are not asked for. */
const MOST = 300;

/** @param {Entry} entry @param {ObjectNode} query @param {Suspect[]} [parts] @returns {Suspect} */
const suspect = ({ from, to }, query, parts = []) => ({ from, to, query: writeLine(query), parts });

/** @param {ObjectNode} query @returns {Suspect[]} */
function suspectsIn(query) {
  return query.entries.map((entry) => {
    const { key, value } = entry;
    const alone = objectOf([[key, value]]);
    if (!key.startsWith('$')) return suspect(entry, alone, value.type === 'object' ? operatorsIn(key, value) : []);
    const isList = /^\$(and|or|nor)$/.test(key) && value.type === 'array';
    const parts = isList ? value.items.flatMap((item) => (item.type === 'object' ? suspectsIn(item) : [])) : [];
    return suspect(entry, alone, parts);
  });
}

/** @param {string} path @param {ObjectNode} operators @returns {Suspect[]} */
function operatorsIn(path, { entries }) {
  const options = entries.find(({ key }) => key === '$options');
  return entries
    .filter(({ key }) => key.startsWith('$') && key !== '$options')
    .map((entry) => {
      const { key, value } = entry;
      const test = objectOf([[key, value]]);
      if (key === '$regex' && options) test.entries.push(options);
      const isQuery = key === '$elemMatch' && value.type === 'object' && !value.entries[0]?.key.startsWith('$');
      return suspect(entry, objectOf([[path, test]]), isQuery ? suspectsIn(value) : []);
    });
}

/** @param {string} message */
const pieces = (message) => message.split('; ');

/**
 * @param {Suspect} one
 * @param {Map<Suspect, string | undefined>} told
 * @returns {Placed[]}
 */
function faultsOf(one, told) {
  const message = told.get(one);
  if (message === undefined) return [];
  const inside = one.parts.flatMap((part) => faultsOf(part, told));
  const said = new Set(inside.flatMap((each) => pieces(each.message)));
  const own = pieces(message).filter((piece) => !said.has(piece));
  const { from, to } = one;
  return own.length > 0 ? [{ from, to, message: own.join('; ') }, ...inside] : inside;
}

/** UTF-16 units up to a byte of the text in UTF-8. @param {string} text @param {number} byte */
function unitsUpTo(text, byte) {
  const bytes = new TextEncoder().encode(text).subarray(0, byte);
  return new TextDecoder().decode(bytes).length;
}

/** @param {string} text @param {string} message @returns {Placed} */
function syntaxFault(text, message) {
  const byte = /at byte (\d+)/.exec(message)?.[1];
  if (byte === undefined) return { from: 0, to: text.length, message };
  const from = Math.min(unitsUpTo(text, Number(byte)), text.length);
  return { from, to: Math.min(from + 1, text.length), message: message.replace(/ at byte \d+/, '') };
}

/**
 * @param {string} text of the condition
 * @param {string} message what the engine says of it
 * @param {Tell} tell
 * @returns {Promise<Placed[]>}
 */
export async function placeFaults(text, message, tell) {
  let node;
  try {
    node = readJson(text);
  } catch (error) {
    if (error instanceof JsonError) return [{ from: error.at, to: error.to, message: error.message }];
    throw error;
  }
  if (node.type !== 'object') return [{ from: node.from, to: node.to, message }];
  const tops = suspectsIn(node);
  const all = withParts(tops).slice(0, MOST);
  const answers = await tell(all.map(({ query }) => query));
  const told = new Map(all.map((each, index) => [each, answers[index]]));
  const placed = tops.flatMap((top) => faultsOf(top, told));
  return placed.length > 0 ? placed : [syntaxFault(text, message)];
}

/** @param {Suspect[]} suspects @returns {Suspect[]} */
const withParts = (suspects) => suspects.flatMap((each) => [each, ...withParts(each.parts)]);
