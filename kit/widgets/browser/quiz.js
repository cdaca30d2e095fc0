// Questions with a comment on the answer chosen, a second try, and then a comment on every answer.

import { answer, follow } from "./book.js";
import { put } from "./delivery.js";
import { fill, fresh, make, makeResult, say } from "./dom.js";
import { makeStatus } from "./saving.js";

/** @import { Book, Change, Model, Show, Words } from "./types.js" */

/**
 * @typedef {{ text: string, feedback: string, correct: boolean }} Option
 * @typedef {{ key: string, text: string, options: Option[], again: boolean }} Question
 */

const TRIES = 2;

/** @param {Show<{ score: string, questions: Question[] }>} show */
export function quiz({ model, el, book, data, words }) {
  const score = make("p", { class: "rk-status", role: "status" }, data.score);
  const status = makeStatus(
    book,
    data.questions.map(({ key }) => `quiz ${key}`),
    words,
  );
  const cards = data.questions.map((question) => makeQuestion(question, { model, book, words }));
  el.append(
    make("div", { class: "rk-cards", role: "group", "aria-label": data.title }, ...cards.map((card) => card.element)),
    score,
    status.element,
  );
  const update = (/** @type {Change} */ change) => {
    for (const card of cards) card.update();
    status.update();
    if (change.said && change.about === "quiz") say(score, change.said);
  };
  const stop = follow(book, update);
  update({});
  return stop;
}

/**
 * @param {Question} question
 * @param {{ model: Model, book: Book, words: Words }} made
 */
function makeQuestion(question, { model, book, words }) {
  const name = fresh("question");
  const inputs = question.options.map((_, place) => make("input", { type: "radio", name, value: String(place) }));
  const hint = make("div", { class: "rk-result", role: "status" });
  const [verdict, comment] = [make("b", { id: fresh("verdict") }), make("p", { id: fresh("comment") })];
  const result = makeResult(verdict, comment);
  const button = make("button", { type: "submit", class: "rk-main" }, words["quiz.answer"]);
  const tried = () => answer(book, "quiz", question.key) ?? [];
  const fieldset = make(
    "fieldset",
    { class: "rk-options" },
    make("legend", {}, question.text),
    ...question.options.map((option, place) => make("label", { class: "rk-choice" }, inputs[place], " ", make("span", {}, option.text))),
  );
  const element = make(
    "form",
    {
      class: "rk-card",
      onsubmit: (event) => {
        event.preventDefault();
        const place = inputs.findIndex((input) => input.checked);
        if (place < 0) hint.replaceChildren(make("p", {}, words["quiz.choose"]));
        else put(book, model, "quiz", question.key, [...tried(), place]);
        if (!result.hidden) result.focus(); // the button it was on is gone
      },
    },
    question.again ? make("p", { class: "rk-badge" }, words["quiz.again"]) : null,
    fieldset,
    button,
    hint,
    result,
  );
  /** @type {string} */
  let shown;
  const update = () => {
    const tries = tried();
    const now = JSON.stringify(tries);
    if (now === shown) return;
    shown = now;
    const last = tries.at(-1);
    const chosen = question.options[last ?? -1];
    const over = Boolean(chosen?.correct) || tries.length >= TRIES;
    fieldset.disabled = over;
    button.hidden = over;
    for (const [place, input] of inputs.entries()) {
      input.checked = place === last;
      input.parentElement?.classList.toggle("rk-correct", over && question.options[place].correct);
    }
    result.hidden = !(chosen && over);
    hint.replaceChildren(...(chosen && !over ? triedOnce(chosen, words) : []));
    if (result.hidden) return;
    say(verdict, verdictOn(question, chosen, words));
    say(comment, chosen.feedback);
    result.replaceChildren(make("p", {}, verdict), comment, othersOf(question, chosen, words));
  };
  return { element, update };
}

/**
 * @param {Option} option
 * @param {Words} words
 */
function triedOnce(option, words) {
  return [make("p", {}, make("b", {}, words["quiz.wrong"])), make("p", {}, option.feedback)];
}

/**
 * @param {Question} question
 * @param {Option} chosen
 * @param {Words} words
 */
function verdictOn(question, chosen, words) {
  if (chosen.correct) return words["quiz.right"];
  return fill(words["quiz.answer-is"], { text: question.options.find((option) => option.correct)?.text });
}

/**
 * @param {Question} question
 * @param {Option} chosen
 * @param {Words} words
 */
function othersOf(question, chosen, words) {
  const others = question.options.filter((option) => option !== chosen);
  const items = others.map((option) => make("li", {}, make("b", {}, option.text), " ", option.feedback));
  return make("details", {}, make("summary", {}, words["quiz.others"]), make("ul", {}, ...items));
}
