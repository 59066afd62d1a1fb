// Where the service is: what somebody types as its address, made one.

export const USUAL = 'http://localhost:8080';

/**
 * @param {string} text
 * @returns {string} without a slash at the end
 * @throws {Error} with a message that helps
 */
export function serviceAddress(text) {
  const typed = text.trim();
  if (typed === '') throw new Error('Type the address of the service.');
  const url = urlOf(typed);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new Error(`This is no web address. It looks like ${USUAL}.`);
  }
  if (url.username || url.password) throw new Error('Leave the key and the secret out of the address.');
  // People paste the address of a route, too.
  return url.origin + url.pathname.replace(/(\/api\/.*|\/data\/xapi.*)?$/i, '').replace(/\/+$/, '');
}

/** @param {string} typed */
function urlOf(typed) {
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(typed);
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `${isLocal ? 'http' : 'https'}://${typed}`;
  try {
    return new URL(withScheme);
  } catch {
    return null;
  }
}
