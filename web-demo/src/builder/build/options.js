// What the combo boxes of a condition list: fields that occur in the statements, and the values that occur in a field.

import { KNOWN, usualFirst } from '../condition/names.js';

/** @typedef {import('../../study/study.js').Facet} Facet @typedef {import('../../ui/option.jsx').Option} Option */

/** Before it is known what occurs: what any statement may have. @type {Option[]} */
const USUAL = Object.entries(KNOWN).map(([id, [label]]) => ({
  id,
  label: label[0].toUpperCase() + label.slice(1),
  detail: id,
}));

/** Made once for each set of facets: there may be many rows. @type {WeakMap<object, Option[]>} */
const made = new WeakMap();

/** @template {object} Key @param {Key} key @param {(key: Key) => Option[]} make @returns {Option[]} */
function once(key, make) {
  const options = made.get(key) ?? make(key);
  made.set(key, options);
  return options;
}

/** @param {Facet[] | null} facets @returns {Option[]} */
export function fieldOptions(facets) {
  if (!facets) return USUAL;
  return once(facets, () =>
    usualFirst(facets).map(({ path, label, count }) => ({
      id: path,
      label,
      detail: path.replaceAll('&46;', '.'),
      count,
    })),
  );
}

/** @param {Facet | undefined} facet @returns {Option[]} */
export function valueOptions(facet) {
  if (!facet) return [];
  return once(facet, ({ values }) =>
    values.map(({ value, label, count }) => {
      const id = String(value);
      return label && label !== id ? { id, label, detail: id, count } : { id, label: id, count };
    }),
  );
}
