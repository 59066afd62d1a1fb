// An entity tag says which state of a document somebody saw: its version number, by which writes are told apart, and a
// digest of all of it, by which reads are. What the server keeps in a document (a recalculation's status, a trip count)
// changes the second only: it is nothing that a writer could overwrite.

import { createHash } from 'node:crypto';

/** @param {Record<string, any>} document @returns {string} a strong entity tag, with its quotes */
export function etagOf(document) {
  const digest = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 16);
  return `"${document.__v ?? 0}.${digest}"`;
}

/** The `__v` that an entity tag of ours names, or null. @param {string} etag */
export function versionOf(etag) {
  const version = /^(?:W\/)?"(\d+)\.[\w-]+"$/.exec(etag.trim())?.[1];
  return version === undefined ? null : Number(version);
}
