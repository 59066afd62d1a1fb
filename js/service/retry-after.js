// What a server means that asks to be left alone for a while (RFC 9110, section 10.2.3).

/** What a Retry-After header asks for, in milliseconds; 0 for nothing. @param {string | undefined} header seconds, or a date @param {number} now */
export function askedFor(header, now) {
  if (header === undefined) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}
