// Shows why a condition holds or does not, as an indented tree: a mark for each node, the operator, and what was met.

import { count, shorten } from './format.js';

/**
 * @typedef {import('../engine/index.js').ConditionTrace} ConditionTrace
 * @typedef {import('./terminal.js').Colors} Colors
 */

const LONGEST_VALUE = 72;

/** @param {boolean} held @param {Colors} colors */
export const mark = (held, colors) => (held ? colors.green('✓') : colors.red('✗'));

/**
 * @param {ConditionTrace & {more?: number}} trace
 * @param {string} indent
 * @param {Colors} colors
 * @returns {string[]} lines
 */
export function traceLines(trace, indent, colors) {
  const { op, held, met, children = [], more = 0 } = trace;
  const path = trace.path === undefined ? '' : `${trace.path} `;
  // A regular expression comes as /pattern/options, and reads best so.
  const isPattern = op === '$regex' && typeof trace.operand === 'string';
  const operand = 'operand' in trace ? ` ${isPattern ? trace.operand : show(trace.operand)}` : '';
  const lines = [`${indent}${mark(held, colors)} ${path}${colors.cyan(op)}${operand}`];
  // What was met is told where it is news: an equality that holds met its own operand.
  const isNews = met && !(held && met.length === 1 && show(met[0]) === show(trace.operand));
  if (isNews) {
    const others = more > 0 ? ` and ${count(more)} more` : '';
    lines.push(colors.dim(`${indent}    met ${met.length > 0 ? met.map(show).join(', ') : 'nothing'}${others}`));
  }
  return [...lines, ...children.flatMap((child) => traceLines(child, `${indent}  `, colors))];
}

/** @param {any} value in extended JSON, or `{"$missing": true}` */
function show(value) {
  if (value === undefined) return 'nothing';
  return value?.$missing ? 'no such field' : shorten(JSON.stringify(value), LONGEST_VALUE);
}
