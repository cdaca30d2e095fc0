// Small helpers to build real HTML. Text is always set as text, never as markup.

/** @import { Child, Table } from "./types.js" */

/**
 * An id that no other element on the page has, whichever copy of this script made it.
 * @param {string} prefix
 */
export function fresh(prefix) {
  const page = globalThis.regionalKit;
  page.count = (page.count ?? 0) + 1;
  return `rk-${prefix}-${page.count}`;
}

/** Let the page show what is there, and hear its reader, before the next piece of work; a hidden page waits no longer. */
export function breath() {
  return new Promise((then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then(undefined);
    };
    port2.postMessage("");
  });
}

/**
 * Each listener knows what it listens to: hence `any`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | null | undefined | ((event: any) => void)>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab's shortcuts would otherwise take arrow keys and letters away from the control.
  if (CONTROLS.has(tag) || "tabindex" in properties) element.setAttribute("data-lm-suppress-shortcuts", "true");
  if (tag === "textarea" || tag === "input") element.addEventListener("beforeinput", keepLineBreak);
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/**
 * JupyterLab prevents every line break in a cell that is not its editor's; it must not hear of ours. In a
 * line of text it is Enter, which submits the form.
 * @param {Event} event
 */
function keepLineBreak(event) {
  if (/** @type {InputEvent} */ (event).inputType === "insertLineBreak") event.stopImmediatePropagation();
}

const CONTROLS = new Set(["input", "select", "textarea", "button", "summary", "a"]);

/**
 * @param {string} template
 * @param {Record<string, string | number | undefined>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * Write a number with at most one decimal as kit/content/language.py does: half away from zero, on the decimal value of
 * fifteen digits, with no sign on what becomes zero. British English, as there.
 * @param {number} value
 * @param {string} language
 */
export function numberText(value, language) {
  const form = new Intl.NumberFormat(language === "en" ? "en-GB" : language, { maximumFractionDigits: 1, signDisplay: "negative" });
  return form.format(Number(value.toPrecision(15)));
}

/**
 * Set a text, unless it stands there already: a screen reader would say it twice.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Set the text of a line that says how things stand. What it has first is there to be read; changes are said.
 * @param {Element} element
 * @param {string} text
 */
export function sayChange(element, text) {
  if (element.textContent === text) return; // Chromium says what begins to be live
  element.setAttribute("aria-live", element.textContent ? "polite" : "off");
  element.textContent = text;
}

/**
 * A table with header cells that a screen reader can follow.
 * @param {Table} table
 */
export function makeTable({ caption, head, rows }) {
  const cell = (/** @type {string} */ scope, /** @type {Child} */ text) => make("th", { scope }, text);
  const table = make(
    "table",
    { class: "rk-table" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((text) => cell("col", text)))),
    make("tbody", {}, ...rows.map(([first, ...rest]) => make("tr", {}, cell("row", first), ...rest.map((text) => make("td", {}, text))))),
  );
  return make("div", { class: "rk-scroll", tabindex: "0", role: "group", "aria-label": caption }, table);
}

/**
 * Show a table in the place of another; focus that was in the old one is in the new one.
 * @param {HTMLElement} holder
 * @param {Table} table
 */
export function showTable(holder, table) {
  const held = holder.contains(document.activeElement);
  const shown = makeTable(table);
  holder.replaceChildren(shown);
  if (held) shown.focus();
}

/**
 * Where the focus goes once something is revealed: a screen reader reads its name, then its description.
 * @param {Element} name
 * @param {Element} [description]
 */
export function makeResult(name, description) {
  const labels = { "aria-labelledby": name.id, "aria-describedby": description?.id };
  return make("div", { class: "rk-result", role: "group", tabindex: "-1", hidden: true, ...labels });
}

/**
 * Let the reader save a file.
 * @param {Blob} file
 * @param {string} name
 */
export function offer(file, name) {
  const link = make("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * Running text: a blank line parts paragraphs.
 * @param {string} text
 */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).map((paragraph) => make("p", {}, paragraph.replace(/\s+/g, " ").trim()));
}

/**
 * Build something anew only when what it shows is new: focus may be in it, or a screen reader.
 * @template What
 * @param {(what: What) => void} build
 */
export function whenNew(build) {
  /** @type {string} */
  let shown;
  return (/** @type {What} */ what) => {
    const now = JSON.stringify(what);
    if (now === shown) return;
    shown = now;
    build(what);
  };
}

/**
 * @param {number} wait
 * @param {() => void} act
 */
export function later(wait, act) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

/**
 * Act after a pause of `wait`, and every `longest` where there is none.
 * @param {number} wait
 * @param {number} longest
 * @param {() => void} act
 */
export function steadily(wait, longest, act) {
  /** @type {ReturnType<typeof setTimeout>} */
  let pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let limit;
  const now = () => {
    clearTimeout(pause);
    clearTimeout(limit);
    limit = undefined;
    act();
  };
  return () => {
    clearTimeout(pause);
    pause = setTimeout(now, wait);
    limit ??= setTimeout(now, longest);
  };
}

/**
 * A part of a picture that the page draws itself.
 * @param {string} tag
 * @param {Record<string, string | number>} properties
 * @param {...Element} children
 */
export function makeSvg(tag, properties, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
