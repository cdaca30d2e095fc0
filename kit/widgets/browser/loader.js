// What every view carries with it. The rest (kit.js, kit.css, plotly.js) is asked of the kernel once
// per page, by whichever view comes first, and is shared by all views of all notebooks on the page.

const page = (globalThis.regionalKit ??= { assets: new Map() });
const PATIENCE = 30_000;

function ask(model, name) {
  return new Promise((resolve, reject) => {
    const finish = (settle, value) => {
      clearTimeout(timer);
      model.off("msg:custom", hear);
      settle(value);
    };
    const hear = (message, buffers) => {
      if (message.asset === name) finish(resolve, inflate(buffers[0]));
    };
    const timer = setTimeout(() => finish(reject, new Error(`${name}: no answer`)), PATIENCE);
    model.on("msg:custom", hear);
    model.send({ ask: name });
  });
}

function inflate(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

/** The asset `name` made ready by `prepare`, once per page and version. */
function asset(model, name, prepare) {
  const key = `${name} ${model.get("assets")[name]}`;
  if (!page.assets.has(key)) {
    const ready = ask(model, name).then(prepare);
    page.assets.set(key, ready);
    ready.catch(() => page.assets.delete(key));
  }
  return page.assets.get(key);
}

async function kit(model) {
  const style = asset(model, "kit.css", (text) => {
    document.getElementById("regional-kit-style")?.remove();
    const element = document.createElement("style");
    element.id = "regional-kit-style";
    element.textContent = text;
    document.head.append(element);
  });
  const code = asset(model, "kit.js", async (text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    try {
      return await import(/* webpackIgnore: true */ address);
    } finally {
      URL.revokeObjectURL(address);
    }
  });
  await style;
  return code;
}

/** plotly.js, without touching a Plotly that somebody else has put on the page. */
function plotly(model) {
  return asset(model, "plotly.js", (text) => {
    const module = { exports: {} };
    new Function("module", "exports", "define", text)(module, module.exports, undefined);
    return module.exports;
  });
}

export default {
  async render({ model, el }) {
    const words = model.get("data").words;
    el.textContent = words["view.waiting"];
    try {
      const { show } = await kit(model);
      el.replaceChildren();
      return await show({ model, el, page, plotly: () => plotly(model) });
    } catch (error) {
      const sentence = document.createElement("p");
      sentence.setAttribute("role", "alert");
      sentence.textContent = words["view.failed"];
      const detail = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = words["view.detail"];
      detail.append(summary, String(error?.stack ?? error));
      el.replaceChildren(sentence, detail);
    }
  },
};
