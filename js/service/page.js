// The preview page, as the service hands it out: the built files of web-demo/dist, read once, each with its exact type, an
// entity tag, and the policy that keeps the page from loading or running anything else. The page is the same for everybody
// and holds nothing of anybody, so nobody is asked who they are.

import { createHash } from 'node:crypto';
import { parseAccept } from 'hono/utils/accept';
import { getMimeType } from 'hono/utils/mime';
import { isNamed } from './http/conditional.js';
import { compressedBy, readPageFiles } from './page-files.js';

/**
 * @typedef {import('./page-files.js').PageFile} PageFile
 * @typedef {'br' | 'gzip'} Coding
 * @typedef {(request: Request) => Promise<Response | null>} Page
 */

/** Where the page is built to. */
const BUILT = new URL('../../web-demo/dist/', import.meta.url);

/** What the page may do: run its own scripts and the engine, and ask whatever LRS its user names. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' https: http:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Workers take their policy from their own answers, so each file bears it. */
const EVERY_FILE = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The build puts a digest of what is in a file into its name: such a one never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/** The better one first. @type {Coding[]} */
const CODINGS = ['br', 'gzip'];
/** Files of these types shrink; images and fonts are compressed already. */
const SHRINKS = /^(text\/|application\/(json|wasm|manifest\+json)|image\/svg)/;

/**
 * @param {URL} [folder]
 * @returns {Promise<Page | undefined>} nothing where the page is not built
 */
export async function openPage(folder = BUILT) {
  const files = await readPageFiles(folder);
  const index = files.get('/index.html');
  if (!index) return undefined;
  const served = new Map([...files.set('/', index)].map(([path, file]) => [path, serving(path, file)]));
  return async (request) => (await served.get(new URL(request.url).pathname)?.(request)) ?? null;
}

/** @param {string} path @param {PageFile} file @returns {(request: Request) => Promise<Response>} */
function serving(path, { name, bytes }) {
  const type = getMimeType(name) ?? 'application/octet-stream';
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const shrinks = SHRINKS.test(type);
  const compressed = compressedBy(bytes);
  const headers = {
    ...EVERY_FILE,
    'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(shrinks && { Vary: 'Accept-Encoding' }),
  };
  return async (request) => {
    const coding = shrinks ? codingFor(request) : undefined;
    const ETag = `"${digest}${coding ? `-${coding}` : ''}"`;
    if (isNamed(request.headers.get('if-none-match'), ETag)) {
      return new Response(null, { status: 304, headers: { ...headers, ETag } });
    }
    const body = coding ? await compressed(coding) : bytes;
    const own = { ETag, 'Content-Type': type, 'Content-Length': String(body.length) };
    return new Response(body, { headers: { ...headers, ...own, ...(coding && { 'Content-Encoding': coding }) } });
  };
}

/** @param {Request} request @returns {Coding | undefined} */
function codingFor({ headers }) {
  const accepted = parseAccept(headers.get('accept-encoding') ?? '');
  const takes = (/** @type {string} */ coding) =>
    (accepted.find(({ type }) => type.toLowerCase() === coding) ?? accepted.find(({ type }) => type === '*'))?.q;
  return CODINGS.find((coding) => (takes(coding) ?? 0) > 0);
}
