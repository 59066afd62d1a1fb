// What can be asked of a field: the words, and the query each stands for.

/** @typedef {'text' | 'number' | 'boolean' | 'date'} Kind of values */

/**
 * @typedef {object} Operator
 * @property {string} label in the list of operators
 * @property {string} phrase in a sentence
 * @property {number} values how many it needs; Infinity: a list
 * @property {string} [query] the operator of a query that it stands for; patterns and others that need more have none
 * @property {import('./patterns.js').PatternOperator} [pattern]
 * @property {boolean} [isNegated]
 * @property {{label: string, phrase: string}} [ofDates] the words where the values are dates
 */

const SIMPLE = /** @satisfies {Record<string, Operator>} */ ({
  is: { label: 'is', phrase: 'is', values: 1, query: '$eq' },
  isNot: { label: 'is not', phrase: 'is not', values: 1, query: '$ne' },
  in: { label: 'is one of', phrase: 'is', values: Infinity, query: '$in' },
  notIn: { label: 'is none of', phrase: 'is none of', values: Infinity, query: '$nin' },
  contains: { label: 'contains', phrase: 'contains', values: 1, pattern: 'contains' },
  notContains: {
    label: 'does not contain',
    phrase: 'does not contain',
    values: 1,
    pattern: 'contains',
    isNegated: true,
  },
  starts: { label: 'starts with', phrase: 'starts with', values: 1, pattern: 'starts' },
  notStarts: {
    label: 'does not start with',
    phrase: 'does not start with',
    values: 1,
    pattern: 'starts',
    isNegated: true,
  },
  ends: { label: 'ends with', phrase: 'ends with', values: 1, pattern: 'ends' },
  notEnds: { label: 'does not end with', phrase: 'does not end with', values: 1, pattern: 'ends', isNegated: true },
  matches: { label: 'matches pattern', phrase: 'matches', values: 1, pattern: 'matches' },
  notMatches: {
    label: 'does not match pattern',
    phrase: 'does not match',
    values: 1,
    pattern: 'matches',
    isNegated: true,
  },
  gte: {
    ...{ label: '≥ at least', phrase: 'is at least', values: 1, query: '$gte' },
    ofDates: { label: '≥ from', phrase: 'is at or after' },
  },
  gt: {
    ...{ label: '> more than', phrase: 'is more than', values: 1, query: '$gt' },
    ofDates: { label: '> after', phrase: 'is after' },
  },
  lte: {
    ...{ label: '≤ at most', phrase: 'is at most', values: 1, query: '$lte' },
    ofDates: { label: '≤ until', phrase: 'is at or before' },
  },
  lt: {
    ...{ label: '< less than', phrase: 'is less than', values: 1, query: '$lt' },
    ofDates: { label: '< before', phrase: 'is before' },
  },
  between: { label: 'is between', phrase: 'is between', values: 2 },
  exists: { label: 'exists', phrase: 'exists', values: 0 },
  missing: { label: 'does not exist', phrase: 'does not exist', values: 0 },
  empty: { label: 'is null or missing', phrase: 'is null or missing', values: 0 },
  notEmpty: { label: 'has a value', phrase: 'has a value', values: 0 },
});

/** @typedef {keyof typeof SIMPLE} OperatorName */

/** @type {Record<OperatorName, Operator>} */
export const OPERATORS = SIMPLE;

const TEXT = /** @type {const} */ ([
  ...['is', 'isNot', 'in', 'notIn', 'contains', 'notContains', 'starts', 'notStarts', 'ends', 'notEnds'],
  ...['matches', 'notMatches'],
]);
const ORDERED = /** @type {const} */ (['gte', 'gt', 'lte', 'lt', 'between']);
const PRESENCE = /** @type {const} */ (['exists', 'missing']);

/** @type {Record<Kind, OperatorName[]>} */
const BY_KIND = /** @type {any} */ ({
  text: [...TEXT, ...PRESENCE],
  number: [...ORDERED, 'is', 'isNot', 'in', 'notIn', ...PRESENCE],
  boolean: ['is', 'isNot', ...PRESENCE],
  date: [...ORDERED, ...PRESENCE],
});

/** Operators that go with a kind of field, and the one that is chosen, whatever it is. @param {Kind} kind @param {OperatorName} [chosen] */
export function operatorsFor(kind, chosen) {
  const names = BY_KIND[kind];
  return !chosen || names.includes(chosen) ? names : [...names, chosen];
}

/** @param {OperatorName} name @param {Kind} [kind] */
export function wordsOf(name, kind) {
  const operator = OPERATORS[name];
  return (kind === 'date' && operator.ofDates) || operator;
}

/** Names by the query's operator. @type {Map<string, OperatorName>} */
export const BY_QUERY = new Map(
  Object.entries(OPERATORS).flatMap(([name, { query }]) =>
    query ? [[query, /** @type {OperatorName} */ (name)]] : [],
  ),
);

/** The name of a pattern's operator. @param {import('./patterns.js').PatternOperator} pattern @param {boolean} isNegated */
export function patternOperator(pattern, isNegated) {
  const found = Object.entries(OPERATORS).find(
    ([, each]) => each.pattern === pattern && !!each.isNegated === isNegated,
  );
  return /** @type {OperatorName} */ (found?.[0]);
}
