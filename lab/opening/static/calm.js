// A lesson looks like a page: no code, no numbers of runs, no tools for changing cells, until asked for.

const STYLE = new URL("lesson.css", import.meta.url).href;

/** @type {Promise<unknown> | undefined} */
let dressed;

/** Bring the style, once per page; it is there when this is fulfilled. */
function dress() {
  dressed ??= new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE, onload: done, onerror: done });
    document.head.append(link);
  });
  return dressed;
}

/**
 * Make a lesson's notebook calm, and give it a button at its end that shows the code.
 *
 * @param {any} panel
 * @param {{show: string, hide: string}} words
 * @param {any} Widget
 */
export function calm(panel, words, Widget) {
  dress();
  panel.addClass("rk-lesson");
  for (const cell of panel.content.widgets) {
    if ((cell.model.getMetadata("tags") ?? []).includes("curious")) cell.addClass("rk-own");
    // How to start need not be told: a line says how it goes.
    if (cell.model.id === "how-to") cell.hide();
  }
  panel.content.layout.footer = footer(panel, words, Widget);
  printAsShown(panel);
}

/**
 * Take away a notebook's toolbar: all its buttons would be drawn, even where it is hidden.
 *
 * @param {any} panel
 */
export function withoutTools({ toolbar, disposed }) {
  toolbar.parent = null;
  disposed.connect(toolbar.dispose, toolbar); // which the panel does no longer
}

/** @param {any} panel */
export function withTools({ layout, toolbar }) {
  layout.insertWidget(0, toolbar);
}

/**
 * Print what is shown: of a lesson's file JupyterLab would print neither a form nor an answer.
 *
 * @param {any} panel
 */
function printAsShown(panel) {
  for (let at = panel; at; at = Object.getPrototypeOf(at)) {
    const printable = Object.getOwnPropertySymbols(at).find(({ description }) => description === "printable");
    if (printable) panel[printable] = () => async () => print();
  }
}

/**
 * @param {any} panel
 * @param {{show: string, hide: string}} words
 * @param {any} Widget
 */
function footer(panel, words, Widget) {
  const end = new Widget();
  end.addClass("rk-end");
  const button = makeButton(() => show(!panel.hasClass("rk-coded")));
  const show = (/** @type {boolean} */ shown) => {
    panel.toggleClass("rk-coded", shown);
    if (shown) withTools(panel);
    else withoutTools(panel);
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(shown));
    for (const cell of panel.content.widgets) if (cell.model.type === "code") cell.inputHidden = !(shown || cell.hasClass("rk-own"));
  };
  end.node.append(button);
  show(false);
  return end;
}

/**
 * Make a button that is pressed by mouse, touch and key; in a notebook the Enter key alone would not reach it.
 *
 * @param {() => void} pressed
 */
export function makeButton(pressed) {
  const button = Object.assign(document.createElement("button"), { type: "button", onclick: pressed });
  // A notebook that hears of either gives the focus to a cell.
  for (const heard of ["focusin", "keydown"]) button.addEventListener(heard, (event) => event.stopPropagation());
  button.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pressed();
  };
  return button;
}

/**
 * Show lessons by themselves, without tabs and the list of files; both are back beside another document.
 *
 * JupyterLab's own simple interface would do that, too, but forgets the document when its page is loaded again.
 *
 * @param {any} shell JupyterLab's
 * @param {(model: any) => unknown} isLesson
 */
export function alone(shell, isLesson) {
  let folded = false;
  let touched = false;
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => (touched = true), { once: true, capture: true });
  // JupyterLite shows its list once the lesson is open; one that the reader unfolds stays.
  shell.layoutModified.connect(() => {
    if (!touched && !shell.leftCollapsed && document.body.classList.contains("rk-alone")) shell.collapseLeft();
  });
  shell.currentChanged.connect(async () => {
    const shown = shell.currentWidget;
    await shown?.context?.ready;
    if (!shown || shown !== shell.currentWidget) return;
    const lesson = Boolean(shown.context && isLesson(shown.context.model));
    if (lesson === document.body.classList.contains("rk-alone")) return;
    document.body.classList.toggle("rk-alone", lesson);
    if (lesson) {
      folded = !shell.leftCollapsed;
      shell.collapseLeft();
    } else if (folded) {
      shell.expandLeft();
    }
    // What the tabs leave is known once the style has hidden them.
    await dress();
    shown.parent?.fit();
  });
}
