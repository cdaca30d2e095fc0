// The whole board over the whole screen, for a projector; Escape leaves.

import { make } from "./dom.js";

/** @import { Words } from "./types.js" */

const STOPS = "button, input, select, textarea, summary, a[href], [tabindex='0']";

/**
 * @param {HTMLElement} el
 * @param {Words} words
 */
export function makeBig(el, words) {
  const isBig = () => el.classList.contains("rk-big");
  const button = make("button", { type: "button", onclick: () => set(!isBig()) }, words["board.big"]);
  const set = (/** @type {boolean} */ on) => {
    if (on === isBig()) return;
    el.classList.toggle("rk-big", on);
    if (on) document.addEventListener("focusin", goRound);
    else document.removeEventListener("focusin", goRound);
    button.textContent = words[on ? "board.big-leave" : "board.big"];
    if (on)
      el.requestFullscreen?.().catch(() => {}); // where the browser refuses, the page's whole room will do
    else if (document.fullscreenElement === el) document.exitFullscreen();
    button.focus();
  };
  // What the board covers cannot be seen: the focus goes round in the board, however it got out.
  const goRound = (/** @type {FocusEvent} */ { target }) => {
    if (!el.contains(/** @type {Node} */ (target))) button.focus();
  };
  // In full screen a browser goes on to its own controls, or leaves for the page without a word.
  const wrap = (/** @type {KeyboardEvent} */ event) => {
    const stops = stopsIn(el);
    const place = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    const leaves = event.shiftKey ? place <= 0 : place === stops.length - 1;
    if (!leaves) return;
    event.preventDefault();
    stops.at(event.shiftKey ? -1 : 0)?.focus();
  };
  el.addEventListener("fullscreenchange", () => set(document.fullscreenElement === el));
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
    if (event.key === "Tab" && isBig()) wrap(event);
  });
  return { button, isBig, leave: () => set(false) };
}

/**
 * What Tab stops at, in order; of a group of radio buttons, the one that is chosen.
 * @param {HTMLElement} el
 */
function stopsIn(el) {
  const all = /** @type {NodeListOf<HTMLInputElement>} */ (el.querySelectorAll(STOPS));
  return [...all].filter(
    (stop) => !stop.disabled && (stop.type !== "radio" || stop.checked) && stop.checkVisibility({ visibilityProperty: true }),
  );
}
