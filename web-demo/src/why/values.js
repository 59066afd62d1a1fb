// Values out of statements and conditions, in words. The engine writes dates, ids and what is missing as extended JSON.

const LONGEST = 120;

/** @param {unknown} value @param {number} [longest] */
export function valueWords(value, longest = LONGEST) {
  const text = special(value) ?? JSON.stringify(value);
  return shorten(text, longest);
}

/** @param {any} value */
function special(value) {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  if (value.$missing === true) return 'no such field';
  if (typeof value.$date === 'string') return dateWords(value.$date);
  if (typeof value.$oid === 'string') return value.$oid;
  if (typeof value.$regex === 'string') return `/${value.$regex}/${value.$options ?? ''}`;
  return null;
}

/** @param {string} date in ISO 8601 */
const dateWords = (date) => date.replace('T', ' ').replace(/(?::00)?(?:\.000)?Z$/, ' UTC');

/** Several of them, with a word before the last: `1, 2 or 3`. @param {unknown[]} values @param {string} last @param {number} [most] */
export function listWords(values, last, most = 6) {
  const shown = values.slice(0, most).map((value) => valueWords(value, 80));
  const others = values.length - shown.length;
  if (others > 0) return `${shown.join(', ')} ${last} ${others} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}` : shown.join('');
}

/** @param {string} text @param {number} longest */
export function shorten(text, longest) {
  const characters = text.length > longest ? [...text] : [];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
