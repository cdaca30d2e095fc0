// The results of a class: tabs, what is in each, and a way to keep how it is now.

import { keepingFocus, makeRegions, makeTabs } from "./controls.js";
import { make, whenNew } from "./dom.js";
import { makeKeep } from "./keeping.js";
import { overview, roles, rounds, statements } from "./panes.js";
import { reread } from "./reading.js";
import { makeSplits } from "./splits.js";
import { failure } from "./trouble.js";

/** @import { Chart, Show } from "./types.js" */
/** @import { BoardData, Chosen, ClassFound } from "./board.js" */

const TABS = /** @type {const} */ (["overview", "splits", "statements", "roles", "rounds"]);
const OWN_ARROWS = "input, select, textarea, .rk-scroll";

/**
 * @param {Pick<Show<BoardData, ClassFound>, "view" | "book" | "data" | "words" | "request">} board
 * @param {Chosen} chosen
 * @param {() => void} look
 */
export function makeResults({ view, book, data, words, request }, chosen, look) {
  /** @type {Pick<ClassFound, "rounds" | "round" | "results" | "shift" | "pair">} */
  let found = { rounds: [], round: "" };
  /** @type {typeof TABS[number]} */
  let tab = TABS[0];
  const one = makeSplits();
  const panes = { overview, splits: one.draw, statements, roles, rounds };
  const regions = makeRegions(data, words, look);
  const tabs = makeTabs(
    words["compare.show"],
    TABS.map((kind) => [kind, words[`board.tab-${kind}`]]),
    (next) => {
      tab = next;
      redraw();
    },
  );
  const pane = make("div", { class: "rk-pane" });
  const drawing = makeDrawing(pane, (error) => failure(error, words));
  const beside = make("details", { class: "rk-seen" }, make("summary", {}, words["board.regions"]), regions.element);
  const keep = make("div", {});
  if (!data.sample) {
    const submit = async (/** @type {object} */ question) => {
      const answered = await request({ ...question, round: found.round });
      await reread(book, view);
      return answered;
    };
    keep.append(makeKeep(words, words["board.keep-about"], submit).element);
  }
  const element = make("div", { class: "rk-results", hidden: true }, tabs, beside, pane, keep);
  const redraw = () => {
    drawing.clear();
    const { results } = found;
    element.hidden = !results;
    if (!results) return;
    beside.hidden = tab !== "overview";
    keep.hidden = tab !== "rounds";
    drawing.draw(tab, () => panes[tab]({ view, pane, data, found, results, words, chosen, look }));
  };
  // A sheet that only waits changes nothing in the results, where somebody may be reading.
  const renew = whenNew(redraw);
  return {
    element,
    regions: regions.chosen,
    show: (/** @type {ClassFound} */ next) => {
      found = next;
      renew([next.results, next.shift, next.pair, next.rounds.filter(({ shown }) => shown).map(({ id }) => id)]);
    },
    /** An arrow key turns to another statement, where statements are shown one by one. */
    turn: (/** @type {KeyboardEvent & { target: Element }} */ { key, target, altKey, ctrlKey, metaKey }, anywhere = false) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (!step || altKey || ctrlKey || metaKey || element.hidden || tab !== "splits") return;
      if (pane.contains(target) || (anywhere && !target.closest(OWN_ARROWS))) one.turn(step);
    },
    /** Open a tab, as if it had been pressed. */
    open: (/** @type {typeof TABS[number]} */ next) => /** @type {HTMLElement} */ (tabs.querySelector(`[value="${next}"]`)).click(),
    focus: () => /** @type {HTMLElement} */ (tabs.querySelector(":checked")).focus(),
    remove: drawing.clear,
  };
}

/**
 * What is drawn in a pane, of which the latest alone counts: charts take time, and another may be asked for meanwhile.
 * @param {HTMLElement} pane
 * @param {(error: unknown) => HTMLElement} failed
 */
function makeDrawing(pane, failed) {
  /** @type {Chart[]} */
  let charts = [];
  let turn = 0;
  /** @type {string | undefined} */
  let drawn;
  const folds = () => [...pane.querySelectorAll("details")];
  return {
    clear: () => {
      turn += 1;
      for (const chart of charts) chart.remove();
      charts = [];
    },
    /** Folds that were open in what is built anew are open in it still. */
    draw: async (/** @type {string} */ name, /** @type {() => Promise<Chart[]> | undefined} */ build) => {
      const mine = turn;
      const open = name === drawn ? folds().map((fold) => fold.open) : [];
      drawn = name;
      const keepingFolds = () => {
        const built = build();
        for (const [place, fold] of folds().entries()) fold.open = open[place] ?? fold.open;
        return built;
      };
      try {
        const made = (await keepingFocus(pane, keepingFolds)) ?? [];
        if (mine === turn) charts = made;
        else for (const chart of made) chart.remove();
      } catch (error) {
        if (mine === turn) pane.replaceChildren(failed(error));
      }
    },
  };
}
