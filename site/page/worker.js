// Python for a lesson page, in a worker: neither IPython nor widgets, only what the lesson's views need.
// It answers each message by its `id`, with `done` or with `failed`.

/** What a lesson needs, and whatever that needs, stands in this lock; more lies there for later. */
const LOCK = "page-lock.json";
/** What of Python's library a lesson needs. */
const LIBRARY = "page_stdlib.zip";
/** @type {Record<string, string>} what a view needs that few ask for: a spreadsheet is written by it */
const LATER = { "lesson.take_away()": "xlsxwriter" };

/**
 * @typedef {{ part: string, language: string, files: Record<string, string> }} Opened
 * @typedef {{ cell: string, message: object, file: string | null }} Asked
 * @typedef {{ id: number, base?: string, open?: Opened, ask?: Asked, buffers?: ArrayBuffer[] }} Order
 */

/** @type {Promise<{ python: any, page: any }>} */
let opened;

/**
 * @param {string} base
 * @param {Opened} open
 */
async function start(base, { part, language, files }) {
  const here = `${base}static/pyodide/`;
  const source = fetch(new URL("worker.py", import.meta.url)).then((found) => {
    if (!found.ok) throw new Error(`${found.status} ${found.url}`);
    return found.text();
  });
  source.catch(() => {}); // it is awaited later
  const { loadPyodide } = await import(`${here}pyodide.mjs`);
  const python = await loadPyodide({
    indexURL: here,
    packageBaseUrl: here,
    lockFileURL: `${here}${LOCK}`,
    stdLibURL: `${here}${LIBRARY}`,
    packages: ["regional-kit"],
    env: { HOME: "/home/pyodide", TZ: Intl.DateTimeFormat().resolvedOptions().timeZone },
  });
  keepOffline(here);
  python.runPython(await source, { filename: "worker.py" });
  return { python, page: python.globals.get("Page")(part, language, python.toPy(files)) };
}

/**
 * Keep Python where offline.js finds it: what came before that was there has not passed through it.
 *
 * @param {string} here
 */
async function keepOffline(here) {
  try {
    const cache = await caches.open("regional-kit pages");
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    for (const url of new Set(loaded.filter((name) => name.startsWith(here)))) {
      if (!(await cache.match(url))) await cache.add(url);
    }
  } catch {
    // There is no room, or no such storage: without a network, Python is not there.
  }
}

/**
 * @param {Asked} asked
 * @param {ArrayBuffer[]} buffers
 */
async function hear(asked, buffers) {
  const { python, page } = await opened;
  const later = LATER[asked.cell];
  if (later && !python.loadedPackages[later]) await python.loadPackage(later);
  const given = python.toPy(buffers.map((buffer) => new Uint8Array(buffer)));
  const told = page.hear(JSON.stringify(asked), given);
  const [text, beside] = told.toJs();
  for (const proxy of [given, told]) proxy.destroy();
  return { ...JSON.parse(text), buffers: beside };
}

self.onmessage = async (/** @type {MessageEvent<Order>} */ { data: { id, base, open, ask, buffers } }) => {
  try {
    if (base && open) opened = start(base, open);
    const done = ask ? await hear(ask, buffers ?? []) : void (await opened);
    const bytes = /** @type {Uint8Array[]} */ (done?.buffers ?? []);
    self.postMessage({ id, done }, { transfer: bytes.map(({ buffer }) => buffer) });
  } catch (error) {
    const { message = String(error), pyodide_fatal_error: fatal } = /** @type {any} */ (error);
    // Of a traceback, what went wrong stands last.
    self.postMessage({ id, failed: message.trim().split("\n").at(-1), dead: Boolean(fatal || !ask) });
  }
};
