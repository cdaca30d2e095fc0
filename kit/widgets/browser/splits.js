// The statements of the class board one by one, the least agreed first.

import { keepingFocus } from "./controls.js";
import { fill, make, numberText, say } from "./dom.js";

/** @import { Words } from "./types.js" */
/** @import { Pane } from "./panes.js" */

/**
 * @typedef {object} Split a statement, and how far the class agrees on it
 * @property {string} number
 * @property {string} text
 * @property {string[]} questions
 * @property {number[]} counts
 * @property {number} dont_know
 * @property {string} judged
 * @property {string} about
 */

/** One statement to a screen; the one in sight stays there when more have handed in. */
export function makeSplits() {
  /** @type {string | undefined} */
  let number;
  /** @type {(step: number) => void} */
  let go = () => {};
  return {
    /** Show the next statement, or with -1 the one before. */
    turn: (/** @type {number} */ step) => go(step),
    /**
     * @param {Pane} pane
     * @returns {undefined}
     */
    draw: ({ pane, data, results: { splits, left_out: leftOut }, words }) => {
      const left = leftOut.splits ? make("p", { class: "rk-note" }, leftOut.splits) : "";
      if (!splits.length) {
        go = () => {};
        pane.replaceChildren(make("p", { class: "rk-note" }, words["board.splits-none"]));
        return;
      }
      let place = Math.max(
        0,
        splits.findIndex((split) => split.number === number),
      );
      const where = make("span", {});
      const heard = make("span", { class: "rk-heard" });
      const card = make("div", {});
      const press = (/** @type {string} */ key, /** @type {number} */ step) =>
        make("button", { type: "button", onclick: () => go(step) }, words[key]);
      const [back, on] = [press("board.previous", -1), press("board.next", 1)];
      const show = () => {
        const split = splits[place];
        number = split.number;
        say(where, fill(words["board.split-of"], { n: place + 1, of: splits.length }));
        keepingFocus(card, () => card.replaceChildren(makeSplit(split, data.language, words)));
        // One that is disabled would lose the focus.
        back.setAttribute("aria-disabled", String(place === 0));
        on.setAttribute("aria-disabled", String(place === splits.length - 1));
      };
      go = (step) => {
        if (!splits[place + step]) return;
        place += step;
        show();
        say(heard, `: ${splits[place].number} ${splits[place].text}`);
      };
      show();
      const turning = make("div", { class: "rk-bar rk-turning" }, back, make("p", { role: "status" }, where, heard), on);
      pane.replaceChildren(turning, card, make("p", { class: "rk-note" }, words["board.splits-about"]), left);
    },
  };
}

/**
 * @param {Split} split
 * @param {string} language
 * @param {Words} words
 */
function makeSplit({ number, text, questions, counts, dont_know: unsure, judged, about }, language, words) {
  return make(
    "div",
    { class: "rk-split" },
    make("h3", {}, make("span", { class: "rk-number" }, number), " ", text),
    make(
      "div",
      {},
      makeSpread(counts, unsure, `${number} ${text}`, language, words),
      make("details", {}, make("summary", {}, make("b", {}, judged)), make("p", {}, about)),
    ),
    make("div", {}, make("h4", {}, words["board.discuss"]), make("ul", {}, ...questions.map((question) => make("li", {}, question)))),
  );
}

/**
 * How many at each level: a table whose cells are also columns.
 * @param {number[]} counts
 * @param {number} unsure
 * @param {string} name
 * @param {string} language
 * @param {Words} words
 */
function makeSpread(counts, unsure, name, language, words) {
  const most = Math.max(...counts, unsure, 1);
  const cell = (/** @type {number} */ n) =>
    make("td", { style: `--rk-share: ${Math.round((100 * n) / most)}`, "data-none": n === 0 }, numberText(n, language));
  const heads = [1, 2, 3, 4, 5].map((level) =>
    make("th", { scope: "col" }, make("b", {}, String(level)), " ", make("span", { class: "rk-word" }, words[`scale.${level}`])),
  );
  return make(
    "table",
    { class: "rk-spread", "aria-label": name },
    make("thead", {}, make("tr", {}, ...heads, make("th", { scope: "col", class: "rk-apart" }, words["scale.dont-know"]))),
    make("tbody", {}, make("tr", {}, ...counts.map(cell), cell(unsure))),
  );
}
