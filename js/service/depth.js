// How deeply JSON is nested, told from its bytes before anything walks through it and runs out of stack.

/** Objects and arrays within one another that are let in; the engine takes no more either. */
export const DEEPEST = 500;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Whether objects and arrays in a JSON text are nested beyond the limit. @param {Uint8Array} bytes */
export function isTooDeep(bytes) {
  if (bytes.length <= DEEPEST) return false;
  let depth = 0;
  for (let at = 0; at < bytes.length; ++at) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > DEEPEST) return true;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) --depth;
  }
  return false;
}

/** Where the quote is that ends a string. @param {Uint8Array} bytes @param {number} start */
function endOfString(bytes, start) {
  for (let at = start + 1; ;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0) return bytes.length;
    let before = quote;
    while (bytes[before - 1] === BACKSLASH) --before;
    if ((quote - before) % 2 === 0) return quote;
    at = quote + 1;
  }
}
