// Questions with a comment on the answer chosen, a second try, and then a comment on every answer.

import { answer, follow, put } from "./book.js";
import { fill, fresh, make, makeResult, say } from "./dom.js";
import { makeStatus } from "./saving.js";

const TRIES = 2;

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
  const update = (change) => {
    for (const card of cards) card.update();
    status.update();
    if (change.said && change.about === "quiz") say(score, change.said);
  };
  const stop = follow(book, update);
  update({});
  return stop;
}

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
  let shown;
  const update = () => {
    const tries = tried();
    const now = JSON.stringify(tries);
    if (now === shown) return;
    shown = now;
    const last = tries.at(-1);
    const right = last !== undefined && question.options[last]?.correct;
    const over = right || tries.length >= TRIES;
    fieldset.disabled = Boolean(over);
    button.hidden = Boolean(over);
    inputs.forEach((input, place) => {
      input.checked = place === last;
      input.parentElement.classList.toggle("rk-correct", Boolean(over && question.options[place].correct));
    });
    const known = last !== undefined && question.options[last];
    result.hidden = !(known && over);
    hint.replaceChildren(...(known && !over ? triedOnce(question.options[last], words) : []));
    if (result.hidden) return;
    say(verdict, verdictOn(question, right, words));
    say(comment, question.options[last].feedback);
    result.replaceChildren(make("p", {}, verdict), comment, othersOf(question, last, words));
  };
  return { element, update };
}

function triedOnce(option, words) {
  return [make("p", {}, make("b", {}, words["quiz.wrong"])), make("p", {}, option.feedback)];
}

function verdictOn(question, right, words) {
  if (right) return words["quiz.right"];
  return fill(words["quiz.answer-is"], { text: question.options.find((option) => option.correct).text });
}

function othersOf(question, last, words) {
  const others = question.options.filter((_, place) => place !== last);
  const items = others.map((option) => make("li", {}, make("b", {}, option.text), " ", option.feedback));
  return make("details", {}, make("summary", {}, words["quiz.others"]), make("ul", {}, ...items));
}
