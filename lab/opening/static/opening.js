// A lesson that opens itself: it runs when it is opened, calmly, and is saved as it came.

import { alone, calm, makeButton, withoutTools, withTools } from "./calm.js";
import { writeStylesOnce } from "./editors.js";
import { everywhere } from "./everywhere.js";
import { IN_THE_PAGE, isNear, join, joinSoon, meet } from "./joining.js";
import { laidOut, mark } from "./lessons.js";
import { cellsOf, showAll } from "./running.js";
import { asItCame, told, whatCame } from "./saving.js";
import { WORDS } from "./words.js";

/**
 * Return the extension's plugins, once what JupyterLab shares is there.
 *
 * @param {(name: string) => Promise<any>} shared
 */
export async function plugins(shared) {
  const [notebook, application, widgets, base, translation] = await Promise.all(
    ["@jupyterlab/notebook", "@jupyterlab/application", "@lumino/widgets", "@jupyter-widgets/base", "@jupyterlab/translation"].map(shared),
  );
  return [opening({ notebook, application, widgets, base }), everywhere(translation)];
}

/** The page as it was opened: JupyterLite writes another address over it. */
const PAGE = location.href;

/** What a lesson's file is called, in its language's folder. */
const NAMED = /^(?:.+\/)?(sv|en)\/\d\d-[a-z]+\.ipynb$/;

/** What opens a notebook: from the list of files or a button, and by a link in another. */
const OPENS = ["docmanager:open", "rendermime:handle-local-link"];

/** @param {Record<string, any>} shared the modules that it needs */
function opening({ notebook, application, widgets, base }) {
  return {
    id: "regional-kit:opening",
    autoStart: true,
    requires: [notebook.INotebookTracker],
    // The views' manager comes first: a view that is run before it would never show.
    optional: [application.ILabShell, base?.IJupyterWidgetRegistry].filter(Boolean),
    activate(/** @type {any} */ app, /** @type {any} */ tracker, /** @type {any} */ shell) {
      const opened = new Set();
      writeStylesOnce();
      meet(app.serviceManager);
      app.docRegistry.addWidgetExtension("Notebook", { createNew: speak });
      tracker.forEach(follow);
      tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => follow(panel));
      app.commands.commandExecuted.connect((/** @type {any} */ _, /** @type {any} */ { id, args }) => {
        const { path, factory = "Notebook" } = args ?? {};
        const opens = OPENS.includes(id) && NAMED.test(path) && factory === "Notebook";
        if (opens && !tracker.find((/** @type {any} */ panel) => panel.context.path === path)) joinSoon(app.serviceManager, path);
      });
      addEventListener("keydown", unlessPlain, true);
      if (shell) {
        alone(shell, mark);
        openSooner(app);
        if (IN_THE_PAGE) keepInAddress(shell);
      }

      /** @param {any} panel */
      function follow(panel) {
        const session = panel.sessionContext;
        const begin = session.initialize.bind(session);
        /** @type {Promise<boolean> | undefined} */
        let begun;
        const joined = () => (begun ??= join(app.serviceManager, session, begin));
        // Whether a notebook is a lesson is known when its text is there, and this is called then.
        session.initialize = () => (mark(panel.context.model) ? joined() : (begun ?? begin()));
        const named = NAMED.test(session.path);
        // No lesson has a formula, and what typesets them is as large as all that a lesson shows.
        if (named) panel.content.rendermime.latexTypesetter = null;
        if (named) withoutTools(panel);
        const beside = named && namesBeside(app.serviceManager, session.path);
        // One that is called as lessons are, where lessons have run, need not wait for its text.
        if (named) isNear(app.serviceManager, session.path).then((near) => near && !panel.isDisposed && joined());
        panel.context.ready.then(() => {
          const { model } = panel.context;
          if (panel.isDisposed) return;
          if (!mark(model)) {
            if (named) withTools(panel); // it is only called as lessons are
            return;
          }
          // As JupyterLab does once it has kept a copy of the text on the server.
          session.kernelPreference = { ...session.kernelPreference, name: model.defaultKernelName, language: model.defaultKernelLanguage };
          joined();
          opened.add(new Lesson(app, panel, widgets.Widget, opened, beside || namesBeside(app.serviceManager, session.path)));
        });
      }
    },
  };
}

/**
 * Open the lesson that the address names as soon as there is room for it.
 *
 * JupyterLab does so itself, but first waits until it has saved what is open, twice half a second.
 *
 * @param {any} app
 */
async function openSooner(app) {
  await app.restored;
  // @ts-expect-error -- entry.js has read it
  const path = window.regionalKitLesson;
  const { commands } = app;
  if (!path || !(await commands.execute("docmanager:open", { path }))) return;
  // JupyterLab would then come and show it again, when the reader may have gone on to another document.
  const execute = commands.execute.bind(commands);
  commands.execute = (/** @type {string} */ id, /** @type {any} */ args) => {
    if (id !== "filebrowser:open-path" || args?.path !== path) return execute(id, args);
    delete commands.execute;
    return execute("filebrowser:go-to-path", args);
  };
}

/**
 * Say a lesson's language before the page has it: Firefox tells a screen reader of none that comes later.
 *
 * @param {any} panel
 * @param {any} context
 */
function speak(panel, context) {
  const [, language] = context.path.match(NAMED) ?? [];
  if (language) panel.content.node.lang = language;
}

/**
 * Keep the lesson that is shown in the address. JupyterLite takes it off, and a page that is loaded again, or an
 * address that is passed on, would show a list of files.
 *
 * @param {any} shell JupyterLab's
 */
function keepInAddress(shell) {
  shell.currentChanged.connect(async () => {
    const { context } = shell.currentWidget ?? {};
    await context?.ready;
    if (!context || context !== shell.currentWidget?.context) return;
    const address = new URL(PAGE);
    if (mark(context.model)) address.searchParams.set("path", context.path);
    else address.searchParams.delete("path");
    history.replaceState(history.state, "", address);
  });
}

/**
 * @param {any} services
 * @param {string} path
 * @returns {Promise<string[]>} the names in the folder of a file
 */
async function namesBeside({ contents }, path) {
  const { content } = await contents.get(path.split("/").slice(0, -1).join("/"), { content: true });
  return content.map((/** @type {any} */ file) => file.name);
}

/** A notebook that is a lesson, as long as it is open. */
class Lesson {
  /**
   * @param {any} app
   * @param {any} panel
   * @param {any} Widget
   * @param {Set<Lesson>} opened all lessons of this page
   * @param {Promise<string[]>} beside the names in its folder
   */
  constructor(app, panel, Widget, opened, beside) {
    this.app = app;
    this.panel = panel;
    this.model = panel.context.model;
    this.opened = opened;
    this.words = WORDS[mark(this.model)?.language ?? "sv"];
    this.bar = document.createElement("div");
    this.bar.className = "rk-opening";
    this.bar.setAttribute("role", "status");
    this.bar.hidden = true;
    panel.content.node.append(this.bar);
    this.keepAsItCame();
    calm(panel, this.words, Widget);
    this.say(this.words.starting);
    const session = panel.sessionContext;
    // What happened to Python is said in the lesson, not in a dialog before it.
    Object.defineProperty(panel, "_autorestarting", { get: () => true, set() {} });
    session.statusChanged.connect((/** @type {any} */ _, /** @type {string} */ status) => this.heed(status));
    panel.disposed.connect(() => opened.delete(this));
    this.open(beside);
  }

  /** Save the lesson with the outputs that it came with; what only Python shows is nothing to save. */
  keepAsItCame() {
    const { model } = this;
    const whole = model.toJSON.bind(model);
    const came = whatCame(whole());
    model.toJSON = () => asItCame(whole(), came);
    let lies = told(model.toJSON());
    /** Whether something is there to be saved. */
    this.differs = () => told(model.toJSON()) !== lies;
    this.panel.context.saveState.connect((/** @type {any} */ _, /** @type {string} */ state) => {
      if (state === "completed") lies = told(model.toJSON());
    });
    model.stateChanged.connect((/** @type {any} */ _, /** @type {any} */ change) => {
      // A run changes much, one thing at a time: what is to be saved after it is looked at once.
      if (change.name === "dirty" && change.newValue && (this.runs || !this.differs?.())) model.dirty = false;
    });
  }

  /**
   * Run, if nothing lies in the folder that Python could load in place of the kit.
   *
   * @param {Promise<string[]>} beside
   */
  async open(beside) {
    const [names] = await Promise.all([beside, reached(this.panel.sessionContext)]);
    const trusted = [...this.model.cells].every((cell) => cell.type !== "code" || cell.trusted);
    if (trusted || laidOut(names)) await this.run();
    else this.say(this.words.asks, this.words.start, () => this.run());
  }

  /** Run the cells that only show; the page stays where it is. */
  async run() {
    const { sessionContext, content, node } = this.panel;
    this.say(this.words.starting);
    node.dataset.lesson = "starting";
    this.runs = true;
    try {
      await showAll(sessionContext, cellsOf(content));
      node.dataset.lesson = "live";
      this.say("");
    } catch (error) {
      node.dataset.lesson = "stopped";
      if (!this.panel.isDisposed) this.say(this.words.failed.replace("{why}", String(error)), this.words.again, () => this.again());
    }
    this.runs = false;
    if (this.differs?.()) this.model.dirty = true;
  }

  /** @param {string} status */
  heed(status) {
    if (!["dead", "restarting", "autorestarting", "terminating"].includes(status)) return;
    this.panel.node.dataset.lesson = "stopped";
    this.say(this.words.stopped, this.words.again, () => this.again());
  }

  /** Start Python anew where it is gone, and with it every lesson of this page that it showed. */
  async again() {
    const { sessionContext } = this.panel;
    if (!sessionContext.session?.kernel || sessionContext.kernelDisplayStatus === "dead") await sessionContext.restartKernel();
    await reached(sessionContext);
    const stopped = [...this.opened].filter((lesson) => lesson.panel.node.dataset.lesson === "stopped");
    await Promise.all(stopped.map((lesson) => lesson.run()));
  }

  /**
   * @param {string} text
   * @param {string} [press]
   * @param {() => void} [pressed]
   */
  say(text, press, pressed) {
    const button = makeButton(() => pressed?.());
    button.textContent = press ?? "";
    this.bar.replaceChildren(text, ...(press ? [button] : []));
    this.bar.hidden = !text;
  }
}

/**
 * Wait until a session's Python answers: what it is asked before that may be lost.
 *
 * @param {any} session
 */
async function reached(session) {
  await session.ready;
  await session.session?.kernel?.info;
}

/**
 * Let a key without Ctrl, Alt or Cmd do nothing to a lesson's cells: a "4" after a click in the text
 * would make a heading of it, and "d d" would take it away.
 *
 * @param {KeyboardEvent} event
 */
function unlessPlain(event) {
  const target = event.target;
  if (event.ctrlKey || event.altKey || event.metaKey || !(target instanceof Element)) return;
  if (!target.closest(".rk-lesson") || target.closest(".rk-own") || target.hasAttribute("data-lm-suppress-shortcuts")) return;
  target.setAttribute("data-lm-suppress-shortcuts", "true");
  setTimeout(() => target.removeAttribute("data-lm-suppress-shortcuts"));
}
