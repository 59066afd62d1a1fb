// The tree of a condition beside its text: the text is the truth; the tree also has what is not filled in yet.

import { useState } from 'react';
import { readJson, tryJson } from '../condition/json.js';
import { writeLine } from '../condition/json-write.js';
import { emptyRow, readCondition, writeCondition } from '../condition/tree.js';

/** @typedef {import('../condition/tree.js').Group} Group */

/** @param {string} text @returns {Group | null} */
function treeOf(text) {
  const tree = readCondition(text);
  return tree && tree.items.length === 0 ? { ...tree, items: [emptyRow()] } : tree;
}

/** @param {string} text @param {string} other */
function isSameQuery(text, other) {
  const node = tryJson(text);
  return node !== undefined && writeLine(node) === writeLine(readJson(other));
}

/**
 * @param {string} text
 * @param {(text: string, what?: string) => void} onChange
 * @returns {[Group | null, (tree: Group, what?: string) => void]}
 */
export function useTree(text, onChange) {
  const [state, setState] = useState(() => ({ text, tree: treeOf(text) }));
  let now = state;
  // Another text than this tree was written as: it was undone, or edited elsewhere.
  if (state.text !== text) setState((now = { text, tree: treeOf(text) }));
  const change = (/** @type {Group} */ tree, /** @type {string | undefined} */ what) => {
    const written = writeCondition(tree);
    // A text that asks the same stays as it was typed.
    const next = isSameQuery(text, written) ? text : written;
    setState({ text: next, tree });
    if (next !== text) onChange(next, what);
  };
  return [now.tree, change];
}
