// Pages go on without a network: the browser keeps what they load. What has a hash in its name never changes; of all
// else the newest is shown where there is a network. JupyterLite has a service worker of its own for the rest of the
// site, so this one is registered for the pages' folders.

/** @type {{ files: string[], pages: Record<string, string[]> }} what pages load, and the pages by their folder, as built */
const BUILT = { files: [], pages: {} };
const CACHE = "regional-kit pages"; // worker.js puts Python there
const BASE = new URL("./", location.href).href;
const PATIENCE = 4000;

const worker = /** @type {any} */ (self);
const folder = () => worker.registration.scope.slice(BASE.length).replace(/\/$/, "");

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(forget().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(BASE)) return;
  event.respondWith(request.url.startsWith(`${BASE}page/`) ? kept(request) : newest(event));
});

/** Keep what every page loads, and the pages of this worker's folder. */
async function keep() {
  const cache = await caches.open(CACHE);
  const names = [...BUILT.files, ...(BUILT.pages[folder()] ?? [])];
  await cache.addAll(names.map((name) => new Request(BASE + name, { cache: "no-cache" })));
}

/** Forget what only a former edition loads. */
async function forget() {
  const cache = await caches.open(CACHE);
  const now = new Set(BUILT.files.map((name) => BASE + name));
  const former = (await cache.keys()).filter(({ url }) => url.startsWith(`${BASE}page/`) && !now.has(url));
  await Promise.all(former.map((request) => cache.delete(request)));
}

/** @param {Request} request */
async function find(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
}

/** @param {Request} request */
async function kept(request) {
  return (await find(request)) ?? fetch(request);
}

/** @param {any} event */
async function newest(event) {
  const before = await find(event.request);
  const fetched = fetch(event.request).then((response) => {
    if (response.ok) event.waitUntil(store(event.request, response.clone()));
    return response;
  });
  if (!before) return fetched;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, before));
  return Promise.race([fetched.catch(() => before), late]);
}

/**
 * @param {Request} request
 * @param {Response} response
 */
async function store(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response).catch(() => {}); // there may be no room
}
