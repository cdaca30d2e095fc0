// Rate the statements of a factor, with the live radar of the whole lesson beside.

import { answer, follow } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { fresh, make, showTable, whenNew } from "./dom.js";
import { makeKeptScale } from "./kept.js";
import { countText, levelsOf, ratingText } from "./rating.js";
import { makeStatus } from "./saving.js";
import { failure } from "./trouble.js";

export async function rate({ model, view, el, book, data, words }) {
  const help = fresh("help");
  const names = data.statements.map(({ id }) => `ratings ${id}`);
  const status = makeStatus(book, names, words);
  const scales = new Map();
  for (const { id, text: legend, number } of data.statements) {
    scales.set(id, makeKeptScale({ model, book, section: "ratings", key: id, words, legend, number, describedby: help }));
  }
  const form = make(
    "form",
    { class: "rk-form", "aria-label": data.title, onsubmit: (event) => event.preventDefault() },
    make("p", { class: "rk-help", id: help }, words["form.keys"]),
    levelsOf(view.kit.levels[data.language][data.factor], words),
    ...[...scales.values()].map((scale) => scale.element),
    status.element,
  );
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": `${words["radar.title"]}. ${words["radar.alt"]}` });
  const key = makeKey(data.axes, words);
  const saying = make("p", { class: "rk-sentence" }, data.sentence);
  const twin = make("div", {});
  const showTwin = whenNew((table) => showTable(twin, table));
  const figure = make(
    "figure",
    { class: "rk-chart" },
    make("figcaption", {}, words["radar.title"]),
    holder,
    key,
    saying,
    make("details", {}, make("summary", {}, words["radar.table"]), twin),
  );
  el.append(make("div", { class: "rk-columns" }, form, figure));

  const values = () => {
    const found = data.axes.map((axis) => {
      const value = answer(book, "ratings", axis.id);
      return typeof value === "number" ? value : null;
    });
    return [...found, found[0]];
  };
  let chart;
  const update = (change) => {
    chart?.values(0, values());
    for (const scale of scales.values()) scale.update();
    if (change.said && change.about === "ratings") saying.textContent = change.said;
    showTwin(twinTable(data.axes, book, words));
    status.update(`${countText(data.statements, book, words)}.`);
  };
  const stop = follow(book, update);
  update({});
  const first = { ...data.radar, data: data.radar.data.with(0, { ...data.radar.data[0], r: values() }) };
  try {
    chart = await drawChart(view, holder, first, data.axes);
    chart.values(0, values());
  } catch (error) {
    holder.removeAttribute("role");
    holder.replaceChildren(make("p", {}, words["radar.failed"]), failure(error, words));
  }
  return () => {
    stop();
    chart?.remove();
  };
}

function twinTable(axes, book, words) {
  return {
    caption: words["radar.title"],
    head: [words["table.what"], words["scale.legend"]],
    rows: axes.map((axis) => [`${axis.number} ${axis.label}`, ratingText(answer(book, "ratings", axis.id), words)]),
  };
}
