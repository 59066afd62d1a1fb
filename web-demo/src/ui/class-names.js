// Joins class names, leaving out what is none.

/** @param {...(string | false | null | undefined)} names */
export const classNames = (...names) => names.filter(Boolean).join(' ');
