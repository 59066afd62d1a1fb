// The JSON of a statement record and of a condition as the BSON that the engine takes them for: numbers by their value,
// however they are written; dates and ObjectIds where a record has them; dots in keys as `&46;`.
import { BSONRegExp, Double, Int32, Long, ObjectId } from 'mongodb';

const DATES = ['timestamp', 'stored'];
const IDS = ['_id', 'organisation', 'lrs_id', 'client', 'person._id', 'personaIdentifier'];
const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;
const OBJECT_ID = /^[\da-f]{24}$/i;
const LOGICAL = ['$and', '$or', '$nor'];

/** Values that are written as an object with one key: extended JSON, Learning Locker's `$dte`, and parse()'s numbers. */
const TYPED = {
  $oid: (text) => new ObjectId(text),
  $date: (written) => dateOf(written),
  $dte: (written) => dateOf(written),
  $numberInt: numberOf,
  $numberLong: numberOf,
  $numberDouble: numberOf,
  $numberDecimal: numberOf,
  $regularExpression: ({ pattern, options }) => new BSONRegExp(pattern, options),
  $writtenNumber: numberOf,
};

/** A statement record. @param {string} json */
export const bsonDocument = (json) => valueOf(parse(json), '');

/** A condition. @param {string} json */
export const bsonQuery = (json) => queryOf(parse(json), '');

/** JSON whose numbers become `{$writtenNumber: '1.0'}`: JavaScript has no number for each that BSON has. */
function parse(json) {
  const tokens = /("(?:[^"\\]|\\.)*")|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(json.replace(tokens, (token, string) => string ?? `{"$writtenNumber":"${token}"}`));
}

/** The smallest type that holds it: a whole number within 64 bits exactly, any other as near as a double is. */
function numberOf(text) {
  const double = Number(text);
  const whole = Math.abs(double) <= 2 ** 63 ? wholeOf(text) : undefined;
  if (whole === undefined || BigInt.asIntN(64, whole) !== whole) return new Double(double);
  return BigInt.asIntN(32, whole) === whole ? new Int32(Number(whole)) : Long.fromBigInt(whole);
}

/** The whole number that is written, be it `5`, `5.0` or `50e-1`. @returns {bigint | undefined} */
function wholeOf(text) {
  const [, sign, before, after = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  const digits = `0${before}${after}`;
  const point = 1 + before.length + Number(exponent);
  if (point < 1 || /[1-9]/.test(digits.slice(point))) return /[1-9]/.test(digits) ? undefined : 0n;
  return BigInt(sign + digits.slice(0, point).padEnd(point, '0'));
}

/** Of ISO 8601, or of milliseconds. */
function dateOf(written) {
  return new Date(typeof written === 'string' ? written : Number(valueOf(written, '')));
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const firstKey = (value) => Object.keys(value)[0] ?? '';
const isTyped = (value) => isObject(value) && Object.hasOwn(TYPED, firstKey(value));
const isOperators = (value) => isObject(value) && firstKey(value).startsWith('$') && !isTyped(value);
const below = (path, key) => (path === '' ? key : `${path}.${key}`);
const mapMembers = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => change(key, value)));

/** A value, in a record or to compare with one, at a path of the record. */
function valueOf(written, path) {
  if (Array.isArray(written)) return written.map((element) => valueOf(element, path));
  if (isTyped(written)) return TYPED[firstKey(written)](written[firstKey(written)]);
  if (isObject(written)) {
    return mapMembers(written, (key, value) => [key.replaceAll('.', '&46;'), valueOf(value, below(path, key))]);
  }
  if (typeof written !== 'string') return written;
  if (DATES.includes(path) && ISO_8601.test(written)) return dateOf(written);
  return IDS.includes(path) && OBJECT_ID.test(written) ? new ObjectId(written) : written;
}

/** A query on a record, or, in `$elemMatch`, on what a path of it finds. */
function queryOf(written, path) {
  const members = Object.entries(written).flatMap(([key, value]) => {
    if (LOGICAL.includes(key)) return [[key, value.map((query) => queryOf(query, path))]];
    if (key === '$expr') return [[key, expressionOf(value)]];
    if (key.startsWith('$')) return [[key, valueOf(value, '')]];
    return conditionsOf(key, value, path);
  });
  return Object.fromEntries(members);
}

/** What a field is asked for. As in Learning Locker, a `$dte` asks for the date beside the statement, not the text in it. */
function conditionsOf(key, value, path) {
  const here = below(path, key);
  const [, date] = /^statement\.(timestamp|stored)$/.exec(here) ?? [];
  const asksForDate = (part) => date !== undefined && JSON.stringify(part).includes('"$dte"');
  if (!isOperators(value)) return [[asksForDate(value) ? date : key, valueOf(value, here)]];
  const operators = Object.entries(value);
  return [
    [date, operators.filter(([, operand]) => asksForDate(operand))],
    [key, operators.filter(([, operand]) => !asksForDate(operand))],
  ].flatMap(([field, some]) => (some.length > 0 ? [[field, conditionOf(Object.fromEntries(some), here)]] : []));
}

/** Operators and their operands, or a value. */
function conditionOf(written, path) {
  if (!isOperators(written)) return valueOf(written, path);
  return mapMembers(written, (operator, operand) => {
    const isQuery = operator === '$elemMatch' && (!isOperators(operand) || isLogical(operand));
    if (isQuery) return [operator, queryOf(operand, path)];
    return [
      operator,
      Array.isArray(operand) ? operand.map((each) => conditionOf(each, path)) : conditionOf(operand, path),
    ];
  });
}

const isLogical = (written) => [...LOGICAL, '$comment'].includes(firstKey(written));

/** What `$expr` computes: its strings are paths, or texts as they are. */
function expressionOf(written) {
  if (Array.isArray(written)) return written.map(expressionOf);
  if (!isObject(written) || isTyped(written)) return valueOf(written, '');
  return mapMembers(written, (key, value) => [key, expressionOf(value)]);
}
