// A question on the scale 1 to 5: a fieldset with native radio buttons, one tab stop, arrow keys inside.

import { fresh, make } from "./dom.js";

/** @import { Rating, Words } from "./types.js" */

/**
 * `choose` is called with 1 to 5, "dont-know", or null when the answer is taken back.
 * Returns the fieldset and `set`, which shows an answer without calling `choose`.
 * @param {{
 *   words: Words,
 *   legend: string,
 *   number?: string,
 *   labels?: string,
 *   unsure?: boolean,
 *   note?: HTMLElement,
 *   describedby?: string,
 *   choose: (value: Rating | null) => void,
 * }} asked
 */
export function makeScale({ words, legend, number, labels = "scale", unsure = true, note, describedby, choose }) {
  const name = fresh("scale");
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  /**
   * @param {Rating} value
   * @param {string} word
   * @param {string} className
   */
  const option = (value, word, className) => {
    const input = make("input", { type: "radio", name, value: String(value) });
    input.addEventListener("change", () => {
      show(value);
      choose(value);
    });
    input.addEventListener("keydown", (event) => {
      const asked = inputs.find((one) => one.value === event.key);
      const clears = event.key === "Delete" || event.key === "Backspace";
      if ((!asked && !clears) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (!asked) return clear();
      asked.focus();
      asked.click();
    });
    inputs.push(input);
    const digit = typeof value === "number" ? make("span", { class: "rk-digit" }, String(value)) : null;
    return make("label", { class: className }, input, digit, " ", make("span", { class: "rk-word" }, word));
  };
  const clear = () => {
    show(null);
    choose(null);
    (inputs.find((input) => input === document.activeElement) ?? inputs[0]).focus();
  };
  const button = make("button", { type: "button", class: "rk-clear", tabindex: "-1", onclick: clear }, words["form.clear"]);
  /** @param {Rating | null | undefined} value */
  const show = (value) => {
    for (const input of inputs) input.checked = input.value === String(value);
    button.hidden = element.disabled;
    // Its place is kept, or the page would jump with the first answer.
    button.classList.toggle("rk-past", value === null || value === undefined);
  };
  const options = [1, 2, 3, 4, 5].map((level) => option(level, words[`${labels}.${level}`], "rk-level"));
  if (unsure) options.push(option("dont-know", words["scale.dont-know"], "rk-level rk-unsure"));
  const element = make(
    "fieldset",
    { class: "rk-question", "aria-describedby": describedby },
    make("legend", {}, number ? make("span", { class: "rk-number" }, number) : null, number ? " " : "", legend),
    note,
    make("div", { class: "rk-levels" }, ...options),
    button,
  );
  show(null);
  /**
   * Show an answer that can no longer be changed.
   * @param {Rating | undefined} value
   */
  const lock = (value) => {
    element.disabled = true;
    show(value);
  };
  return { element, set: show, lock };
}
