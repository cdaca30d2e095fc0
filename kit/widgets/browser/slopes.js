// Slopes between two times, with their names at both ends.

import { apart, linesIn, OFF, titleAbove, widest } from "./room.js";

/** @import { Axis, Layout } from "./types.js" */

// In pixels: the least and the largest width of slopes between their names.
const NARROW = 180;
const BROAD = 480;

/**
 * Names stand at both ends of the lines as long as there is room for them, else numbers.
 * @param {Layout} base
 * @param {Layout} line
 * @param {Axis[] | undefined} axes
 * @param {HTMLElement} ruler
 * @param {HTMLElement} holder
 */
export function slopesIn(base, line, axes, ruler, holder) {
  const { xaxis, yaxis, annotations, width, font } = base;
  const { size } = font;
  const row = 1.35 * size;
  // Outwards from the end of a line: on the left the number of a level, then a thin line, then the name.
  const levels = 1.4 * size + OFF;
  const lead = 1.8 * size;
  const halves = xaxis.ticktext.map((/** @type {string} */ text) => widest([text], ruler) / 2);
  const rounds = Math.max(...halves);
  const beside = (/** @type {string[]} */ labels) => {
    const wide = widest(labels, ruler) + lead + 4;
    const left = Math.max(levels + wide, rounds);
    const right = Math.max(OFF + wide, rounds);
    return { labels, left, right, between: width - left - right };
  };
  const names = beside(annotations.map((/** @type {Layout} */ end) => end.text));
  const numbered = names.between < NARROW && Boolean(axes);
  const numbers = new Map(axes?.map((axis) => [axis.id, axis.number]));
  const { labels, left, right, between } = numbered ? beside(annotations.map((/** @type {Layout} */ end) => numbers.get(end.name))) : names;
  holder.classList.toggle("rk-numbered", numbered);
  const spare = Math.max(0, between - BROAD) / 2;
  const high = Math.max(24 * size, (row * annotations.length) / 2);
  const named = annotations.map((/** @type {Layout} */ end, /** @type {number} */ place) => ({
    ...end,
    text: labels[place],
    yanchor: "middle",
  }));
  const shapes = leadsOf(named, base, line, { high, row, levels, lead });
  const title = titleAbove(yaxis.title.text, font, -levels, OFF);
  const meet = rounds + Math.min(...halves) + OFF - between;
  const out = Math.max(0, Math.min(meet, 2 * (Math.min(left, right) - rounds))) / 2;
  const margin = {
    l: left + spare,
    r: right + spare,
    t: row + 2 * OFF,
    b: row * (1 + linesIn(xaxis.ticktext)),
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
    annotations: [...named, ...timesUnder(xaxis, row, out), title],
    shapes,
  };
}

/**
 * Place the names at the ends of slopes clear of each other; returns the thin lines that lead to them.
 * @param {Layout[]} named
 * @param {Layout} base
 * @param {Layout} line
 * @param {{ high: number, row: number, levels: number, lead: number }} room
 */
function leadsOf(named, { xaxis, yaxis, font: { size } }, line, { high, row, levels, lead }) {
  const [lowest, highest] = yaxis.range;
  const down = (/** @type {number} */ value) => ((highest - value) / (highest - lowest)) * high;
  const shapes = [];
  for (const x of xaxis.tickvals) {
    const side = named.filter((end) => end.x === x);
    const wanted = side.map(({ y }) => down(y));
    const places = apart(wanted, Array(side.length).fill(row), 0, high);
    for (const [place, end] of side.entries()) {
      const [out, from] = end.xanchor === "right" ? [-1, levels] : [1, OFF];
      const shift = places[place] - wanted[place];
      end.xshift = out * (from + lead);
      end.yshift = -shift;
      // The thin line reaches the end of the slope, unless the number of a level stands there.
      const hidden = yaxis.tickvals.some((/** @type {number} */ level) => Math.abs(down(level) - wanted[place]) < 0.7 * size);
      const path = `M${out * (hidden ? from : OFF)} 0L${out * from} 0L${out * (from + lead)} ${-shift}`;
      // What is measured on the axes is cut where they end, so it is measured on the paper.
      const anchor = {
        xref: "paper",
        xsizemode: "pixel",
        xanchor: x,
        yref: "paper",
        ysizemode: "pixel",
        yanchor: 1 - wanted[place] / high,
      };
      shapes.push({ type: "path", path, ...anchor, line: { color: line.gridcolor, width: 1 } });
    }
  }
  return shapes;
}

/**
 * What the two times are called stands below the ends, and further out where they would meet.
 * @param {Layout} xaxis
 * @param {number} row
 * @param {number} out
 */
function timesUnder(xaxis, row, out) {
  const under = { yref: "paper", y: 0, yanchor: "top", yshift: -0.6 * row, showarrow: false };
  const shifts = [-out, out];
  return shifts.map((xshift, place) => ({ ...under, text: xaxis.ticktext[place], x: xaxis.tickvals[place], xshift }));
}
