// Every view carries this. The kit itself is asked of the kernel once per page, by the first view.
const page = (globalThis.regionalKit ??= {});
const inflate = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
// Ask the kernel for something by its name, unless the view has brought it; an answer that never comes is an error.
const ask = (model, name) =>
  new Promise((resolve, reject) => {
    const { [name]: brought, ...rest } = model.get("brought");
    if (brought) {
      model.set("brought", rest);
      return resolve(inflate(brought));
    }
    const hear = (message, [bytes]) => {
      if (message.asset !== name) return;
      model.off("msg:custom", hear);
      resolve(inflate(bytes));
    };
    model.on("msg:custom", hear);
    model.send({ ask: name });
    setTimeout(reject, 30000, name);
  });
const prepare = async (text) => {
  const kit = JSON.parse(text);
  const url = URL.createObjectURL(new Blob([kit.script], { type: "text/javascript" }));
  return { ...kit, ...(await import(/* webpackIgnore: true */ url)) };
};
export default {
  async render({ model, el }) {
    const data = JSON.parse(await inflate(model.get("packed")));
    el.textContent = data.waiting;
    try {
      const kit = await (page[data.kit] ??= ask(model, data.kit).then(prepare));
      return await kit.show({ model, el, data, page, kit, ask });
    } catch (error) {
      delete page[data.kit];
      el.textContent = `${data.failed} (${error})`;
    }
  },
};
