// Where the learner has come, in all lessons; it follows along as she answers.

import { answer, follow } from "./book.js";
import { fill, later, make, showTable, whenNew } from "./dom.js";

/** @import { Section, Show, Table, Words } from "./types.js" */

/** @typedef {{ id: string, label: string, lesson: number, statements: string[], questions: string[] }} Factor */

/** @param {Show<{ factors: Factor[] }>} show */
export function progress({ el, book, data, words }) {
  const saying = make("p", { class: "rk-sentence" });
  const twin = make("div", {});
  const showTwin = whenNew((/** @type {Table} */ table) => showTable(twin, table));
  el.append(saying, twin);
  const given = (/** @type {Section} */ section, /** @type {string[]} */ keys) =>
    keys.filter((key) => answer(book, section, key) !== undefined).length;
  const update = () => {
    const rows = data.factors.map((factor) => ({
      factor,
      practised: given("calibration", [factor.id]),
      rated: given("ratings", factor.statements),
      answered: given("quiz", factor.questions),
      noted: /** @type {const} */ (["importance", "evidence", "reflections"]).filter((section) => given(section, [factor.id])).length,
    }));
    const whole = rows.filter(({ factor, rated }) => rated === factor.statements.length).length;
    saying.textContent = fill(words["progress.sentence"], { n: whole, of: rows.length });
    showTwin({
      caption: words["progress.title"],
      head: ["factor", "lesson", "practised", "rated", "answered", "noted"].map((column) => words[`progress.${column}`]),
      rows: rows.map(({ factor, practised, rated, answered, noted }) => [
        factor.label,
        String(factor.lesson),
        share(practised, 1, words),
        share(rated, factor.statements.length, words),
        share(answered, factor.questions.length, words),
        share(noted, 3, words),
      ]),
    });
  };
  const stop = follow(book, later(100, update));
  update();
  return stop;
}

/**
 * How much of something is done, in words and with a mark, never by colour.
 * @param {number} done
 * @param {number} of
 * @param {Words} words
 */
function share(done, of, words) {
  if (done === 0) return words["progress.no"];
  return done >= of ? `✓ ${words["progress.yes"]}` : fill(words["progress.part"], { n: done, of });
}
