// Files that are read in: how large they may be, and what could not be read of them.

import { fill, fresh, make, numberText, whenNew } from "./dom.js";

/** @import { Fault, Words } from "./types.js" */

const LARGEST_UPLOAD = 8_000_000; // a page's line to Python carries no more than some ten million bytes

/**
 * Say why a file is not sent, if it is too large.
 * @param {File} file
 * @param {Words} words
 */
export function tooLarge(file, words) {
  return file.size > LARGEST_UPLOAD ? fill(words["board.too-large"], { mb: LARGEST_UPLOAD / 1e6 }) : "";
}

/**
 * What could not be read, or was passed over, each in one line.
 * @param {string} language
 * @param {Words} words
 * @param {string} counted the phrase that says how many
 */
export function makeFaults(language, words, counted = "board.faults") {
  const summary = make("summary", { id: fresh("faults") });
  const list = make("ul", {});
  const long = make("div", { class: "rk-scroll", tabindex: "0", role: "group", "aria-labelledby": summary.id }, list);
  const element = make("details", { class: "rk-faults", hidden: true }, summary, long);
  const set = whenNew((/** @type {Fault[]} */ faults) => {
    element.hidden = faults.length === 0;
    summary.textContent = fill(words[counted], { n: numberText(faults.length, language) });
    list.replaceChildren(...faults.map(({ place, text }) => make("li", {}, make("bdi", { class: "rk-place" }, place), " ", text)));
  });
  return { element, set };
}
