// A link that holds a journey: JSON, deflated, in base64url, behind the `#` of the page's address, which no server gets to see.

import { joined, toBase64 } from '../study/bytes.js';
import { isWorkable, ownPart } from './document.js';

/** @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput */

const VERSION = 1;
/** Bytes of JSON: far more than a journey needs, and little enough to open on any phone. */
export const MOST_BYTES = 1 << 20;
/** A journey may have no more, and far more than that would stop a browser: a short link can hold very many equal ones. */
const [MOST_WAYPOINTS, MOST_OUTCOMES] = [1000, 100];

const DAMAGED = 'The link is damaged: it was cut short or changed on its way. Ask for it once more, as a whole.';
const TOO_MANY = `The journey in the link has more than ${MOST_WAYPOINTS} waypoints or ${MOST_OUTCOMES} outcomes, which no journey may have.`;
const TOO_LARGE = `The journey is larger than a link may hold (1 MB). Export it as a file instead.`;

/** What stands behind the address of the page. @param {JourneyInput} journey @returns {Promise<string>} */
export async function fragmentOf(journey) {
  const bytes = new TextEncoder().encode(JSON.stringify(ownPart(journey)));
  if (bytes.length > MOST_BYTES) throw new Error(TOO_LARGE);
  return `#j${VERSION}=${toBase64Url(await all(through(bytes, new CompressionStream('deflate-raw'))))}`;
}

/**
 * The journey in a link: of a shape that can be worked with; what is wrong with it beyond that, the engine will say.
 * @param {string} hash
 * @returns {Promise<JourneyInput | null>} null where the link holds none
 * @throws {Error} with a message that helps
 */
export async function journeyFromFragment(hash) {
  // Some programs encode the equals sign when they make text a link.
  const [, version, packed] = /^#?j(\d+)(?:=|%3D)(.*)$/is.exec(hash) ?? [];
  if (version === undefined) return null;
  if (Number(version) !== VERSION) {
    throw new Error('The link was made by another version of this page, which packs journeys differently.');
  }
  const journey = await unpack(packed);
  if (!isWorkable(journey)) throw new Error(DAMAGED);
  const { waypoints = [], outcomes = [] } = journey;
  if (waypoints.length > MOST_WAYPOINTS || outcomes.length > MOST_OUTCOMES) throw new Error(TOO_MANY);
  return ownPart(journey);
}

/** @param {string} packed @returns {Promise<any>} */
async function unpack(packed) {
  try {
    const bytes = await all(through(fromBase64Url(packed), new DecompressionStream('deflate-raw')), MOST_BYTES);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw error instanceof RangeError ? new Error(TOO_LARGE) : new Error(DAMAGED);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} stream @returns {ReadableStream<Uint8Array>} */
const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

/** All bytes of a stream. @param {ReadableStream<Uint8Array>} stream @param {number} [most] @throws {RangeError} where there are more */
async function all(stream, most = Infinity) {
  const reader = stream.getReader();
  const chunks = [];
  let total = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    total += next.value.length;
    if (total > most) {
      await reader.cancel();
      throw new RangeError('too many bytes');
    }
    chunks.push(next.value);
  }
  return joined(chunks);
}

/** @param {Uint8Array} bytes */
const toBase64Url = (bytes) => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** @param {string} text */
function fromBase64Url(text) {
  if (!/^[\w-]+$/.test(text)) throw new Error('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
