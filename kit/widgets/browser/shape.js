// The shape that ratings make around a radar. Where neighbours are rated it is filled; a rating that lacks is a gap.

/** @import { Figure } from "./types.js" */

/** @typedef {{ values: (number | null)[], newest?: number }} Shape a level or none for each axis, and the axis rated last */

/**
 * The neighbours with values around a circle, each row from its first to its last; once around where none lacks one.
 * @param {(number | null)[]} values
 */
export function runs(values) {
  const gap = values.indexOf(null);
  if (gap < 0) return [[...values.keys(), 0]];
  const found = [];
  /** @type {number[]} */
  const run = [];
  for (let step = 1; step <= values.length; step++) {
    const place = (gap + step) % values.length;
    if (values[place] !== null) run.push(place);
    else if (run.length) found.push(run.splice(0));
  }
  return found;
}

/**
 * A figure whose first region is filled between neighbours, too, where it lacks a value.
 * @param {Figure} figure
 */
export function filled(figure) {
  const [mine, ...others] = figure.data;
  return { ...figure, data: [{ ...mine, fill: "none" }, ...others, areaOf(mine)] };
}

/**
 * One's own region, the area that it fills, and a ring around its newest rating: always as many traces.
 * @param {Figure["data"][number]} trace
 * @param {Shape} shape
 */
export function traces(trace, { values, newest = -1 }) {
  const mine = { ...trace, r: [...values, values[0]], fill: "none" };
  const marker = { symbol: "circle-open", size: 20, color: trace.line.color, line: { width: 2.5 } };
  const ring = { ...quiet, mode: "markers", marker, r: [values[newest] ?? null], theta: [trace.theta[newest] ?? 0] };
  return [mine, areaOf(mine), ring];
}

const quiet = { type: "scatterpolar", hoverinfo: "skip", showlegend: false };

/**
 * From the middle out to neighbours and back, without a line: no value is drawn at the middle.
 * @param {Figure["data"][number]} trace
 */
function areaOf({ r, theta, fillcolor }) {
  const values = r.slice(0, -1);
  const points = runs(values).flatMap((run) => {
    const middle = [0, theta[run[0]]];
    return [middle, ...run.map((place) => [values[place], theta[place]]), middle, [null, 0]];
  });
  points.push([null, 0]);
  return { ...quiet, mode: "none", fill: "toself", fillcolor, r: points.map(([value]) => value), theta: points.map(([, angle]) => angle) };
}
