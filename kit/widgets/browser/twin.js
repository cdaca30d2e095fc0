// The radar in small, at the lower edge of the view while its form is in sight and the radar itself is not.

import { tell } from "./book.js";
import { make, makeSvg } from "./dom.js";
import { runs } from "./shape.js";

/** @import { Book, Figure, Words } from "./types.js" */
/** @import { Shape } from "./shape.js" */

const STEP = 10; // from one level to the next

/**
 * It says nothing to a screen reader: the radar with its table and sentence does. Hidden once, all on the page are.
 * @param {Book} book
 * @param {Figure["data"][number]} look
 * @param {Words} words
 */
export function makeTwin(book, look, words) {
  const picture = makeSvg("svg", { viewBox: "-56 -56 112 112", "aria-hidden": "true" });
  const about = make("p", { "aria-hidden": "true" });
  const hide = () => {
    book.untwinned = !book.untwinned;
    tell(book, {});
  };
  const button = make("button", { type: "button", onclick: hide });
  const element = make("div", { class: "rk-twin" }, picture, make("div", {}, about, button));
  return {
    element,
    update: (/** @type {Shape} */ shape, /** @type {string} */ text) => {
      const folded = Boolean(book.untwinned);
      element.classList.toggle("rk-folded", folded);
      button.textContent = words[folded ? "radar.twin-show" : "radar.twin-hide"];
      about.textContent = text || words["radar.title"];
      picture.replaceChildren(...radarParts(shape, look));
    },
  };
}

/**
 * What a radar is drawn of, around the middle and with a radius of fifty.
 * @param {Shape} shape
 * @param {Figure["data"][number]} look
 */
export function radarParts({ values, newest = -1 }, { line, fillcolor }) {
  const at = (/** @type {number} */ place, /** @type {number} */ level) => {
    const angle = (place / values.length) * 2 * Math.PI;
    return [Math.sin(angle), -Math.cos(angle)].map((side) => (side * level * STEP).toFixed(1)).join(" ");
  };
  const level = (/** @type {number} */ place) => /** @type {number} */ (values[place]);
  const lines = runs(values).map((run) => run.map((place) => at(place, level(place))).join("L"));
  const rated = [...values.keys()].filter((place) => values[place] !== null);
  const dot = (/** @type {number} */ place, /** @type {Record<string, string | number>} */ look) =>
    makeSvg("path", { d: `M${at(place, level(place))}h0`, stroke: line.color, ...look });
  const spoke = (/** @type {number} */ place) =>
    makeSvg("path", { d: `M0 0L${at(place, 5)}`, class: values[place] === null ? "rk-lacking" : "" });
  const [x, y] = newest < 0 || values[newest] === null ? [] : at(newest, level(newest)).split(" ");
  return [
    ...[1, 2, 3, 4, 5].map((ring) => makeSvg("circle", { r: ring * STEP })),
    ...[...values.keys()].map(spoke),
    makeSvg("path", { d: lines.map((each) => `M0 0L${each}Z`).join(""), fill: fillcolor, stroke: "none" }),
    makeSvg("path", { d: lines.map((each) => `M${each}`).join(""), stroke: line.color, "stroke-width": 2 }),
    ...rated.map((place) => dot(place, { "stroke-width": 7, "stroke-linecap": "round" })),
    ...(x ? [makeSvg("circle", { cx: x, cy: y, r: 7, stroke: line.color, "stroke-width": 2.5 })] : []),
  ];
}
