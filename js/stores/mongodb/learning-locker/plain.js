// What lies in a database of MongoDB's as JSON has it: ids and dates as text, numbers as numbers.

/** How values of BSON's own types are told. @type {Record<string, (value: any) => unknown>} */
const TYPES = {
  ObjectId: (value) => value.toHexString(),
  Long: (value) => value.toNumber(),
  Int32: (value) => value.value,
  Double: (value) => value.value,
  Decimal128: (value) => Number(value.toString()),
};

/**
 * @param {any} value
 * @param {(key: string) => string} [keyOf] what a key is called
 * @returns {any}
 */
export function plain(value, keyOf = (key) => key) {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((each) => plain(each, keyOf));
  if (typeof value._bsontype === 'string') return (TYPES[value._bsontype] ?? String)(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [keyOf(key), plain(inner, keyOf)]));
}
