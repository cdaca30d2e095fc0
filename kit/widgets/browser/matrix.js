// Factors by level and importance: a square with their numbers in it.

import { apart, LEAST, linesIn, OFF, titleAbove, widest } from "./room.js";

/** @import { Layout } from "./types.js" */

const SQUARE = 36; // it is at most so many letters wide

/**
 * A square. Levels are told in words beside it as long as there is room for them, else in numbers.
 * @param {Layout} base
 * @param {Layout} line
 * @param {HTMLElement} ruler
 * @param {HTMLElement} holder
 */
export function matrixIn(base, line, ruler, holder) {
  const { xaxis, yaxis, shapes, annotations, width, font, hoverlabel } = base;
  const { size, color } = font;
  const row = 1.35 * size;
  const beside = (/** @type {string[]} */ labels) => {
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
  const crosshair = shapes.map((/** @type {Layout} */ shape) => ({ ...shape, line: { color, width: 1.5 } }));
  const numbers = annotations.map((/** @type {Layout} */ number) => ({ ...number, bgcolor: ground, borderpad: 0 }));
  const leads = yaxis.tickvals.flatMap((/** @type {number} */ level) => {
    const along = numbers.filter((/** @type {Layout} */ number) => number.y === level);
    return spread(along, { lowest, step, side, size, ruler, color: line.gridcolor });
  });
  // The numbers of the highest row may reach out of a small square.
  const clear = Math.max(0, 0.9 * size + row - step / 2) + OFF / 2;
  const title = titleAbove(yaxis.title.text, font, OFF - left, clear);
  const spare = (width - left - side - 4) / 2;
  const margin = {
    l: left + spare,
    r: 4 + spare,
    t: row + clear + OFF / 2,
    b: row * (2.5 + linesIn(below)),
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

/**
 * Place the numbers of the marks in a row of a matrix clear of each other; returns the thin lines that lead to them.
 * @param {Layout[]} numbers
 * @param {{ lowest: number, step: number, side: number, size: number, ruler: HTMLElement, color: string }} room
 */
function spread(numbers, { lowest, step, side, size, ruler, color }) {
  if (!numbers.length) return [];
  const wide = numbers.map(({ text }) => widest([text], ruler));
  // In a full row they stand closer, so that each stays near its mark.
  const spared = (side - wide.reduce((sum, width) => sum + width, 0)) / numbers.length / 2;
  const sizes = wide.map((width) => width + Math.max(2, Math.min(0.7 * size, spared)));
  const wanted = numbers.map(({ x }) => (x - lowest) * step);
  const places = apart(wanted, sizes, sizes[0] / 2, side - sizes[sizes.length - 1] / 2);
  const leads = [];
  for (const [place, number] of numbers.entries()) {
    number.xshift = places[place] - wanted[place];
    number.yshift = 0.9 * size;
    if (Math.abs(number.xshift) < 2) continue;
    const path = `M0 6L${number.xshift} ${number.yshift}`;
    const anchor = { xref: "x", xsizemode: "pixel", xanchor: number.x, yref: "y", ysizemode: "pixel", yanchor: number.y };
    leads.push({ type: "path", path, ...anchor, layer: "below", line: { color, width: 1 } });
  }
  return leads;
}
