// People as a reader wants them: for reports and the page.

/**
 * An owner in a few words: an address, an account, a persona.
 * @param {import('../engine/index.js').Owner | null} owner
 */
export function ownerName(owner) {
  if (!owner) return 'nobody';
  const ident = /** @type {Record<string, any>} */ (owner.ident);
  const group = ident.objectType === 'Group' ? ' (group)' : '';
  if (ident.mbox) return ident.mbox.replace(/^mailto:/, '') + group;
  if (ident.account) return `${ident.account.name} at ${ident.account.homePage}${group}`;
  if (ident.mbox_sha1sum) return `sha1 ${ident.mbox_sha1sum}${group}`;
  if (ident.openid) return ident.openid + group;
  return `persona ${ident.persona}`;
}
