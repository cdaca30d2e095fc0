// Keep how it is now under a label and a date.

import { fresh, make, say } from "./dom.js";
import { failure, within } from "./trouble.js";

/** @import { Words } from "./types.js" */

/**
 * A label and a date to keep a time under. `submit` asks Python, and brings what it says.
 * @param {Words} words
 * @param {string} about
 * @param {(question: { keep: { label: string, date: string } }) => Promise<{ told?: string, done?: boolean }>} submit
 */
export function makeKeep(words, about, submit) {
  const label = make("input", { type: "text", id: fresh("label"), maxlength: "200", autocomplete: "off" });
  const date = make("input", { type: "date", id: fresh("date"), value: localDay() });
  const told = make("div", { role: "status", class: "rk-status" });
  const keep = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    try {
      const found = await within(submit({ keep: { label: label.value, date: date.value } }), words["view.silent"]);
      say(told, found.told ?? "");
      if (found.done) label.value = "";
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
  };
  const field = (/** @type {HTMLInputElement} */ control, /** @type {string} */ name) =>
    make("div", { class: "rk-field" }, make("label", { for: control.id }, name), control);
  const element = make(
    "form",
    { class: "rk-card", "aria-label": words["look_back.keep"], onsubmit: keep },
    make("h3", {}, words["look_back.keep"]),
    make("p", {}, about),
    make("div", { class: "rk-fields" }, field(label, words["look_back.label"]), field(date, words["look_back.date"])),
    make("button", { type: "submit", class: "rk-main" }, words["look_back.button"]),
    told,
  );
  return { element, label, told };
}

/** Today in the reader's own time zone, as a date control takes it. */
function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
