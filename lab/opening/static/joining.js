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
 * Let a lesson's session begin in the Python that other lessons of its folder run in, if there is one.
 *
 * @param {any} services
 * @param {any} session
 * @param {() => Promise<boolean>} begin
 * @returns {Promise<boolean>} whether the reader has to choose a Python
 */
export function join(services, session, begin) {
  return asks(async () => {
    const place = `regional-kit python ${services.serverSettings.baseUrl}${folder(session.path)}`;
    const id = localStorage.getItem(place) ?? undefined;
    // @ts-expect-error -- entry.js may have asked for a Python already
    await window.regionalKitPython;
    await services.kernels.refreshRunning();
    const there = [...services.kernels.running()].some((kernel) => kernel.id === id);
    // The Python outlives the lesson that started it, as others may be in it.
    session.kernelPreference = { ...session.kernelPreference, shutdownOnDispose: false, ...(there && { id }) };
    session.sessionManager = Object.create(session.sessionManager, {
      _connectToKernel: { value: (/** @type {any} */ options) => connection(services.kernels, options, session.path) },
    });
    const choose = await begin();
    const kernel = session.session?.kernel;
    if (kernel) localStorage.setItem(place, kernel.id);
    return choose;
  });
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
 * Return the folder that holds a lesson's language folder.
 *
 * @param {string} path
 */
function folder(path) {
  return path.split("/").slice(0, -2).join("/");
}

/**
 * Return a lesson's connection to a Python: the page's one, as the lesson sees it.
 *
 * Of several connections JupyterLab lets only the first hear of views, and each would bring every
 * lesson's views once more.
 *
 * @param {any} kernels
 * @param {any} options
 * @param {string} path of the lesson
 */
function connection(kernels, options, path) {
  const { id } = options.model;
  const known = lines.get(id);
  /** @type {Line} */
  const line =
    known && !known.kernel.isDisposed
      ? known
      : {
          kernel: kernels.connectTo({ ...options, handleComms: true }),
          users: 0,
          hearers: new Map(),
          newest: undefined,
          asking: undefined,
        };
  lines.set(id, line);
  line.users += 1;
  return seen(line, path);
}

/**
 * @param {Line} line
 * @param {string} path
 */
function seen(line, path) {
  const { kernel } = line;
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
