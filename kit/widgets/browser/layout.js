// A figure's layout for the room there is: names where they fit, else numbers.

import { matrixIn } from "./matrix.js";
import { LEAST, linesIn, OFF, widest } from "./room.js";
import { slopesIn } from "./slopes.js";

/** @import { Axis, Layout } from "./types.js" */

// In pixels: a radar's radius, the least at which its axes bear names, and the least at which all five
// levels are numbered. Where letters are large, as on a projector, it may be LARGE times as high as they.
const LARGEST = 220;
const LARGE = 11;
const NAMED = 100;
const SMALL = 85;
const TALL = 5; // more beside a radar, where a font with tall lines would reach the numbers of the levels

/**
 * Fit a layout into the width of what holds the figure.
 * @param {Layout} layout
 * @param {HTMLElement} holder
 * @param {number} width
 * @param {Axis[] | undefined} axes
 * @param {HTMLElement} ruler
 * @returns {Layout}
 */
export function layoutFor(layout, holder, width, axes, ruler) {
  const style = getComputedStyle(holder);
  const ink = style.color;
  // A browser says what a colour is that it has forced upon the page only of what has it.
  const { fontSize, backgroundColor: ground, borderTopColor: grid } = getComputedStyle(ruler);
  const line = { gridcolor: grid, linecolor: grid, tickcolor: grid, tickfont: { color: ink } };
  const size = parseFloat(fontSize);
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
      bgcolor: ground,
      bordercolor: ink,
      font: { family: style.fontFamily, color: ink },
    },
  };
  if (layout.polar) return radarIn(base, line, axes, ruler, holder);
  if (layout.shapes) return matrixIn(base, line, ruler, holder);
  return layout.annotations ? slopesIn(base, line, axes, ruler, holder) : dotsIn(base, line, ruler);
}

/**
 * Names stand around a radar as long as there is room for them, else numbers.
 * @param {Layout} base
 * @param {Layout} line
 * @param {Axis[] | undefined} axes
 * @param {HTMLElement} ruler
 * @param {HTMLElement} holder
 */
function radarIn(base, line, axes, ruler, holder) {
  const { width, font } = base;
  const { angularaxis, radialaxis } = base.polar;
  const row = 1.3 * font.size;
  const angles = angularaxis.tickvals.map((/** @type {number} */ angle) => (angle * Math.PI) / 180);
  // How far to a side a name stands: those at the top and at the bottom may be wider.
  const sides = angles.map((/** @type {number} */ angle) => Math.max(0.1, Math.abs(Math.sin(angle))));
  const tallest = parseFloat(getComputedStyle(holder).maxHeight) || Infinity;
  const around = (/** @type {string[]} */ labels) => {
    const wides = labels.map((label) => widest([label], ruler));
    const highs = labels.map((label) => row * linesIn([label]));
    const high = Math.max(...highs) + OFF + TALL;
    const room = wides.map((own, place) => (width / 2 - OFF - TALL - own) / sides[place]);
    const radius = Math.min(Math.max(LARGEST, LARGE * font.size), tallest / 2 - high, ...room);
    return { labels, radius, fits: radius > NAMED && areClear(radius + OFF, angles, wides, highs), high };
  };
  const names = around(angularaxis.ticktext);
  const numbered = !names.fits && Boolean(axes);
  const { labels, radius, high } = numbered ? around((axes ?? []).map((axis) => axis.number)) : names;
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

/**
 * Whether each name around a circle keeps clear of the next one.
 * @param {number} reach
 * @param {number[]} angles
 * @param {number[]} wides
 * @param {number[]} highs
 */
export function areClear(reach, angles, wides, highs) {
  const boxes = angles.map((angle, place) => {
    const [across, up] = [Math.sin(angle), Math.cos(angle)];
    // As plotly sets them: outwards from the circle, and in the middle at its top and bottom.
    const left = reach * across - wides[place] * (Math.abs(across) < 0.1 ? 0.5 : across > 0 ? 0 : 1);
    const top = -reach * up - (highs[place] * (1 + up)) / 2;
    return { left, right: left + wides[place], top, bottom: top + highs[place] };
  });
  return boxes.every((one, place) => {
    const next = boxes[(place + 1) % boxes.length];
    return one.right < next.left || next.right < one.left || one.bottom <= next.top || next.bottom <= one.top;
  });
}

/**
 * Names stand beside the rows of dots, or above them where there is no room.
 * @param {Layout} base
 * @param {Layout} line
 * @param {HTMLElement} ruler
 */
function dotsIn(base, line, ruler) {
  const { xaxis, yaxis, width, font } = base;
  const wide = widest(yaxis.ticktext, ruler) + OFF;
  const beside = width - wide >= LEAST;
  const row = font.size * (beside ? 2.6 : 3.6);
  const margin = { l: beside ? wide : OFF, r: 16, t: 8, b: 4 * font.size };
  const title = { ...xaxis.title, standoff: 0.5 * font.size, font: { color: font.color, size: font.size } };
  const left = { xref: "paper", x: 0, xanchor: "left", align: "left" };
  const above = { yanchor: "bottom", yshift: 0.6 * font.size, showarrow: false };
  const names = yaxis.ticktext.map((/** @type {string} */ text, /** @type {number} */ y) => ({ ...left, ...above, text, y }));
  return {
    ...base,
    margin,
    height: margin.t + margin.b + row * yaxis.ticktext.length,
    xaxis: { ...xaxis, ...line, fixedrange: true, title },
    yaxis: { ...yaxis, ...line, fixedrange: true, automargin: false, showticklabels: beside },
    annotations: beside ? [] : names,
  };
}
