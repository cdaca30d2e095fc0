/** @import { Model } from "./types.js" */

/** Every view carries this, and in what is packed the script that goes on. */
const page = (globalThis.regionalKit ??= {
  inflate: (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text(),
});
export default {
  /**
   * anywidget 0.11 lets no word of Python through to a view whose script took more than two seconds, as on a busy
   * machine: it would be asked for ever. What Python says is taken without waiting, as the script is here. Only an
   * event tells of the whole model.
   * @param {{ model: any }} view
   */
  initialize({ model }) {
    model.on("change:awake", (/** @type {any} */ whole) => {
      const { _handle_comm_msg: take } = Object.getPrototypeOf(Object.getPrototypeOf(whole));
      whole.comm?.on_msg(take.bind(whole));
    });
    model.set("awake", true);
    // What a view brings is the page's, and never saved with a notebook: the answers are in it.
    Object.assign((page.brought ??= {}), model.get("brought"));
    model.set("brought", {});
  },
  /** @param {{ model: Model, el: HTMLElement }} view */
  async render(view) {
    if (!globalThis.DecompressionStream) {
      view.el.textContent = "Webbläsaren är för gammal. This browser is too old: Chrome/Edge 110, Firefox 121, Safari 16.4.";
      return;
    }
    const data = JSON.parse(await page.inflate(view.model.get("packed")));
    page[data.bring] ??= import(/* webpackIgnore: true */ URL.createObjectURL(new Blob([data.bring], { type: "text/javascript" })));
    return (await page[data.bring]).show(view, data);
  },
};
