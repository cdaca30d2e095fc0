// Questions, one card at a time, with a comment on the answer chosen, a second try, and then a comment on
// every answer.

import { answer, follow } from "./book.js";
import { chooseQuestions, countTries, isRight } from "./choosing.js";
import { put } from "./delivery.js";
import { fill, fresh, later, make, makeResult, say, sayChange } from "./dom.js";
import { makeStatus } from "./saving.js";

/** @import { Earlier, Option, Question } from "./choosing.js" */
/** @import { Book, Model, Show, Words } from "./types.js" */

const TRIES = 2;
const AFTER_VERDICT = 500;

/** @param {Show<{ questions: Question[], earlier: Earlier[], reviewed: number }>} show */
export function quiz({ model, el, book, data, words }) {
  const triesOf = (/** @type {string} */ key) => answer(book, "quiz", key) ?? [];
  const questions = chooseQuestions(data, triesOf);
  const score = make("p", { class: "rk-status", role: "status" });
  const status = makeStatus(
    book,
    questions.map(({ key }) => `quiz ${key}`),
    words,
  );
  const cards = questions.map((question, place) => {
    const heading = fill(words["quiz.place"], { n: place + 1, of: questions.length });
    return makeQuestion(question, heading, { model, book, words });
  });
  const pages = makePages(cards, words);
  el.append(
    make("div", { class: "rk-cards", role: "group", "aria-label": data.title }, ...cards.map((card) => card.element), pages.element),
    score,
    status.element,
  );
  const tellScore = () => sayChange(score, fill(words["quiz.score"], countTries(questions, triesOf)));
  // Firefox tells of parts that change at once in an order of its own, and the verdict is to be heard first.
  const soon = later(AFTER_VERDICT, tellScore);
  const update = () => {
    for (const card of cards) card.update();
    status.update();
    soon();
  };
  const stop = follow(book, update);
  update();
  tellScore();
  const open = cards.findIndex((card) => !card.isOver());
  pages.turn(Math.max(0, open));
  return stop;
}

/**
 * The way from card to card, of which one is shown.
 * @param {ReturnType<typeof makeQuestion>[]} cards
 * @param {Words} words
 */
function makePages(cards, words) {
  let shown = 0;
  const to = (/** @type {number} */ step) => {
    turn(shown + step);
    cards[shown].heading.focus();
  };
  const back = make("button", { type: "button", onclick: () => to(-1) }, words["quiz.back"]);
  const on = make("button", { type: "button", onclick: () => to(1) }, words["quiz.on"]);
  const turn = (/** @type {number} */ place) => {
    shown = place;
    for (const [at, { element }] of cards.entries()) element.hidden = at !== place;
    back.hidden = place === 0;
    on.hidden = place === cards.length - 1;
  };
  return { element: make("div", { class: "rk-turn" }, back, on), turn };
}

/**
 * @param {Question & { again: boolean }} question
 * @param {string} place which of all it is, in words
 * @param {{ model: Model, book: Book, words: Words }} made
 */
function makeQuestion(question, place, { model, book, words }) {
  const name = fresh("question");
  const inputs = question.options.map((_, at) => make("input", { type: "radio", name, value: String(at) }));
  const hint = make("div", { class: "rk-result", role: "status" });
  const [verdict, comment] = [make("b", { id: fresh("verdict") }), make("p", { id: fresh("comment") })];
  const result = makeResult(verdict, comment);
  const button = make("button", { type: "submit", class: "rk-main" }, words["quiz.answer"]);
  const tried = () => answer(book, "quiz", question.key) ?? [];
  const heading = make("h3", { tabindex: "-1" }, place);
  const fieldset = make(
    "fieldset",
    { class: "rk-options" },
    make("legend", {}, question.text),
    ...question.options.map((option, at) => make("label", { class: "rk-choice" }, inputs[at], " ", make("span", {}, option.text))),
  );
  const element = make(
    "form",
    {
      class: "rk-card",
      onsubmit: (event) => {
        event.preventDefault();
        const at = inputs.findIndex((input) => input.checked);
        if (at < 0) hint.replaceChildren(make("p", {}, words["quiz.choose"]));
        else put(book, model, "quiz", question.key, [...tried(), at]);
        if (!result.hidden) result.focus(); // the button it was on is gone
      },
    },
    heading,
    question.again ? make("p", { class: "rk-badge" }, words["quiz.again"]) : null,
    fieldset,
    button,
    hint,
    result,
  );
  const isOver = () => isRight(question, tried().at(-1)) || tried().length >= TRIES;
  /** @type {string} */
  let shown;
  const update = () => {
    const tries = tried();
    const now = JSON.stringify(tries);
    if (now === shown) return;
    shown = now;
    const last = tries.at(-1);
    const chosen = question.options[last ?? -1];
    const over = isOver();
    fieldset.disabled = over;
    button.hidden = over;
    for (const [at, input] of inputs.entries()) {
      input.checked = at === last;
      input.parentElement?.classList.toggle("rk-correct", over && question.options[at].correct);
    }
    result.hidden = !(chosen && over);
    hint.replaceChildren(...(chosen && !over ? [triedOnce(chosen, words)] : []));
    if (result.hidden) return;
    say(verdict, verdictOn(question, chosen, words));
    say(comment, chosen.feedback);
    result.replaceChildren(make("p", {}, verdict), comment, othersOf(question, chosen, words));
  };
  return { element, heading, isOver, update };
}

/**
 * In one paragraph, or a screen reader would be told of the comment first.
 * @param {Option} option
 * @param {Words} words
 */
function triedOnce(option, words) {
  return make("p", {}, make("b", {}, words["quiz.wrong"]), " ", option.feedback);
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
