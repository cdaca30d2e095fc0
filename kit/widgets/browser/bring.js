/** @import { Around, Ask, Model, View } from "./types.js" */
/** How a page gets what it needs once: it is asked of the kernel by the first view. Each view brings this, deflated. */
const page = globalThis.regionalKit;
const inflate = page.inflate;
/**
 * Ask the kernel for something by its name, unless a view has brought it; a busy kernel is waited for.
 * @type {Ask}
 */
const ask = (model, name, reader = name) =>
  new Promise((resolve, reject) => {
    const { [reader]: brought, ...rest } = page.brought ?? {};
    if (brought) {
      page.brought = rest;
      return resolve(inflate(brought));
    }
    /** @type {Parameters<Model["on"]>[1]} */
    const hear = ({ asset, error }, [bytes]) => {
      if (asset !== name) return;
      model.off("msg:custom", hear);
      error ? reject(error) : resolve(inflate(bytes));
    };
    model.on("msg:custom", hear);
    model.send({ ask: name });
  });
/**
 * Each run of a lesson asks until the page has it: the kernel that was asked before may be gone.
 * @type {View["once"]}
 */
const once = ({ model, data }, name, take) => {
  const it = (page[name] ??= { asked: new Set() });
  it.got ??= new Promise((...ends) => (it.ends = ends));
  if (!it.taken && !it.asked.has(data.reader)) {
    it.asked.add(data.reader);
    it.got.catch(() => delete page[name]);
    ask(model, name)
      .then((text) => (it.taken ??= take(text)))
      .then(...it.ends);
  }
  return it.got;
};
/** @param {string} text */
const prepare = async (text) => {
  const kit = JSON.parse(text);
  const url = URL.createObjectURL(new Blob([kit.script], { type: "text/javascript" }));
  return { ...kit, ...(await import(/* webpackIgnore: true */ url)) };
};
/**
 * @param {{ model: Model, el: HTMLElement, signal?: AbortSignal }} view
 * @param {Around} data
 */
export async function show({ model, el, signal }, data) {
  const view = { model, el, data, page, ask, once, signal };
  // What was saved with its notebook has no kernel; any other may be busy.
  const alone = el.closest(".jupyter-widgets-disconnected");
  el.textContent = alone ? data.still : data.waiting;
  const late = setTimeout(() => (el.textContent = alone ? data.still : data.late), 8000);
  try {
    const kit = await once(view, data.kit, prepare);
    return await kit.show({ ...view, kit });
  } catch (error) {
    el.textContent = `${data.failed} (${error})`;
  } finally {
    clearTimeout(late);
  }
}
