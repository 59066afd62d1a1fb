// Groups values by a key. (Map.groupBy is not there in every runtime that we support.)

/**
 * @template Value
 * @param {Value[]} values
 * @param {(value: Value) => string} keyOf
 * @returns {Map<string, Value[]>} in the order in which the keys first came
 */
export function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
