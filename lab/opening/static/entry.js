// What JupyterLab, Notebook and JupyterLite load first. They expect what a bundler makes of an
// extension: a container that is handed the shared modules and hands on the extension. A learner's
// machine has no bundler, and these few lines are all that one would add.
{
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  // @ts-expect-error -- JupyterLab looks for its extensions here
  const containers = (window._JUPYTERLAB ??= {});
  // JupyterLab 4.6 runs all the code even of what is switched off (jupyterlab #19623): plotly's is 5 MB. So it finds none.
  const none = { init() {}, get: async () => () => [] };
  for (const { name } of config.federated_extensions ?? [])
    if (config.disabledExtensions?.includes(name)) Object.defineProperty(containers, name, { get: () => none, set() {} });

  /**
   * Start Python for a lesson that the address names, while JupyterLab is still on its way, and return it.
   *
   * It asks for what JupyterLab would ask for a little later, and JupyterLab finds it there.
   */
  async function begun() {
    const named = decodeURIComponent(location.pathname).match(/\/(?:tree|notebooks)\/((?:.+\/)?(?:sv|en)\/\d\d-[a-z]+\.ipynb)$/)?.[1];
    // @ts-expect-error -- opening.js opens it
    window.regionalKitLesson = named;
    if (!named || !config.serverRoot) return;
    const base = new URL(config.baseUrl, location.href).href;
    const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1];
    const headers = {
      ...(config.token && { Authorization: `token ${config.token}` }),
      ...(xsrf && { "X-XSRFToken": xsrf }),
    };
    const there = await (await fetch(`${base}api/kernels`, { headers })).json();
    const known = localStorage.getItem(`regional-kit python ${base}${named.split("/").slice(0, -2).join("/")}`);
    const runs = there.find((/** @type {{id: string}} */ kernel) => kernel.id === known);
    if (runs) return runs;
    const session = { path: named, name: named.split("/").at(-1), type: "notebook", kernel: { name: "python3" } };
    return (await (await fetch(`${base}api/sessions`, { method: "POST", headers, body: JSON.stringify(session) })).json()).kernel;
  }
  // @ts-expect-error -- joining.js waits for it
  window.regionalKitPython = begun().catch(() => {}); // then JupyterLab does it, and says what is wrong

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

  containers["regional-kit"] = {
    /** @param {typeof scope} modules */
    init(modules) {
      scope = modules;
    },
    async get() {
      const { plugins } = await import(new URL("opening.js", here).href);
      const found = await plugins(shared);
      return () => found;
    },
  };
}
