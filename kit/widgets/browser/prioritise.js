// Choose at most three priorities: a matrix whose lines the learner sets, and a list in order of need.

import { answer, follow, put } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { makeSelect } from "./controls.js";
import { fill, later, make, numberText, say, showTable, whenNew } from "./dom.js";
import { makeKeptSelect } from "./kept.js";
import { makeClash, makeStatus } from "./saving.js";
import { failure } from "./trouble.js";

const LINES = [1.5, 2, 2.5, 3, 3.5, 4, 4.5];

export async function prioritise({ model, view, el, book, data, words, request }) {
  const lines = Object.keys(data.middle).map((key) => {
    const options = LINES.map((at) => [String(at), numberText(at, data.language)]);
    const label = words[`prioritise.line-${key}`];
    return {
      key,
      ...makeKeptSelect({ model, book, section: "crosshair", key, label, options, words, unset: () => data.middle[key], read: Number }),
    };
  });
  const against = makeSelect(
    words["prioritise.against"],
    [["", words["prioritise.target"]], ...data.regions.map(({ id, name }) => [id, name])],
    () => fetchAgain(),
  );
  const saying = make("p", { class: "rk-sentence", role: "status" });
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["prioritise.alt"] });
  const key = make("div", {});
  const twin = make("div", {});
  const fold = make("details", { hidden: true }, make("summary", {}, words["radar.table"]), twin);
  const showTwin = whenNew((table) => showTable(twin, table));
  const full = make("p", { role: "status", class: "rk-status" });
  const list = make("div", {});
  const trouble = make("div", {});
  const clashes = make("div", {}); // by the list: a cell has no room for two values
  const names = lines.map((line) => `crosshair ${line.key}`);
  const status = makeStatus(book, names, words);
  el.append(
    make("p", {}, words["prioritise.about"]),
    make("div", { class: "rk-bar" }, ...lines.map((line) => line.element)),
    make("p", { class: "rk-note" }, words["prioritise.lines-note"]),
    saying,
    holder,
    key,
    fold,
    make("div", { class: "rk-bar" }, against.element),
    full,
    trouble,
    clashes,
    list,
    status.element,
  );
  const rows = new Map();
  const chosen = () => [...rows.keys()].filter((id) => answer(book, "priorities", id));
  const update = () => {
    for (const line of lines) line.update();
    const many = chosen().length >= data.most;
    for (const [id, row] of rows) {
      row.box.checked = Boolean(answer(book, "priorities", id));
      row.box.disabled = many && !row.box.checked;
      row.importance.value = answer(book, "importance", id) ?? "";
      row.target.value = answer(book, "targets", id) ?? row.aim;
      for (const clash of row.clashes) clash.update();
    }
    // Two pages may have chosen at the same time, or a hand in the file.
    const said = chosen().length > data.most ? "prioritise.over" : "prioritise.chosen";
    say(full, fill(words[said], { n: chosen().length, most: data.most }));
    status.update();
  };
  const showRows = whenNew((found) => {
    const held = list.contains(document.activeElement) ? document.activeElement : null;
    const across = list.firstElementChild?.scrollLeft ?? 0;
    rows.clear();
    for (const one of found) rows.set(one.id, makeRow(one));
    clashes.replaceChildren(...[...rows.values()].flatMap((row) => row.clashes.map((clash) => clash.element)));
    list.replaceChildren(listOf(found, rows, words));
    list.firstElementChild.scrollLeft = across;
    // A row may have moved; the focus stays with what it was on.
    if (held) (held.name ? list.querySelector(`[name="${held.name}"]`) : list.firstElementChild).focus();
  });
  const makeRow = ({ id, label, level, aim, gap, where }) => {
    const choice = (section, what, named) => {
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
    const controls = { priorities: box, importance, targets: target };
    const clashOf = ([section, control]) =>
      makeClash({ model, book, name: `${section} ${id}`, label: control.getAttribute("aria-label"), words, control: () => control });
    return {
      box,
      importance,
      target,
      clashes: Object.entries(controls).map(clashOf),
      aim: String(aim),
      cells: [label, level, importance, target, gap, where, box],
    };
  };
  let drawing;
  const fetchAgain = later(150, async () => {
    let found;
    try {
      found = await request({ against: against.select.value });
    } catch (error) {
      // The list stands as it was: what is chosen in it while the kernel is gone is saved by the next run.
      trouble.replaceChildren(failure(error, words));
      return;
    }
    trouble.replaceChildren();
    say(saying, found.sentence);
    // Without answers there is nothing to chart, and a table of headings says nothing.
    fold.hidden = !found.table.rows.length;
    showTwin(found.table);
    showRows(found.rows);
    if (drawing) {
      update();
      (await drawing).show(found.matrix);
      return;
    }
    for (const { id } of found.rows) names.push(`importance ${id}`, `targets ${id}`, `priorities ${id}`);
    update();
    key.replaceWith(makeKey(found.axes, words));
    drawing = drawChart(view, holder, found.matrix, found.axes);
  });
  // What another notebook gives can be read here once it is saved, and not before.
  const stop = follow(book, ({ section, about }) => {
    update();
    if (["ratings", "importance", "targets", "crosshair"].includes(section ?? about)) fetchAgain();
  });
  fetchAgain();
  return () => {
    stop();
    drawing?.then((chart) => chart.remove());
  };
}

/** A table whose cells hold controls. */
function listOf(found, rows, words) {
  const heads = ["what", "level", "importance", "goal", "gap", "where", "choose"].map((one) =>
    make("th", { scope: "col" }, words[`prioritise.${one}`]),
  );
  const body = found.map(({ id }) => {
    const [label, ...cells] = rows.get(id).cells;
    return make("tr", {}, make("th", { scope: "row" }, label), ...cells.map((cell) => make("td", {}, cell)));
  });
  const caption = words["prioritise.list"];
  const table = make(
    "table",
    { class: "rk-table rk-controls" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...body),
  );
  // A browser may leave a control that has the focus half out of sight.
  const onfocusin = ({ target }) => {
    if (table.contains(target)) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return make("div", { class: "rk-scroll", tabindex: "0", role: "group", "aria-label": caption, onfocusin }, table);
}
