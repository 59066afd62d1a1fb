// The `_id` of an owner's progress on a journey, as the engine derives it (src/json/uuid.cpp): progress that is no more has
// no document that would tell it, and what is to be deleted has to be named. A test holds this to the engine.

const WHOLE = (1n << 64n) - 1n;

/** The finaliser of MurmurHash3. @param {bigint} bits */
function mix(bits) {
  const once = ((bits ^ (bits >> 33n)) * 0xff51afd7ed558ccdn) & WHOLE;
  const twice = ((once ^ (once >> 33n)) * 0xc4ceb9fe1a85ec53n) & WHOLE;
  return twice ^ (twice >> 33n);
}

/** FNV-1a. @param {Buffer} bytes @param {bigint} start */
function hashOf(bytes, start) {
  let hash = start;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & WHOLE;
  return mix(hash);
}

/** @param {string} journey @param {string} owner its key */
export function progressIdOf(journey, owner) {
  const bytes = Buffer.from(journey + owner);
  const id = Buffer.alloc(16);
  id.writeBigUInt64LE(hashOf(bytes, 0xcbf29ce484222325n), 0);
  id.writeBigUInt64LE(hashOf(bytes, 0x9ae16a3b2f90404fn), 8);
  return id.subarray(0, 12).toString('hex');
}
