// Secrets of clients: made, hashed and checked. The text that is stored names scrypt's parameters, so that they can grow
// while older hashes stay good. No secret that is made here is kept anywhere.

import { hash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { plainIn } from '../stores/plain-secret.js';

/** Takes about 50 ms and 16 MB. */
const PARAMETERS = { ln: 14, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What stored parameters may cost at most, whoever wrote them. */
const MOST_MEMORY = 256 << 20;

const STORED = /^\$scrypt\$ln=([1-9]\d?),r=([1-9]\d?),p=([1-9]\d?)\$([A-Za-z0-9+/]{16,88})\$([A-Za-z0-9+/]{22,88})$/;

/** @param {Buffer} bytes */
const toText = (bytes) => bytes.toString('base64').replaceAll('=', '');

/** @param {string} secret @param {Buffer} salt @param {number} length @param {typeof PARAMETERS} parameters @returns {Promise<Buffer>} */
function derive(secret, salt, length, { ln, r, p }) {
  const options = { N: 2 ** ln, r, p, maxmem: MOST_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, length, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

/** @param {string} secret @returns {Promise<string>} the text to store */
export async function hashSecret(secret) {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, salt, HASH_BYTES, PARAMETERS);
  const { ln, r, p } = PARAMETERS;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${toText(salt)}$${toText(hash)}`;
}

/**
 * Whether it is the secret that was hashed, or that others keep as it is; in a time that tells nothing of either.
 * @param {string} secret
 * @param {string} stored
 */
export async function verifySecret(secret, stored) {
  const plain = plainIn(stored);
  if (plain !== null) return verifyPlain(secret, plain);
  const [, ln, r, p, salt, hash] = STORED.exec(stored) ?? [];
  if (hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const parameters = { ln: Number(ln), r: Number(r), p: Number(p) };
  try {
    return timingSafeEqual(await derive(secret, Buffer.from(salt, 'base64'), expected.length, parameters), expected);
  } catch {
    return false; // parameters that scrypt refuses
  }
}

/** Costs what a hash costs, so that nobody can tell which kind a client has, or whether there is one. @param {string} secret @param {string} expected */
async function verifyPlain(secret, expected) {
  await derive(secret, Buffer.alloc(SALT_BYTES), HASH_BYTES, PARAMETERS);
  const [given, known] = [secret, expected].map((text) => hash('sha256', text, 'buffer'));
  return timingSafeEqual(given, known) && expected !== '';
}

/** What no secret has: checking against it costs what checking against any client's does. */
export const NOBODYS_SECRET = (() => {
  const { ln, r, p } = PARAMETERS;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${toText(randomBytes(SALT_BYTES))}$${toText(randomBytes(HASH_BYTES))}`;
})();

/** A new client's key and secret: to be shown once. */
export function newCredentials() {
  return { key: randomBytes(20).toString('hex'), secret: randomBytes(20).toString('hex') };
}
