// How a lesson's cells are run, and where what they show is put.

import { IN_THE_PAGE, queue } from "./joining.js";
import { shows } from "./lessons.js";
import { isView, told } from "./saving.js";

/** One cell after the other, whichever lesson it is in: JupyterLite answers each request to the one that came last. */
const inTurn = queue();

/**
 * Return the cells of a notebook that only show.
 *
 * @param {any} notebook
 * @returns {any[]}
 */
export function cellsOf(notebook) {
  return notebook.widgets.filter((/** @type {any} */ cell) => cell.model.type === "code" && shows(source(cell)));
}

/** @param {any} cell */
function source(cell) {
  return cell.model.sharedModel.getSource();
}

/**
 * Let Python run a lesson's cells, and put what each shows where it belongs; the page stays where it is.
 *
 * @param {any} session
 * @param {any[]} cells
 */
export async function showAll(session, cells) {
  try {
    if (!IN_THE_PAGE) return await showAtOnce(session.session.kernel, cells);
    hold(cells);
    return await Promise.all(cells.map((cell) => inTurn(() => cell.constructor.execute(cell, session, {}))));
  } finally {
    for (const { node } of cells) node.style.minHeight = "";
  }
}

/**
 * Let cells keep their heights.
 *
 * @param {any[]} cells
 */
function hold(cells) {
  const heights = cells.map(({ node }) => node.offsetHeight);
  cells.forEach(({ node }, place) => {
    node.style.minHeight = `${heights[place]}px`;
  });
}

/**
 * Run all in one go: with a request for each cell, the first form would be there in thrice the time.
 *
 * @param {any} kernel
 * @param {any[]} cells
 */
async function showAtOnce(kernel, cells) {
  const left = new Map(cells.map((cell) => [cell.model.id, cell]));
  /** @type {Promise<unknown> | undefined} */
  let came;
  const code = cells.map((cell) => asked(source(cell), cell.model.id)).join("\n");
  const future = kernel.requestExecute({ code, stop_on_error: true, allow_stdin: false, store_history: false });
  future.onIOPub = async (/** @type {any} */ { header: { msg_type }, content }) => {
    const cell = msg_type === "error" ? [...left.values()][0] : left.get(content.transient?.display_id);
    if (!cell) return;
    // Python may have begun before the page was laid out.
    if (left.size === cells.length) hold(cells);
    left.delete(cell.model.id);
    const { model } = cell;
    if (content.data && !Object.keys(content.data).length) return;
    // A text that is as it was when the lesson was laid out stands there already.
    if (model.outputs.length === 1 && told(model.outputs.get(0).toJSON().data) === told(content.data)) return;
    const { transient: _, ...shown } = content;
    model.outputs.clear();
    model.trusted = true;
    model.outputs.add({ ...shown, output_type: msg_type });
    await (isView(content) && !came ? (came = comesUp(cell.node)) : breath());
  };
  const { content } = await future.done;
  if (content.status !== "ok") throw new Error(content.evalue ?? content.status);
}

/**
 * Wait until a view is there, so that a lesson's first form can be answered before its last is made; it may be long in
 * coming.
 *
 * @param {HTMLElement} node
 */
function comesUp(node) {
  return new Promise((then) => {
    const watch = new MutationObserver(() => node.querySelector(".rk") && done());
    const late = setTimeout(() => done(), 1000);
    const done = () => {
      watch.disconnect();
      clearTimeout(late);
      then(undefined);
    };
    watch.observe(node, { childList: true, subtree: true });
  });
}

/** Let the page go on with what it was told before. */
function breath() {
  return new Promise((then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then(undefined);
    };
    port2.postMessage("");
  });
}

/**
 * Return what Python is asked for a cell. One that shows nothing says so: what fails is the first that was not heard of.
 *
 * @param {string} source of a cell that only shows
 * @param {string} id
 */
function asked(source, id) {
  const place = `display_id=${JSON.stringify(id)});`;
  return source.startsWith("import ") ? `${source}; display({}, raw=True, ${place}` : `display(${source}, ${place}`;
}
