// The factors in order of need: a table in whose rows importance, target and priority are chosen.

import { answer } from "./book.js";
import { put } from "./delivery.js";
import { make, whenNew } from "./dom.js";
import { makeClash } from "./saving.js";

/** @import { Book, Model, Words } from "./types.js" */

/**
 * @typedef {{ model: Model, book: Book, words: Words }} Made what the parts are made of
 * @typedef {{ id: string, label: string, level: string, aim: number, gap: string, where: string }} Row a factor, in words
 */

/** @param {Made} made */
export function makeList(made) {
  const { book, words } = made;
  const element = make("div", {});
  const clashes = make("div", {}); // by the list: a cell has no room for two values
  /** @type {Map<string, ReturnType<typeof makeRow>>} */
  const rows = new Map();
  const show = whenNew((/** @type {Row[]} */ found) => {
    const held = element.contains(document.activeElement) ? document.activeElement : null;
    const across = element.firstElementChild?.scrollLeft ?? 0;
    rows.clear();
    for (const row of found) rows.set(row.id, makeRow(row, made));
    clashes.replaceChildren(...[...rows.values()].flatMap((row) => row.clashes.map((clash) => clash.element)));
    const table = tableOf([...rows.values()], words);
    element.replaceChildren(table);
    table.scrollLeft = across;
    if (!held) return;
    // A row may have moved; the focus stays with what it was on.
    const name = held.getAttribute("name");
    const same = name ? /** @type {HTMLElement} */ (element.querySelector(`[name="${name}"]`)) : table;
    same.focus();
  });
  return {
    element,
    clashes,
    show,
    factors: () => [...rows.keys()],
    /** `full` says that no more can be chosen. */
    update: (/** @type {boolean} */ full) => {
      for (const [id, row] of rows) {
        row.box.checked = Boolean(answer(book, "priorities", id));
        row.box.disabled = full && !row.box.checked;
        row.importance.value = String(answer(book, "importance", id) ?? "");
        row.target.value = String(answer(book, "targets", id) ?? row.aim);
        for (const clash of row.clashes) clash.update();
      }
    },
  };
}

/**
 * @param {Row} row
 * @param {Made} made
 */
function makeRow({ id, label, level, aim, gap, where }, { model, book, words }) {
  const choice = (/** @type {"importance" | "targets"} */ section, /** @type {string} */ what, /** @type {string} */ named) => {
    const options = [1, 2, 3, 4, 5].map((at) => make("option", { value: String(at) }, `${at} ${words[`${named}.${at}`]}`));
    const empty = section === "importance" ? [make("option", { value: "" }, words["prioritise.unset"])] : [];
    const select = make("select", { "aria-label": `${what}: ${label}`, name: `${section}-${id}` }, ...empty, ...options);
    select.addEventListener("change", () => put(book, model, section, id, select.value ? Number(select.value) : null));
    return select;
  };
  const box = make("input", { type: "checkbox", "aria-label": `${words["prioritise.choose"]}: ${label}`, name: `priorities-${id}` });
  box.addEventListener("change", () => put(book, model, "priorities", id, box.checked || null));
  const importance = choice("importance", words["prioritise.importance"], "reflect");
  const target = choice("targets", words["prioritise.goal"], "scale");
  const clashes = Object.entries({ priorities: box, importance, targets: target }).map(([section, control]) =>
    makeClash({ model, book, name: `${section} ${id}`, label: control.getAttribute("aria-label") ?? "", words, control: () => control }),
  );
  return { box, importance, target, clashes, aim, label, cells: [level, importance, target, gap, where, box] };
}

/**
 * A table whose cells hold controls.
 * @param {ReturnType<typeof makeRow>[]} rows
 * @param {Words} words
 */
function tableOf(rows, words) {
  const [first, ...others] = ["what", "level", "importance", "goal", "gap", "where", "choose"].map(
    (column) => words[`prioritise.${column}`],
  );
  const heads = [first, ...others].map((head) => make("th", { scope: "col" }, head));
  // On a telephone a factor is read downwards, and each cell says what it holds.
  const body = rows.map(({ label, cells }) =>
    make("tr", {}, make("th", { scope: "row" }, label), ...cells.map((cell, place) => make("td", { "data-head": others[place] }, cell))),
  );
  const caption = words["prioritise.list"];
  const table = make(
    "table",
    { class: "rk-table rk-controls" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...body),
  );
  // A browser may leave a control that has the focus half out of sight.
  const onfocusin = (/** @type {FocusEvent & { target: Element }} */ { target }) => {
    if (table.contains(target)) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return make("div", { class: "rk-scroll", tabindex: "0", role: "group", "aria-label": caption, onfocusin }, table);
}
