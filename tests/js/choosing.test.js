// The questions of a quiz: each learner is asked again what she, and not another, got wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseQuestions, countTries } from "../../kit/widgets/browser/choosing.js";

const options = [
  { text: "a", feedback: "", correct: false },
  { text: "b", feedback: "", correct: true },
];
const own = ["goals-q4", "goals-q5"].map((key) => ({ key, text: key, options }));
const earlier = ["breadth", "voice"].flatMap((factor) =>
  [4, 5, 6].map((number, turn) => {
    const id = `${factor}-q${number}`;
    return { key: `direction/${id}`, id, turn, text: id, options };
  }),
);
const quiz = { questions: own, earlier, reviewed: 3 };
const triesOf = (/** @type {Record<string, number[]>} */ tries) => (/** @type {string} */ key) => tries[key] ?? [];
const again = (/** @type {Record<string, number[]>} */ tries) =>
  chooseQuestions(quiz, triesOf(tries))
    .filter((question) => question.again)
    .map(({ text }) => text);

test("whoever has tried nothing is asked one from each factor before a second from any", () => {
  assert.deepEqual(again({}), ["breadth-q4", "voice-q4", "breadth-q5"]);
});

test("first comes what went wrong at the first try, even if right at the second; last what was right", () => {
  assert.deepEqual(again({ "voice-q6": [0, 1], "breadth-q4": [1], "voice-q4": [1] }), ["voice-q6", "breadth-q5", "voice-q5"]);
});

test("what is asked again stays, whatever she answers to it", () => {
  const asked = again({ "voice-q6": [0] });
  for (const id of asked) {
    for (const at of [0, 1]) assert.deepEqual([...again({ "voice-q6": [0], [`direction/${id}`]: [at] })].sort(), [...asked].sort());
  }
});

test("own questions come first, and each is counted by its first try", () => {
  const tries = triesOf({ "goals-q4": [0, 1], "goals-q5": [1], "direction/breadth-q4": [1] });
  const questions = chooseQuestions(quiz, tries);
  assert.deepEqual(
    questions.map(({ key }) => key),
    ["goals-q4", "goals-q5", "direction/breadth-q4", "direction/voice-q4", "direction/breadth-q5"],
  );
  assert.deepEqual(countTries(questions, tries), { right: 2, tried: 3, left: 2 });
});

test("tries of an option that is there no longer are wrong, and not lost", () => {
  assert.deepEqual(countTries(own, triesOf({ "goals-q4": [7] })), { right: 0, tried: 1, left: 1 });
});
