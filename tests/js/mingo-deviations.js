// Where mingo answers a query otherwise than MongoDB does: the rule it breaks, an example, and how to tell that a query
// and a document may be such a case. The tests compare the engine with mingo on everything else; and they check that
// each example really deviates, so that nothing stays listed that mingo has put right.
//
// A deviation is recognised at one leaf of a query ({path, op, operand}) and what its path finds in the document.

/** @typedef {{path: string, op: string, operand: any}} Leaf */
/**
 * What a path finds.
 * @typedef {object} Found
 * @property {any[]} ends the values at the end of the path
 * @property {any[]} offered the same, and the elements of those that are arrays
 * @property {boolean} isMissing whether a step was missing somewhere
 * @property {boolean} crosses whether an array was crossed on the way, each of its elements taken
 * @property {boolean} nests whether an array directly inside an array stood on the way or at the end
 * @property {boolean} indexes whether a step that is a number met an array
 */

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isContainer = (value) => typeof value === 'object' && value !== null;
const isNull = (value) => value === null;
const isInt32 = (value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31;
const listed = (operand) => (Array.isArray(operand) ? operand : [operand]);
const ORDERED = ['$gt', '$gte', '$lt', '$lte'];
const MEMBERS = ['$in', '$nin'];
const EQUAL = ['$eq', '$ne'];
const LOGICAL = ['$and', '$or', '$nor'];
const BITS = ['$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear'];

export const DEVIATIONS = [
  {
    rule: 'bit operators meet integral numbers of up to 64 bits, and nothing else',
    query: { a: { $bitsAllClear: [0] } },
    document: {},
    matches: false,
    recognises: ({ op, operand }, { isMissing, crosses, ends }) => {
      if (!BITS.includes(op)) return false;
      if (Array.isArray(operand) && operand.some((bit) => bit > 31)) return true;
      // mingo takes anything for a number of 32 bits; where it takes it for 0, asking for set bits does no harm.
      const asksForClear = op.endsWith('Clear') || (op === '$bitsAllSet' && (operand === 0 || operand.length === 0));
      return [...ends, ...(isMissing || crosses ? [undefined] : [])].some(
        (end) => !isInt32(end) && (asksForClear || (end & -1) !== 0 || isContainer(end)),
      );
    },
  },
  {
    rule: '$mod meets numbers only, and cuts off their fractions',
    query: { a: { $mod: [2, 1] } },
    document: { a: '1' },
    matches: false,
    recognises: ({ op }, { offered }) =>
      op === '$mod' && offered.some((value) => !Number.isInteger(value) && !Number.isNaN(Number(value))),
  },
  {
    rule: '$type "double" and "int" do not meet numbers of each other, nor does "int" meet those of 64 bits',
    query: { a: { $type: 'double' } },
    document: { a: 1 },
    matches: false,
    recognises: ({ op, operand }, { offered }) =>
      op === '$type' &&
      ((listed(operand).some((type) => type === 1 || type === 'double') && offered.some(Number.isInteger)) ||
        (listed(operand).includes('int') && offered.some((value) => Number.isInteger(value) && !isInt32(value)))),
  },
  {
    rule: '$type meets an array by the types of its elements, too',
    query: { a: { $type: 'string' } },
    document: { a: ['x'] },
    matches: true,
    recognises: ({ op }, { ends, crosses }) => op === '$type' && (crosses || ends.some(Array.isArray)),
  },
  {
    rule: '$gte and $lte of null meet a missing field',
    query: { a: { $gte: null } },
    document: {},
    matches: true,
    recognises: ({ op, operand }, { isMissing }) => ORDERED.includes(op) && operand === null && isMissing,
  },
  {
    rule: '$all meets a field that is no array, by its only value',
    query: { a: { $all: [1] } },
    document: { a: 1 },
    matches: true,
    recognises: ({ op, operand }, { ends }) =>
      op === '$all' && ends.some((end) => !Array.isArray(end) && operand.some((value) => isAlike(value, end))),
  },
  {
    rule: '$all of null meets a missing field, and $all of an array an equal array',
    query: { a: { $all: [[1]] } },
    document: { a: [1] },
    matches: true,
    recognises: ({ op, operand }, { ends, isMissing }) =>
      op === '$all' &&
      ((isMissing && operand.some(isNull)) || (operand.some(Array.isArray) && ends.some(Array.isArray))),
  },
  {
    rule: '$in meets a whole array, too',
    query: { a: { $in: [[1, 2]] } },
    document: { a: [1, 2] },
    matches: true,
    recognises: ({ op, operand }, { ends }) =>
      MEMBERS.includes(op) && operand.some(Array.isArray) && ends.some(Array.isArray),
  },
  {
    rule: 'a query in $elemMatch meets no element that is a scalar',
    query: { a: { $elemMatch: { b: { $exists: true } } } },
    document: { a: [1] },
    matches: false,
    recognises: ({ op, operand }, { ends }) =>
      op === '$elemMatch' && isQuery(operand) && ends.some((end) => Array.isArray(end) && !end.every(isContainer)),
  },
  {
    rule: 'operators in $elemMatch meet an element itself, not the elements of one that is an array',
    query: { a: { $elemMatch: { $gte: 1 } } },
    document: { a: [[1]] },
    matches: false,
    recognises: ({ op, operand }, { ends }) =>
      op === '$elemMatch' && !isQuery(operand) && ends.some((end) => Array.isArray(end) && end.some(Array.isArray)),
  },
  {
    rule: 'an element of $elemMatch that is an array is a document, whose fields are its indexes',
    query: { a: { $elemMatch: { b: 1 } } },
    document: { a: [[{ b: 1 }]] },
    matches: false,
    recognises: ({ path }, found, scope) => path !== '' && Array.isArray(scope),
  },
  {
    rule: 'an empty $elemMatch meets an element that is an array, too',
    query: { a: { $elemMatch: {} } },
    document: { a: [[]] },
    matches: true,
    recognises: ({ op, operand }, { ends }) =>
      op === '$elemMatch' &&
      Object.keys(operand).length === 0 &&
      ends.some((end) => Array.isArray(end) && end.some(Array.isArray)),
  },
  {
    rule: 'objects are equal with the same fields in the same order only',
    query: { a: { b: 1, c: 2 } },
    document: { a: { c: 2, b: 1 } },
    matches: false,
    recognises: ({ op, operand }, { offered }) =>
      [...EQUAL, ...MEMBERS, '$all'].includes(op) &&
      [operand, ...listed(operand)].some((wanted) =>
        offered.some((value) => isAlike(wanted, value) && !isSame(wanted, value)),
      ),
  },
  {
    rule: 'objects are ordered field by field: type, name, value',
    query: { a: { $lt: { b: 1, c: 1 } } },
    document: { a: { b: 0, d: 1 } },
    matches: true,
    recognises: ({ op, operand }, { offered }) => ORDERED.includes(op) && holdsObject(operand) && holdsObject(offered),
  },
  {
    rule: 'arrays are compared as wholes and element by element, in their order',
    query: { a: { $gt: [1, 2] } },
    document: { a: [2, 1] },
    matches: true,
    recognises: ({ op, operand }, { offered }) =>
      ORDERED.includes(op) && Array.isArray(operand) && offered.some(Array.isArray),
  },
  {
    rule: 'null meets each object in an array that lacks the field',
    query: { 'a.b': null },
    document: { a: [{}, { b: 1 }] },
    matches: true,
    recognises: ({ op, operand }, { crosses, isMissing }) =>
      crosses && isMissing && (op === '$exists' || listed(operand).some(isNull)),
  },
  {
    rule: 'a path beyond an array offers values one by one, never as an array of its own',
    query: { 'a.b': { $size: 2 } },
    document: { a: [{ b: 1 }, { b: 1 }] },
    matches: false,
    recognises: ({ op, operand }, { crosses }) =>
      crosses &&
      (['$size', '$elemMatch', '$all', '$exists', ...BITS].includes(op) ||
        listed(operand).some(Array.isArray) ||
        (Array.isArray(operand) && !MEMBERS.includes(op))),
  },
  {
    rule: 'a path beyond an array offers the elements of every array that it ends at',
    query: { 'a.b': { $in: [1] } },
    document: { a: [{ b: [1] }, { b: 2 }] },
    matches: true,
    recognises: (leaf, { crosses, ends }) => crosses && ends.some(Array.isArray),
  },
  {
    rule: 'an array directly inside an array is not searched',
    query: { 'a.b': 1 },
    document: { a: [[1]] },
    matches: false,
    recognises: ({ path }, { nests }) => path.includes('.') && nests,
  },
  {
    rule: 'an array directly inside the array that a path ends at offers itself, not its elements',
    query: { a: { $regex: 'x' } },
    document: { a: [['x']] },
    matches: false,
    recognises: ({ op }, { ends }) =>
      [...EQUAL, '$regex'].includes(op) && ends.some((end) => Array.isArray(end) && end.some(Array.isArray)),
  },
  {
    rule: 'a number in a path is the index of an array and also a field of its elements',
    query: { 'a.0': 1 },
    document: { a: [{ 0: 1 }] },
    matches: true,
    recognises: (leaf, { indexes }) => indexes,
  },
  {
    rule: '$expr compares fields as wholes, and values of different types by the order of types',
    query: { $expr: { $gt: ['$a', 1] } },
    document: { a: 'x' },
    matches: true,
    recognises: ({ op, operand }, found, document) =>
      op === '$expr' && (typesIn(operand, document).size > 1 || typesIn(operand, document).has('object')),
  },
];

/** A deviation that may make mingo's answer differ from MongoDB's, if there is any. */
export function deviationAt(query, document) {
  for (const { leaf, scopes } of leaves(query, [document])) {
    for (const scope of scopes) {
      const found = find(leaf.path, scope);
      const deviation = DEVIATIONS.find(({ recognises }) => recognises(leaf, found, scope));
      if (deviation !== undefined) return deviation;
    }
  }
  return undefined;
}

/** The leaves of a query, each with the documents that its path starts from: inside $elemMatch these are elements. */
function* leaves(query, scopes) {
  for (const [key, value] of Object.entries(query)) {
    if (LOGICAL.includes(key)) {
      for (const each of value) yield* leaves(each, scopes);
    } else if (key === '$expr') {
      yield { leaf: { path: '', op: key, operand: value }, scopes };
    } else {
      yield* leavesBehind(key, value, scopes);
    }
  }
}

function* leavesBehind(path, value, scopes) {
  if (!isObject(value) || !Object.keys(value)[0]?.startsWith('$')) value = { $eq: value };
  for (const [op, operand] of Object.entries(value)) {
    if (op === '$options') continue;
    if (op === '$not') {
      yield* leavesBehind(path, operand, scopes);
      continue;
    }
    yield { leaf: { path, op, operand }, scopes };
    if (op === '$all') for (const each of operand) if (each?.$elemMatch) yield* leavesBehind(path, each, scopes);
    if (op === '$elemMatch') {
      const elements = scopes.flatMap((scope) => find(path, scope).ends.filter(Array.isArray).flat());
      yield* isQuery(operand) ? leaves(operand, elements) : leavesBehind('', operand, elements);
    }
  }
}

/** Whether an $elemMatch is of the form that holds a query, not operators. */
function isQuery(operand) {
  const [first = ''] = Object.keys(operand);
  return !first.startsWith('$') || LOGICAL.includes(first);
}

/** @returns {Found} */
function find(path, document) {
  const found = { ends: [], offered: [], isMissing: false, crosses: false, nests: false, indexes: false };
  const walk = (value, [step, ...rest]) => {
    if (step === undefined) {
      found.ends.push(value);
      found.offered.push(value, ...(Array.isArray(value) ? value : []));
    } else if (Array.isArray(value)) {
      if (/^\d+$/.test(step)) {
        found.indexes = true;
        if (step in value) walk(value[step], rest);
      }
      found.crosses = true;
      found.nests ||= value.some(Array.isArray);
      for (const element of value.filter(isObject)) walk(element, [step, ...rest]);
    } else if (isContainer(value) && Object.hasOwn(value, step)) {
      walk(value[step], rest);
    } else {
      found.isMissing = true;
    }
  };
  walk(document, path === '' ? [] : path.split('.'));
  return found;
}

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** Whether two values are the same but for the order of fields. */
const isAlike = (a, b) => isSame(inOneOrder(a), inOneOrder(b));
const inOneOrder = (value) => {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOneOrder(value[key])]),
  );
};
const holdsObject = (value) => isObject(value) || (Array.isArray(value) && value.some(holdsObject));

/** The types of all values that an expression holds or reads; null and containers are objects. */
function typesIn(expression, document) {
  if (isContainer(expression))
    return new Set(Object.values(expression).flatMap((each) => [...typesIn(each, document)]));
  const isField = typeof expression === 'string' && expression.startsWith('$');
  return new Set([typeof (isField ? document[expression.slice(1)] : expression)]);
}
