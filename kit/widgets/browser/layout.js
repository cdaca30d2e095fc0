// A figure's layout for the room there is: names where they fit, else numbers.

// In pixels: a radar's radius, the least at which its axes bear names, and the least at which all five
// levels are numbered; a plot's least width beside its names; the least and the largest width of slopes
// between theirs; and what a name stands off the chart. A matrix is at most so many letters wide.
const LARGEST = 220;
const NAMED = 100;
const SMALL = 85;
const LEAST = 260;
const NARROW = 180;
const BROAD = 480;
const OFF = 12;
const TALL = 5; // more beside a radar, where a font with tall lines would reach the numbers of the levels
const SQUARE = 36;

/** The width in pixels of the widest line of some labels, with the page's own font and spacing. */
function widest(labels, ruler) {
  // What a figure escapes is one letter wide.
  ruler.textContent = labels
    .join("\n")
    .replaceAll("<br>", "\n")
    .replaceAll(/&(lt|gt|amp);/g, "m");
  return ruler.offsetWidth;
}

export function layoutFor(layout, holder, width, axes, ruler) {
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
    hoverlabel: {
      bgcolor: style.getPropertyValue("--rk-ground").trim() || "#fff",
      bordercolor: ink,
      font: { family: style.fontFamily, color: ink },
    },
  };
  if (layout.polar) return radarIn(base, line, axes, ruler, holder);
  if (layout.shapes) return matrixIn(base, line, ruler, holder);
  return layout.annotations ? slopesIn(base, line, axes, ruler, holder) : dotsIn(base, line, ruler);
}

/** Names stand around a radar as long as there is room for them, else numbers. */
function radarIn(base, line, axes, ruler, holder) {
  const { width, font } = base;
  const { angularaxis, radialaxis } = base.polar;
  const row = 1.3 * font.size;
  const around = (labels) => {
    const wide = widest(labels, ruler);
    const high = row * Math.max(...labels.map((label) => label.split("<br>").length));
    const radius = Math.min(LARGEST, (width - 2 * (wide + OFF + TALL)) / 2);
    // A name keeps clear of its neighbours on the circle.
    const least = Math.max(wide, 3.6 * high) / 2 / Math.sin((Math.PI * 2) / labels.length);
    return { labels, radius, fits: radius > Math.max(NAMED, least), high: high + OFF + TALL };
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
        ticks: "outside",
        ticklen: 5 + TALL, // of which five are plotly's own
        tickcolor: "rgba(0,0,0,0)",
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

/** Names stand at both ends of the lines as long as there is room for them, else numbers. */
function slopesIn(base, line, axes, ruler, holder) {
  const { xaxis, yaxis, annotations, width, font } = base;
  const { size, color } = font;
  const row = 1.35 * size;
  // Outwards from the end of a line: on the left the number of a level, then a thin line, then the name.
  const levels = 1.4 * size + OFF;
  const lead = 1.8 * size;
  const halves = xaxis.ticktext.map((text) => widest([text], ruler) / 2);
  const rounds = Math.max(...halves);
  const beside = (labels) => {
    const wide = widest(labels, ruler) + lead + 4;
    const left = Math.max(levels + wide, rounds);
    const right = Math.max(OFF + wide, rounds);
    return { labels, left, right, between: width - left - right };
  };
  const names = beside(annotations.map(({ text }) => text));
  const numbered = names.between < NARROW && Boolean(axes);
  const numbers = new Map(axes?.map((axis) => [axis.id, axis.number]));
  const { labels, left, right, between } = numbered ? beside(annotations.map(({ name }) => numbers.get(name))) : names;
  holder.classList.toggle("rk-numbered", numbered);
  const spare = Math.max(0, between - BROAD) / 2;
  const high = Math.max(24 * size, (row * annotations.length) / 2);
  const [lowest, highest] = yaxis.range;
  const down = (value) => ((highest - value) / (highest - lowest)) * high;
  const named = annotations.map((end, place) => ({ ...end, text: labels[place], yanchor: "middle" }));
  const shapes = [];
  for (const x of xaxis.tickvals) {
    const side = named.filter((end) => end.x === x);
    const places = apart(
      side.map(({ y }) => down(y)),
      side.map(() => row),
      0,
      high,
    );
    side.forEach((end, place) => {
      const [out, from] = end.xanchor === "right" ? [-1, levels] : [1, OFF];
      const shift = places[place] - down(end.y);
      end.xshift = out * (from + lead);
      end.yshift = -shift;
      // The thin line reaches the end of the slope, unless the number of a level stands there.
      const hidden = yaxis.tickvals.some((level) => Math.abs(down(level) - down(end.y)) < 0.7 * size);
      const path = `M${out * (hidden ? from : OFF)} 0L${out * from} 0L${out * (from + lead)} ${-shift}`;
      // What is measured on the axes is cut where they end, so it is measured on the paper.
      const anchor = { xref: "paper", xsizemode: "pixel", xanchor: x, yref: "paper", ysizemode: "pixel", yanchor: 1 - down(end.y) / high };
      shapes.push({ type: "path", path, ...anchor, line: { color: line.gridcolor, width: 1 } });
    });
  }
  const above = {
    xref: "paper",
    x: 0,
    xanchor: "left",
    align: "left",
    xshift: -levels,
    yref: "paper",
    y: 1,
    yanchor: "bottom",
    yshift: OFF,
  };
  const title = { ...above, text: yaxis.title.text, showarrow: false, font: { color, size } };
  // What the two times are called stands below the ends, and further out where they would meet.
  const out = Math.max(0, Math.min(rounds + Math.min(...halves) + OFF - between, 2 * (Math.min(left, right) - rounds))) / 2;
  const under = { yref: "paper", y: 0, yanchor: "top", yshift: -0.6 * row, showarrow: false };
  const times = xaxis.ticktext.map((text, place) => ({ ...under, text, x: xaxis.tickvals[place], xshift: place ? out : -out }));
  const margin = {
    l: left + spare,
    r: right + spare,
    t: row + 2 * OFF,
    b: row * (1 + Math.max(...xaxis.ticktext.map((text) => text.split("<br>").length))),
  };
  return {
    ...base,
    margin,
    height: margin.t + high + margin.b,
    xaxis: { ...xaxis, ...line, fixedrange: true, showticklabels: false },
    yaxis: {
      ...yaxis,
      ...line,
      fixedrange: true,
      automargin: false,
      ticklabelstandoff: OFF - 3,
      mirror: true,
      griddash: "1px,5px",
      title: { text: "" },
    },
    annotations: [...named, ...times, title],
    shapes,
  };
}

/** A square. Levels are told in words beside it as long as there is room for them, else in numbers. */
function matrixIn(base, line, ruler, holder) {
  const { xaxis, yaxis, shapes, annotations, width, font, hoverlabel } = base;
  const { size, color } = font;
  const row = 1.35 * size;
  const beside = (labels) => {
    const left = widest(labels, ruler) + OFF;
    return { labels, left, side: Math.min(SQUARE * size, width - left - 4) };
  };
  const named = beside(yaxis.ticktext);
  const { labels, left, side } = named.side < LEAST ? beside(yaxis.tickvals.map(String)) : named;
  const [lowest, highest] = xaxis.range;
  const step = side / (highest - lowest);
  const below = widest(xaxis.ticktext, ruler) + 6 < step ? xaxis.ticktext : xaxis.tickvals.map(String);
  // The marks bear the numbers of the factors whatever the room.
  holder.classList.add("rk-numbered");
  const ground = hoverlabel.bgcolor;
  const crosshair = shapes.map((one) => ({ ...one, line: { color, width: 1.5 } }));
  const numbers = annotations.map((one) => ({ ...one, bgcolor: ground, borderpad: 0 }));
  const leads = [];
  for (const level of yaxis.tickvals) {
    const along = numbers.filter(({ y }) => y === level);
    const wide = along.map(({ text }) => widest([text], ruler));
    // In a full row they stand closer, so that each stays near its mark.
    const spared = (side - wide.reduce((sum, one) => sum + one, 0)) / along.length / 2;
    const sizes = wide.map((one) => one + Math.max(2, Math.min(0.7 * size, spared)));
    const wanted = along.map(({ x }) => (x - lowest) * step);
    const places = apart(wanted, sizes, sizes[0] / 2, side - sizes.at(-1) / 2);
    along.forEach((one, place) => {
      one.xshift = places[place] - wanted[place];
      one.yshift = 0.9 * size;
      if (Math.abs(one.xshift) < 2) return;
      const path = `M0 6L${one.xshift} ${one.yshift}`;
      const anchor = { xref: "x", xsizemode: "pixel", xanchor: one.x, yref: "y", ysizemode: "pixel", yanchor: one.y };
      leads.push({ type: "path", path, ...anchor, layer: "below", line: { color: line.gridcolor, width: 1 } });
    });
  }
  // The numbers of the highest row may reach out of a small square.
  const clear = Math.max(0, 0.9 * size + row - step / 2) + OFF / 2;
  const above = {
    xref: "paper",
    x: 0,
    xanchor: "left",
    align: "left",
    xshift: OFF - left,
    yref: "paper",
    y: 1,
    yanchor: "bottom",
    yshift: clear,
  };
  const title = { ...above, text: yaxis.title.text, showarrow: false, font: { color, size } };
  const spare = (width - left - side - 4) / 2;
  const margin = {
    l: left + spare,
    r: 4 + spare,
    t: row + clear + OFF / 2,
    b: row * (2.5 + Math.max(...below.map((text) => text.split("<br>").length))),
  };
  const axis = { ...line, fixedrange: true, griddash: "1px,5px", mirror: true, showline: true };
  return {
    ...base,
    margin,
    height: margin.t + side + margin.b,
    xaxis: { ...xaxis, ...axis, tickangle: 0, ticktext: below, title: { ...xaxis.title, standoff: 0.8 * size, font: { color, size } } },
    yaxis: { ...yaxis, ...axis, ticktext: labels, automargin: false, title: { text: "" } },
    annotations: [...numbers, title],
    shapes: [...crosshair, ...leads],
  };
}

/** Places from `least` to `most`, in order and clear of each other, that differ least from those wanted. */
function apart(wanted, sizes, least, most) {
  const before = [0];
  for (let place = 1; place < sizes.length; place++) before.push(before[place - 1] + (sizes[place - 1] + sizes[place]) / 2);
  // Less the room of those before it, places must only not fall: neighbours that do share their mean.
  const runs = [];
  wanted.forEach((at, place) => {
    let run = { sum: at - before[place], count: 1 };
    while (runs.length && runs.at(-1).sum / runs.at(-1).count > run.sum / run.count) {
      const above = runs.pop();
      run = { sum: above.sum + run.sum, count: above.count + run.count };
    }
    runs.push(run);
  });
  const last = most - before.at(-1);
  return runs
    .flatMap(({ sum, count }) => Array(count).fill(Math.max(least, Math.min(last, sum / count))))
    .map((at, place) => at + before[place]);
}
