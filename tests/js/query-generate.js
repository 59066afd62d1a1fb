// Random MongoDB queries and documents from a small vocabulary, so that they meet: few field names, few values, arrays in
// arrays, nulls and missing fields everywhere, and operands that are mostly taken out of the documents.

const FIELDS = ['a', 'b', 'c'];
const SCALARS = [null, true, false, 0, 1, 2, 3, -1, -5, 1.5, 2 ** 40, '', 'a', 'ab', 'ba', '1', 'é'];
const PATTERNS = ['a', '^a', 'b$', '^a.*b', '[ab]{2}', '^$', 'B', '.', '^(a|1)'];
const TYPES = ['string', 'bool', 'null', 'object', 'array', 'number', 'int', 2, 3, 4, 8, 10, 'double', 1];

/** One document. */
export function randomDocument(chance) {
  const document = {};
  for (const field of FIELDS) if (chance.chance(0.8)) document[field] = randomValue(chance, 0);
  return document;
}

function randomValue(chance, depth) {
  if (depth >= 3 || chance.chance(0.5)) return chance.of(SCALARS);
  if (chance.chance(0.55)) return Array.from({ length: chance.below(4) }, () => randomValue(chance, depth + 1));
  const object = {};
  for (const field of [...FIELDS, '0'])
    if (chance.chance(field === '0' ? 0.1 : 0.45)) object[field] = randomValue(chance, depth + 1);
  return object;
}

/** One query, most of whose paths and operands occur in the document. */
export function randomQuery(chance, document) {
  return query(chance, document, 0);
}

function query(chance, document, depth) {
  const made = {};
  const fields = chance.chance(0.75) ? 1 : 2;
  for (let count = 0; count < fields; count += 1) {
    if (depth < 2 && chance.chance(0.18)) {
      const list = Array.from({ length: 1 + chance.below(3) }, () => query(chance, document, depth + 1));
      made[chance.of(['$and', '$or', '$nor'])] = list;
    } else if (depth === 0 && chance.chance(0.1)) {
      made.$expr = expression(chance, document);
    } else {
      const { path, found } = place(chance, document);
      made[path] = behindField(chance, found, depth);
    }
  }
  return made;
}

/** A path, and a value that the document has there. */
function place(chance, document) {
  const steps = [];
  let value = document;
  do {
    if (Array.isArray(value) && chance.chance(0.75)) value = chance.of(value); // paths cross arrays unseen
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const key = keys.length > 0 && chance.chance(0.85) ? chance.of(keys) : chance.of([...FIELDS, ...FIELDS, '0', '1']);
    steps.push(key);
    value = value?.[key];
  } while (steps.length < 3 && chance.chance(typeof value === 'object' && value !== null ? 0.55 : 0.08));
  if (Array.isArray(value) && chance.chance(0.5)) value = chance.of(value);
  return { path: steps.join('.'), found: value };
}

/** An operand: mostly what was found; of an object sometimes with its fields in another order. */
function operand(chance, found) {
  if (found === undefined || chance.chance(0.35)) return randomValue(chance, 2);
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isObject && chance.chance(0.2) ? Object.fromEntries(Object.entries(found).reverse()) : found;
}

function behindField(chance, found, depth) {
  if (chance.chance(0.2)) return operand(chance, found);
  const tests = operator(chance, found, depth);
  if (!chance.chance(0.15)) return tests;
  const others = operator(chance, found, depth);
  // A pattern keeps its own options: not every pattern has a meaning with every option.
  return '$regex' in tests && '$regex' in others ? tests : { ...others, ...tests };
}

const OPERATORS = {
  $eq: (chance, found) => operand(chance, found),
  $ne: (chance, found) => operand(chance, found),
  $gt: (chance, found) => operand(chance, found),
  $gte: (chance, found) => operand(chance, found),
  $lt: (chance, found) => operand(chance, found),
  $lte: (chance, found) => operand(chance, found),
  $in: (chance, found) => Array.from({ length: chance.below(4) }, () => operand(chance, found)),
  $nin: (chance, found) => Array.from({ length: chance.below(4) }, () => operand(chance, found)),
  $exists: (chance) => chance.chance(0.5),
  $type: (chance) => (chance.chance(0.7) ? chance.of(TYPES) : [chance.of(TYPES), chance.of(TYPES)]),
  $regex: (chance) => chance.of(PATTERNS),
  $mod: (chance) => [chance.of([1, 2, 3, -2, 4]), chance.of([0, 0, 1, -1])],
  $size: (chance, found) => (Array.isArray(found) ? found.length : chance.below(3)),
  $all: (chance, found) => Array.from({ length: chance.below(3) }, () => operand(chance, found)),
  $bitsAllSet: (chance) => chance.of([0, 1, 2, 3, [0], [1, 40]]),
  $bitsAllClear: (chance) => chance.of([0, 1, 2, 3, [0], [1, 2]]),
  $bitsAnySet: (chance) => chance.of([0, 1, 2, 3, [0], [1, 40]]),
  $bitsAnyClear: (chance) => chance.of([0, 1, 2, 3, [0], [1, 2]]),
};
const BITS = Object.keys(OPERATORS).filter((name) => name.startsWith('$bits'));
const NAMES = Object.keys(OPERATORS).filter((name) => !BITS.includes(name));

function operator(chance, found, depth) {
  if (depth < 2 && chance.chance(0.1)) return { $not: operator(chance, found, depth + 1) };
  if (depth < 2 && chance.chance(0.15)) return { $elemMatch: elemMatch(chance, found, depth + 1) };
  if (depth < 2 && chance.chance(0.02)) return { $all: [{ $elemMatch: elemMatch(chance, found, depth + 1) }] };
  const name = chance.of(typeof found === 'number' && chance.chance(0.25) ? BITS : NAMES);
  const made = { [name]: OPERATORS[name](chance, found) };
  if (name !== '$regex' || chance.chance(0.6)) return made;
  return { ...made, $options: chance.of(made.$regex === '^$' ? ['i', 's'] : ['i', 's', 'm', 'im']) };
}

function elemMatch(chance, found, depth) {
  const element = Array.isArray(found) && found.length > 0 ? chance.of(found) : found;
  const isObject = typeof element === 'object' && element !== null && !Array.isArray(element);
  return chance.chance(isObject ? 0.85 : 0.15)
    ? query(chance, isObject ? element : {}, depth)
    : operator(chance, element, depth);
}

function expression(chance, document) {
  const numbers = Object.keys(document).filter((name) => typeof document[name] === 'number');
  const field = () => `$${chance.of([...numbers, ...numbers, ...numbers, ...FIELDS])}`;
  const number = () =>
    chance.of([field(), 0, 1, 2, 1.5, { $abs: -2 }, { $add: [1, 1] }, { $size: { $literal: [1, 2] } }]);
  const comparison = () => ({
    [chance.of(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])]: [field(), chance.chance(0.5) ? number() : field()],
  });
  if (chance.chance(0.6)) return comparison();
  return chance.of([
    { $and: [comparison(), comparison()] },
    { $or: [comparison(), comparison()] },
    { $not: [comparison()] },
    { $cond: [comparison(), comparison(), field()] },
    { $ifNull: [field(), chance.chance(0.5)] },
  ]);
}

/** All the ways to make a value a little smaller, for finding what is at the bottom of a disagreement. */
export function* smaller(value) {
  if (Array.isArray(value)) {
    for (const index of value.keys()) {
      yield value.toSpliced?.(index, 1) ?? [...value.slice(0, index), ...value.slice(index + 1)];
      for (const less of smaller(value[index])) yield [...value.slice(0, index), less, ...value.slice(index + 1)];
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      const { [key]: removed, ...rest } = value;
      yield rest;
      for (const less of smaller(removed))
        yield Object.fromEntries(Object.entries(value).map(([name, old]) => [name, name === key ? less : old]));
    }
  } else if (value !== null && value !== 1 && typeof value !== 'boolean') {
    yield 1;
  }
}
