// A plotly figure in the page: it takes its ink from the page's theme and its labels from the room.

// In pixels: a radar's radius, the least at which its axes bear names, and the least at which all five
// levels are numbered; a plot's least width beside its names; and what a name stands off the chart.
const LARGEST = 220;
const NAMED = 100;
const SMALL = 85;
const LEAST = 260;
const OFF = 12;
const MARKS = {
  circle: "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z",
  square: "M-4.5-4.5h9v9h-9Z",
  diamond: "M0-6L6 0L0 6L-6 0Z",
  "triangle-up": "M0-6L5.5 4.5h-11Z",
};
const DASHES = { dash: "9 9", dot: "3 3", dashdot: "9 3 3 3" };
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false };

/** plotly.js, once per page, without touching a Plotly that somebody else has put there. */
function plotly({ model, data, page, ask }) {
  page[data.plotly] ??= ask(model, data.plotly).then((text) => {
    const module = { exports: {} };
    new Function("module", "exports", "define", text)(module, module.exports, undefined);
    return module.exports;
  });
  page[data.plotly].catch(() => delete page[data.plotly]);
  return page[data.plotly];
}

/** Draw `figure` in `holder`; returns what can change it, and `remove` to take it away. */
async function drawChart(view, holder, figure, axes) {
  const library = await plotly(view);
  let shown = figure;
  const ruler = make("span", { class: "rk-ruler", "aria-hidden": "true" });
  const legend = make("ul", { class: "rk-legend" });
  holder.append(ruler);
  holder.before(legend);
  const draw = () => {
    const width = holder.clientWidth;
    if (!holder.isConnected || !width) return undefined;
    const layout = layoutFor(shown.layout, holder, width, axes, ruler);
    legend.hidden = !shown.layout.showlegend;
    legend.replaceChildren(...shown.data.map((trace) => make("li", {}, swatch(trace), trace.name)));
    return library.react(holder, shown.data, layout, CONFIG);
  };
  await draw();
  const again = later(60, draw);
  const resized = new ResizeObserver(again);
  resized.observe(holder);
  resized.observe(ruler); // its text grows with the page's font and spacing
  // JupyterLab hides everything until the next frame, and what is hidden cannot be drawn.
  const themed = new MutationObserver(() => requestAnimationFrame(again));
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "class"] });
  return {
    show(next) {
      shown = next;
      return draw();
    },
    /** Replace the values of one trace, and repaint nothing else. */
    values(trace, values) {
      const fill = values.includes(null) ? "none" : "toself";
      const data = shown.data.with(trace, { ...shown.data[trace], r: values, fill });
      shown = { ...shown, data };
      return library.restyle(holder, { r: [values], fill: [fill] }, [trace]);
    },
    remove() {
      resized.disconnect();
      themed.disconnect();
      legend.remove();
      library.purge(holder);
    },
  };
}

/** The width in pixels of the widest line of some labels, with the page's own font and spacing. */
function widest(labels, ruler) {
  ruler.textContent = labels.join("\n").replaceAll("<br>", "\n");
  return ruler.offsetWidth;
}

/** A trace's line and mark. A list of these wraps and grows with its text; plotly's own legend does not. */
function swatch({ mode, line, marker }) {
  const draw = (tag, properties, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const stroke = { stroke: line?.color, "stroke-width": 2, "stroke-dasharray": DASHES[line?.dash] ?? "none" };
  return draw(
    "svg",
    { viewBox: "-20 -8 40 16", width: 40, height: 16, "aria-hidden": "true" },
    ...(mode.includes("lines") ? [draw("path", { d: "M-20 0H20", ...stroke })] : []),
    draw("path", { d: MARKS[marker.symbol], fill: marker.color }),
  );
}

function layoutFor(layout, holder, width, axes, ruler) {
  const style = getComputedStyle(holder);
  const ink = style.color;
  const grid = style.getPropertyValue("--rk-grid").trim() || "#8a8a8a";
  const line = { gridcolor: grid, linecolor: grid, tickcolor: grid, tickfont: { color: ink } };
  const size = parseFloat(getComputedStyle(ruler).fontSize);
  const base = {
    ...layout,
    autosize: false,
    width,
    showlegend: false,
    dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: style.fontFamily, size, color: ink },
    hoverlabel: { bgcolor: style.getPropertyValue("--rk-ground").trim() || "#fff", bordercolor: ink, font: { family: style.fontFamily, color: ink } },
  };
  return layout.polar ? radarIn(base, line, axes, ruler, holder) : dotsIn(base, line, ruler);
}

/** Names stand around a radar as long as there is room for them, else numbers. */
function radarIn(base, line, axes, ruler, holder) {
  const { width, font } = base;
  const { angularaxis, radialaxis } = base.polar;
  const row = 1.3 * font.size;
  const around = (labels) => {
    const wide = widest(labels, ruler);
    const high = row * Math.max(...labels.map((label) => label.split("<br>").length));
    const radius = Math.min(LARGEST, (width - 2 * (wide + OFF)) / 2);
    // A name keeps clear of its neighbours on the circle.
    const least = Math.max(wide, 3.6 * high) / 2 / Math.sin(Math.PI * 2 / labels.length);
    return { labels, radius, fits: radius > Math.max(NAMED, least), high: high + OFF };
  };
  const names = around(angularaxis.ticktext);
  const numbered = !names.fits && Boolean(axes);
  const { labels, radius, high } = numbered ? around(axes.map((axis) => axis.number)) : names;
  holder.classList.toggle("rk-numbered", numbered);
  const side = width / 2 - radius;
  return {
    ...base,
    margin: { l: side, r: side, t: high, b: high },
    height: 2 * (radius + high),
    polar: {
      ...base.polar,
      bgcolor: "rgba(0,0,0,0)",
      radialaxis: {
        ...radialaxis,
        ...line,
        tickfont: { color: font.color, size: 0.85 * font.size },
        ...(radius < SMALL ? { tickvals: [1, 3, 5] } : {}),
      },
      angularaxis: {
        ...angularaxis,
        ...line,
        ticktext: labels,
        tickfont: { color: font.color, size: font.size * (radius < SMALL ? 0.85 : 1) },
      },
    },
  };
}

/** Names stand beside the rows of dots, or above them where there is no room. */
function dotsIn(base, line, ruler) {
  const { xaxis, yaxis, width, font } = base;
  const wide = widest(yaxis.ticktext, ruler) + OFF;
  const beside = width - wide >= LEAST;
  const row = font.size * (beside ? 2.6 : 3.6);
  const margin = { l: beside ? wide : OFF, r: 16, t: 8, b: 4 * font.size };
  const title = { ...xaxis.title, standoff: 0.5 * font.size, font: { color: font.color, size: font.size } };
  const left = { xref: "paper", x: 0, xanchor: "left", align: "left" };
  const above = { yanchor: "bottom", yshift: 0.6 * font.size, showarrow: false };
  const names = yaxis.ticktext.map((text, y) => ({ ...left, ...above, text, y }));
  return {
    ...base,
    margin,
    height: margin.t + margin.b + row * yaxis.ticktext.length,
    xaxis: { ...xaxis, ...line, fixedrange: true, title },
    yaxis: { ...yaxis, ...line, fixedrange: true, automargin: false, showticklabels: beside },
    annotations: beside ? [] : names,
  };
}
