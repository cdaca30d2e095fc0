// Notes what a learner gives on a page and what the page shows as saved, and lets a test cut its wires.
(() => {
  if (window.tries) return;
  const FORMS = [
    [".rk-rate form", ["ratings breadth-1", "ratings breadth-2", "ratings breadth-3"], []],
    [".rk-reflect form", ["importance breadth"], ["evidence breadth", "reflections breadth"]],
  ];
  const controls = () =>
    FORMS.flatMap(([where, scales, texts]) => {
      const form = document.querySelector(where);
      if (!form) return [];
      const of = (kind, keys) => [...form.querySelectorAll(kind)].slice(0, keys.length).map((node, place) => ({ form, node, key: keys[place] }));
      return [...of("fieldset.rk-question", scales), ...of("textarea", texts)];
    });
  const value = (node) => {
    if (node.tagName === "TEXTAREA") return node.value.trim() ? node.value : null;
    const chosen = node.querySelector("input:checked")?.value ?? null;
    return /^\d$/.test(chosen) ? Number(chosen) : chosen;
  };
  const values = () => Object.fromEntries(controls().map(({ key, node }) => [key, value(node)]));
  const books = () => [...(globalThis.regionalKit?.books?.values() ?? [])];
  const waiting = () => Object.fromEntries(books().flatMap((book) => [...book.waiting]).map(([key, { at, value: mine, stored, safe }]) => [key, { at, value: mine, stored: stored ?? null, safe }]));
  const spoken = (form) => form.querySelector(".rk-saving [role=status]");
  const isSaved = (form) => /(Sparat|Saved)\.?$/.test(spoken(form)?.innerText) && form.querySelector(".rk-saving [aria-hidden=true]").hidden;

  // What is given, and over what.
  let before = {};
  const note = () => {
    before = values();
  };
  const give = (key, now, over) => {
    window.noted({ what: "given", key, value: now, over });
    setTimeout(() => claim((form) => form.contains(controls().find((one) => one.key === key)?.node)), 1500);
  };
  for (const event of ["keydown", "pointerdown", "beforeinput"]) document.addEventListener(event, note, true);
  const changed = ({ target }) => {
    const found = controls().find(({ node }) => node.contains(target));
    if (found) give(found.key, value(found.node), [before[found.key]]);
  };
  document.addEventListener("input", (event) => event.target.tagName === "TEXTAREA" && changed(event), true);
  document.addEventListener("change", (event) => event.target.type === "radio" && changed(event), true);
  document.addEventListener(
    "keydown",
    ({ target, key }) => {
      const found = target.type === "radio" && key === "Delete" && controls().find(({ node }) => node.contains(target));
      if (found && before[found.key] !== null) give(found.key, null, [before[found.key]]);
    },
    true,
  );
  document.addEventListener(
    "click",
    ({ target }) => {
      const button = target.closest(".rk-clash button");
      const near = button?.closest("fieldset, .rk-field");
      const found = near && controls().find(({ node }) => near.contains(node));
      if (!found) return;
      const { value: mine, stored } = waiting()[found.key];
      give(found.key, button === button.parentElement.querySelector("button") ? mine : stored, [mine, stored]);
    },
    true,
  );

  // What is shown as saved: all that a form shows when its line comes to say so, or still says so after a while.
  const claim = (which) => {
    for (const form of new Set(controls().map((one) => one.form))) {
      if (!which(form) || !isSaved(form)) continue;
      const shown = controls().filter((one) => one.form === form).map(({ key, node }) => [key, value(node)]);
      window.noted({ what: "saved", values: Object.fromEntries(shown.filter(([, one]) => one !== null)) });
    }
  };
  new MutationObserver((records) => {
    const lines = records.map(({ target }) => (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(".rk-saving")).filter(Boolean);
    if (lines.length) claim((form) => lines.some((line) => form.contains(line)));
  }).observe(document, { subtree: true, childList: true, characterData: true });

  // The wire: "lost" is what the page says, "deaf" what it is told; "late" is sent once the wire is mended.
  const wire = { mode: "", late: [], sockets: new Set() };
  const through = (kind, name) => {
    const send = kind.prototype[name];
    kind.prototype[name] = function (...message) {
      if (this instanceof WebSocket) wire.sockets.add(this);
      if (wire.mode === "lost") return;
      if (wire.mode === "late") wire.late.push(() => send.apply(this, message));
      else send.apply(this, message);
    };
  };
  through(WebSocket, "send");
  through(Worker, "postMessage");
  const { get, set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    get,
    set(hear) {
      set.call(this, hear && ((event) => wire.mode !== "deaf" && hear.call(this, event)));
    },
  });

  let hidden = false;
  Object.defineProperty(document, "hidden", { get: () => hidden });
  const kept = () =>
    Object.fromEntries(
      Object.keys(localStorage)
        .filter((key) => key.startsWith("regional-kit"))
        .map((key) => [key.split(" ").slice(2).join(" "), JSON.parse(localStorage.getItem(key)).value]),
    );
  window.tries = {
    state: () => ({
      values: values(),
      waiting: waiting(),
      kept: kept(),
      writing: books().flatMap((book) => [...book.writing.keys()]),
      choices: document.querySelectorAll(".rk-clash.rk-open blockquote").length,
      saved: [...new Set(controls().map((one) => one.form))].every(isSaved),
      said: [...document.querySelectorAll(".rk-saving")].map((one) => one.innerText),
    }),
    hide: (now) => {
      hidden = now;
      document.dispatchEvent(new Event("visibilitychange"));
    },
    cut: (mode) => {
      wire.mode = mode;
      if (mode === "broken") for (const one of wire.sockets) one.close();
    },
    isCut: () => wire.mode !== "",
    mend: () => {
      wire.mode = "";
      for (const send of wire.late.splice(0)) send();
    },
  };
})();
