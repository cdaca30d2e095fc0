// Notes on each factor: importance, what the rating rests on, what to do on Monday.

import { follow } from "./book.js";
import { fresh, make } from "./dom.js";
import { makeArea, makeField, makeKeptScale } from "./kept.js";
import { makeStatus } from "./saving.js";

/** @import { Book, Model, Show, Words } from "./types.js" */

/** @typedef {{ id: string, title: string }} Factor */

/** @param {Show<{ factors: Factor[], longest: number }>} show */
export function reflect({ model, el, book, data, words }) {
  const cards = data.factors.map((factor) => makeNotes(factor, { model, book, longest: data.longest, words }));
  el.append(...cards.map((card) => card.element));
  const update = () => {
    for (const card of cards) card.update();
  };
  const stop = follow(book, update);
  update();
  return stop;
}

/**
 * @param {Factor} factor
 * @param {{ model: Model, book: Book, longest: number, words: Words }} made
 */
function makeNotes({ id, title }, { model, book, longest, words }) {
  const help = fresh("help");
  const sections = ["importance", "evidence", "reflections"];
  const status = makeStatus(
    book,
    sections.map((section) => `${section} ${id}`),
    words,
  );
  const scale = makeKeptScale({
    model,
    book,
    section: "importance",
    key: id,
    words,
    legend: words["reflect.importance"],
    labels: "reflect",
    unsure: false,
  });
  const fields = /** @type {const} */ (["evidence", "reflections"]).map((section) =>
    makeField({ model, book, section, key: id, label: words[`reflect.${section}`], words, control: makeArea(longest, help) }),
  );
  const element = make(
    "form",
    { class: "rk-card", "aria-label": title, onsubmit: (event) => event.preventDefault() },
    make("h3", {}, title),
    scale.element,
    make("p", { class: "rk-help", id: help }, words["reflect.note"]),
    ...fields.map((field) => field.element),
    status.element,
  );
  const update = () => {
    scale.update();
    for (const field of fields) field.update();
    status.update();
  };
  return { element, update };
}
