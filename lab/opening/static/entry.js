// What JupyterLab, Notebook and JupyterLite load first. They expect what a bundler makes of an
// extension: a container that is handed the shared modules and hands on the extension. A learner's
// machine has no bundler, and these few lines are all that one would add.
{
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, {get: () => Promise<() => unknown>}>>} */
  let scope = {};

  /**
   * Find a module that JupyterLab shares with its extensions.
   *
   * @param {string} name
   */
  async function shared(name) {
    const [version] = Object.values(scope[name] ?? {});
    return version && (await version.get())();
  }

  // @ts-expect-error -- JupyterLab looks for its extensions here
  (window._JUPYTERLAB ??= {})["regional-kit"] = {
    /** @param {typeof scope} modules */
    init(modules) {
      scope = modules;
    },
    async get() {
      const { extension } = await import(new URL("opening.js", here).href);
      const found = await extension(shared);
      return () => found;
    },
  };
}
