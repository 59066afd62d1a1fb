// For options that can be given more than once.

/** @param {string} value @param {string[]} before */
export const collect = (value, before = []) => [...before, value];
