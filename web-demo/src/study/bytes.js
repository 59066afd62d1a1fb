// Bytes put together, and written as text.

const NEWLINE = 0x0a;

/** One behind another. @param {Uint8Array[]} parts */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Each on a line, or on lines, of its own. @param {Uint8Array[]} texts */
export function inLines(texts) {
  const lines = new Uint8Array(texts.reduce((sum, { length }) => sum + length + 1, 0));
  let at = 0;
  for (const text of texts) {
    lines.set(text, at);
    at += text.length;
    lines[at++] = NEWLINE;
  }
  return lines;
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** What HTTP Basic authentication sends (RFC 7617). @param {{key: string, secret: string}} client */
export const basicAuthorization = ({ key, secret }) =>
  `Basic ${toBase64(new TextEncoder().encode(`${key}:${secret}`))}`;
