// Compare one's own region with example regions: a sentence, and a radar, a plot or a table.

import { follow } from "./book.js";
import { drawChart } from "./chart.js";
import { keepingFocus, makeRegions, makeTabs } from "./controls.js";
import { fill, fresh, later, make, say, showTable, whenNew } from "./dom.js";
import { makeKey } from "./key.js";
import { filled } from "./shape.js";
import { failure } from "./trouble.js";

/** @import { Axis, Chart, Figure, Regions, Show, Table, View, Words } from "./types.js" */

/**
 * @typedef {{ region: string, verdicts: { factor: string, reason: string }[] }} Reasons
 * @typedef {{ sentence: string, reasons: Reasons[], radar: Figure, gaps: Figure, table: Table, axes: Axis[] }} Comparison
 */

const SHAPES = /** @type {const} */ (["radar", "gaps", "table"]);

/** @param {Show<Regions & { comparison: Comparison }, Comparison>} show */
export async function compare({ view, el, book, data, words, request }) {
  const regions = makeRegions(data, words, () => asked());
  const order = makeOrder(words, () => asked());
  const picture = makePicture(view, words);
  const shapes = makeTabs(
    words["compare.show"],
    SHAPES.map((shape) => [shape, words[`compare.show-${shape}`]]),
    (shape) => picture.draw(found, shape),
  );
  const saying = make("p", { class: "rk-sentence", role: "status", "aria-live": "off" });
  const reasons = make("details", { class: "rk-why" });
  const choices = make("div", {}, regions.element, make("div", { class: "rk-bar" }, shapes, order.element), saying);
  el.append(
    make("p", { class: "rk-note" }, words["compare.note"]),
    make("div", { class: "rk-columns rk-beside" }, choices, picture.element),
    reasons,
  );
  let found = data.comparison;
  let aloud = false;
  const explain = whenNew((/** @type {Reasons[]} */ now) => showReasons(reasons, now, words));
  const show = async () => {
    say(saying, found.sentence);
    explain(found.reasons);
    await picture.draw(found);
  };
  const fetchAgain = later(150, async () => {
    // A rating given further up changes this sentence too, but is no reason to read it out.
    saying.setAttribute("aria-live", aloud ? "polite" : "off");
    aloud = false;
    try {
      found = await request({ regions: regions.chosen(), order: order.value() });
    } catch (error) {
      // The comparison stands as it was; most likely the kernel is gone.
      picture.element.replaceChildren(failure(error, words));
      return;
    }
    await show();
  });
  const asked = () => {
    aloud = true;
    fetchAgain();
  };
  const stop = follow(book, ({ section }) => {
    if (section === "ratings") fetchAgain();
  });
  await show();
  return () => {
    stop();
    picture.remove();
  };
}

/**
 * In which order the factors stand.
 * @param {Words} words
 * @param {() => void} changed
 */
function makeOrder(words, changed) {
  const orders = ["number", "score", "gap"];
  const select = make("select", { id: fresh("order") }, ...orders.map((by) => make("option", { value: by }, words[`compare.order-${by}`])));
  select.addEventListener("change", changed);
  return {
    element: make("div", {}, make("label", { for: select.id }, words["compare.order"]), " ", select),
    value: () => select.value,
  };
}

/**
 * The comparison in the shape chosen last.
 * @param {View} view
 * @param {Words} words
 */
function makePicture(view, words) {
  const element = make("div", { class: "rk-picture" });
  /** @type {Chart | undefined} */
  let chart;
  /** @type {typeof SHAPES[number]} */
  let shown = "radar";
  const draw = async (/** @type {Comparison} */ found, shape = shown) => {
    shown = shape;
    chart?.remove();
    chart = undefined;
    if (shape === "table") {
      showTable(element, found.table);
      return;
    }
    const name = fill(words["compare.alt"], { shape: words[`compare.show-${shape}`] });
    const holder = make("div", { class: "rk-plot", role: "img", "aria-label": name });
    const key = shape === "radar" ? [makeKey(found.axes, words)] : [];
    const drawn = await keepingFocus(element, () => {
      element.replaceChildren(holder, ...key);
      return drawChart(view, holder, shape === "radar" ? filled(found.radar) : found[shape], found.axes, () => found.table);
    });
    if (holder.isConnected) chart = drawn;
    else drawn.remove();
  };
  return { element, draw, remove: () => chart?.remove() };
}

/**
 * @param {HTMLDetailsElement} details
 * @param {Reasons[]} reasons
 * @param {Words} words
 */
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
