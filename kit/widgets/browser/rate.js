// Rate the statements of a factor, with the live radar of the whole lesson beside.

import { answer, follow } from "./book.js";
import { fill, fresh, make, makeSvg, showTable, whenNew } from "./dom.js";
import { makeEarly } from "./early.js";
import { makeKeptScale } from "./kept.js";
import { makeKey } from "./key.js";
import { countText, levelsOf, ratingText } from "./rating.js";
import { makeStatus } from "./saving.js";
import { traces } from "./shape.js";
import { failure } from "./trouble.js";
import { makeTwin } from "./twin.js";

/** @import { Axis, Book, Change, Chart, Figure, Show, Statement, Table, Words } from "./types.js" */

/** @typedef {{ factor: string, statements: Statement[], axes: Axis[], radar: Figure, sentence: string }} RateData */

/** @param {Show<RateData>} show */
export async function rate({ model, view, el, book, data, words }) {
  const help = fresh("help");
  const status = makeStatus(
    book,
    data.statements.map(({ id }) => `ratings ${id}`),
    words,
  );
  const scales = data.statements.map(({ id, former, text: legend, number }) =>
    makeKeptScale({ model, book, section: "ratings", key: id, former, words, legend, number, describedby: help }),
  );
  const radar = makeRadar({ view, book, data, words });
  const form = make(
    "form",
    { class: "rk-form", "aria-label": data.title, onsubmit: (event) => event.preventDefault(), onfocusin: radar.beside },
    make("p", { class: "rk-help rk-keys", id: help }, words["form.keys"]),
    levelsOf(view.kit.levels[data.language][data.factor], words),
    ...scales.map((scale) => scale.element),
    status.element,
    radar.twin,
  );
  el.append(make("div", { class: "rk-columns rk-beside" }, form, radar.element));
  const update = (/** @type {Change} */ change) => {
    radar.update(change);
    for (const scale of scales) scale.update();
    status.update(`${countText(data.statements, book, words)}.`);
  };
  const stop = follow(book, update);
  update({});
  await radar.draw();
  return () => {
    stop();
    radar.remove();
  };
}

/**
 * The live radar of the whole lesson, with its sentence, its table a fold away, and its small twin.
 * @param {Pick<Show<RateData>, "view" | "book" | "data" | "words">} about
 */
function makeRadar({ view, book, data, words }) {
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": `${words["radar.title"]}. ${words["radar.alt"]}` });
  const saying = make("p", { class: "rk-sentence" }, data.sentence);
  const values = make("div", {});
  const table = () => valuesTable(data.axes, book, words);
  const showValues = whenNew((/** @type {Table} */ table) => showTable(values, table));
  const [look] = data.radar.data;
  const latest = make("span", { class: "rk-latest" });
  const twin = makeTwin(book, look, words);
  const early = makeEarly(holder, data.radar, data.axes);
  let newest = -1;
  const shape = () => {
    const found = data.axes.map((axis) => answer(book, "ratings", axis.id));
    return { values: found.map((value) => (typeof value === "number" ? value : null)), newest };
  };
  /** @type {Chart | undefined} */
  let chart;
  const element = make(
    "figure",
    { class: "rk-chart" },
    make("figcaption", {}, words["radar.title"], latest),
    holder,
    makeKey(data.axes, words),
    saying,
    make("details", {}, make("summary", {}, words["radar.table"]), values),
  );
  return {
    element,
    twin: twin.element,
    /** A statement that is reached by keyboard is seen whole, and so is the radar that stands beside. */
    beside: (/** @type {FocusEvent & { target: HTMLElement }} */ { target }) => {
      if (!target.matches(":focus-visible")) return;
      if (getComputedStyle(element).position === "sticky") holder.scrollIntoView({ block: "nearest" });
      target.closest("fieldset")?.scrollIntoView({ block: "nearest" });
    },
    update: (/** @type {Change} */ { section, key, about, said }) => {
      if (section === "ratings") newest = data.axes.findIndex((axis) => axis.id === key);
      const now = shape();
      if (chart) chart.values(traces(look, now));
      else early.show(now);
      const text = newest < 0 ? "" : newestText(data.axes[newest], book, words);
      twin.update(now, text);
      latest.replaceChildren(...(text ? [ring(look), text] : []));
      if (said && about === "ratings") saying.textContent = said;
      showValues(table());
    },
    draw: async () => {
      early.stand();
      if (!view.drawChart) return addEventListener("resize", early.stand); // a telephone carries no more
      try {
        chart = await view.drawChart(view, holder, { ...data.radar, data: traces(look, shape()) }, data.axes, table);
        chart.values(traces(look, shape()));
        early.remove();
      } catch (error) {
        holder.removeAttribute("role");
        holder.replaceChildren(make("p", {}, words["radar.failed"]), failure(error, words));
      }
    },
    remove: () => {
      removeEventListener("resize", early.stand);
      chart?.remove();
    },
  };
}

/**
 * What was answered last, and is ringed in the radar if it is a level.
 * @param {Axis} axis
 * @param {Book} book
 * @param {Words} words
 */
function newestText({ id, number, label }, book, words) {
  return fill(words["radar.newest"], { axis: `${number} ${label}`, level: ratingText(answer(book, "ratings", id), words) });
}

/**
 * The mark of what was answered last, beside the words.
 * @param {Figure["data"][number]} look
 */
function ring({ line }) {
  const mark = { r: 6, fill: "none", stroke: line.color, "stroke-width": 2.5 };
  const svg = { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" };
  return makeSvg("svg", svg, makeSvg("circle", mark), makeSvg("circle", { r: 3, fill: line.color }));
}

/**
 * @param {Axis[]} axes
 * @param {Book} book
 * @param {Words} words
 * @returns {Table}
 */
function valuesTable(axes, book, words) {
  return {
    caption: words["radar.title"],
    head: [words["table.what"], words["scale.legend"]],
    rows: axes.map((axis) => [`${axis.number} ${axis.label}`, ratingText(answer(book, "ratings", axis.id), words)]),
  };
}
