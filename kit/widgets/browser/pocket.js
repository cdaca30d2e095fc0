// What a telephone keeps of a class, so that nothing is lost when its page is closed: the mark that stands for it in
// all rounds, what was answered, which sheets wait to be handed in and which have been.

/** @import { Rating } from "./types.js" */

/**
 * Of `waiting` and `handed`, by round: a sheet's text.
 * @typedef {object} Carried
 * @property {string} mark
 * @property {string | null} role
 * @property {{ ratings: Record<string, Rating>, before: Record<string, Rating> }} given
 * @property {Record<string, string>} waiting
 * @property {Record<string, string>} handed
 */

/**
 * @typedef {object} Pocket
 * @property {() => Carried} look what is kept by now, by this page or another
 * @property {(act: (kept: Carried) => void) => void} change
 * @property {() => boolean} safe whether the browser keeps it when the page is closed
 */

const POCKET = "regional-kit telephone ";
const MARK_BYTES = 16;

/** Which answers are handed in in a round. */
export const answersIn = (/** @type {string} */ round) => (round === "then" ? "before" : "ratings");

/**
 * @param {string} code the class's
 * @returns {Pocket}
 */
export function openPocket(code) {
  const place = POCKET + code;
  let kept = readPocket(place) ?? { mark: newMark(), role: null, given: { ratings: {}, before: {} }, waiting: {}, handed: {} };
  let safe = true;
  // Another page of this browser may have changed it.
  const look = () => (safe ? (kept = readPocket(place) ?? kept) : kept);
  const change = (/** @type {(kept: Carried) => void} */ act) => {
    act(look());
    try {
      localStorage.setItem(place, JSON.stringify(kept));
      safe = true;
    } catch {
      safe = false; // the browser refuses, or is full: this page knows it all the same
    }
  };
  change(() => {});
  return { look, change, safe: () => safe };
}

/**
 * Forget what was kept of other classes.
 * @param {string} code
 */
export function forgetOthers(code) {
  try {
    const others = Object.keys(localStorage).filter((key) => key.startsWith(POCKET) && key !== POCKET + code);
    for (const key of others) localStorage.removeItem(key);
  } catch {
    // Nothing is kept here.
  }
}

/**
 * The sheet that is handed in in a round: the same text as long as the same is answered.
 * @param {Carried} kept
 * @param {string} round
 */
export function sheetText({ mark, role, given }, round) {
  const entries = Object.entries(given[answersIn(round)]).sort(([one], [other]) => (one < other ? -1 : 1));
  const sheet = { mark, round, role, ratings: Object.fromEntries(entries) };
  return JSON.stringify({ kit: "class-sheet", format: 1, sheets: [sheet] });
}

/**
 * @param {string} place
 * @returns {Carried | undefined}
 */
function readPocket(place) {
  try {
    const found = JSON.parse(localStorage.getItem(place) ?? "");
    const whole = /^[0-9a-f]{32}$/.test(found.mark) && found.given.ratings && found.given.before && found.waiting && found.handed;
    return whole ? found : undefined;
  } catch {
    return undefined;
  }
}

/** An address without https has no randomUUID. */
function newMark() {
  return [...crypto.getRandomValues(new Uint8Array(MARK_BYTES))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
