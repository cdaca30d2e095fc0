// What is in each tab of the class board. A pane that draws charts returns them.

import { drawChart } from "./chart.js";
import { makeSelect } from "./controls.js";
import { make, makeTable } from "./dom.js";
import { makeKey } from "./key.js";

/** @import { Axis, Figure, Table, View, Words } from "./types.js" */
/** @import { Chosen, ClassFound } from "./board.js" */
/** @import { Split } from "./splits.js" */

/**
 * @typedef {object} Results
 * @property {string} sentence
 * @property {Figure | null} radar where a radar has a shape
 * @property {Axis[]} axes
 * @property {Table} table
 * @property {Split[]} splits
 * @property {Table} statements
 * @property {{ table: Table, radar: Figure | null }} [roles]
 * @property {{ factors: string, statements: string, splits: string }} left_out
 */

/** @typedef {{ sentence: string, slopes: Figure, axes: Axis[], table: Table, note: string }} Shift from one round to another */

/**
 * @typedef {object} Pane
 * @property {View} view
 * @property {HTMLElement} pane
 * @property {{ language: string }} data
 * @property {Pick<ClassFound, "rounds" | "shift" | "pair">} found
 * @property {Results} results
 * @property {Words} words
 * @property {Chosen} chosen
 * @property {() => void} look
 */

// Columns of a table with the measures, too: what is rated, the median, the middle half and up to three example regions;
// medians and their change.
const MEDIAN = [0, 7, 8, 11, 12, 13];
const MEDIANS = [0, 1, 2, 3];

/**
 * What a class's ratings look like as a whole.
 * @param {Pane} pane
 */
export async function overview({ view, pane, results, words }) {
  const chart = makeDrawn(words["class.radar-alt"], results, words, MEDIAN);
  pane.replaceChildren(
    make(
      "div",
      { class: "rk-overview" },
      make(
        "div",
        {},
        make("p", { class: "rk-sentence" }, results.sentence),
        make("p", { class: "rk-note", hidden: !results.left_out.factors }, results.left_out.factors),
        make("details", {}, make("summary", {}, words["board.measures-title"]), make("p", {}, words["board.measures"])),
      ),
      results.radar ? chart.element : "",
    ),
    make("details", { open: !results.radar }, make("summary", {}, words["radar.table"]), makeTable(results.table)),
  );
  return chart.draw(view, results.radar);
}

/**
 * Room for a chart, with what its numbers stand for; and how it is drawn once it is in the page.
 * @param {string} alt
 * @param {{ axes: Axis[], table: Table }} results
 * @param {Words} words
 * @param {number[]} [columns] of the table that the chart shows, where it does not show all
 */
function makeDrawn(alt, { axes, table }, words, columns) {
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": alt });
  const only = (/** @type {any[]} */ cells) => (columns ? columns.flatMap((column) => cells[column] ?? []) : cells);
  const told = () => ({ ...table, head: only(table.head), rows: table.rows.map(only) });
  const draw = async (/** @type {View} */ view, /** @type {Figure | null} */ figure) =>
    figure ? [await drawChart(view, holder, figure, axes, told)] : [];
  return { element: make("div", {}, holder, makeKey(axes, words)), draw };
}

/**
 * @param {Pane} pane
 * @returns {undefined}
 */
export function statements({ pane, results, words }) {
  pane.replaceChildren(
    make("p", { class: "rk-note" }, words["board.measures"]),
    make("p", { class: "rk-note", hidden: !results.left_out.statements }, results.left_out.statements),
    makeTable(results.statements),
  );
}

/** @param {Pane} pane */
export async function roles({ view, pane, results, words }) {
  if (!results.roles) {
    pane.replaceChildren(make("p", { class: "rk-note" }, words["board.no-roles"]));
    return [];
  }
  const { radar, table } = results.roles;
  const chart = makeDrawn(words["class.roles-alt"], { axes: results.axes, table }, words);
  pane.replaceChildren(make("p", { class: "rk-note" }, words["board.roles-about"]), radar ? chart.element : "", makeTable(table));
  return chart.draw(view, radar);
}

/** @param {Pane} pane */
export async function rounds({ view, pane, found: { rounds: all, shift, pair }, words, chosen, look }) {
  if (!shift || !pair) {
    pane.replaceChildren(make("p", { class: "rk-note" }, words["board.no-rounds"]));
    return [];
  }
  const shown = ["then", "1", "2", "3"].filter((id) => all.some((round) => round.id === id && round.shown));
  /** @type {[string, string][]} */
  const options = shown.map((id) => [id, words[`round.${id}`]]);
  const choose = (/** @type {"from" | "to"} */ key, /** @type {string} */ label, /** @type {string} */ value) => {
    const select = makeSelect(label, options, (round) => {
      [chosen.from, chosen.to] = key === "from" ? [round, pair[1]] : [pair[0], round];
      look();
    });
    select.set(value);
    return select.element;
  };
  const chart = makeDrawn(words["class.slopes-alt"], shift, words, MEDIANS);
  pane.replaceChildren(
    make("div", { class: "rk-bar" }, choose("from", words["board.from"], pair[0]), choose("to", words["board.to"], pair[1])),
    make("p", { class: "rk-sentence" }, shift.sentence),
    chart.element,
    makeTable(shift.table),
    ...(shift.note ? [make("p", { class: "rk-card" }, shift.note)] : []),
  );
  return chart.draw(view, shift.slopes);
}
