// What went wrong, in words for the learner.

import { make } from "./dom.js";

/** An error with a sentence for the learner; the detail, if there is any, is for whoever helps her. */
export function plainError(sentence, detail) {
  return Object.assign(new Error(sentence), { sentence, detail });
}

/** What went wrong: the sentence, and the detail folded. */
export function failure(error, words) {
  const detail = error?.sentence ? error.detail : String(error?.stack ?? error);
  const fold = detail && make("details", {}, make("summary", {}, words["view.detail"]), make("pre", {}, detail));
  return make("div", { class: "rk-trouble", role: "alert" }, make("p", {}, error?.sentence ?? words["view.failed"]), fold);
}

/** What a promise brings, or an error with a sentence when Python does not answer. */
export function within(promise, sentence) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(plainError(sentence)), 15000))]);
}
