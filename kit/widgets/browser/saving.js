// How saving goes: a line on it, with a way to keep one's answers, and what to do about an answer that
// another place has changed meanwhile.

import { follow } from "./book.js";
import { decide } from "./delivery.js";
import { later, make, offer, say, whenNew } from "./dom.js";
import { ratingText } from "./rating.js";

/** @import { Book, Model, Rating, Words } from "./types.js" */

/**
 * How some answers stand, by their names; see newBook.
 * @param {Book} book
 * @param {string[]} names
 */
function standing(book, names) {
  if (names.some((name) => book.writing.has(name))) return "writing";
  const found = names.map((name) => book.waiting.get(name)?.at);
  return ["changed", "unsaved", "memory", "saving"].find((state) => found.some((at) => at === state)) ?? "saved";
}

/**
 * A line on how the saving of some answers goes. It speaks once they are saved or cannot be; that they are
 * being saved is only shown, and only if it takes time. While a text is written nothing is said of it.
 * @param {Book} book
 * @param {string[]} names
 * @param {Words} words
 */
export function makeStatus(book, names, words) {
  const spoken = make("span", { role: "status", "aria-live": "off" }); // until something is answered
  const waiting = make("span", { "aria-hidden": "true", class: "rk-past", hidden: true }, words["form.saving"]);
  const keep = make("button", { type: "button", hidden: true, onclick: () => download(book) }, words["view.download"]);
  const slow = later(1000, () => {
    if (standing(book, names) !== "saving") return;
    waiting.hidden = false;
    waiting.classList.remove("rk-past");
  });
  /** `count` is a sentence to say before it. */
  const update = (count = "") => {
    const state = standing(book, names);
    keep.hidden = !["unsaved", "memory"].includes(state);
    slow();
    if (state !== "saved") spoken.setAttribute("aria-live", "polite");
    // What was said of the answer before this one is no longer so, and its place is kept by what cannot be seen yet. It
    // is not hidden: what comes into sight with its text is said by no screen reader, and the same text twice neither.
    if (state === "saving") {
      waiting.hidden &&= !spoken.textContent;
      return say(spoken, "");
    }
    waiting.hidden = true;
    waiting.classList.add("rk-past");
    const given = names.some((name) => book.answers.has(name));
    const tells = state !== "writing" && (given || state !== "saved");
    const sentence = tells ? sentenceOn(book, state, names, words) : "";
    say(spoken, count && sentence ? `${count} ${sentence}.`.replace("..", ".") : count || sentence);
  };
  return { element: make("div", { class: "rk-status rk-saving" }, make("p", {}, spoken, waiting), keep), update };
}

/**
 * @param {Book} book
 * @param {string} state
 * @param {string[]} names
 * @param {Words} words
 */
function sentenceOn(book, state, names, words) {
  if (state !== "unsaved") return words[`form.${state}`];
  const safe = names.every((name) => book.waiting.get(name)?.safe ?? true);
  return [words["form.unsaved"], ...(safe ? [words["form.unsaved-kept"], words["form.again"]] : [words["form.unsaved-here"]])].join(" ");
}

/**
 * What stands by a control whose answer another place has changed, or whose answer cannot be saved: the other
 * value, and the choice between both. `text` words a value; `control()` has the focus once it is made.
 * @param {{
 *   model: Model,
 *   book: Book,
 *   name: string,
 *   label: string,
 *   words: Words,
 *   text?: (value: unknown) => string,
 *   control: () => HTMLElement,
 * }} about
 */
export function makeClash({ model, book, name, label, words, text, control }) {
  const worded = text ?? ((/** @type {unknown} */ value) => valueText(name.split(" ")[0], value, words));
  const spoken = make("p", { role: "status" });
  const element = make("div", { class: "rk-clash" }, spoken);
  const other = make("blockquote", {});
  const button = (/** @type {string} */ key, /** @type {boolean} */ mine) =>
    make("button", { type: "button", "aria-label": `${words[key]}: ${label}`, onclick: () => end(mine) }, words[key]);
  /** @type {HTMLElement | undefined} */
  let choice; // made when it is needed: a page has a hundred controls
  const end = (/** @type {boolean} */ mine) => {
    decide(book, model, name, mine);
    control().focus();
  };
  const update = () => {
    const entry = book.waiting.get(name);
    const open = entry?.at === "changed";
    const why = book.refused.get(name) ?? "";
    element.classList.toggle("rk-open", open || Boolean(why));
    say(spoken, open ? words["clash.told"] : why);
    if (!open) {
      choice?.remove();
      choice = undefined;
      return;
    }
    if (!choice) {
      choice = make("div", { role: "group", "aria-label": label }, other, button("clash.mine", true), " ", button("clash.other", false));
      element.append(choice);
    }
    say(other, worded(entry.stored) || words["clash.nothing"]);
  };
  return { element, update };
}

/**
 * What is answered in a section, in words.
 * @param {string} section
 * @param {unknown} value
 * @param {Words} words
 */
function valueText(section, value, words) {
  if (value === null) return "";
  if (section === "ratings" || section === "then") return ratingText(/** @type {Rating} */ (value), words);
  if (section === "importance") return `${value} ${words[`reflect.${value}`]}`;
  if (section === "targets") return `${value} ${words[`scale.${value}`]}`;
  if (section === "priorities") return words["prioritise.choose"];
  return String(value);
}

/**
 * What is wrong with the answers file, said where the learner is looking, with a way to keep her answers; and
 * what is good to know of it. One view says it for all, until it is so no longer.
 * @param {Book} book
 * @param {Words} words
 */
export function makeTrouble(book, words) {
  const told = make("p", {});
  const box = make("div", { class: "rk-trouble", role: "alert", hidden: true });
  const notes = make("div", { class: "rk-note", role: "status" });
  const showNotes = whenNew((/** @type {string[]} */ texts) => notes.replaceChildren(...texts.map((text) => make("p", {}, text))));
  const update = (/** @type {{ trouble?: string }} */ { trouble }) => {
    const any = book.trouble || book.notices.length;
    if (any && trouble !== undefined) book.teller ??= box;
    const mine = book.teller === box;
    box.hidden = !(mine && book.trouble);
    if (!box.hidden && !box.childElementCount)
      box.append(told, make("button", { type: "button", onclick: () => download(book) }, words["view.download"]));
    if (!box.hidden) say(told, book.trouble ?? "");
    showNotes(mine ? book.notices : []);
  };
  update({ trouble: book.trouble });
  const stop = follow(book, update);
  return {
    element: make("div", {}, box, notes),
    stop: () => {
      stop();
      if (book.teller === box) book.teller = undefined;
    },
  };
}

/** @param {Book} book */
function download(book) {
  /** @type {Record<string, any>} */ // a section's answers are of its own kind
  const document_ = { kit: "answers", format: 1 };
  for (const [name, value] of book.answers) {
    const [section, key] = name.split(" ");
    (document_[section] ??= {})[key] = value;
  }
  offer(new Blob([`${JSON.stringify(document_, null, 1)}\n`], { type: "application/json" }), "answers.json");
}
