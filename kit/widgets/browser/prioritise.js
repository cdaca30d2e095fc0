// Choose at most three priorities: a matrix whose lines the learner sets, and a list in order of need.

import { answer, follow } from "./book.js";
import { drawChart } from "./chart.js";
import { makeSelect } from "./controls.js";
import { fill, later, make, numberText, say, sayChange, showTable, whenNew } from "./dom.js";
import { makeKeptSelect } from "./kept.js";
import { makeKey } from "./key.js";
import { makeList } from "./list.js";
import { makeStatus } from "./saving.js";
import { failure } from "./trouble.js";

/** @import { Axis, Chart, Figure, Regions, Show, Table, View, Words } from "./types.js" */
/** @import { Row } from "./list.js" */

/**
 * @typedef {{ middle: Record<string, number>, regions: Regions["regions"], most: number }} PrioritiseData
 * @typedef {{ sentence: string, table: Table, rows: Row[], matrix: Figure, axes: Axis[] }} Need the factors in order of need
 */

const LINES = [1.5, 2, 2.5, 3, 3.5, 4, 4.5];

/** @param {Show<PrioritiseData, Need>} show */
export async function prioritise({ model, view, el, book, data, words, request }) {
  const lines = makeLines({ model, book, data, words });
  const against = makeAgainst(data, words, () => fetchAgain());
  const matrix = makeMatrix(view, words);
  const full = make("p", { role: "status", class: "rk-status" });
  const list = makeList({ model, book, words });
  const trouble = make("div", {});
  const names = Object.keys(data.middle).map((key) => `crosshair ${key}`);
  const status = makeStatus(book, names, words);
  el.append(
    make("p", {}, words["prioritise.about"]),
    make("div", { class: "rk-bar" }, ...lines.map((line) => line.element)),
    make("p", { class: "rk-note" }, words["prioritise.lines-note"]),
    ...matrix.parts,
    make("div", { class: "rk-bar" }, against.element),
    full,
    trouble,
    list.clashes,
    list.element,
    status.element,
  );
  const update = () => {
    for (const line of lines) line.update();
    const chosen = list.factors().filter((id) => answer(book, "priorities", id)).length;
    list.update(chosen >= data.most);
    // Two pages may have chosen at the same time, or a hand in the file.
    const said = chosen > data.most ? "prioritise.over" : "prioritise.chosen";
    say(full, fill(words[said], { n: chosen, most: data.most }));
    status.update();
  };
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
    matrix.tell(found);
    list.show(found.rows);
    if (names.length === lines.length) {
      for (const { id } of found.rows) names.push(`importance ${id}`, `targets ${id}`, `priorities ${id}`);
    }
    update();
    await matrix.draw(found);
  });
  // What another notebook gives can be read here once it is saved, and not before.
  const stop = follow(book, ({ section, about }) => {
    update();
    if (["ratings", "importance", "targets", "crosshair"].includes(section ?? about ?? "")) fetchAgain();
  });
  fetchAgain();
  return () => {
    stop();
    matrix.remove();
  };
}

/**
 * What the levels are held against: one's own targets, or an example region.
 * @param {PrioritiseData} data
 * @param {Words} words
 * @param {() => void} changed
 */
function makeAgainst({ regions }, words, changed) {
  /** @type {[string, string][]} */
  const named = regions.map(({ id, name }) => [id, name]);
  return makeSelect(words["prioritise.against"], [["", words["prioritise.target"]], ...named], changed);
}

/**
 * Where the lines of the matrix stand.
 * @param {Pick<Show<PrioritiseData>, "model" | "book" | "data" | "words">} about
 */
function makeLines({ model, book, data, words }) {
  /** @type {[string, string][]} */
  const options = LINES.map((at) => [String(at), numberText(at, data.language)]);
  return Object.keys(data.middle).map((key) => {
    const label = words[`prioritise.line-${key}`];
    return makeKeptSelect({ model, book, section: "crosshair", key, label, options, words, unset: () => data.middle[key], read: Number });
  });
}

/**
 * The matrix, with its sentence above it, and its table a fold away.
 * @param {View} view
 * @param {Words} words
 */
function makeMatrix(view, words) {
  const saying = make("p", { class: "rk-sentence", role: "status" });
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["prioritise.alt"] });
  const key = make("div", {});
  const twin = make("div", {});
  const fold = make("details", { hidden: true, class: "rk-seen" }, make("summary", {}, words["radar.table"]), twin);
  const showTwin = whenNew((/** @type {Table} */ table) => showTable(twin, table));
  /** @type {Table} */
  let told;
  /** @type {Promise<Chart> | undefined} */
  let drawing;
  return {
    parts: [saying, holder, key, fold],
    tell: (/** @type {Need} */ found) => {
      told = found.table;
      sayChange(saying, found.sentence);
      // Without answers there is nothing to chart, and a table of headings says nothing.
      fold.hidden = !found.table.rows.length;
      showTwin(found.table);
    },
    draw: async (/** @type {Need} */ found) => {
      if (drawing) {
        (await drawing).show(found.matrix);
        return;
      }
      key.replaceWith(makeKey(found.axes, words));
      drawing = drawChart(view, holder, found.matrix, found.axes, () => told);
    },
    remove: () => drawing?.then((chart) => chart.remove()),
  };
}
