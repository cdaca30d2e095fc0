// The browser's storage as JupyterLite's drive keeps it (localforage on IndexedDB), so that pages and notebooks of one
// site have the same files. Each change is one transaction: it is there whole or not at all, whoever else writes.

/** @typedef {Map<string, Uint8Array>} Files what a folder holds, by path */
/** @typedef {Map<string, Uint8Array | null>} Writes what is to be written, or with null removed */
/**
 * @typedef {object} Drive
 * @property {<Told>(act: (files: Files) => { writes?: Writes, told: Told }) => Promise<Told>} change read the folder, and
 *   write what `act` says at once, before anybody else can
 */

const NAME = "regional-kit contents"; // as contentsStorageName in jupyter-lite.json
const STORE = "files";
const BLOBS = "local-forage-detect-blob-support"; // which localforage expects beside it
const LOCK = "regional-kit answers";
const PATIENCE = 3000;

/**
 * @param {string} folder
 * @returns {Drive}
 */
export function openDrive(folder) {
  return { change: (act) => alone(() => transact(folder, act)) };
}

/**
 * Keep out whoever else would change the answers, where the browser has locks, and not for ever.
 * @template Told
 * @param {() => Promise<Told>} step
 * @returns {Promise<Told>}
 */
async function alone(step) {
  if (!navigator.locks) return step(); // an address without https
  let begun = false;
  try {
    return await navigator.locks.request(LOCK, { signal: AbortSignal.timeout(PATIENCE) }, () => {
      begun = true;
      return step();
    });
  } catch (error) {
    if (begun) throw error;
    return step(); // a page that is frozen may hold it; a transaction keeps order all the same
  }
}

/**
 * @template Told
 * @param {string} folder
 * @param {(files: Files) => { writes?: Writes, told: Told }} act
 * @returns {Promise<Told>}
 */
async function transact(folder, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite");
      const store = transaction.objectStore(STORE);
      /** @type {Told} */
      let told;
      /** @type {unknown} */
      let failed;
      // From the folder itself to all that lies in it: "0" comes after "/".
      const cursor = store.openCursor(IDBKeyRange.bound(folder, `${folder}0`));
      /** @type {Map<string, any>} */
      const items = new Map();
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (at) {
          items.set(String(at.key), at.value);
          at.continue();
          return;
        }
        try {
          const found = act(filesOf(items, folder));
          told = found.told;
          write(store, folder, items, found.writes ?? new Map());
        } catch (error) {
          failed = error;
          transaction.abort();
        }
      };
      transaction.oncomplete = () => resolve(told);
      transaction.onabort = () => reject(failed ?? transaction.error);
    });
  } finally {
    database.close(); // JupyterLite may want to add to it
  }
}

/**
 * @param {number} [version]
 * @returns {Promise<IDBDatabase>}
 */
function opened(version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, version);
    request.onupgradeneeded = () => {
      for (const name of [STORE, BLOBS]) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      if (database.objectStoreNames.contains(STORE)) return resolve(database);
      database.close();
      resolve(opened(database.version + 1));
    };
  });
}

/**
 * @param {Map<string, any>} items
 * @param {string} folder
 * @returns {Files}
 */
function filesOf(items, folder) {
  const files = new Map();
  for (const [path, item] of items) {
    if (path.startsWith(`${folder}/`) && item?.type !== "directory") files.set(path, bytesOf(item));
  }
  return files;
}

/**
 * What a file holds. The drive keeps it as Base64; what was opened and saved in JupyterLab, as text or as JSON.
 * @param {{ format?: string, content?: any }} item
 */
export function bytesOf({ format, content }) {
  if (format === "base64") return Uint8Array.from(atob(content ?? ""), (letter) => letter.charCodeAt(0));
  return new TextEncoder().encode(format === "json" ? JSON.stringify(content) : String(content ?? ""));
}

/**
 * @param {IDBObjectStore} store
 * @param {string} folder
 * @param {Map<string, any>} items
 * @param {Writes} writes
 */
function write(store, folder, items, writes) {
  const now = new Date().toISOString();
  const about = (/** @type {string} */ path) => {
    const { created = now, ...before } = items.get(path) ?? {};
    return { ...before, name: path.slice(path.lastIndexOf("/") + 1), path, created, last_modified: now, writable: true };
  };
  if (writes.size && !items.has(folder)) {
    const made = { type: "directory", format: "json", mimetype: "application/json", content: [], size: 0 };
    store.put({ ...about(folder), ...made }, folder);
  }
  for (const [path, bytes] of writes) {
    if (!bytes) {
      store.delete(path);
      continue;
    }
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    const made = { type: "file", format: "base64", mimetype: "application/json", content: btoa(letters), size: bytes.length };
    store.put({ ...about(path), ...made }, path);
  }
}
