// Makes JSON that json.js could have read, and writes it as text: on one line, or on lines that are read with ease.

/**
 * @typedef {import('./json.js').Node} Node
 * @typedef {import('./json.js').ObjectNode} ObjectNode
 * @typedef {import('./json.js').ArrayNode} ArrayNode
 * @typedef {import('./json.js').StringNode} StringNode
 * @typedef {import('./json.js').NumberNode} NumberNode
 * @typedef {import('./json.js').BooleanNode} BooleanNode
 * @typedef {import('./json.js').NullNode} NullNode
 */

const NOWHERE = { from: 0, to: 0 };

/** @param {[string, Node][]} entries @returns {ObjectNode} */
export const objectOf = (entries) => ({
  type: 'object',
  entries: entries.map(([key, value]) => ({ key, value, ...NOWHERE })),
  ...NOWHERE,
});
/** @param {Node[]} items @returns {ArrayNode} */
export const arrayOf = (items) => ({ type: 'array', items, ...NOWHERE });
/** @param {string} value @returns {StringNode} */
export const stringOf = (value) => ({ type: 'string', value, ...NOWHERE });
/** @param {string} source @returns {NumberNode} */
export const numberOf = (source) => ({ type: 'number', source, ...NOWHERE });
/** @param {boolean} value @returns {BooleanNode} */
export const booleanOf = (value) => ({ type: 'boolean', value, ...NOWHERE });

/** On one line. @param {Node} node @returns {string} */
export function writeLine(node) {
  if (node.type === 'array') return `[${node.items.map(writeLine).join(', ')}]`;
  if (node.type !== 'object') return writeScalar(node);
  if (node.entries.length === 0) return '{}';
  return `{ ${node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${writeLine(value)}`).join(', ')} }`;
}

/** @param {StringNode | NumberNode | BooleanNode | NullNode} node */
function writeScalar(node) {
  if (node.type === 'number') return node.source;
  return node.type === 'null' ? 'null' : JSON.stringify(node.value);
}

/** Longer ones are broken into lines. */
const WIDTH = 60;

/** On lines; what is short stays on one. @param {Node} node @param {string} [indent] @returns {string} */
export function writeJson(node, indent = '') {
  const isNested = node.type === 'object' || node.type === 'array';
  const line = writeLine(node);
  if (!isNested || line === '{}' || line === '[]' || (indent && line.length + indent.length <= WIDTH)) return line;
  const deeper = `${indent}  `;
  const parts =
    node.type === 'array'
      ? node.items.map((item) => writeJson(item, deeper))
      : node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${writeJson(value, deeper)}`);
  const [open, close] = node.type === 'array' ? '[]' : '{}';
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}
