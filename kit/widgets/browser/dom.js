// Small helpers to build real HTML. Text is always set as text, never as markup.

let count = 0;

/** An id that no other element on the page has. */
function fresh(prefix) {
  count += 1;
  return `rk-${prefix}-${count}`;
}

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab's shortcuts would otherwise take arrow keys and letters away from the control.
  if (CONTROLS.has(tag)) element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const CONTROLS = new Set(["input", "select", "textarea", "button", "summary", "a"]);

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A table with header cells that a screen reader can follow. */
function makeTable({ caption, head, rows }) {
  const cell = (tag, scope, text) => make(tag, { scope }, text);
  const table = make(
    "table",
    { class: "rk-table" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((text) => cell("th", "col", text)))),
    make(
      "tbody",
      {},
      ...rows.map(([first, ...rest]) =>
        make("tr", {}, cell("th", "row", first), ...rest.map((text) => make("td", {}, text))),
      ),
    ),
  );
  return make("div", { class: "rk-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

/** Running text: a blank line parts paragraphs. */
function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => make("p", {}, paragraph.replace(/\s+/g, " ").trim()));
}

function later(wait, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}
