// Which options of a combo box are listed for what was typed.

/** More would be slow to draw, and nobody reads on. */
export const MOST_LISTED = 100;

/**
 * Those that have all typed words in their label, id or detail, in their own order.
 * @template {{id: string, label: string, detail?: string}} O
 * @param {O[]} options
 * @param {string} typed
 * @returns {O[]}
 */
export function matching(options, typed) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (/** @type {O} */ { id, label, detail = '' }) => {
    const text = `${label} ${detail} ${id}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = [];
  for (const option of options) {
    if (found.length === MOST_LISTED) break;
    if (has(option)) found.push(option);
  }
  return found;
}
