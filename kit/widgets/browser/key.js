// What the numbers in a chart stand for.

import { make } from "./dom.js";

/** @import { Axis, Words } from "./types.js" */

/**
 * Where a chart has no room for labels it shows numbers; this list says what they stand for.
 * @param {Axis[]} axes
 * @param {Words} words
 */
export function makeKey(axes, words) {
  return make(
    "div",
    { class: "rk-key" },
    make("p", {}, words["radar.key"]),
    make("ul", {}, ...axes.map((axis) => make("li", {}, make("b", {}, axis.number), ` ${axis.label}`))),
  );
}
