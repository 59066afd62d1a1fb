// The service worker: after the first visit the page starts without a network. It answers for the page's own files alone,
// whatever else is on the same host. A new version is fetched beside the old one, and is what the next visit gets; what is
// open stays with the files that it began with.

const worker = /** @type {any} */ (self);
/** The build puts it before this (plugins/offline.js): a digest of all files, and their paths.
 * @type {{version: string, files: string[]}} */
const page = worker.page;
/** @type {string} */
const scope = worker.registration.scope;
const PREFIX = `xapi-journeys ${scope} `;
const CACHE = PREFIX + page.version;

const urlOf = (/** @type {string} */ file) => new URL(file, scope).href;
const own = new Set(page.files.map(urlOf));

/** A file with a digest in its name may come from the browser's cache, where the page has just brought it. */
const requestFor = (/** @type {string} */ file) =>
  new Request(urlOf(file), { cache: file.startsWith('assets/') ? 'default' : 'no-cache' });

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(page.files.map(requestFor));
  await worker.skipWaiting();
}

/** Forgets all versions but this one and the one before, which a page that is still open may be of. */
async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {string} file @param {Request} request */
async function answer(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? fetch(request);
}

/** For a page that is still open: a file of the version before. @param {Request} request */
const olderAnswer = async (request) => (await caches.match(request)) ?? fetch(request);

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  if (request.method !== 'GET') return;
  const { origin, pathname } = new URL(request.url);
  const file = (origin + pathname).replace(/\/index\.html$/, '/');
  if (own.has(file)) event.respondWith(answer(file, request));
  else if (file.startsWith(urlOf('assets/'))) event.respondWith(olderAnswer(request));
});
