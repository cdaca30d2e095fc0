// A plotly figure in the page: it takes its ink from the page's theme and its labels from the room.

const NARROW = 460;
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
  const draw = () => {
    const width = holder.clientWidth;
    if (!holder.isConnected || !width) return undefined;
    return library.react(holder, shown.data, layoutFor(shown.layout, holder, width, axes), CONFIG);
  };
  await draw();
  const again = later(60, draw);
  const resized = new ResizeObserver(again);
  resized.observe(holder);
  const themed = new MutationObserver(again);
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
      library.purge(holder);
    },
  };
}

function isNarrow(holder) {
  return holder.clientWidth < NARROW;
}

/** The width in pixels of the widest line of some labels. */
function widest(labels, font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${font.size}px ${font.family}`;
  const lines = labels.flatMap((label) => label.split("<br>"));
  return Math.max(...lines.map((line) => context.measureText(line).width));
}

function layoutFor(layout, holder, width, axes) {
  const style = getComputedStyle(holder);
  const ink = style.color;
  const grid = style.getPropertyValue("--rk-grid").trim() || "#8a8a8a";
  const line = { gridcolor: grid, linecolor: grid, tickcolor: grid, tickfont: { color: ink } };
  const base = {
    ...layout,
    autosize: false,
    width,
    dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: style.fontFamily, size: 13, color: ink },
    hoverlabel: { font: { family: style.fontFamily } },
  };
  if (!layout.polar) {
    return {
      ...base,
      xaxis: { ...layout.xaxis, ...line, fixedrange: true, title: { ...layout.xaxis.title, font: { color: ink } } },
      yaxis: { ...layout.yaxis, ...line, fixedrange: true },
    };
  }
  const narrow = isNarrow(holder);
  const { angularaxis, radialaxis } = layout.polar;
  const side = narrow ? 36 : widest(angularaxis.ticktext, base.font) + 16;
  const margin = { l: side, r: side, t: 44, b: 44 };
  const legend = layout.showlegend ? 70 : 0;
  return {
    ...base,
    margin,
    height: Math.min(width, 520) + legend,
    polar: {
      ...layout.polar,
      bgcolor: "rgba(0,0,0,0)",
      radialaxis: { ...radialaxis, ...line, tickfont: { color: ink, size: 11 } },
      angularaxis: {
        ...angularaxis,
        ...line,
        ...(narrow && axes ? { ticktext: axes.map((axis) => axis.number) } : {}),
      },
    },
  };
}
