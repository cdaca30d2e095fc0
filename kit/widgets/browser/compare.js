// Compare one's own region with example regions: a sentence, and a radar, a plot or a table.

import { follow } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { makeRegions, makeTabs } from "./controls.js";
import { fill, fresh, later, make, say, showTable, whenNew } from "./dom.js";
import { failure } from "./trouble.js";

const SHAPES = ["radar", "gaps", "table"];

export async function compare({ view, el, book, data, words, request }) {
  const regions = makeRegions(data, words, () => asked());
  const state = { order: "number", show: "radar", found: data.comparison };
  const order = make("select", { id: fresh("order") });
  for (const by of ["number", "score", "gap"]) {
    order.append(make("option", { value: by }, words[`compare.order-${by}`]));
  }
  order.addEventListener("change", () => {
    state.order = order.value;
    asked();
  });
  const shapes = makeTabs(
    words["compare.show"],
    SHAPES.map((shape) => [shape, words[`compare.show-${shape}`]]),
    (shape) => {
      state.show = shape;
      draw();
    },
  );
  const saying = make("p", { class: "rk-sentence", role: "status" });
  const picture = make("div", { class: "rk-picture" });
  const reasons = make("details", { class: "rk-why" });
  el.append(
    make("p", { class: "rk-note" }, words["compare.note"]),
    regions.element,
    make("div", { class: "rk-bar" }, shapes, make("div", {}, make("label", { for: order.id }, words["compare.order"]), " ", order)),
    saying,
    picture,
    reasons,
  );
  let chart;
  let aloud = false;
  const explain = whenNew((found) => showReasons(reasons, found, words));
  const draw = async () => {
    const { found } = state;
    say(saying, found.sentence);
    explain(found.reasons);
    chart?.remove();
    chart = undefined;
    if (state.show === "table") {
      showTable(picture, found.table);
      return;
    }
    const name = fill(words["compare.alt"], { shape: words[`compare.show-${state.show}`] });
    const holder = make("div", { class: "rk-plot", role: "img", "aria-label": name });
    const key = state.show === "radar" ? [makeKey(found.axes, words)] : [];
    picture.replaceChildren(holder, ...key);
    const drawn = await drawChart(view, holder, found[state.show], found.axes);
    if (holder.isConnected) chart = drawn;
    else drawn.remove();
  };
  const fetchAgain = later(150, async () => {
    // A rating given further up changes this sentence too, but is no reason to read it out.
    saying.setAttribute("aria-live", aloud ? "polite" : "off");
    aloud = false;
    try {
      state.found = await request({ regions: regions.chosen(), order: state.order });
    } catch (error) {
      // The comparison stands as it was; most likely the kernel is gone.
      picture.replaceChildren(failure(error, words));
      return;
    }
    await draw();
  });
  const asked = () => {
    aloud = true;
    fetchAgain();
  };
  const stop = follow(book, ({ section }) => {
    if (section === "ratings") fetchAgain();
  });
  await draw();
  return () => {
    stop();
    chart?.remove();
  };
}

function showReasons(details, reasons, words) {
  const open = details.open;
  details.hidden = reasons.length === 0;
  details.replaceChildren(
    make("summary", {}, words["compare.why"]),
    ...reasons.map(({ region, verdicts }) =>
      make(
        "section",
        {},
        make("h3", {}, region),
        make("ul", {}, ...verdicts.map(({ factor, reason }) => make("li", {}, make("b", {}, `${factor}: `), reason))),
      ),
    ),
  );
  details.open = open;
}
