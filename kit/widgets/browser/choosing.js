// Which questions a quiz asks: the lesson's own, then some from earlier lessons; and how they have gone so far.

/**
 * A question of an earlier lesson is `again`. Its tries there are kept by `id`, those of this lesson by `key`; `turn` is
 * which of its factor's questions it is.
 * @typedef {{ text: string, feedback: string, correct: boolean }} Option
 * @typedef {{ key: string, text: string, options: Option[] }} Question
 * @typedef {Question & { id: string, turn: number }} Earlier
 * @typedef {(key: string) => number[]} Tries the options tried, from 0, in their order
 */

/**
 * Asked again are first those that went wrong at the first try, then those never tried, then the rest; among equals one
 * from each factor before a second from any. What a lesson has once asked again it goes on asking, so that her tries
 * stand where she left them.
 * @param {{ questions: Question[], earlier: Earlier[], reviewed: number }} quiz
 * @param {Tries} triesOf
 */
export function chooseQuestions({ questions, earlier, reviewed }, triesOf) {
  const urgency = (/** @type {Earlier} */ question) => {
    if (triesOf(question.key).length) return -1;
    const before = triesOf(question.id);
    if (!before.length) return 1;
    return isRight(question, before[0]) ? 2 : 0;
  };
  const sorted = [...earlier].sort((one, other) => urgency(one) - urgency(other) || one.turn - other.turn);
  return [
    ...questions.map((question) => ({ ...question, again: false })),
    ...sorted.slice(0, reviewed).map((question) => ({ ...question, again: true })),
  ];
}

/**
 * How many questions were right at the first try, how many have been tried, and how many are left.
 * @param {Question[]} questions
 * @param {Tries} triesOf
 */
export function countTries(questions, triesOf) {
  const tried = questions.filter(({ key }) => triesOf(key).length);
  const right = tried.filter((question) => isRight(question, triesOf(question.key)[0]));
  return { right: right.length, tried: tried.length, left: questions.length - tried.length };
}

/**
 * @param {Question} question
 * @param {number | undefined} at
 */
export function isRight({ options }, at = -1) {
  return Boolean(options[at]?.correct);
}
