// How a store tells the secret of a client that somebody else keeps, and keeps as it is: Learning Locker does. Where there
// would be a hash there is the secret itself, behind a mark that no hash begins with.

const MARK = '$plain$';

/** @param {string} secret */
export const plainSecret = (secret) => MARK + secret;

/** @param {string} stored @returns {string | null} the secret, if it is one */
export const plainIn = (stored) => (stored.startsWith(MARK) ? stored.slice(MARK.length) : null);
