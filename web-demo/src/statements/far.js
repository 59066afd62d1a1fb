// How far a load is, in words and as a share.

import { counted, percent } from '../ui/format.js';

/** @typedef {NonNullable<import('../state/store.js').State['loading']>} Loading */

/** @param {Loading} loading @returns {{label: string, value: number | null, text: string}} what a progress bar is given */
export function farOf({ name, stage, done, total, statements }) {
  const value = total ? Math.min(done / total, 1) : null;
  const read = counted(statements, 'statement');
  if (stage === 'gathering') return { label: 'Looking at what is in them', value, text: read };
  return { label: `Reading ${name}`, value, text: value === null ? read : percent(value) };
}
