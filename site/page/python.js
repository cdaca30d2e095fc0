// A lesson page's Python, which runs in a worker of its own: see worker.js.

/**
 * @typedef {{ answer: object, buffers: Uint8Array[], file: string | null, files: Record<string, string | null> }} Told
 * @typedef {{
 *   started: Promise<void>,
 *   ask: (cell: string, message: object, buffers: ArrayBuffer[], file: string | null) => Promise<Told>,
 *   stop: () => void,
 * }} Python
 * @typedef {{ part: string, language: "sv" | "en", files?: Record<string, string> }} Opening
 */

const SAID = {
  sv: {
    unstarted: (/** @type {string} */ why) => `Python kunde inte starta (${why}). Kontrollera nätet och ladda om sidan.`,
    failed: (/** @type {string} */ why) => `Python kunde inte räkna ut det (${why}).`,
    stopped: "Python har slutat svara. Försök igen, så startar det på nytt.",
  },
  en: {
    unstarted: (/** @type {string} */ why) => `Python could not start (${why}). Check the network and load the page again.`,
    failed: (/** @type {string} */ why) => `Python could not work it out (${why}).`,
    stopped: "Python has stopped. Try again, and it starts anew.",
  },
};

/**
 * Start Python in a worker; at once, and once per page.
 *
 * @param {string} base address of the site's root, ending in "/"
 * @param {Opening} lesson as in `kit.Lesson`; and the texts of the learner's other files by their paths
 *   ("my-class/…"), as the page has kept them
 * @returns {Python}
 */
export function openPython(base, { part, language, files = {} }) {
  const said = SAID[language];
  // A worker that starts anew knows nothing of what became of the files in the one before.
  const kept = { ...files };
  /** @type {ReturnType<typeof startWorker> | null} */
  let running = null;
  /** @type {Promise<unknown>} */
  let turn = Promise.resolve();
  const begin = () => {
    const open = { part, language, files: kept };
    running = startWorker(said, { base: new URL(base, location.href).href, open }, () => {
      running = null;
    });
    return running;
  };
  /** @type {Python["ask"]} */
  const ask = async (cell, message, buffers, file) => {
    const worker = running ?? begin();
    await worker.started;
    const told = await worker.send({ ask: { cell, message, file }, buffers });
    for (const [path, text] of Object.entries(/** @type {Told["files"]} */ (told.files))) {
      if (text === null) delete kept[path];
      else kept[path] = text;
    }
    return told;
  };
  return {
    started: begin().started,
    ask(...asked) {
      const told = turn.then(() => ask(...asked));
      turn = told.catch(() => {});
      return told;
    },
    stop: () => running?.end(said.stopped),
  };
}

/**
 * Start one worker. Once it has ended, it rejects whoever waits for it, and is of no more use.
 *
 * @param {typeof SAID["en"]} said
 * @param {object} opening its first order
 * @param {() => void} ended
 */
function startWorker(said, opening, ended) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, { yes: (done: any) => void, no: (error: Error) => void }>} */
  const waiting = new Map();
  let sent = 0;
  let open = false;
  /** @param {string} sentence */
  const end = (sentence) => {
    worker.terminate();
    ended();
    for (const { no } of waiting.values()) no(new Error(sentence));
    waiting.clear();
  };
  /** @param {string} why */
  const died = (why) => end(open ? said.stopped : said.unstarted(why));
  /**
   * @param {object} order
   * @returns {Promise<any>}
   */
  const send = (order) =>
    new Promise((yes, no) => {
      sent += 1;
      waiting.set(sent, { yes, no });
      worker.postMessage({ ...order, id: sent });
    });
  worker.onmessage = ({ data: { id, done, failed, dead } }) => {
    if (dead) died(failed);
    const asked = waiting.get(id);
    waiting.delete(id);
    open = true;
    if (failed === undefined) asked?.yes(done);
    else asked?.no(new Error(said.failed(failed)));
  };
  worker.onmessageerror = () => died("postMessage");
  worker.onerror = (event) => {
    event.preventDefault();
    died(event.message || "worker.js");
  };
  const started = /** @type {Promise<void>} */ (send(opening));
  started.catch(() => {}); // whoever asks hears of it, too
  return { started, send, end };
}
