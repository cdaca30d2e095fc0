// Controls whose answer is saved.

import { answer, tell } from "./book.js";
import { makeSelect } from "./controls.js";
import { put } from "./delivery.js";
import { fill, fresh, make, say, steadily } from "./dom.js";
import { ratingText } from "./rating.js";
import { makeClash } from "./saving.js";
import { makeScale } from "./scale.js";

/** @import { Book, Child, Model, Rating, Section, Words } from "./types.js" */

/** @typedef {{ model: Model, book: Book, key: string, label: string, words: Words }} Kept what every kept control is made of */

const PAUSE = 600;
const LONGEST = 2000; // of writing without a pause

/**
 * A line or a few lines of text, saved under `key` while they are written and when they are left. `control` is
 * the text control itself. What another place has changed meanwhile does not take the place of what is being written.
 * @param {Kept & { section: "evidence" | "reflections" | "plan" | "class", control: HTMLInputElement | HTMLTextAreaElement, about?: Child }} field
 */
export function makeField({ model, book, section, key, label, words, control, about }) {
  const name = `${section} ${key}`;
  let shown = ""; // what the text is a change to
  const text = () => (control.value.trim() ? control.value : "");
  const set = () => {
    shown = answer(book, section, key) ?? "";
    control.value = shown;
  };
  const save = () => {
    if (text() === shown) return;
    const known = book.refused.has(name) ? (answer(book, section, key) ?? null) : shown || null;
    shown = text();
    put(book, model, section, key, shown || null, known);
  };
  const typed = () => {
    const differs = text() !== shown;
    if (differs === book.writing.has(name)) return;
    if (differs) book.writing.set(name, save);
    else book.writing.delete(name);
    tell(book, {});
  };
  const soon = steadily(PAUSE, LONGEST, save);
  control.addEventListener("input", () => {
    typed();
    soon();
  });
  control.addEventListener("blur", save);
  const clash = makeClash({ model, book, name, label, words, control: () => control });
  return {
    element: make("div", { class: "rk-field" }, make("label", { for: control.id }, label), control, about, clash.element),
    update: () => {
      if (text() === shown && !book.refused.has(name) && shown !== (answer(book, section, key) ?? "")) set();
      clash.update();
    },
    give: (/** @type {string} */ given) => {
      control.value = given;
      save();
      control.focus();
    },
  };
}

/**
 * A few lines for a note.
 * @param {number} longest
 * @param {string} help
 * @param {number} [rows]
 */
export function makeArea(longest, help, rows = 3) {
  return make("textarea", { id: fresh("note"), rows: String(rows), maxlength: String(longest), "aria-describedby": help });
}

/**
 * A line of text.
 * @param {string} help
 */
export function makeLine(help) {
  return make("input", { id: fresh("line"), type: "text", "aria-describedby": help, autocomplete: "off", spellcheck: "false" });
}

/**
 * A question on the scale whose answer is saved under `key`; what it is given beside is makeScale's.
 * @param {Omit<Kept, "label"> & { section: "ratings" | "then" | "importance", former?: string[], legend: string }
 *   & Omit<Parameters<typeof makeScale>[0], "choose">} question
 */
export function makeKeptScale({ model, book, section, key, former = [], ...asked }) {
  const { words, legend } = asked;
  const choose = (/** @type {Rating | null} */ value) => put(book, model, section, key, value);
  /** What was answered when the statement asked something else, as long as it is not answered anew. */
  const earlier = () => {
    if (answer(book, section, key) !== undefined) return undefined;
    return former.map((one) => answer(book, section, one)).find((value) => value !== undefined);
  };
  const anew = makeAskedAnew(legend, words, () => {
    choose(earlier() ?? null);
    control().focus();
  });
  const describedby = [anew.id, asked.describedby].filter(Boolean).join(" ");
  const scale = makeScale({ ...asked, ...(former.length ? { note: anew.element, describedby } : {}), choose });
  const control = () => /** @type {HTMLElement} */ (scale.element.querySelector("input:checked") ?? scale.element.querySelector("input"));
  const clash = makeClash({ model, book, name: `${section} ${key}`, label: legend, words, control });
  scale.element.append(clash.element);
  return {
    element: scale.element,
    update: () => {
      scale.set(answer(book, section, key) ?? null);
      anew.update(earlier());
      clash.update();
    },
  };
}

/**
 * What stands in a question that asks something else than when it was answered: what the answer was, and a way to
 * stand by it. Until then that answer is none to this question, and counts nowhere.
 * @param {string} legend
 * @param {Words} words
 * @param {() => void} keep
 */
function makeAskedAnew(legend, words, keep) {
  const id = fresh("anew");
  const told = make("p", { id });
  const phrase = words["asked-anew.keep"];
  const button = make("button", { type: "button", "aria-label": `${phrase}: ${legend}`, onclick: keep }, phrase);
  const element = make("div", { class: "rk-anew", hidden: true }, told, button);
  return {
    element,
    id,
    update: (/** @type {Rating | undefined} */ value) => {
      element.hidden = value === undefined;
      // It describes the question, and does so where it is hidden, too.
      say(told, value === undefined ? "" : fill(words["asked-anew.told"], { level: ratingText(value, words) }));
    },
  };
}

/**
 * A choice whose value is saved under `key`, as `read` makes it of the option's; `unset` is chosen where nothing is.
 * @template {Section} Name
 * @param {Kept & {
 *   section: Name,
 *   options: [value: string, text: string][],
 *   unset?: () => string | number,
 *   read?: (value: string) => any,
 * }} choice what `read` makes is for its own section: hence `any`
 */
export function makeKeptSelect({ model, book, section, key, label, options, words, unset = () => "", read = (value) => value || null }) {
  const choice = makeSelect(label, options, (value) => put(book, model, section, key, read(value)));
  const text = (/** @type {unknown} */ given) => options.find(([value]) => value === String(given ?? unset()))?.[1] ?? "";
  const clash = makeClash({ model, book, name: `${section} ${key}`, label, words, text, control: () => choice.select });
  choice.element.append(clash.element);
  return {
    element: choice.element,
    value: () => choice.select.value,
    update: () => {
      choice.set(String(answer(book, section, key) ?? unset()));
      clash.update();
    },
  };
}
