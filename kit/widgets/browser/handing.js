// Hand in from a telephone: who one is, the press, and what has become of it.

import { makeTabs } from "./controls.js";
import { fill, make, say } from "./dom.js";
import { answersIn, sheetText } from "./pocket.js";

/** @import { Telephone } from "./asked.js" */
/** @import { Pocket } from "./pocket.js" */
/** @import { Sending } from "./post.js" */

/**
 * @param {Telephone} data
 * @param {Pocket} pocket
 * @param {(round: string, sheet: string) => unknown} handIn
 */
export function makeHanding({ roles, words, language }, pocket, handIn) {
  let round = "1";
  /** @type {Sending} */
  let sending = { at: "rest" };
  let nothing = false; // whether she has pressed with nothing answered
  const role = makeTabs(
    words["phone.role"],
    roles.map((one) => [one, words[`role.${one || "unsaid"}`]]),
    (chosen) => {
      pocket.change((carried) => {
        carried.role = chosen || null;
      });
      update();
    },
  );
  const chosen = pocket.look().role ?? "";
  for (const input of role.querySelectorAll("input")) input.checked = input.value === chosen;
  const press = () => {
    nothing = !Object.keys(pocket.look().given[answersIn(round)]).length;
    if (nothing || isDone()) update();
    else handIn(round, sheetText(pocket.look(), round));
  };
  const button = make("button", { type: "button", onclick: press });
  const told = make("div", { role: "status", class: "told" });
  const [sign, text] = [make("b", { "aria-hidden": "true" }), make("span", {})];
  told.append(sign, text);
  const isDone = () => !pocket.look().waiting[round] && pocket.look().handed[round] === sheetText(pocket.look(), round);
  const update = () => {
    const { handed, waiting, mark } = pocket.look();
    const done = isDone();
    say(button, words[handed[round] ? "phone.hand-again" : "phone.hand-in"]);
    button.classList.toggle("rk-main", !done);
    const { at, why } = sending;
    told.dataset.at = done ? "done" : at;
    say(sign, done ? "✓ " : "");
    const key = done ? "handed" : waiting[round] ? at : handed[round] ? "changed" : "rest";
    if (nothing) say(text, words["hand_in.nothing"]);
    else if (why && at !== "rest") say(text, `${why[language]} ${at === "waiting" ? words["phone.waiting"] : ""}`.trim());
    else say(text, fill(words[`phone.${key}`] ?? "", { round: words[`round.named-${round}`], mark: spokenMark(mark) }));
  };
  update();
  return {
    element: make("section", { class: "rk hand" }, role, button, told),
    show: (/** @type {string} */ now) => {
      round = now;
      update();
    },
    tell: (/** @type {Sending} */ now) => {
      sending = now;
      update();
    },
    changed: () => {
      nothing = false;
      if (sending.at === "refused") sending = { at: "rest" };
      update();
    },
  };
}

const SPOKEN = 6;

/**
 * The beginning of a telephone's mark, short enough to compare by eye.
 * @param {string} mark
 */
function spokenMark(mark) {
  return mark
    .slice(0, SPOKEN)
    .toUpperCase()
    .replace(/^.{3}/, (half) => `${half} `);
}
