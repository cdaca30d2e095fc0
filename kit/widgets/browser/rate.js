// Rate the statements of a factor, with the live radar of the whole lesson beside.

import { answer, follow } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { fresh, make, showTable, whenNew } from "./dom.js";
import { makeKeptScale } from "./kept.js";
import { countText, levelsOf, ratingText } from "./rating.js";
import { makeStatus } from "./saving.js";
import { failure } from "./trouble.js";

/** @import { Axis, Book, Chart, Figure, Show, Statement, Table, Words } from "./types.js" */

/** @typedef {{ factor: string, statements: Statement[], axes: Axis[], radar: Figure, sentence: string }} RateData */

/** @param {Show<RateData>} show */
export async function rate({ model, view, el, book, data, words }) {
  const help = fresh("help");
  const status = makeStatus(
    book,
    data.statements.map(({ id }) => `ratings ${id}`),
    words,
  );
  const scales = data.statements.map(({ id, text: legend, number }) =>
    makeKeptScale({ model, book, section: "ratings", key: id, words, legend, number, describedby: help }),
  );
  const form = make(
    "form",
    { class: "rk-form", "aria-label": data.title, onsubmit: (event) => event.preventDefault() },
    make("p", { class: "rk-help", id: help }, words["form.keys"]),
    levelsOf(view.kit.levels[data.language][data.factor], words),
    ...scales.map((scale) => scale.element),
    status.element,
  );
  const radar = makeRadar({ view, book, data, words });
  el.append(make("div", { class: "rk-columns" }, form, radar.element));
  const update = ({ said = "", about = "" }) => {
    radar.update(about === "ratings" ? said : "");
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
 * The live radar of the whole lesson, with its sentence, and its table a fold away.
 * @param {Pick<Show<RateData>, "view" | "book" | "data" | "words">} about
 */
function makeRadar({ view, book, data, words }) {
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": `${words["radar.title"]}. ${words["radar.alt"]}` });
  const saying = make("p", { class: "rk-sentence" }, data.sentence);
  const twin = make("div", {});
  const showTwin = whenNew((/** @type {Table} */ table) => showTable(twin, table));
  const values = () => {
    const found = data.axes.map((axis) => {
      const value = answer(book, "ratings", axis.id);
      return typeof value === "number" ? value : null;
    });
    return [...found, found[0]];
  };
  /** @type {Chart | undefined} */
  let chart;
  return {
    element: make(
      "figure",
      { class: "rk-chart" },
      make("figcaption", {}, words["radar.title"]),
      holder,
      makeKey(data.axes, words),
      saying,
      make("details", {}, make("summary", {}, words["radar.table"]), twin),
    ),
    update: (/** @type {string} */ said) => {
      chart?.values(0, values());
      if (said) saying.textContent = said;
      showTwin(twinTable(data.axes, book, words));
    },
    draw: async () => {
      const first = { ...data.radar, data: data.radar.data.with(0, { ...data.radar.data[0], r: values() }) };
      try {
        chart = await drawChart(view, holder, first, data.axes);
        chart.values(0, values());
      } catch (error) {
        holder.removeAttribute("role");
        holder.replaceChildren(make("p", {}, words["radar.failed"]), failure(error, words));
      }
    },
    remove: () => chart?.remove(),
  };
}

/**
 * @param {Axis[]} axes
 * @param {Book} book
 * @param {Words} words
 * @returns {Table}
 */
function twinTable(axes, book, words) {
  return {
    caption: words["radar.title"],
    head: [words["table.what"], words["scale.legend"]],
    rows: axes.map((axis) => [`${axis.number} ${axis.label}`, ratingText(answer(book, "ratings", axis.id), words)]),
  };
}
