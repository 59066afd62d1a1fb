// Regular expressions that stand for plain text: "contains", "starts with" and "ends with" are patterns in a query.

/** @typedef {'contains' | 'starts' | 'ends' | 'matches'} PatternOperator */

const SPECIAL = /[\\^$.*+?()[\]{}|]/g;
const ESCAPED = /\\([\\^$.*+?()[\]{}|/-])|([\\^$.*+?()[\]{}|])/g;

/** The pattern that finds this text and nothing else. @param {string} text */
const escapePattern = (text) => text.replace(SPECIAL, '\\$&');

/** The text that a pattern finds, or null where it finds more than one. @param {string} pattern @returns {string | null} */
function plainText(pattern) {
  let isPlain = true;
  const text = pattern.replace(ESCAPED, (_, escaped) => {
    isPlain &&= escaped !== undefined;
    return escaped ?? '';
  });
  return isPlain ? text : null;
}

/**
 * What a pattern asks, in the simplest words.
 * @param {string} pattern
 * @param {string} [options] with others than `i` an anchor or a space may mean something else
 * @returns {{op: PatternOperator, text: string}}
 */
export function readPattern(pattern, options = '') {
  if (options === '' || options === 'i') {
    const whole = plainText(pattern);
    if (whole) return { op: 'contains', text: whole };
    const start = pattern.startsWith('^') ? plainText(pattern.slice(1)) : null;
    if (start) return { op: 'starts', text: start };
    const end = pattern.endsWith('$') ? plainText(pattern.slice(0, -1)) : null;
    if (end) return { op: 'ends', text: end };
  }
  return { op: 'matches', text: pattern };
}

/** @param {PatternOperator} op @param {string} text */
export function writePattern(op, text) {
  if (op === 'matches') return text;
  const escaped = escapePattern(text);
  if (op === 'starts') return `^${escaped}`;
  return op === 'ends' ? `${escaped}$` : escaped;
}
