// The chosen language also where JupyterLab forgets to ask for it.
//
// Some of its dialogs (to trust a notebook, to save it as another), toolbars and names for screen readers are made
// without a translator, and then take the `nullTranslator`, which knows English alone. Here it is told to ask the
// translator that all others have. This is a module as JupyterLab loads them, written by hand: no bundler is needed.
(() => {
  const MODULE = "@jupyterlab/translation";
  let shared;

  async function plugin() {
    const { ITranslator, nullTranslator } = (await Object.values(shared[MODULE])[0].get())();
    return {
      id: "regional-kit-swedish:everywhere",
      autoStart: true,
      requires: [ITranslator],
      activate: (_app, translator) => {
        nullTranslator.load = (domain) => translator.load(domain);
      },
    };
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["regional-kit-swedish"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const found = await plugin();
      return () => found;
    },
  };
})();
