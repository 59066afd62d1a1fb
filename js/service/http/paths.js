// Paths into documents, as callers write them to sort and to select by.

/** As many as MongoDB takes in an index. */
export const MOST_PATHS = 32;
const LONGEST_PATH = 500;
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** @param {string} path @returns {string | null} what is wrong with it */
export function pathFault(path) {
  const shown = JSON.stringify(path.slice(0, 100));
  if (path === '' || path.length > LONGEST_PATH) return `a path has 1 to ${LONGEST_PATH} characters`;
  if (path.includes('\0') || !path.isWellFormed()) return `no path: ${shown}`;
  for (const step of path.split('.')) {
    if (step === '' || step.startsWith('$') || DANGEROUS.has(step)) return `no path: ${shown}`;
  }
  return null;
}
