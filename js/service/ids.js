// Ids. Fresh ones look like MongoDB's ObjectIds and sort by the time at which they were made; derived ones are the same
// wherever and however often they are made, which is what makes a repeated step harmless.

import { hash, randomBytes } from 'node:crypto';

export const ID = /^[0-9a-f]{24}$/i;
const MOST = 0xffffff;

/** @param {{now(): number}} clock @returns {() => string} */
export function idMaker(clock) {
  const process = randomBytes(5).toString('hex');
  let counter = randomBytes(3).readUIntBE(0, 3);
  return () => {
    counter = counter === MOST ? 0 : counter + 1;
    const seconds = Math.floor(clock.now() / 1000);
    return seconds.toString(16).padStart(8, '0') + process + counter.toString(16).padStart(6, '0');
  };
}

/** @param {...(string | number)} parts */
export function derivedId(...parts) {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 24);
}

/** A UUID of version 8, whose bits are its maker's own (RFC 9562, section 5.8). @param {...(string | number)} parts */
export function derivedUuid(...parts) {
  const digits = hash('sha256', JSON.stringify(parts), 'hex');
  const variant = ((parseInt(digits[16], 16) & 0x3) | 0x8).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
