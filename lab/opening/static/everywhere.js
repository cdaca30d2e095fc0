// The chosen language also where JupyterLab forgets to ask for it.
//
// Some of its dialogs (to trust a notebook, to save it as another), toolbars and names for screen readers are made
// without a translator, and then take the `nullTranslator`, which knows English alone. Here it is told to ask the
// translator that all others have.

/** @param {any} translation JupyterLab's module of that name */
export function everywhere({ ITranslator, nullTranslator }) {
  return {
    id: "regional-kit:everywhere",
    autoStart: true,
    requires: [ITranslator],
    activate(/** @type {any} */ _app, /** @type {any} */ translator) {
      nullTranslator.load = (/** @type {string} */ domain) => translator.load(domain);
    },
  };
}
