// A plotly figure in the page: it takes its ink from the page's theme and its labels from the room.

import { breath, later, make, makeSvg } from "./dom.js";
import { layoutFor } from "./layout.js";
import { makeWalk } from "./walk.js";

/** @import { Axis, Chart, Figure, Layout, Table, View } from "./types.js" */

/** @type {Record<string, string>} */
const MARKS = {
  circle: "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z",
  square: "M-4.5-4.5h9v9h-9Z",
  diamond: "M0-6L6 0L0 6L-6 0Z",
  "triangle-up": "M0-6L5.5 4.5h-11Z",
  "triangle-down": "M0 6L5.5-4.5h-11Z",
};

/** @type {Record<string, string>} */
const DASHES = { dash: "9 9", dot: "3 3", dashdot: "9 3 3 3" };
// What a reader asks of her system that changes a chart's inks.
const FORCED = "(forced-colors: active)";
const WISHES = [FORCED, "(prefers-contrast: more)"];
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false };

/**
 * plotly.js, once per page, without touching a Plotly that somebody else has put there.
 * @param {View} view
 */
function plotly(view) {
  return view.once(view, view.data.plotly, (text) => {
    const module = { exports: {} };
    new Function("module", "exports", "define", text)(module, module.exports, undefined);
    return module.exports;
  });
}

/**
 * Draw `figure` in `holder`, to be walked by keys; returns what can change it, and `remove` to take it away.
 * @param {View} view
 * @param {HTMLElement} holder
 * @param {Figure} figure
 * @param {Axis[]} axes
 * @param {() => Table} table what the figure shows, as its table has it
 * @returns {Promise<Chart>}
 */
export async function drawChart(view, holder, figure, axes, table) {
  let shown = figure;
  /** @type {Layout} */
  let layout;
  // At once, so that the focus finds it where a chart is built anew.
  const walk = makeWalk(view, holder, table, () => ({ figure: shown, layout }));
  const library = await plotly(view).catch((error) => {
    walk.remove();
    throw error;
  });
  await breath(); // forms first
  const ruler = make("span", { class: "rk-ruler", "aria-hidden": "true" });
  const legend = make("ul", { class: "rk-legend" });
  holder.append(ruler);
  walk.element.before(legend);
  let drawn = false;
  const draw = async () => {
    const width = holder.clientWidth;
    // What is out of sight is drawn once it has room, with the values it then has.
    if (!holder.isConnected || !width) return;
    drawn = true;
    layout = layoutFor(shown.layout, holder, width, axes, ruler);
    legend.hidden = !shown.layout.showlegend;
    const data = inked(shown.data, ruler);
    const told = data.filter((trace) => trace.showlegend !== false);
    legend.replaceChildren(...told.map((trace) => make("li", {}, swatch(trace), trace.name)));
    await library.react(holder, data, layout, CONFIG);
    walk.place();
    // A picture has a name. Firefox would read its letters too, and those of two lines as one word.
    for (const part of holder.children) part.setAttribute("aria-hidden", "true");
  };
  await draw();
  const again = later(60, draw);
  const printed = forPaper(holder);
  const resized = new ResizeObserver(again);
  resized.observe(holder);
  resized.observe(ruler); // its text grows with the page's font and spacing
  // JupyterLab hides everything until the next frame, and what is hidden cannot be drawn.
  const themed = new MutationObserver(() => requestAnimationFrame(again));
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "class"] });
  const wishes = WISHES.map((wish) => matchMedia(wish));
  for (const wish of wishes) wish.addEventListener("change", again);
  return {
    show(next) {
      shown = next;
      return draw();
    },
    /** Show the values of as many traces around a radar, and repaint nothing else. */
    values(data) {
      shown = { ...shown, data };
      const [r, theta] = [data.map((trace) => trace.r), data.map((trace) => trace.theta)];
      walk.place();
      return drawn ? library.restyle(holder, { r, theta }) : undefined;
    },
    remove() {
      printed.abort();
      resized.disconnect();
      themed.disconnect();
      for (const wish of wishes) wish.removeEventListener("change", again);
      legend.remove();
      if (drawn) library.purge(holder);
    },
  };
}

/**
 * In colours that the reader forces, one's own region has the ink of texts, and the others that of links: what tells
 * these apart is dash and mark.
 * @param {Figure["data"]} data
 * @param {HTMLElement} ruler
 */
function inked(data, ruler) {
  if (!matchMedia(FORCED).matches) return data;
  const { color: own, outlineColor: others } = getComputedStyle(ruler);
  const inkOf = (/** @type {Figure["data"][number]} */ { line, marker }) => (marker ?? line)?.color;
  return data.map((trace) => {
    const color = inkOf(trace) === inkOf(data[0]) ? own : others;
    const { line, marker } = trace;
    return { ...trace, ...(line ? { line: { ...line, color } } : {}), ...(marker ? { marker: { ...marker, color } } : {}) };
  });
}

/**
 * Let a drawing shrink as a whole on paper that is narrower than the screen, where it would move its letters.
 * @param {HTMLElement} holder
 */
function forPaper(holder) {
  const over = new AbortController();
  const each = (/** @type {(part: Element) => void} */ change) => () => holder.querySelectorAll(".main-svg").forEach(change);
  const size = (/** @type {Element} */ part) => `0 0 ${part.getAttribute("width")} ${part.getAttribute("height")}`;
  addEventListener(
    "beforeprint",
    each((part) => part.setAttribute("viewBox", size(part))),
    over,
  );
  addEventListener(
    "afterprint",
    each((part) => part.removeAttribute("viewBox")),
    over,
  );
  return over;
}

/**
 * A trace's line and mark. A list of these wraps and grows with its text; plotly's own legend does not.
 * @param {Figure["data"][number]} trace
 */
function swatch({ mode, line, marker, fill, fillcolor }) {
  const stroke = { stroke: line?.color, "stroke-width": line?.width, "stroke-dasharray": DASHES[line?.dash] ?? "none" };
  return makeSvg(
    "svg",
    { viewBox: "-20 -8 40 16", width: 40, height: 16, "aria-hidden": "true" },
    // A trace that fills the space to the one before is the edge of a band.
    ...(fill === "tonext" ? [makeSvg("path", { d: "M-20-6H20V6H-20Z", fill: fillcolor })] : []),
    ...(mode.includes("lines") ? [makeSvg("path", { d: fill === "tonext" ? "M-20-6H20M-20 6H20" : "M-20 0H20", ...stroke })] : []),
    ...(marker ? [makeSvg("path", { d: MARKS[marker.symbol], fill: marker.color })] : []),
  );
}
