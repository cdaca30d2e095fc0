// What a screen reader says of a change: all of it, once, and in order.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { put } from "../../kit/widgets/browser/delivery.js";
import { quiz } from "../../kit/widgets/browser/quiz.js";
import { openBook } from "../../kit/widgets/browser/reading.js";
import { makeStatus } from "../../kit/widgets/browser/saving.js";
import { having, Model, openPage, words } from "./page.js";

let page;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  page = openPage();
});

async function open(model = new Model()) {
  const ask = async () => JSON.stringify({ sections: {}, trouble: "", notices: [] });
  const book = await openBook({ model, page: globalThis.regionalKit, ask, data: { book: "mine", reader: "first" } });
  return { model, book };
}

function keep(model) {
  const { edit } = model.sent.at(-1);
  model.hear({ edit, about: "ratings", fate: "taken", trouble: "", notices: [], kept: true });
}

test("each answer that is saved is said to be, a changed one too: the text comes anew into a line that is never hidden", async () => {
  const { model, book } = await open();
  const status = makeStatus(book, ["ratings breadth-1"], words);
  const [spoken] = having(status.element, "role", "status");
  const hidden = () => spoken.hidden || spoken.classList.contains("rk-past");
  for (const level of [2, 3]) {
    put(book, model, "ratings", "breadth-1", level);
    status.update("1 of 3.");
    assert.deepEqual([spoken.textContent, hidden()], ["", false]);
    keep(model);
    status.update("1 of 3.");
    assert.deepEqual([spoken.textContent, hidden()], ["1 of 3. form.saved.", false]);
  }
});

test("how many are answered when a lesson opens is there to be read, and is not said", async () => {
  const { model, book } = await open();
  const status = makeStatus(book, ["ratings breadth-1"], words);
  const [spoken] = having(status.element, "role", "status");
  status.update("0 of 3.");
  assert.deepEqual([spoken.textContent, spoken.attributes["aria-live"]], ["0 of 3.", "off"]);
  put(book, model, "ratings", "breadth-1", 2);
  status.update("1 of 3.");
  assert.equal(spoken.attributes["aria-live"], "polite");
});

test("that an answer is being saved is shown after a second, and then no more", async () => {
  const { model, book } = await open();
  const status = makeStatus(book, ["ratings breadth-1"], words);
  const [waiting] = having(status.element, "aria-hidden", "true");
  const shown = () => !waiting.hidden && !waiting.classList.contains("rk-past");
  for (const level of [2, 3]) {
    put(book, model, "ratings", "breadth-1", level);
    status.update();
    assert.equal(shown(), false);
    mock.timers.tick(1000);
    assert.equal(shown(), true);
    keep(model);
    status.update();
    assert.equal(shown(), false);
  }
});

test("of a wrong answer the verdict is said first, with its comment in one part, and the score after it", async () => {
  const { model, book } = await open();
  const options = ["right", "wrong"].map((text) => ({ text, correct: text === "right", feedback: `why ${text}` }));
  const questions = [{ key: "breadth-1", factor: "breadth", text: "What?", options }];
  const data = { title: "Quiz", questions, earlier: [], reviewed: 0 };
  const scored = { ...words, "quiz.score": "{right} of {tried}", "quiz.wrong": "No." };
  quiz({ model, el: page.el, book, data, words: new Proxy(scored, { get: (all, key) => all[key] ?? key }) });
  const [hint, score] = having(page.el, "role", "status");
  mock.timers.tick(500);
  assert.deepEqual([score.textContent, score.attributes["aria-live"]], ["0 of 0", "off"]);
  put(book, model, "quiz", "breadth-1", [1]);
  assert.deepEqual([hint.children.length, hint.textContent, score.textContent], [1, "No. why wrong", "0 of 0"]);
  mock.timers.tick(500);
  assert.deepEqual([score.textContent, score.attributes["aria-live"]], ["0 of 1", "polite"]);
});
