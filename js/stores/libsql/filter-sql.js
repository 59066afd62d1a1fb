// Turns what it can of a MongoDB query into SQL. What comes out holds for at least all documents that meet the query; it
// says whether it holds for exactly those. The rest is for the engine to try, so that there is one meaning of a query.

/** @typedef {import('@libsql/client').InValue} Value */
/** @typedef {import('./kinds.js').Type} Type */
/** @typedef {{sql: string, args: Value[], exact: boolean}} Clause */
/**
 * @typedef {object} Columns
 * @property {Record<string, Type>} columns by path
 * @property {Record<string, string>} [names] where a column is named otherwise than its path
 * @property {boolean} [equality] compare for equality with what is not null only
 * @property {(path: string, value: any) => string | null} [hint] a text that the column `identifier` has where a path equals a value
 */

/** SQLite's parser nests about a hundred levels, and an expression a thousand; people write few. */
const DEEPEST = 6;
const MOST_TERMS = 100;
const MOST_LISTED = 1000;
const ID = /^[0-9a-f]{24}$/;

/** @type {Clause} */
const ANYTHING = { sql: '1', args: [], exact: false };
/** @type {Clause} */
const ALWAYS = { sql: '1', args: [], exact: true };
/** @type {Clause} */
const NEVER = { sql: '0', args: [], exact: true };

/** @param {any} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {any} value */
const isScalar = (value) => typeof value !== 'object' || value === null;

/** @param {Clause[]} clauses @param {'AND' | 'OR'} by @returns {Clause} */
function join(clauses, by) {
  if (clauses.length > MOST_TERMS)
    return by === 'OR' ? ANYTHING : { ...join(clauses.slice(0, MOST_TERMS), by), exact: false };
  if (clauses.length === 1) return clauses[0];
  return {
    sql: `(${clauses.map(({ sql }) => sql).join(` ${by} `)})`,
    args: clauses.flatMap(({ args }) => args),
    exact: clauses.every(({ exact }) => exact),
  };
}

/**
 * @param {import('../store.js').Filter} filter
 * @param {Columns} columns
 * @param {number} [depth]
 * @returns {Clause}
 */
export function translate(filter, columns, depth = 0) {
  if (depth > DEEPEST) return ANYTHING;
  const clauses = Object.entries(filter).map(([key, value]) => {
    if (key === '$comment') return ALWAYS;
    if (key === '$and' || key === '$or') {
      if (!Array.isArray(value) || !value.every(isObject)) return ANYTHING;
      const inner = value.map((/** @type {any} */ each) => translate(each, columns, depth + 1));
      return join(inner, key === '$and' ? 'AND' : 'OR');
    }
    return key.startsWith('$') ? ANYTHING : atPath(key, value, columns);
  });
  return clauses.length === 0 ? ALWAYS : join(clauses, 'AND');
}

/** @param {string} path @param {any} value @param {Columns} columns @returns {Clause} */
function atPath(path, value, columns) {
  if (!Object.hasOwn(columns.columns, path)) return hinted(path, value, columns);
  if (isScalar(value)) return compare(path, '$eq', value, columns);
  const operators = isObject(value) ? Object.entries(value) : [];
  if (operators.length === 0 || !operators.every(([operator]) => operator.startsWith('$'))) return ANYTHING;
  return join(
    operators.map(([operator, operand]) => compare(path, operator, operand, columns)),
    'AND',
  );
}

/** @param {string} path @param {any} value @param {Columns} columns @returns {Clause} */
function hinted(path, value, { hint }) {
  if (!hint) return ANYTHING;
  const operands =
    isObject(value) && '$in' in value ? value.$in : [isObject(value) && '$eq' in value ? value.$eq : value];
  if (!Array.isArray(operands) || operands.length > MOST_LISTED) return ANYTHING;
  const texts = operands.map((operand) => hint(path, operand));
  if (texts.some((text) => text === null)) return ANYTHING;
  if (texts.length === 1) return { sql: 'identifier = ?', args: texts, exact: false };
  return { sql: 'identifier IN (SELECT value FROM json_each(?))', args: [JSON.stringify(texts)], exact: false };
}

/** What a column holds for a value; undefined where it never holds it. @param {any} value @param {Type} type @returns {Value | undefined} */
export function columnValue(value, type) {
  if (type === 'boolean') return typeof value === 'boolean' ? Number(value) : undefined;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** @param {string} path @param {string} operator @param {any} operand @param {Columns} columns @returns {Clause} */
function compare(path, operator, operand, { columns, names, equality }) {
  const type = columns[path];
  const name = names?.[path] ?? path;
  const listed = operator === '$in' || operator === '$nin';
  const operands = listed ? operand : [operand];
  if (!Array.isArray(operands) || operands.length > MOST_LISTED || !operands.every(isScalar)) return ANYTHING;
  // In a document `_id` is an ObjectId to the engine, where it looks like one.
  if (path === '_id' && !operands.every((each) => each === null || (typeof each === 'string' && ID.test(each))))
    return ANYTHING;
  // What is no JSON number is not for SQL.
  if (operands.some((each) => typeof each === 'number' && !Number.isFinite(each))) return ANYTHING;
  if (equality && (operands.includes(null) || !EQUALITY.has(operator))) return ANYTHING;
  return CLAUSES[operator]?.(name, operands, type) ?? ANYTHING;
}

const EQUALITY = new Set(['$eq', '$ne', '$in', '$nin']);

/** How an operator is written, where it can be. @type {Record<string, (name: string, operands: any[], type: Type) => Clause>} */
const CLAUSES = {
  $eq: equal,
  $in: equal,
  $ne: notEqual,
  $nin: notEqual,
  $gt: (name, [operand], type) => ordered(name, '>', operand, type),
  $gte: (name, [operand], type) => ordered(name, '>=', operand, type),
  $lt: (name, [operand], type) => ordered(name, '<', operand, type),
  $lte: (name, [operand], type) => ordered(name, '<=', operand, type),
  // Whether a null stands there or nothing, a column does not tell.
  $exists: (name, [operand]) => (operand ? ANYTHING : { sql: `${name} IS NULL`, args: [], exact: false }),
};

/** @param {string} name @param {any[]} operands @param {Type} type @returns {Clause} */
function equal(name, operands, type) {
  const clauses = [];
  const values = operands.map((each) => columnValue(each, type)).filter((each) => each !== undefined);
  if (values.length > 1)
    clauses.push({ sql: `${name} IN (SELECT value FROM json_each(?))`, args: [JSON.stringify(values)], exact: true });
  if (values.length === 1) clauses.push(single(name, '=', values[0], type));
  if (operands.includes(null)) clauses.push({ sql: `${name} IS NULL`, args: [], exact: true });
  return clauses.length === 0 ? NEVER : join(clauses, 'OR');
}

/** @param {string} name @param {any[]} operands @param {Type} type @returns {Clause} */
function notEqual(name, operands, type) {
  const clauses = [];
  const values = operands.map((each) => columnValue(each, type)).filter((each) => each !== undefined);
  if (values.length > 0) {
    const sql = `(${name} IS NULL OR ${name} NOT IN (SELECT value FROM json_each(?)))`;
    clauses.push({ sql, args: [JSON.stringify(values)], exact: true });
  }
  if (operands.includes(null)) clauses.push({ sql: `${name} IS NOT NULL`, args: [], exact: true });
  return clauses.length === 0 ? ALWAYS : join(clauses, 'AND');
}

/** @param {string} name @param {string} sign @param {any} operand @param {Type} type @returns {Clause} */
function ordered(name, sign, operand, type) {
  if (operand === null) return sign.endsWith('=') ? { sql: `${name} IS NULL`, args: [], exact: true } : NEVER;
  const value = columnValue(operand, type);
  return value === undefined ? NEVER : single(name, sign, value, type);
}

/** Booleans are written out, so that SQLite knows when a partial index serves. @param {string} name @param {string} sign @param {Value} value @param {Type} type @returns {Clause} */
function single(name, sign, value, type) {
  if (type === 'boolean') return { sql: `${name} ${sign} ${value}`, args: [], exact: true };
  return { sql: `${name} ${sign} ?`, args: [value], exact: true };
}
