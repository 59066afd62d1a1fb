// A row of a condition: field, operator, values; read from what a query says of a path, and written back to it.

import { arrayOf, booleanOf, numberOf, objectOf, stringOf } from './json-write.js';
import { BY_QUERY, OPERATORS, patternOperator } from './operators.js';
import { readPattern, writePattern } from './patterns.js';

/**
 * @typedef {import('./json.js').Node} Node
 * @typedef {import('./json.js').ObjectNode} ObjectNode
 * @typedef {import('./operators.js').Kind} Kind
 * @typedef {import('./operators.js').OperatorName} OperatorName
 *
 * @typedef {object} Value
 * @property {Kind} type
 * @property {string} text a number as it was written, `true` or `false`, a date in ISO 8601
 * @property {'$date' | '$dte'} [wrap] how a query marks it as a date; without, it is an ISO 8601 string
 *
 * @typedef {object} Row
 * @property {'row'} kind
 * @property {number} id for the screen only
 * @property {string} path
 * @property {OperatorName} op
 * @property {Value[]} values
 * @property {string} [options] of a pattern
 * @property {Node} [written] what it was read from: written again as long as nobody changes the row
 */

/** @param {Node} node @returns {Value | undefined} */
function readValue(node) {
  if (node.type === 'string') return { type: 'text', text: node.value };
  if (node.type === 'number') return { type: 'number', text: node.source };
  if (node.type === 'boolean') return { type: 'boolean', text: String(node.value) };
  if (node.type !== 'object' || node.entries.length !== 1) return undefined;
  const { key, value } = node.entries[0];
  if ((key !== '$date' && key !== '$dte') || value.type !== 'string') return undefined;
  return { type: 'date', text: value.value, wrap: key };
}

/** @param {Value} value @returns {Node} */
function writeValue({ type, text, wrap }) {
  if (wrap) return objectOf([[wrap, stringOf(text)]]);
  if (type === 'number') return numberOf(text);
  return type === 'boolean' ? booleanOf(text === 'true') : stringOf(text);
}

/** @typedef {Pick<Row, 'op' | 'values' | 'options'>} Test */

/** @param {Node | undefined} pattern @param {Node} [options] @param {boolean} [isNegated] @returns {Test | undefined} */
function readRegex(pattern, options, isNegated = false) {
  if (pattern?.type !== 'string' || (options && options.type !== 'string')) return undefined;
  const { op, text } = readPattern(pattern.value, options?.value);
  const test = { op: patternOperator(op, isNegated), values: [{ type: /** @type {Kind} */ ('text'), text }] };
  return options ? { ...test, options: options.value } : test;
}

/** @param {Node} node @returns {Test | undefined} */
function readNot(node) {
  if (node.type !== 'object') return undefined;
  const [first, second, third] = node.entries;
  if (third || first?.key !== '$regex' || (second && second.key !== '$options')) return undefined;
  return readRegex(first.value, second?.value, true);
}

/** One operator of a query and its operand. @param {string} key @param {Node} node @returns {Test | undefined} */
function readTest(key, node) {
  if (key === '$not') return readNot(node);
  if (key === '$exists')
    return node.type === 'boolean' ? { op: node.value ? 'exists' : 'missing', values: [] } : undefined;
  const op = BY_QUERY.get(key);
  if (!op) return undefined;
  if (node.type === 'null' && (op === 'is' || op === 'isNot'))
    return { op: op === 'is' ? 'empty' : 'notEmpty', values: [] };
  const nodes = OPERATORS[op].values === Infinity ? (node.type === 'array' ? node.items : undefined) : [node];
  const values = nodes?.map(readValue);
  return values?.every((value) => value !== undefined) ? { op, values } : undefined;
}

/** `$gte` and `$lte` of an object with these two only. @param {import('./json.js').Entry[]} entries @returns {Test | undefined} */
function readBetween(entries) {
  if (entries.length !== 2 || entries[0].key !== '$gte' || entries[1].key !== '$lte') return undefined;
  const values = entries.map(({ value }) => readValue(value));
  const [low, high] = values;
  return low && high && low.type === high.type ? { op: 'between', values: [low, high] } : undefined;
}

/**
 * What a query says of a path, as rows that all have to hold: operators beside each other are independent of each other.
 * @param {string} path
 * @param {Node} node
 * @returns {Omit<Row, 'id'>[] | undefined} undefined: it says something that rows cannot
 */
export function readRows(path, node) {
  const kind = /** @type {const} */ ('row');
  const isOperators = node.type === 'object' && node.entries.length > 0 && !readValue(node);
  if (!isOperators) {
    const test = readTest('$eq', node);
    return test && [{ kind, path, ...test, written: node }];
  }
  const between = readBetween(node.entries);
  if (between) return [{ kind, path, ...between, written: node }];
  const rows = [];
  for (let index = 0; index < node.entries.length; index++) {
    const entry = node.entries[index];
    const options = entry.key === '$regex' ? node.entries[index + 1] : undefined;
    const hasOptions = options?.key === '$options';
    const test =
      entry.key === '$regex'
        ? readRegex(entry.value, hasOptions ? options.value : undefined)
        : readTest(entry.key, entry.value);
    if (!test) return undefined;
    rows.push({ kind, path, ...test, written: { ...node, entries: hasOptions ? [entry, options] : [entry] } });
    if (hasOptions) index++;
  }
  return rows;
}

/** Whether a value can stand in a query. @param {Value} value */
function isWhole({ type, text }) {
  if (type === 'number') return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  return text !== '';
}

/** Whether a row says enough to be asked: one that is being made does not yet. @param {Row} row */
export function isComplete({ path, op, values, written }) {
  if (written) return true;
  const { values: needed } = OPERATORS[op];
  const enough = needed === Infinity ? values.length > 0 : values.length === needed;
  return path !== '' && enough && values.every(isWhole);
}

/** What the row says of its path, as a query. @param {Row} row @returns {Node} */
export function writeRow({ op, values, options, written }) {
  if (written) return written;
  const operator = OPERATORS[op];
  const nodes = values.map(writeValue);
  if (operator.pattern) {
    const pattern = stringOf(writePattern(operator.pattern, values[0].text));
    /** @type {[string, Node][]} */
    const parts = [['$regex', pattern]];
    if (options) parts.push(['$options', stringOf(options)]);
    return operator.isNegated ? objectOf([['$not', objectOf(parts)]]) : objectOf(parts);
  }
  if (op === 'is') return nodes[0];
  if (op === 'between') return objectOf([['$gte', nodes[0]], ['$lte', nodes[1]]]); // prettier-ignore
  if (op === 'exists' || op === 'missing') return objectOf([['$exists', booleanOf(op === 'exists')]]);
  const nothing = /** @type {Node} */ ({ type: 'null', from: 0, to: 0 });
  if (op === 'empty') return nothing;
  if (op === 'notEmpty') return objectOf([['$ne', nothing]]);
  return objectOf([[/** @type {string} */ (operator.query), operator.values === Infinity ? arrayOf(nodes) : nodes[0]]]);
}
