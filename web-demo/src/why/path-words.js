// What paths and values are called: as the statements call them, else by their own parts.

import { labelOf } from '../study/labels.js';

/** @typedef {import('../study/study.js').Facet} Facet */

/** @param {string} path @param {Facet[] | null} facets */
export const pathWords = (path, facets) => facets?.find((facet) => facet.path === path)?.label ?? labelOf(path);

/**
 * What statements call a value: `Completed` for a verb's address. Null where none of them does.
 * @param {string | undefined} path
 * @param {unknown} value
 * @param {Facet[] | null} facets
 */
export function valueName(path, value, facets) {
  if (typeof value !== 'string') return null;
  const facet = facets?.find((each) => each.path === path);
  return facet?.values.find((each) => each.value === value)?.label ?? null;
}
