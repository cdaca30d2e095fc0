// One Python for all lessons of a folder: the second lesson has nothing to wait for.

/** Whether Python runs in this page itself, as JupyterLite's does. */
export const IN_THE_PAGE = Boolean(JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}").litePluginSettings);

const VIEWS = "jupyter.widget";
const STATES = "jupyter.widget.control";

/** One lesson at a time asks for a Python, or two that open together would get one each. */
const asks = queue();

/**
 * A connection to a Python that the lessons of this page share.
 *
 * @typedef {object} Line
 * @property {any} kernel
 * @property {number} users how many lessons use it
 * @property {Map<string, (comm: any, message: any) => any>} hearers by the id of a request, who hears of the views it opens
 * @property {((comm: any, message: any) => any) | undefined} newest the manager of views that came last
 * @property {((comm: any, message: any) => any) | undefined} asking who asked last
 */

/** @type {Map<string, Line>} by the Python's id */
const lines = new Map();

/**
 * What Python loads while the page is on its way: from what is installed alone, as nobody has looked yet at what lies
 * beside the lesson.
 */
const READY = `
def ready():
    import os, sys
    beside = sys.path[:]
    sys.path[:] = [place for place in beside if os.path.abspath(place) != os.getcwd()]
    try:
        from kit.lesson import get_ready
        get_ready()
    finally:
        sys.path[:] = beside
ready()
del ready`;

/**
 * Connect to the Python that was asked for when the page was, and let it load what a lesson needs.
 *
 * @param {any} services
 */
export async function meet(services) {
  const model = await begun(services);
  if (!model) return;
  await services.kernels.ready;
  const { kernel } = lineTo(services.kernels, { model });
  kernel.requestExecute({ code: READY, silent: true, store_history: false, allow_stdin: false }).done.catch(() => {});
}

/**
 * Let a lesson's session begin in the Python that other lessons of its folder run in, if there is one.
 *
 * @param {any} services
 * @param {any} session
 * @param {() => Promise<boolean>} begin
 * @returns {Promise<boolean>} whether the reader has to choose a Python
 */
export function join(services, session, begin) {
  return asks(async () => {
    const id = await known(services, session.path);
    const there = id && (connected(id) || (await runs(services.kernels, id)));
    // The Python outlives the lesson that started it, as others may be in it.
    session.kernelPreference = { ...session.kernelPreference, shutdownOnDispose: false, ...(there && { id }) };
    const manager = managerFor(services, session.path);
    session.sessionManager = there ? await handsOn(manager, session.path, id).catch(() => manager) : manager;
    const choose = await begin();
    session.sessionManager = manager;
    const kernel = session.session?.kernel;
    if (kernel) localStorage.setItem(key(services, session.path), kernel.id);
    return choose;
  });
}

/** @type {Map<string, Promise<any>>} sessions of lessons that are still on their way, by path */
const begunSoon = new Map();

/**
 * Begin a lesson's session before there is a lesson, if this page has a connection to the Python of its folder.
 *
 * @param {any} services
 * @param {string} path of the lesson
 */
export async function joinSoon(services, path) {
  const id = await known(services, path);
  if (!connected(id) || begunSoon.has(path)) return;
  begunSoon.set(
    path,
    sessionIn(managerFor(services, path), path, id).catch(() => {}),
  );
}

/**
 * Return a manager of sessions that connects a lesson to the Python as it is to see it.
 *
 * @param {any} services
 * @param {string} path of the lesson
 */
function managerFor({ sessions, kernels }, path) {
  return Object.create(sessions, {
    _connectToKernel: { value: (/** @type {any} */ options) => seen(lineTo(kernels, options), path) },
  });
}

/**
 * Return a manager of sessions that hands on a session of its own making, in a Python that runs.
 *
 * @param {any} manager
 * @param {string} path of the lesson
 * @param {string} id of the Python
 */
async function handsOn(manager, path, id) {
  const soon = await begunSoon.get(path);
  begunSoon.delete(path);
  // One of a lesson that could not be opened then may be over.
  const lives = soon && !soon.isDisposed && !soon.kernel?.isDisposed;
  const made = lives ? soon : await sessionIn(manager, path, id);
  return Object.create(withoutAsking(manager), { running: { value: () => [made.model] }, connectTo: { value: () => made } });
}

/**
 * Begin a lesson's session in a Python. JupyterLab would begin it by another name, and name it twice.
 *
 * @param {any} manager
 * @param {string} path of the lesson
 * @param {string} id of the Python
 */
function sessionIn(manager, path, id) {
  const name = path.split("/").at(-1);
  return withoutAsking(manager).startNew({ path, name, type: "notebook", kernel: { id } });
}

/**
 * Return a manager of sessions that does not ask first what runs.
 *
 * @param {any} manager
 */
function withoutAsking(manager) {
  return Object.create(manager, { refreshRunning: { value: async () => {} } });
}

/**
 * Say whether this page has a connection to the Python of a lesson's folder.
 *
 * @param {any} services
 * @param {string} path of the lesson
 */
export async function isNear(services, path) {
  return connected(await known(services, path));
}

/** @type {Promise<any> | undefined} */
let asked;

/**
 * Return the Python that entry.js has asked for, if it has, and note it as that of its lesson's folder.
 *
 * @param {any} services
 */
function begun(services) {
  // @ts-expect-error -- entry.js leaves them
  const { regionalKitPython: python, regionalKitLesson: lesson } = window;
  asked ??= Promise.resolve(python).then((model) => {
    if (model) localStorage.setItem(key(services, lesson), model.id);
    return model;
  });
  return asked;
}

/**
 * Return the id of the Python that the lessons of a folder ran in last.
 *
 * @param {any} services
 * @param {string} path of one of them
 */
async function known(services, path) {
  await begun(services);
  return localStorage.getItem(key(services, path)) ?? "";
}

/**
 * @param {any} services
 * @param {string} path of a lesson, in its language's folder
 */
function key({ serverSettings }, path) {
  return `regional-kit python ${serverSettings.baseUrl}${path.split("/").slice(0, -2).join("/")}`;
}

/** @param {string} id */
function connected(id) {
  return lines.get(id)?.kernel.connectionStatus === "connected";
}

/**
 * @param {any} kernels
 * @param {string} id
 */
async function runs(kernels, id) {
  // Its refreshRunning does not ask while it waits for a list that it has asked for before.
  await kernels.requestRunning();
  return [...kernels.running()].some((kernel) => kernel.id === id);
}

/** Return what runs what it is given when all that it was given before has ended, well or not. */
export function queue() {
  /** @type {Promise<unknown>} */
  let turn = Promise.resolve();
  return (/** @type {() => Promise<any>} */ run) => {
    const done = turn.then(run);
    turn = done.catch(() => {});
    return done;
  };
}

/**
 * Return the page's connection to a Python.
 *
 * Of several connections JupyterLab lets only the first hear of views, and each would bring every
 * lesson's views once more.
 *
 * @param {any} kernels
 * @param {any} options
 * @returns {Line}
 */
function lineTo(kernels, options) {
  const { id } = options.model;
  const there = lines.get(id);
  if (there && !there.kernel.isDisposed) return there;
  const kernel = kernels.connectTo({ ...options, handleComms: true });
  goesOnlyIfGone(kernels, kernel);
  /** @type {Line} */
  const line = { kernel, users: 0, hearers: new Map(), newest: undefined, asking: undefined };
  lines.set(id, line);
  return line;
}

/**
 * Let a Python count as gone only once the server says so when it is asked anew: JupyterLab may hear late, on a busy
 * computer, of a list that was made before the Python began.
 *
 * @param {any} kernels
 * @param {any} kernel
 */
function goesOnlyIfGone(kernels, kernel) {
  const go = kernel.handleShutdown.bind(kernel);
  let asking = false;
  kernel.handleShutdown = async () => {
    // The answer may say once more that it is gone.
    if (asking) return;
    asking = true;
    const there = await runs(kernels, kernel.id).catch(() => true);
    asking = false;
    if (!there) go();
  };
}

/**
 * Return the page's connection to a Python, as a lesson sees it.
 *
 * @param {Line} line
 * @param {string} path
 */
function seen(line, path) {
  const { kernel } = line;
  line.users += 1;
  let hearer = line.newest;
  let left = false;
  const own = {
    /** Say which lesson asks, so that Python keeps each one's names apart. */
    requestExecute(/** @type {any} */ content, /** @type {boolean} */ dispose, /** @type {any} */ metadata) {
      const future = kernel.requestExecute(content, dispose, { ...metadata, lesson: path });
      const { msg_id: asked } = future.msg.header;
      if (hearer) line.hearers.set(asked, (line.asking = hearer));
      future.done.catch(() => {}).finally(() => line.hearers.delete(asked));
      return future;
    },
    registerCommTarget(/** @type {string} */ target, /** @type {(comm: any, message: any) => any} */ opened) {
      if (target !== VIEWS) return kernel.registerCommTarget(target, opened);
      hearer = line.newest = opened;
      // A view goes to the lesson that asked for it; one of another page's lessons is nobody's here. JupyterLite
      // may say that it was asked for by what came to Python meanwhile, but has no other page.
      kernel.registerCommTarget(target, (/** @type {any} */ comm, /** @type {any} */ message) =>
        (line.hearers.get(message.parent_header.msg_id) ?? (IN_THE_PAGE ? line.asking : undefined))?.(comm, message),
      );
    },
    removeCommTarget(/** @type {string} */ target, /** @type {Function} */ opened) {
      if (target !== VIEWS) kernel.removeCommTarget(target, opened);
    },
    /** A lesson is run when it opens: what other views Python holds is not asked for. */
    createComm: (/** @type {string} */ target, /** @type {string} */ id) =>
      target === STATES ? noStates(id) : kernel.createComm(target, id),
    dispose() {
      if (left) return;
      left = true;
      line.users -= 1;
      if (!line.users) kernel.dispose();
    },
  };
  return new Proxy(kernel, {
    get(target, name) {
      if (name === "isDisposed") return left || target.isDisposed;
      if (name in own) return own[/** @type {keyof typeof own} */ (name)];
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/**
 * Answer for Python that it holds no view.
 *
 * @param {string} id
 */
function noStates(id) {
  const none = { content: { data: { method: "update_states", states: {}, buffer_paths: [] } }, buffers: [] };
  const sent = () => ({ msg: { header: { msg_id: id } } });
  return {
    commId: id,
    targetName: STATES,
    /** @type {((message: any) => void) | undefined} */
    onMsg: undefined,
    onClose: undefined,
    open: sent,
    send() {
      queueMicrotask(() => this.onMsg?.(none));
      return sent();
    },
    close: sent,
  };
}
