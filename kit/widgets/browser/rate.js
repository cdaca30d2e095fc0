// Rate the statements of a factor, with the live radar of the whole lesson beside.

async function rate({ model, view, el, book, data, words }) {
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

function countText(statements, book, words, section = "ratings") {
  const given = statements.filter(({ id }) => answer(book, section, id) !== undefined).length;
  return fill(words["form.answered"], { n: given, of: statements.length });
}

function twinTable(axes, book, words) {
  return {
    caption: words["radar.title"],
    head: [words["table.what"], words["scale.legend"]],
    rows: axes.map((axis) => [`${axis.number} ${axis.label}`, ratingText(answer(book, "ratings", axis.id), words)]),
  };
}

/** A rating in words. */
function ratingText(value, words) {
  if (value === undefined) return words["scale.unanswered"];
  return value === "dont-know" ? words["scale.dont-know"] : `${value} ${words[`scale.${value}`]}`;
}

/** What one would see at each level of the factor, at hand beside the form. */
function levelsOf(levels, words) {
  const items = levels.map(({ level, seen }) => make("li", {}, make("b", {}, `${level} ${words[`scale.${level}`]}: `), seen));
  return make("details", { class: "rk-seen" }, make("summary", {}, words["form.levels"]), make("ul", {}, ...items));
}

/** Where a chart has no room for labels it shows numbers; this list says what they stand for. */
function makeKey(axes, words) {
  return make(
    "div",
    { class: "rk-key" },
    make("p", {}, words["radar.key"]),
    make("ul", {}, ...axes.map((axis) => make("li", {}, make("b", {}, axis.number), ` ${axis.label}`))),
  );
}
