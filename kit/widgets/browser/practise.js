// Judge a practice case. Its level is shown once one's own has been given, and not before.

import { answer, follow } from "./book.js";
import { put } from "./delivery.js";
import { fill, fresh, make, makeResult, paragraphs, say } from "./dom.js";
import { levelsOf } from "./rating.js";
import { makeStatus } from "./saving.js";
import { makeScale } from "./scale.js";

/** @import { Change, Show, Words } from "./types.js" */

/** @typedef {{ factor: string, text: string, key: number, why: string, soFar: string }} Case a practice case; `key` is the level it was written to */

/** @typedef {{ element: HTMLElement, show: (mine: number, said: string) => void }} Verdict what is shown once a level has been given */

/** @param {Show<Case>} show */
export function practise(show) {
  const { data, words } = show;
  return judge(show, data.factor, words["practise.show"], makeVerdict(data, words), data.soFar);
}

/**
 * A case, the scale on which it is judged, and then the verdict.
 * @param {Show<{ factor: string, text: string }>} show
 * @param {string} key under which the level is kept
 * @param {string} label of the button that shows the verdict
 * @param {Verdict} verdict
 * @param {string} [soFar] how it has gone with all cases
 */
export function judge({ model, view, el, book, data, words }, key, label, verdict, soFar = "") {
  const help = fresh("help");
  const hint = make("p", { class: "rk-status", role: "status" });
  /** @type {number | null} */
  let chosen = null;
  const scale = makeScale({
    words,
    legend: words["practise.legend"],
    unsure: false,
    describedby: help,
    choose: (value) => {
      chosen = /** @type {number | null} */ (value);
      hint.textContent = "";
    },
  });
  const status = makeStatus(book, [`calibration ${key}`], words);
  const reveal = make("button", { type: "submit", class: "rk-main" }, label);
  const onsubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hint.textContent = chosen === null ? words["practise.choose"] : "";
    if (chosen === null) return;
    put(book, model, "calibration", key, chosen);
    verdict.element.focus();
  };
  const form = make("form", { "aria-label": data.title, onsubmit }, scale.element, reveal, hint);
  const article = make(
    "article",
    { class: "rk-card" },
    make("h3", {}, data.title, " ", make("span", { class: "rk-badge" }, words["practise.invented"])),
    ...paragraphs(data.text),
    levelsOf(view.kit.levels[data.language][data.factor], words),
    make("p", { class: "rk-help rk-keys", id: help }, words["form.keys-short"]),
    form,
    verdict.element,
    status.element,
  );
  el.append(article);
  let said = soFar;
  const update = (/** @type {Change} */ change) => {
    if (change.said && change.about === "calibration") said = change.said;
    const mine = answer(book, "calibration", key);
    status.update();
    verdict.element.hidden = mine === undefined;
    reveal.hidden = mine !== undefined;
    if (mine === undefined) return;
    scale.lock(mine);
    verdict.show(mine, said);
  };
  const stop = follow(book, update);
  update({});
  return stop;
}

/**
 * The level the case was written to, why, and how it has gone so far.
 * @param {Case} data
 * @param {Words} words
 * @returns {Verdict}
 */
function makeVerdict({ key, why }, words) {
  const level = make("b", { id: fresh("verdict") });
  const because = make("p", { id: fresh("why") });
  const sum = make("p", { class: "rk-small" });
  const element = makeResult(level, because);
  element.append(make("p", {}, level), because, sum);
  const show = (/** @type {number} */ mine, /** @type {string} */ said) => {
    say(level, fill(words[mine === key ? "practise.exact" : "practise.off"], { mine, key }));
    say(because, why);
    say(sum, said);
  };
  return { element, show };
}
