// A lesson looks like a page: no code, no numbers of runs, no tools for changing cells, until asked for.

const STYLE = new URL("lesson.css", import.meta.url).href;

/**
 * Make a lesson's notebook calm, and give it a button at its end that shows the code.
 *
 * @param {any} panel
 * @param {{show: string, hide: string}} words
 * @param {any} Widget
 */
export function calm(panel, words, Widget) {
  if (!document.querySelector(`link[href="${STYLE}"]`)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
    document.head.append(link);
  }
  panel.addClass("rk-lesson");
  panel.toolbar.hide();
  for (const cell of panel.content.widgets) {
    if ((cell.model.getMetadata("tags") ?? []).includes("curious")) cell.addClass("rk-own");
  }
  panel.content.layout.footer = footer(panel, words, Widget);
}

/**
 * @param {any} panel
 * @param {{show: string, hide: string}} words
 * @param {any} Widget
 */
function footer(panel, words, Widget) {
  const end = new Widget();
  end.addClass("rk-end");
  const button = document.createElement("button");
  button.type = "button";
  const show = (/** @type {boolean} */ shown) => {
    panel.toggleClass("rk-code", shown);
    panel.toolbar.setHidden(!shown);
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(shown));
    for (const cell of panel.content.widgets) if (cell.model.type === "code") cell.inputHidden = !(shown || cell.hasClass("rk-own"));
  };
  button.onclick = () => show(!panel.hasClass("rk-code"));
  end.node.append(button);
  show(false);
  return end;
}

/**
 * Show lessons by themselves, without the list of files; everything is as it was when another document is shown.
 *
 * @param {any} shell JupyterLab's
 * @param {(model: any) => unknown} isLesson
 */
export function alone(shell, isLesson) {
  /** @type {string | undefined} */
  let before;
  shell.currentChanged.connect(async () => {
    const shown = shell.currentWidget;
    await shown?.context?.ready;
    if (shown !== shell.currentWidget) return;
    const lesson = shown?.context && isLesson(shown.context.model);
    if (lesson && before === undefined) {
      before = shell.mode;
      shell.mode = "single-document";
      shell.collapseLeft();
    } else if (shown && !lesson && before !== undefined) {
      shell.mode = before;
      before = undefined;
    }
  });
}
