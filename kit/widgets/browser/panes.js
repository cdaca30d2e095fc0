// What is in each tab of the class board. A pane that draws charts returns them.

import { drawChart, makeKey } from "./chart.js";
import { makeSelect } from "./controls.js";
import { fill, make, makeTable, numberText } from "./dom.js";

/** @import { Axis, Figure, Table, View, Words } from "./types.js" */
/** @import { Chosen, ClassFound } from "./board.js" */

/**
 * @typedef {object} Split a statement, and how far the class agrees on it
 * @property {string} number
 * @property {string} text
 * @property {string[]} questions
 * @property {number[]} [counts]
 * @property {number} dont_know
 * @property {string} judged
 * @property {string} agreement
 */

/**
 * @typedef {object} Results
 * @property {string} sentence
 * @property {Figure} radar
 * @property {Axis[]} axes
 * @property {Table} table
 * @property {Split[]} splits
 * @property {Table} statements
 * @property {{ table: Table, radar: Figure }} [roles]
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

const FIRST = 6; // so many splits are shown with their questions open

/**
 * What a class's ratings look like as a whole.
 * @param {Pane} pane
 */
export async function overview({ view, pane, results, words }) {
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.radar-alt"] });
  pane.replaceChildren(
    make("p", { class: "rk-sentence" }, results.sentence),
    holder,
    makeKey(results.axes, words),
    make("details", {}, make("summary", {}, words["radar.table"]), makeTable(results.table)),
  );
  return [await drawChart(view, holder, results.radar, results.axes)];
}

/**
 * The statements, the least agreed first, each with its spread and a question to discuss.
 * @param {Pane} pane
 * @returns {undefined}
 */
export function splits({ pane, data, results, words }) {
  pane.replaceChildren(
    make("p", { class: "rk-note" }, words["board.splits-about"]),
    make(
      "ol",
      { class: "rk-splits" },
      ...results.splits.map(({ number, text, questions, counts, dont_know: unsure, judged, agreement }, place) =>
        make(
          "li",
          {},
          make("h3", {}, make("span", { class: "rk-number" }, number), " ", text),
          counts ? makeSpread(counts, unsure, `${number} ${text}`, data.language, words) : null,
          make("p", {}, make("span", { class: "rk-badge" }, judged), " ", counts ? fill(words["board.agreement"], { a: agreement }) : ""),
          make(
            "details",
            { open: place < FIRST },
            make("summary", {}, words["board.discuss"]),
            make("ul", {}, ...questions.map((question) => make("li", {}, question))),
          ),
        ),
      ),
    ),
  );
}

/**
 * How many at each level: a table whose cells are also columns.
 * @param {number[]} counts
 * @param {number} unsure
 * @param {string} name
 * @param {string} language
 * @param {Words} words
 */
function makeSpread(counts, unsure, name, language, words) {
  const most = Math.max(...counts, unsure, 1);
  const cell = (/** @type {number} */ n) =>
    make("td", { style: `--rk-share: ${Math.round((100 * n) / most)}`, "data-none": n === 0 }, numberText(n, language));
  const heads = [1, 2, 3, 4, 5].map((level) =>
    make("th", { scope: "col" }, make("b", {}, String(level)), " ", make("span", { class: "rk-word" }, words[`scale.${level}`])),
  );
  return make(
    "table",
    { class: "rk-spread", "aria-label": name },
    make("thead", {}, make("tr", {}, ...heads, make("th", { scope: "col", class: "rk-apart" }, words["scale.dont-know"]))),
    make("tbody", {}, make("tr", {}, ...counts.map(cell), cell(unsure))),
  );
}

/**
 * @param {Pane} pane
 * @returns {undefined}
 */
export function statements({ pane, results, words }) {
  pane.replaceChildren(make("p", { class: "rk-note" }, words["board.measures"]), makeTable(results.statements));
}

/** @param {Pane} pane */
export async function roles({ view, pane, results, words }) {
  if (!results.roles) {
    pane.replaceChildren(make("p", { class: "rk-note" }, words["board.no-roles"]));
    return [];
  }
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.roles-alt"] });
  pane.replaceChildren(
    make("p", { class: "rk-note" }, words["board.roles-about"]),
    holder,
    makeKey(results.axes, words),
    makeTable(results.roles.table),
  );
  return [await drawChart(view, holder, results.roles.radar, results.axes)];
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
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.slopes-alt"] });
  pane.replaceChildren(
    make("div", { class: "rk-bar" }, choose("from", words["board.from"], pair[0]), choose("to", words["board.to"], pair[1])),
    make("p", { class: "rk-sentence" }, shift.sentence),
    holder,
    makeKey(shift.axes, words),
    makeTable(shift.table),
    ...(shift.note ? [make("p", { class: "rk-card" }, shift.note)] : []),
  );
  return [await drawChart(view, holder, shift.slopes, shift.axes)];
}
