// Telephones on the class board: let them in, show how they join, say what they rate, and begin the next round.

import { makeSelect } from "./controls.js";
import { fill, make, say, whenNew } from "./dom.js";
import { drawQr } from "./hand_in.js";

/** @import { Qr } from "./hand_in.js" */
/** @import { Words } from "./types.js" */

/**
 * How telephones join, and what they do; only `told` where none are let in.
 * @typedef {object} Room
 * @property {boolean} on
 * @property {string} told
 * @property {string} open
 * @property {string} round
 * @property {string | null} again the next round
 * @property {boolean} others whether other machines reach the door
 * @property {string} join
 * @property {string} address
 * @property {string[]} more
 * @property {string} code
 * @property {Qr | null} qr
 * @property {string} about
 * @property {string} since
 */

/**
 * @param {[id: string, name: string][]} openings
 * @param {string[]} rounds
 * @param {Words} words
 * @param {(question: { join: string, open?: string, begin?: string, origin?: string }) => Promise<unknown>} ask
 */
export function makeJoining(openings, rounds, words, ask) {
  const said = make("p", { role: "status", class: "rk-note" });
  let busy = false; // a button that is disabled while it works would lose the focus
  const act = async (/** @type {string} */ join, /** @type {{ open?: string, begin?: string }} */ chosen = {}) => {
    if (busy) return;
    busy = true;
    if (join === "start" || join === "others") say(said, words["join.starting"]);
    await ask({ join, ...chosen, origin: location.origin });
    busy = false;
  };
  const press = (/** @type {string} */ text, /** @type {string} */ join, main = false) =>
    make("button", { type: "button", class: main && "rk-main", onclick: () => act(join) }, text);
  const start = press(words["join.start"], "start");
  const open = makeSelect(words["join.open"], openings, (chosen) => act("open", { open: chosen }));
  const named = rounds.map((id) => /** @type {[string, string]} */ ([id, words[`round.${id}`]]));
  const round = makeSelect(words["join.round"], named, (chosen) => act("round", { begin: chosen }));
  const since = make("p", { class: "rk-note" });
  /** @type {string | null} */
  let next = null;
  const again = make("button", { type: "button", class: "rk-main", onclick: () => next && act("round", { begin: next }) });
  const close = press(words["join.close"], "close");
  const way = make("div", { class: "rk-way" });
  const fold = make("details", { class: "rk-scan", open: true }, make("summary", {}, words["join.title"]), way);
  const drawWay = whenNew((/** @type {Room} */ room) => way.replaceChildren(...wayIn(room, words, press)));
  const element = make(
    "section",
    { class: "rk-join", hidden: true, "aria-label": words["join.title"] },
    fold,
    make("div", { class: "rk-bar" }, open.element, round.element, since, again, close),
  );
  let showing = false;
  return {
    button: start,
    said,
    element,
    /** Whether telephones can join. */
    isOn: () => !element.hidden,
    tell: (/** @type {Room} */ room, /** @type {boolean} */ shown, /** @type {string} */ seen) => {
      const held = element.contains(document.activeElement) || document.activeElement === start;
      const was = element.hidden;
      say(said, room.told);
      element.hidden = !room.on;
      start.hidden = room.on;
      // With the results there, they have the screen; whoever comes late is let in by a press.
      if (shown !== showing) fold.open = !shown;
      showing = shown;
      if (room.on) {
        const { others, join, address, more, code, qr, about } = room;
        drawWay(/** @type {Room} */ ({ others, join, address, more, code, qr, about }));
        open.set(room.open);
        say(since, room.since);
        round.set(room.round);
        next = room.again;
        // What follows a round is begun where its results are, not from those of one before it.
        const begun = document.activeElement === again;
        again.hidden = !next || !shown || seen !== room.round;
        if (begun && again.hidden) round.select.focus();
        if (next) say(again, fill(words["join.again"], { round: words[`round.named-${next}`] }));
      }
      if (held && was !== element.hidden) (room.on ? /** @type {HTMLElement} */ (fold.firstElementChild) : start).focus();
    },
  };
}

/**
 * The way in: for this computer alone, or with a QR code for all.
 * @param {Room} room
 * @param {Words} words
 * @param {(text: string, join: string, main?: boolean) => HTMLElement} press
 */
function wayIn({ others, join, address, more, code, qr, about }, words, press) {
  if (!others || !qr) {
    return [
      make("p", {}, words["join.others-about"]),
      make("p", {}, press(words["join.others"], "others", true)),
      make("p", { class: "rk-note" }, words["join.own"], " ", make("a", { href: join, target: "_blank", rel: "noopener" }, address)),
    ];
  }
  const name = fill(words["join.qr-alt"], { address });
  const kept = (/** @type {string} */ text, /** @type {string} */ look) => make("p", { class: look, translate: "no" }, text);
  const text = make("div", {}, make("p", {}, words["join.scan"]), kept(address, "rk-address"), kept(code, "rk-address"));
  if (more.length) text.append(make("p", { class: "rk-note" }, fill(words["join.more"], { addresses: more.join(", ") })));
  if (about) text.append(make("p", { class: "rk-note" }, about));
  return [make("div", { class: "rk-qr", translate: "no" }, drawQr(qr, name)), text];
}
