// Names an owner on the command line: an address, an account, or an xAPI actor as JSON.

import { Failure } from './failure.js';

const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid', 'account', 'persona'];

/** @typedef {import('../engine/index.js').Owner} Owner */

/**
 * A text that is equal for equal owners.
 * @param {Owner} owner
 */
export function ownerKey({ trackBy, ident }) {
  return JSON.stringify([trackBy, identifierOf(ident), 'objectType' in ident ? ident.objectType : '']);
}

/**
 * Tells whether an owner is meant by what the user wrote: `ana@example.org`, `mailto:ana@example.org`, an OpenID, a SHA-1 of
 * a mailbox, a persona's id, or JSON such as `{"account":{"homePage":"…","name":"…"}}`.
 * @param {string} text
 * @returns {(owner: Owner) => boolean}
 */
export function ownerFilter(text) {
  if (!text.trim().startsWith('{')) {
    return ({ ident }) => {
      const [, value] = identifierOf(ident);
      return value === text || value === `mailto:${text}`;
    };
  }
  const given = parse(text);
  const wanted = JSON.stringify(identifierOf(given));
  return ({ ident }) => {
    if (given.objectType && 'objectType' in ident && given.objectType !== ident.objectType) return false;
    return JSON.stringify(identifierOf(ident)) === wanted;
  };
}

/** @param {string} text */
function parse(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`--owner: ${/** @type {Error} */ (error).message}`);
  }
  // What `--json` prints as an owner can be pasted as it is.
  const ident = value.ident ?? value;
  if (!identifierOf(ident)[0]) throw new Failure(`--owner: needs one of ${IDENTIFIERS.join(', ')}`);
  return ident;
}

/**
 * @param {Record<string, any>} ident
 * @returns {[string, unknown]}
 */
function identifierOf(ident) {
  const name = IDENTIFIERS.find((field) => ident[field] !== undefined) ?? '';
  if (name === 'account') return [name, [ident.account?.homePage, ident.account?.name]];
  return [name, ident[name]];
}
