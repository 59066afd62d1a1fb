// Cuts the text of a JSON array into its objects, each as it stands there: numbers above 2^53 would not survive being parsed
// and written again. The text has been parsed, so it is JSON, and an array of objects; nothing is checked here.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const [OPEN_LIST, CLOSE_LIST, COLON, COMMA] = [0x5b, 0x5d, 0x3a, 0x2c];

/** @param {string} text @returns {string[]} */
export function objectsIn(text) {
  const objects = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN && depth++ === 0) start = at;
    else if (code === CLOSE && --depth === 0) objects.push(text.slice(start, at + 1));
  }
  return objects;
}

/** Where the string ends that begins at `start`. @param {string} text @param {number} start */
function endOfString(text, start) {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}

/** The text of a member of the object that a text is; the last one of that name. @param {string} text @param {string} name */
export function memberIn(text, name) {
  let depth = 0;
  let key = '';
  let start = -1;
  let found = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (depth === 1 && start < 0) key = JSON.parse(text.slice(at, end + 1));
      at = end;
    } else if (code === OPEN || code === OPEN_LIST) depth++;
    else if (code === COLON && depth === 1 && start < 0) start = at + 1;
    else if ((code === COMMA && depth === 1) || ((code === CLOSE || code === CLOSE_LIST) && --depth === 0)) {
      if (key === name && start >= 0) found = text.slice(start, at).trim();
      start = -1;
    }
  }
  return found;
}
