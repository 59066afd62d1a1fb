// A node of a condition's tree in words: what it asks of which part of the statement, and what it met there.

import { count } from '../ui/format.js';
import { listWords, valueWords } from './values.js';

/** @typedef {import('../../../js/engine/index.js').ConditionTrace} ConditionTrace */

/**
 * @typedef {object} Words
 * @property {string} [path] what is asked about, as a condition names it
 * @property {string} words what is asked, as it is said after the path
 * @property {string} [operand] what is asked for
 */

/** What MongoDB counts types by. */
const TYPES = /** @type {Record<string, string>} */ ({
  ...{ 1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 6: 'undefined', 7: 'objectId', 8: 'bool' },
  ...{ 9: 'date', 10: 'null', 11: 'regex', 13: 'javascript', 16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal' },
  ...{ '-1': 'minKey', 127: 'maxKey' },
});

const TYPE_WORDS = /** @type {Record<string, string>} */ ({
  ...{ number: 'a number', double: 'a decimal number', int: 'a whole number', long: 'a long whole number' },
  ...{ string: 'text', object: 'an object', array: 'a list', objectId: 'an id', bool: 'true or false' },
  ...{ date: 'a date', null: 'null', decimal: 'an exact decimal number', regex: 'a regular expression' },
});

/** @param {unknown} type */
function typeWords(type) {
  const name = TYPES[String(type)] ?? String(type);
  return TYPE_WORDS[name] ?? name;
}

/** How two values are compared: numbers and the like, and dates. @param {string} plain @param {string} ofDates */
const compared = (plain, ofDates) => (/** @type {any} */ operand) => ({
  words: operand?.$date === undefined ? plain : ofDates,
  operand: valueWords(operand),
});

/** @param {string} words */
const bits = (words) => (/** @type {any} */ operand) => ({
  words: Array.isArray(operand) ? `has ${words} of the bits` : `has ${words} of the bits that are 1 in`,
  operand: Array.isArray(operand) ? listWords(operand, 'and') : valueWords(operand),
});

/** Set or clear is said behind the bits. @param {Words} words @param {string} state @returns {Words} */
const inState = ({ words, operand }, state) => ({ words, operand: `${operand} ${state}` });

/** @type {Record<string, (operand: any, trace: ConditionTrace) => Words>} */
const LEAVES = {
  $eq: (operand) =>
    operand === null ? { words: 'is null or missing' } : { words: 'is', operand: valueWords(operand) },
  $ne: (operand) =>
    operand === null ? { words: 'is there and not null' } : { words: 'is not', operand: valueWords(operand) },
  $gt: compared('is more than', 'is after'),
  $gte: (operand) =>
    operand === null ? { words: 'is null or missing' } : compared('is at least', 'is at or after')(operand),
  $lt: compared('is less than', 'is before'),
  $lte: (operand) =>
    operand === null ? { words: 'is null or missing' } : compared('is at most', 'is at or before')(operand),
  $in: (operand) => ({
    words: 'is one of',
    operand: operand.length > 0 ? listWords(operand, 'or') : 'an empty list, which nothing is',
  }),
  $nin: (operand) => ({
    words: 'is none of',
    operand: operand.length > 0 ? listWords(operand, 'or') : 'an empty list, which holds for everything',
  }),
  $exists: (operand) => ({ words: operand && operand !== 0 ? 'is there' : 'is not there' }),
  $type: (operand) => ({ words: 'is', operand: [operand].flat().map(typeWords).join(' or ') }),
  $regex: (operand) => ({ words: 'matches', operand: typeof operand === 'string' ? operand : valueWords(operand) }),
  $size: (operand) => ({ words: 'is a list with this many elements:', operand: valueWords(operand) }),
  $mod: (operand) => ({ words: `divided by ${valueWords(operand[0])} leaves`, operand: valueWords(operand[1]) }),
  $bitsAllSet: (operand) => inState(bits('all')(operand), 'set'),
  $bitsAllClear: (operand) => inState(bits('all')(operand), 'clear'),
  $bitsAnySet: (operand) => inState(bits('at least one')(operand), 'set'),
  $bitsAnyClear: (operand) => inState(bits('at least one')(operand), 'clear'),
  $elemMatch: () => ({ words: 'has an element that meets all of this' }),
  $expr: (operand) => ({ words: 'This expression holds:', operand: valueWords(operand, 400) }),
  $all: () => ({ words: 'All of an empty list, which nothing has' }),
  $alwaysTrue: () => ({ words: 'Every statement meets this' }),
  $alwaysFalse: () => ({ words: 'No statement meets this' }),
  '{}': () => ({ words: 'Every statement meets this' }),
};

const BRANCHES = /** @type {Record<string, string>} */ ({
  ...{ $and: 'All of these', $or: 'At least one of these', $nor: 'None of these', $not: 'Not this' },
  $all: 'All of these',
});

/** @param {ConditionTrace} trace @returns {Words} */
export function traceWords(trace) {
  const { op, path, operand, children = [] } = trace;
  if (op === 'element') return { words: `Element ${Number(path) + 1}` };
  if (op in BRANCHES && (children.length > 0 || trace.cut)) return { words: BRANCHES[op] };
  const say = LEAVES[op];
  const words = say ? say(operand, trace) : { words: op, operand: valueWords(operand) };
  return path === undefined ? words : { path, ...words };
}

/**
 * What was met, where that is news: an equality that holds met its own operand.
 * @param {ConditionTrace} trace
 * @param {(value: unknown) => string | null} [nameOf] what statements call a value
 * @returns {string | null}
 */
export function metWords({ held, met, more = 0, operand, op }, nameOf = () => null) {
  if (met === undefined || op === '$elemMatch') return null;
  if (met.length === 0) return 'Met: nothing';
  const isOwn = held && more === 0 && met.length === 1 && JSON.stringify(met[0]) === JSON.stringify(operand);
  if (isOwn) return null;
  const shown = met.map((value) => [nameOf(value), valueWords(value)].filter(Boolean).join(' '));
  if (more > 0) return `Met: ${shown.join(', ')} and ${count(more)} more`;
  return `Met: ${shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown[0]}`;
}

/** How many nodes a tree has, as far as that matters. @param {ConditionTrace} trace @param {number} [enough] @returns {number} */
export function nodesOf({ children = [] }, enough = Infinity) {
  let nodes = 1;
  for (const child of children) {
    if (nodes >= enough) break;
    nodes += nodesOf(child, enough - nodes);
  }
  return nodes;
}
