// Where the cells of a chart's table are drawn in the chart.

/** @import { Child, Figure, Layout, Table } from "./types.js" */

/** @typedef {{ trace: Figure["data"][number], index: number }} Spot a point of a figure */

/**
 * A table with its rows as the chart has them, where that has an order of its own from the top.
 * @param {Table} table
 * @param {Figure} figure
 */
export function inOrder(table, { layout }) {
  const names = layout.yaxis?.ticktext ?? [];
  const place = (/** @type {Child[]} */ row) => names.indexOf(labelOf(row));
  return { ...table, rows: [...table.rows].sort((one, other) => place(one) - place(other)) };
}

/**
 * The point that a cell tells of, if there is one: in the line that is called as its column; before the first column
 * that a line is called as, in the first line.
 * @param {Figure} figure
 * @param {Table} table
 * @param {Child[]} row
 * @param {number} column
 * @returns {Spot | undefined}
 */
export function spotOf({ data }, { head }, row, column) {
  const all = data.flatMap((trace) =>
    (trace.text ?? []).flatMap((/** @type {string} */ text, /** @type {number} */ index) => (isAbout(text, row) ? { trace, index } : [])),
  );
  const named = head.findIndex((title, place) => place && data.some(({ name }) => name === title));
  if (named > 0 && column >= named) return all.find(({ trace }) => trace.name === head[column]);
  // A slope has a point for each of its first columns.
  const points = all.filter(({ trace }) => trace === all[0].trace);
  return points[Math.min(column, points.length) - 1];
}

/**
 * Points say whom they are of: by the label, or in a line of its own by number and label, or before a colon.
 * @param {string} text
 * @param {Child[]} row
 */
function isAbout(text, row) {
  return text === labelOf(row) || text.startsWith(`${labelOf(row)}: `) || text.split("<br>").includes(String(row[0]));
}

/**
 * What stands after the number in a row's header.
 * @param {Child[]} row
 */
function labelOf([header]) {
  return String(header).replace(/^\S+ /, "");
}

/**
 * The level that a point shows, if it has one.
 * @param {Spot} spot
 * @param {Layout} layout
 * @returns {number | null | undefined}
 */
export function levelAt({ trace, index }, layout) {
  if (layout.polar) return trace.r[index];
  // A scale of levels has a title; where both axes have one, the level runs to the side.
  return (layout.xaxis.title ? trace.x : trace.y)[index];
}

/**
 * How many pixels to the right and down a point is drawn, in a layout that is fitted to the page.
 * @param {Spot} spot
 * @param {Layout} layout
 */
export function pixelsOf({ trace, index }, { width, height, margin, polar, xaxis, yaxis }) {
  if (polar) {
    const angle = (trace.theta[index] * Math.PI) / 180;
    const far = ((width / 2 - margin.l) * trace.r[index]) / polar.radialaxis.range[1];
    return { x: width / 2 + far * Math.sin(angle), y: height / 2 - far * Math.cos(angle) };
  }
  const part = (/** @type {number} */ value, /** @type {Layout} */ { range: [from, to] }) => (value - from) / (to - from);
  return {
    x: margin.l + part(trace.x[index], xaxis) * (width - margin.l - margin.r),
    y: height - margin.b - part(trace.y[index], yaxis) * (height - margin.t - margin.b),
  };
}
