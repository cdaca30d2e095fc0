// Where the learner has come, in all lessons; it follows along as she answers.

import { answer, follow } from "./book.js";
import { fill, later, make, say, showTable, whenNew } from "./dom.js";

/** @import { Section, Show, Table, Words } from "./types.js" */

/** @typedef {{ id: string, number: string, label: string, lesson: string, group: string, statements: string[], questions: string[] }} Factor */
/** @typedef {{ factor: Factor, practised: number, rated: number, answered: number, noted: number }} Done how much of a factor is done */

/** @param {Show<{ factors: Factor[] }>} show */
export function progress({ el, book, data, words }) {
  const saying = make("p", { class: "rk-sentence" });
  const marks = makeMarks(data.factors, data.title, words);
  const twin = make("div", {});
  const showTwin = whenNew((/** @type {Table} */ table) => showTable(twin, table));
  el.append(
    saying,
    marks.element,
    make("p", { class: "rk-small" }, words["progress.marks"]),
    make("details", {}, make("summary", {}, words["progress.details"]), twin),
  );
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
    say(saying, fill(words["progress.sentence"], { n: whole, of: rows.length }));
    marks.update(rows);
    showTwin(progressTable(rows, words));
  };
  const stop = follow(book, later(100, update));
  update();
  return stop;
}

/**
 * A row of marks, one for each factor, in their lessons. Shape and words tell how far one is, colour does not.
 * @param {Factor[]} factors
 * @param {string} title
 * @param {Words} words
 */
function makeMarks(factors, title, words) {
  const marks = factors.map(({ number }) => {
    const sign = make("span", { class: "rk-mark", "aria-hidden": "true" }, number);
    const heard = make("span", { class: "rk-heard" });
    return { sign, heard, element: make("li", {}, sign, heard) };
  });
  const lessons = [...new Set(factors.map(({ lesson }) => lesson))].map((lesson) => {
    const own = marks.filter((_, place) => factors[place].lesson === lesson);
    const group = factors.find((factor) => factor.lesson === lesson)?.group;
    return make("li", {}, make("span", {}, `${lesson} ${group}`), make("ol", {}, ...own.map(({ element }) => element)));
  });
  return {
    element: make("ol", { class: "rk-marks", "aria-label": title }, ...lessons),
    update: (/** @type {Done[]} */ rows) => {
      for (const [place, { factor, rated }] of rows.entries()) {
        const { sign, heard } = marks[place];
        const all = rated === factor.statements.length;
        sign.dataset.done = all ? "all" : rated ? "part" : "none";
        say(sign, all ? `${factor.number} ✓` : factor.number);
        say(heard, `${factor.label}: ${share(rated, factor.statements.length, words)}`);
      }
    },
  };
}

/**
 * @param {Done[]} rows
 * @param {Words} words
 * @returns {Table}
 */
function progressTable(rows, words) {
  return {
    caption: words["progress.title"],
    head: ["factor", "lesson", "practised", "rated", "answered", "noted"].map((column) => words[`progress.${column}`]),
    rows: rows.map(({ factor, practised, rated, answered, noted }) => [
      factor.label,
      factor.lesson,
      share(practised, 1, words),
      share(rated, factor.statements.length, words),
      share(answered, factor.questions.length, words),
      share(noted, 3, words),
    ]),
  };
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
