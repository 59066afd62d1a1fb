// What the streams of this process can show: colours, a width, and whether a person watches.

import pc from 'picocolors';

/** @typedef {ReturnType<typeof pc.createColors>} Colors */

/**
 * Colours for a terminal, none for a pipe or a file; NO_COLOR (no-color.org) and FORCE_COLOR decide where they are set.
 * @param {NodeJS.WriteStream} stream
 * @returns {Colors}
 */
export function colorsFor(stream) {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return pc.createColors(false);
  if (FORCE_COLOR) return pc.createColors(FORCE_COLOR !== '0');
  return pc.createColors(Boolean(stream.isTTY) && TERM !== 'dumb');
}

/** The width that tables may take: the terminal's, but no wider than can be read with ease. */
export function tableWidth() {
  return Math.max(60, Math.min(process.stdout.columns ?? 80, 100));
}
