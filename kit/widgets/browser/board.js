// The class board: who has handed in, and how the class's ratings spread. It follows the class's folder.

import { makeSelect, makeSure, setOptions } from "./controls.js";
import { fill, make, numberText, say } from "./dom.js";
import { makeIntake } from "./intake.js";
import { makeResults } from "./results.js";
import { failure, within } from "./trouble.js";
import { makeFaults } from "./upload.js";

/** @import { Fault, Regions, Show, Words } from "./types.js" */
/** @import { Results, Shift } from "./panes.js" */
/** @import { Export, TakenFile } from "./survey.js" */

/**
 * @typedef {Regions & { sample: boolean, fewest: number, folder: string, ready: [kind: string, name: string][] }} BoardData
 * @typedef {{ id: string, handed: number, shown: boolean, waiting: number, changed: number, closed: boolean }} Round
 */

/**
 * How the class stands, or what has come of what was asked for.
 * @typedef {object} ClassFound
 * @property {string} stamp tells one state of the class from another
 * @property {string} round
 * @property {Round[]} rounds
 * @property {number} unsure
 * @property {Fault[]} [faults]
 * @property {Results} [results]
 * @property {Shift} [shift]
 * @property {[string, string]} [pair]
 * @property {TakenFile[]} [taken]
 * @property {string} [told]
 * @property {Export} [survey]
 * @property {boolean} [gone]
 * @property {string} [name]
 * @property {ArrayBuffer} [file]
 */

/** @typedef {{ round?: string, from?: string, to?: string, stamp?: string }} Chosen what a teacher has chosen to see, and the state seen */

const EVERY = 1000;

/** @param {Show<BoardData, ClassFound>} show */
export async function board({ view, el, book, data, words, request }) {
  /** @type {Chosen} */
  const chosen = {};
  let gone = false; // it may be removed while it waits for an answer
  const told = make("div", { role: "status", class: "rk-status" });
  const faults = makeFaults(data.language, words);
  const big = makeBig(el, words);
  const head = makeHead(data, words, {
    choose: (round) => {
      chosen.round = round;
      lookNow();
    },
    reveal: async (question) => {
      try {
        await look(question);
        say(told, head.isShown() ? "" : fill(words["board.held"], { fewest: data.fewest }));
      } catch (error) {
        told.replaceChildren(failure(error, words));
      }
    },
  });
  const results = makeResults({ view, book, data, words, request }, chosen, () => lookNow());
  const look = async (question = {}) => {
    const { stamp } = chosen;
    const found = await within(request({ ...question, regions: results.regions(), ...chosen }), words["view.silent"]);
    if (gone || found.stamp === stamp) return;
    Object.assign(chosen, { stamp: found.stamp, round: found.round });
    const held = head.holdsFocus();
    head.tell(found);
    faults.set(found.faults ?? []);
    intake?.tell(found.taken ?? []);
    results.show(found);
    if (held && head.show.hidden) results.focus();
  };
  const orTell = (/** @type {Promise<void>} */ looking) => looking.catch((error) => told.replaceChildren(failure(error, words)));
  const lookNow = () => orTell(look({ known: true }));
  const intake = data.sample ? undefined : makeIntake({ data, words, request, told, after: () => orTell(look()) });
  const before = intake?.element ?? make("p", { class: "rk-note" }, words["board.sample-note"]);
  head.bar.append(big.button);
  el.append(head.bar, before, head.sure, told, faults.element, results.element);
  await look(data.sample ? { show: true } : {});
  const stop = data.sample ? () => {} : steadilyFollow(() => orTell(look()));
  return () => {
    gone = true;
    stop();
    results.remove();
    big.leave();
  };
}

/**
 * Look again and again, each time once the last look is done.
 * @param {() => Promise<void>} look
 */
function steadilyFollow(look) {
  let stopped = false;
  const follow = async () => {
    await look();
    if (!stopped) timer = setTimeout(follow, EVERY);
  };
  let timer = setTimeout(follow, EVERY);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/**
 * Who has handed in, in which round, and the button that shows the results.
 * @param {BoardData & { language: string }} data
 * @param {Words} words
 * @param {{ choose: (round: string) => void, reveal: (question: object) => unknown }} acts
 */
function makeHead(data, words, { choose, reveal }) {
  /** @type {Pick<ClassFound, "rounds" | "round" | "unsure">} */
  let found = { rounds: [], round: "", unsure: 0 };
  const count = make("p", { class: "rk-count", role: "status" });
  const hint = make("p", { class: "rk-note" });
  const round = makeSelect(words["hand_in.round"], [], choose);
  const onclick = () => (found.unsure ? sure.ask() : reveal({ show: found.round }));
  const show = make("button", { type: "button", class: "rk-main", onclick }, words["board.show"]);
  // Sheets that were there before the board may have been shown elsewhere.
  const sure = makeSure(show, words["board.unsure-yes"], words["board.unsure-no"], () => reveal({ show: found.round, sure: true }));
  const roundNow = () => found.rounds.find(({ id }) => id === found.round);
  const named = (/** @type {Round} */ { id, handed }) =>
    fill(words["board.round"], { round: words[`round.${id}`], n: numberText(handed, data.language) });
  const tell = (/** @type {ClassFound} */ next) => {
    found = next;
    const handed = roundNow()?.handed ?? 0;
    sure.say(fill(words["board.unsure"], { n: found.unsure }));
    say(count, fill(words[handed === 1 ? "board.one" : "board.handed"], { n: numberText(handed, data.language) }));
    hint.textContent = hintOn(roundNow(), data, words);
    show.hidden = Boolean(roundNow()?.shown) && !found.unsure;
    show.disabled = handed < data.fewest;
    setOptions(
      round.select,
      found.rounds.map((entry) => [entry.id, named(entry)]),
    );
    round.element.hidden = found.rounds.length < 2;
    round.set(found.round);
  };
  return {
    bar: make("div", { class: "rk-bar" }, make("div", {}, count, hint), round.element, show),
    sure: sure.element,
    show,
    tell,
    isShown: () => Boolean(roundNow()?.shown),
    holdsFocus: () => document.activeElement === show || sure.element.contains(document.activeElement),
  };
}

/**
 * What a teacher should know of a round: who is not in its results, and why.
 * @param {Round | undefined} round
 * @param {{ fewest: number, language: string }} data
 * @param {Words} words
 */
function hintOn(round, { fewest, language }, words) {
  if (!round || round.handed < fewest) return fill(words["board.few"], { fewest });
  if (!round.shown) return "";
  const said = [];
  if (round.waiting)
    said.push(fill(words[round.closed ? "board.closed" : "board.waiting"], { n: numberText(round.waiting, language), fewest }));
  if (round.changed) said.push(fill(words["board.changed"], { n: numberText(round.changed, language) }));
  return said.join(" ");
}

/**
 * The whole board over the whole screen, for a projector; Escape leaves.
 * @param {HTMLElement} el
 * @param {Words} words
 */
function makeBig(el, words) {
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
  // What the board covers cannot be seen: the focus goes round in the board.
  const goRound = (/** @type {FocusEvent} */ { target }) => {
    if (!el.contains(/** @type {Node} */ (target))) button.focus();
  };
  el.addEventListener("fullscreenchange", () => set(document.fullscreenElement === el));
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
  });
  return { button, leave: () => set(false) };
}
