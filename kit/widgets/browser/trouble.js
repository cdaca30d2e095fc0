// What went wrong, in words for the learner.

import { make } from "./dom.js";

/** @import { Words } from "./types.js" */

/**
 * An error with a sentence for the learner; the detail, if there is any, is for whoever helps her.
 * @param {string} sentence
 * @param {string} [detail]
 */
export function plainError(sentence, detail) {
  return Object.assign(new Error(sentence), { sentence, detail });
}

/**
 * What went wrong: the sentence, and the detail folded.
 * @param {any} error whatever was thrown
 * @param {Words} words
 */
export function failure(error, words) {
  const detail = error?.sentence ? error.detail : String(error?.stack ?? error);
  const fold = detail && make("details", {}, make("summary", {}, words["view.detail"]), make("pre", {}, detail));
  return make("div", { class: "rk-trouble", role: "alert" }, make("p", {}, error?.sentence ?? words["view.failed"]), fold);
}

/**
 * What a promise brings, or an error with a sentence when Python does not answer. Where it is only starting, as on a
 * page that began without it, it is not late yet.
 * @template Found
 * @param {Promise<Found>} promise
 * @param {string} sentence
 * @returns {Promise<Found>}
 */
export function within(promise, sentence) {
  const late = new Promise((_, reject) => {
    const wait = () => setTimeout(() => reject(plainError(sentence)), 15000);
    const { started } = globalThis.regionalKit;
    if (started) started.then(wait);
    else wait();
  });
  return Promise.race([promise, late]);
}
