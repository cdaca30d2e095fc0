// The room that names take around a figure.

/** @import { Layout } from "./types.js" */

// In pixels: what a name stands off the chart, and a plot's least width beside its names.
export const OFF = 12;
export const LEAST = 260;

/**
 * The width in pixels of the widest line of some labels, with the page's own font and spacing.
 * @param {string[]} labels
 * @param {HTMLElement} ruler
 */
export function widest(labels, ruler) {
  // What a figure escapes is one letter wide.
  ruler.textContent = labels
    .join("\n")
    .replaceAll("<br>", "\n")
    .replaceAll(/&(lt|gt|amp);/g, "m");
  return ruler.offsetWidth;
}

/** The most lines that one of some labels has. */
export const linesIn = (/** @type {string[]} */ labels) => Math.max(...labels.map((label) => label.split("<br>").length));

/**
 * What an upright axis measures, in a line above it.
 * @param {string} text
 * @param {Layout} font
 * @param {number} xshift
 * @param {number} yshift
 */
export function titleAbove(text, { size, color }, xshift, yshift) {
  const above = { xref: "paper", x: 0, xanchor: "left", align: "left", xshift, yref: "paper", y: 1, yanchor: "bottom", yshift };
  return { ...above, text, showarrow: false, font: { color, size } };
}

/**
 * Places from `least` to `most`, in order and clear of each other, that differ least from those wanted.
 * @param {number[]} wanted
 * @param {number[]} sizes
 * @param {number} least
 * @param {number} most
 */
export function apart(wanted, sizes, least, most) {
  const before = [0];
  for (let place = 1; place < sizes.length; place++) before.push(before[place - 1] + (sizes[place - 1] + sizes[place]) / 2);
  // Less the room of those before it, places must only not fall: neighbours that do share their mean.
  /** @type {{ sum: number, count: number }[]} */
  const runs = [];
  for (const [place, at] of wanted.entries()) {
    let run = { sum: at - before[place], count: 1 };
    for (let above = runs.at(-1); above && above.sum / above.count > run.sum / run.count; above = runs.at(-1)) {
      runs.pop();
      run = { sum: above.sum + run.sum, count: above.count + run.count };
    }
    runs.push(run);
  }
  const last = most - before[before.length - 1];
  return runs
    .flatMap(({ sum, count }) => Array(count).fill(Math.max(least, Math.min(last, sum / count))))
    .map((at, place) => at + before[place]);
}
