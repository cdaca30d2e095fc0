// Guess an example region's levels from its story; then see the levels and the reasons.

import { answer, follow } from "./book.js";
import { put } from "./delivery.js";
import { fill, fresh, make, makeResult, makeTable, paragraphs, say } from "./dom.js";
import { makeStatus } from "./saving.js";
import { makeScale } from "./scale.js";

/** @import { Book, Show, Words } from "./types.js" */

/**
 * @typedef {{ key: string, number: string, title: string, label: string, level: number, reason: string }} CaseFactor
 * @typedef {{ region: string, about: string, story: string, seen: string, factors: CaseFactor[] }} CaseData
 */

/** @param {Show<CaseData>} show */
export function caseView({ model, el, book, data, words }) {
  /** @type {Map<string, number | null>} */
  const guesses = new Map();
  const help = fresh("help");
  const scales = makeScales(data.factors, help, words, (key, value) => guesses.set(key, value));
  const sentence = make("p", { class: "rk-sentence", id: fresh("verdict") });
  const result = makeResult(sentence);
  const names = [`seen ${data.seen}`, ...data.factors.map(({ key }) => `guesses ${key}`)];
  const status = makeStatus(book, names, words);
  const reveal = make("button", { type: "submit", class: "rk-main" }, words["case.show"]);
  const form = make(
    "form",
    {
      "aria-label": words["case.legend"],
      onsubmit: (event) => {
        event.preventDefault();
        for (const [key, value] of guesses) if (value !== null) put(book, model, "guesses", key, value);
        put(book, model, "seen", data.seen, true);
        result.focus();
      },
    },
    make("p", { class: "rk-help rk-keys", id: help }, words["form.keys-short"]),
    ...scales.map(({ scale }) => scale.element),
    reveal,
  );
  el.append(
    make(
      "article",
      { class: "rk-card" },
      make("h3", {}, data.region, " ", make("span", { class: "rk-badge" }, data.about)),
      ...paragraphs(data.story),
      form,
      result,
      status.element,
    ),
  );
  const update = () => {
    const over = answer(book, "seen", data.seen) === true;
    for (const { factor, scale } of scales) {
      const mine = answer(book, "guesses", factor.key);
      if (over) scale.lock(mine);
    }
    status.update();
    reveal.hidden = over;
    result.hidden = !over;
    if (over && !result.childElementCount) {
      const found = resultOf(data.factors, book, words);
      say(sentence, found.sentence);
      result.append(sentence, makeTable(found.table));
    }
  };
  const stop = follow(book, update);
  update();
  return stop;
}

/**
 * @param {CaseFactor[]} factors
 * @param {string} help
 * @param {Words} words
 * @param {(key: string, value: number | null) => void} choose
 */
function makeScales(factors, help, words, choose) {
  return factors.map((factor) => ({
    factor,
    scale: makeScale({
      words,
      legend: factor.title,
      number: factor.number,
      unsure: false,
      describedby: help,
      choose: (value) => choose(factor.key, /** @type {number | null} */ (value)),
    }),
  }));
}

/**
 * @param {CaseFactor[]} factors
 * @param {Book} book
 * @param {Words} words
 */
function resultOf(factors, book, words) {
  const off = factors
    .map(({ key, level }) => Math.abs((answer(book, "guesses", key) ?? Number.NaN) - level))
    .filter((distance) => !Number.isNaN(distance));
  const sentence = fill(words["case.result"], {
    exact: off.filter((distance) => distance === 0).length,
    near: off.filter((distance) => distance <= 1).length,
    of: off.length,
  });
  const named = (/** @type {number | undefined} */ level) =>
    level === undefined ? words["case.none"] : `${level} ${words[`scale.${level}`]}`;
  const table = {
    caption: words["case.show"],
    head: [words["prose.factor"], words["case.guess"], words["case.key"], words["case.reason"]],
    rows: factors.map(({ key, number, label, level, reason }) => [
      `${number} ${label}`,
      named(answer(book, "guesses", key)),
      named(level),
      reason,
    ]),
  };
  return { sentence, table };
}
