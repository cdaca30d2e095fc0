// Questions with a comment on the answer chosen, a second try, and then a comment on every answer.

const TRIES = 2;

function quiz({ model, el, book, data, words }) {
  const score = make("p", { class: "rk-status", role: "status" }, data.score);
  const cards = data.questions.map((question) => makeQuestion(question, { model, book, words }));
  el.append(make("div", { class: "rk-cards", role: "group", "aria-label": data.title }, ...cards.map((card) => card.element)), score);
  const update = (change) => {
    for (const card of cards) card.update();
    if (change.said && change.about === "quiz") score.textContent = change.said;
  };
  const stop = follow(book, update);
  update({});
  return stop;
}

function makeQuestion(question, { model, book, words }) {
  const name = fresh("question");
  const inputs = question.options.map((_, place) => make("input", { type: "radio", name, value: String(place) }));
  const comment = make("div", { class: "rk-result", role: "status" });
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
      "aria-label": question.text,
      onsubmit: (event) => {
        event.preventDefault();
        const place = inputs.findIndex((input) => input.checked);
        if (place < 0) comment.replaceChildren(make("p", {}, words["quiz.choose"]));
        else put(book, model, "quiz", question.key, [...tried(), place]);
      },
    },
    question.again ? make("p", { class: "rk-badge" }, words["quiz.again"]) : null,
    fieldset,
    button,
    comment,
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
    if (last === undefined || !question.options[last]) comment.replaceChildren();
    else comment.replaceChildren(...commentOn(question, last, right, over, words));
  };
  return { element, update };
}

function commentOn(question, last, right, over, words) {
  const correct = question.options.find((option) => option.correct);
  const verdict = right ? words["quiz.right"] : over ? fill(words["quiz.answer-is"], { text: correct.text }) : words["quiz.wrong"];
  const parts = [make("p", {}, make("b", {}, verdict)), make("p", {}, question.options[last].feedback)];
  if (!over) return parts;
  const others = question.options.filter((_, place) => place !== last);
  const items = others.map((option) => make("li", {}, make("b", {}, option.text), " ", option.feedback));
  return [...parts, make("details", {}, make("summary", {}, words["quiz.others"]), make("ul", {}, ...items))];
}
