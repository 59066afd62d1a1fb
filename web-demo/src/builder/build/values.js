// What a row becomes when its field, operator or values change.

import { OPERATORS, operatorsFor } from '../condition/operators.js';
import { changeRow } from '../condition/tree.js';

/**
 * @typedef {import('../condition/row.js').Row} Row
 * @typedef {import('../condition/row.js').Value} Value
 * @typedef {import('../condition/operators.js').Kind} Kind
 * @typedef {import('../condition/operators.js').OperatorName} OperatorName
 * @typedef {import('../condition/names.js').Names} Names
 */

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** @param {string} text */
const isDate = (text) => ISO.test(text) && !Number.isNaN(Date.parse(text));

/** How values of a row are put in: as the ones it has, else as its field's are. @param {Row} row @param {Names} names @returns {Kind} */
export function kindOf({ path, op, values }, names) {
  if (OPERATORS[op].pattern) return 'text';
  const ofField = names.kind(path);
  const [first] = values;
  if (!first || first.text === '') return ofField;
  return first.type === 'text' && ofField === 'date' && isDate(first.text) ? 'date' : first.type;
}

/** How a query has to mark a date at this path, so that it is compared as one. @param {string} path @returns {Value['wrap']} */
function wrapOf(path) {
  if (path === 'statement.timestamp' || path === 'statement.stored') return '$dte';
  return path === 'timestamp' || path === 'stored' ? '$date' : undefined;
}

/** @param {Kind} kind @param {string} text @param {string} path @returns {Value} */
export function valueOf(kind, text, path) {
  const wrap = kind === 'date' ? wrapOf(path) : undefined;
  return wrap ? { type: kind, text, wrap } : { type: kind, text };
}

/** @param {Row} row @param {string} path @param {Names} names @returns {Row} */
export function withPath(row, path, names) {
  const before = kindOf(row, names);
  const kind = names.kind(path);
  if (kind === before && row.path !== '') return changeRow(row, { path });
  const [op] = operatorsFor(kind);
  const isKept = kind === before && operatorsFor(kind).includes(row.op);
  return changeRow(row, { path, op: isKept ? row.op : op, values: [], options: undefined });
}

/** With as many of its values as the new operator can have. @param {Row} row @param {OperatorName} op @param {Names} names @returns {Row} */
export function withOperator(row, op, names) {
  const operator = OPERATORS[op];
  const wasPattern = OPERATORS[row.op].pattern;
  const kind = operator.pattern ? 'text' : kindOf({ ...row, op }, names);
  const kept = row.values.filter(({ type }) => type === kind).slice(0, operator.values);
  const values = kept.map(({ text }) => valueOf(kind, text, row.path));
  return changeRow(row, { op, values, options: operator.pattern && wasPattern ? row.options : undefined });
}

/** @param {Row} row @param {number} index @param {Value} value @returns {Row} */
export function withValue(row, index, value) {
  const values = [...row.values];
  // The other end of a range may be empty still.
  while (values.length < index) values.push({ ...value, text: '' });
  values[index] = value;
  return changeRow(row, { values });
}

/** A number as JSON writes it, '' where nothing is typed, or null where it is none. @param {string} typed @returns {string | null} */
export function numberIn(typed) {
  const text = typed.trim().replace(',', '.');
  if (text === '' || /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return text;
  return /\d$/.test(text) && Number.isFinite(Number(text)) ? String(Number(text)) : null;
}

/** The field's own clock, which knows no zone: `2026-01-12T09:30`. @param {string} iso */
export function toLocal(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** @param {string} local @returns {string} */
export function fromLocal(local) {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
