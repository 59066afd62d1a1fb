// Where in a JSON text the caret stands: in a key or a value, and below which keys. Works on a text that is still being typed.

/**
 * @typedef {object} Context
 * @property {'key' | 'value'} at
 * @property {string[]} keys from the root to here; of a value, its own key is the last. Lists add nothing
 * @property {number} from where what is being typed begins, quote and all
 * @property {number} to where it ends
 * @property {string} typed up to the caret, without quotes
 */

/** @typedef {{isList: boolean, isKey: boolean, key: string | null}} Level */

/** @param {string} text @param {number} from of the opening quote @returns {number} behind the closing one, or the line's end */
function stringEnd(text, from) {
  let at = from + 1;
  for (; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return Math.min(at, text.length);
}

/** @param {string} source */
function unquoted(source) {
  try {
    return String(JSON.parse(source));
  } catch {
    return source.replace(/^"|"$/g, '');
  }
}

/** @param {Level[]} levels @returns {Pick<Context, 'at' | 'keys'>} */
function standing(levels) {
  const keys = levels.flatMap(({ isList, key, isKey }, index) => {
    const isOpen = index === levels.length - 1 && isKey;
    return isList || key === null || isOpen ? [] : [key];
  });
  return { at: levels.at(-1)?.isKey ? 'key' : 'value', keys };
}

/** @param {string} text @param {number} caret @returns {Context | null} null: outside of any object */
export function contextAt(text, caret) {
  /** @type {Level[]} */
  const levels = [];
  let at = 0;
  while (at < caret) {
    const top = levels.at(-1);
    const character = text[at];
    if (character === '"') {
      const end = stringEnd(text, at);
      if (end >= caret && !(end === caret && text[caret - 1] === '"' && caret - at > 1)) {
        return top ? { ...standing(levels), from: at, to: end, typed: unquoted(`${text.slice(at, caret)}"`) } : null;
      }
      if (top?.isKey) top.key = unquoted(text.slice(at, end));
      at = end;
      continue;
    }
    if (character === '{') levels.push({ isList: false, isKey: true, key: null });
    else if (character === '[') levels.push({ isList: true, isKey: false, key: null });
    else if (character === '}' || character === ']') levels.pop();
    else if (top && character === ':') top.isKey = false;
    else if (top && character === ',') top.isKey = !top.isList;
    at++;
  }
  if (levels.length === 0) return null;
  const typed = /[\w$.:/-]*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const from = caret - typed.length;
  // Behind a colon a letter of the value may touch it.
  const clean = typed.replace(/^.*:(?!\/\/)/, '');
  return { ...standing(levels), from: from + typed.length - clean.length, to: caret, typed: clean };
}
