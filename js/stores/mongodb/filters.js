// Turns what it can of a query into one for MongoDB. What comes out holds for at least all documents that meet the query;
// it says whether it holds for exactly those. The engine tries the rest, so that there is one meaning of a query: MongoDB
// does not know which texts stand for ids, its regular expressions can take for ever, and what answers for it is not
// always MongoDB.
//
// At paths that hold one value at most the answer is exact. At any other path only what asks for something is handed on,
// nothing that asks for something to be absent: there an array meets some servers' queries otherwise than MongoDB's.

import { ALWAYS, ANYTHING, NEVER, and, nor, or } from './clauses.js';
import { encodeKey, isPacked } from './keys.js';

/** @typedef {import('./clauses.js').Clause} Clause */
/**
 * Where a query stands: at a document, or at the elements of an array in it.
 * @typedef {object} Scope
 * @property {string} prefix before paths
 * @property {Set<string>} scalars paths that hold one value at most
 * @property {number} depth
 */

/** Levels of `$and`, `$or`, `$nor` and `$elemMatch` that are handed on; people write few. */
const DEEPEST = 8;

/** To the engine these are ids, at the top of a document; in the database they are text. */
const IDS = new Set(['_id', 'organisation']);
const ID = /^[0-9a-f]{24}$/;
/** And so are these, or times. */
const TYPED = new Set(['timestamp', 'stored', 'lrs_id', 'client', 'person', 'personaIdentifier']);

/** Regular expressions that mean the same to everybody: some text, perhaps at the start. */
const PLAIN_PATTERN = /^\^?[^\\^$.|?*+()[\]{}\0]*$/;

/** @param {any} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {any} value */
const isScalar = (value) => typeof value !== 'object' || value === null;
/** @param {any} value */
const isPresent = (value) => isScalar(value) && value !== null;
/** @param {any} value */
const isIdOrNull = (value) => value === null || (typeof value === 'string' && ID.test(value));

/** Whether operators stand there, and not an object to be equal to. @param {any} value */
function isOperators(value) {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
}

/** @type {Set<string>} */
const NONE = new Set();

const JOINS = { $and: and, $or: or, $nor: nor };

/** @param {import('../store.js').Filter} filter @param {Set<string>} scalars paths that hold one value at most @returns {Clause} */
export const translate = (filter, scalars) => translateIn({ prefix: 'document.', scalars, depth: 0 }, filter);

/** @param {Scope} scope @param {Record<string, any>} filter @returns {Clause} */
function translateIn(scope, filter) {
  if (scope.depth > DEEPEST) return ANYTHING;
  const deeper = { ...scope, depth: scope.depth + 1 };
  const clauses = Object.entries(filter).map(([key, value]) => {
    if (key === '$comment') return ALWAYS;
    if (!key.startsWith('$')) return atPath(deeper, key, isOperators(value) ? Object.entries(value) : [['$eq', value]]);
    if (!Object.hasOwn(JOINS, key) || !Array.isArray(value) || !value.every(isObject)) return ANYTHING;
    return JOINS[/** @type {keyof JOINS} */ (key)](value.map((each) => translateIn(deeper, each)));
  });
  return and(clauses);
}

/** @param {Scope} scope @param {string} path @param {[string, any][]} operators @returns {Clause} */
function atPath(scope, path, operators) {
  if (scope.scalars.has(path)) return atScalar(scope.prefix + path, operators, IDS.has(path));
  const name = nameOf(path);
  if (name === null) return ANYTHING;
  return and(operators.map(([operator, operand]) => asking(scope, path, scope.prefix + name, operator, operand)));
}

/** A path as the database has it; null where there is none, or two: `&46;` may stand for itself, an index for a key. @param {string} path */
function nameOf(path) {
  const steps = path.split('.');
  if (path.includes('&') || steps.some((step) => /^\d*$/.test(step)) || TYPED.has(steps[0])) return null;
  return steps.map(encodeKey).join('.');
}

// ---- Paths that hold one value at most.

/** @param {string} name @param {[string, any][]} operators @param {boolean} isId @returns {Clause} */
function atScalar(name, operators, isId) {
  const hasOptions = operators.some(([operator]) => operator === '$options');
  return and(
    operators.map(([operator, operand]) => {
      if (operator === '$not') {
        return isOperators(operand) ? nor([atScalar(name, Object.entries(operand), isId)]) : ANYTHING;
      }
      if (operator === '$exists') return typeof operand === 'boolean' ? meets(name, { $exists: operand }) : ANYTHING;
      if (operator === '$regex') return isId || hasOptions ? ANYTHING : matches(name, operand);
      const operands = operator === '$in' || operator === '$nin' ? operand : [operand];
      if (!Array.isArray(operands) || !operands.every(isId ? isIdOrNull : isScalar)) return ANYTHING;
      return EXACTLY[operator]?.(name, operand) ?? ANYTHING;
    }),
  );
}

/** @param {string} name @param {object} test @returns {Clause} */
const meets = (name, test) => ({ filter: { [name]: test }, exact: true });

/** @param {string} name @param {any} pattern @returns {Clause} */
const matches = (name, pattern) =>
  typeof pattern === 'string' && PLAIN_PATTERN.test(pattern) ? meets(name, { $regex: pattern }) : ANYTHING;

/** How operators with scalar operands are written so that every server takes them alike. @type {Record<string, (name: string, operand: any) => Clause>} */
const EXACTLY = {
  $eq: (name, operand) => meets(name, { $eq: operand }),
  $ne: (name, operand) => meets(name, { $ne: operand }),
  $in: (name, operand) => meets(name, { $in: operand }),
  $nin: (name, operand) => meets(name, { $nin: operand }),
  $gt: (name, operand) => (operand === null ? NEVER : meets(name, { $gt: operand })),
  $lt: (name, operand) => (operand === null ? NEVER : meets(name, { $lt: operand })),
  $gte: (name, operand) => meets(name, operand === null ? { $eq: null } : { $gte: operand }),
  $lte: (name, operand) => meets(name, operand === null ? { $eq: null } : { $lte: operand }),
};

// ---- Any other paths.

/** Operands with which an operator asks for something to be there, and is taken alike everywhere. @type {Record<string, (operand: any) => boolean>} */
const ASKING = {
  $eq: isPresent,
  $in: (operand) => Array.isArray(operand) && operand.every(isPresent),
  $all: (operand) => Array.isArray(operand) && operand.every(isPresent),
  $gt: isPresent,
  $gte: isPresent,
  $lt: isPresent,
  $lte: isPresent,
  $exists: (operand) => operand === true,
  $size: Number.isInteger,
};

/** @param {Scope} scope @param {string} path @param {string} name @param {string} operator @param {any} operand @returns {Clause} */
function asking(scope, path, name, operator, operand) {
  if (operator === '$eq' && isObject(operand)) return { ...and(equalParts(scope, path, operand)), exact: false };
  if (operator === '$elemMatch') return atElement(scope, path, name, operand);
  if (!ASKING[operator]?.(operand)) return ANYTHING;
  return { filter: { $or: [{ [name]: { [operator]: operand } }, isPacked('document')] }, exact: false };
}

/** An object that is equal has equal parts: those that an index may be on. @param {Scope} scope @param {string} path @param {Record<string, any>} operand @returns {Clause[]} */
function equalParts(scope, path, operand) {
  return Object.entries(operand).flatMap(([key, value]) => {
    if (key.includes('.')) return []; // no path leads there
    const inner = `${path}.${key}`;
    if (isObject(value)) return equalParts(scope, inner, value);
    return scope.scalars.has(inner) && isPresent(value) ? [meets(scope.prefix + inner, { $eq: value })] : [];
  });
}

/** What one element meets, the array meets too, if not the other way round. @param {Scope} scope @param {string} path @param {string} name @param {any} operand @returns {Clause} */
function atElement(scope, path, name, operand) {
  if (isOperators(operand)) {
    return and(Object.entries(operand).map(([operator, inner]) => asking(scope, path, name, operator, inner)));
  }
  return isObject(operand) ? translateIn({ ...scope, prefix: `${name}.`, scalars: NONE }, operand) : ANYTHING;
}
