// The class board: who has handed in, and how the class's ratings spread. It follows the class's folder.

import { makeBig } from "./big.js";
import { makeSelect, makeSure, setOptions } from "./controls.js";
import { fill, make, numberText, say, steadily } from "./dom.js";
import { makeIntake } from "./intake.js";
import { makeJoining } from "./joining.js";
import { makeResults } from "./results.js";
import { failure, within } from "./trouble.js";
import { makeFaults } from "./upload.js";

/** @import { Fault, Regions, Show, Words } from "./types.js" */
/** @import { Room } from "./joining.js" */
/** @import { Results, Shift } from "./panes.js" */
/** @import { Export, TakenFile } from "./survey.js" */

/**
 * @typedef {Regions & { sample: boolean, fewest: number, folder: string, ready: [kind: string, name: string][],
 *   openings?: [id: string, name: string][], rounds: string[] }} BoardData
 * @typedef {{ id: string, handed: number, shown: boolean, waiting: number, changed: number, closed: boolean }} Round
 */

/**
 * How the class stands, or what has come of what was asked for.
 * @typedef {object} ClassFound
 * @property {string} stamp tells one state of the class from another
 * @property {string} round
 * @property {Round[]} rounds
 * @property {number} unsure
 * @property {Room} [room]
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

/**
 * What a teacher has chosen to see, in which rounds she has pressed "show" on this page, and the state seen.
 * @typedef {{ round?: string, from?: string, to?: string, seen: string[], stamp?: string }} Chosen
 */

const EVERY = 1000;

/** @param {Show<BoardData, ClassFound>} show */
export async function board({ view, el, book, data, words, request }) {
  /** @type {Chosen} */
  const chosen = { seen: [] };
  let gone = false; // it may be removed while it waits for an answer
  let [asked, heard] = [0, 0];
  const told = make("div", { role: "status", class: "rk-status" });
  const faults = makeFaults(data.language, words);
  const big = makeBig(el, words);
  const head = makeHead(data, words, {
    choose: (round) => {
      chosen.round = round;
      lookNow();
    },
    reveal: async (question) => {
      chosen.seen = [...chosen.seen, question.show];
      try {
        const compares = head.compares();
        // Rounds that were chosen before are not those that this press shows.
        if (compares) Object.assign(chosen, { from: undefined, to: undefined });
        await look(question);
        if (compares && head.isShown()) results.open("rounds");
        say(told, head.isShown() ? "" : fill(words["board.held"], { fewest: data.fewest }));
      } catch (error) {
        told.replaceChildren(failure(error, words));
      }
    },
  });
  const results = makeResults({ view, book, data, words, request }, chosen, () => lookNow());
  const look = async (/** @type {{ begin?: string, [name: string]: unknown } | undefined} */ question = undefined) => {
    const { stamp } = chosen;
    const turn = ++asked;
    // What was asked before a press tells of the time before it; what is asked from now on, of the round that it begins.
    if (question) heard = turn;
    if (question?.begin) chosen.round = question.begin;
    const found = await within(request({ ...question, regions: results.regions(), ...chosen }), words["view.silent"]);
    if (gone || found.stamp === stamp || turn < heard) return;
    heard = turn;
    Object.assign(chosen, { stamp: found.stamp, round: found.round });
    const held = head.holdsFocus();
    if (found.room) joining?.tell(found.room, Boolean(found.results), found.round);
    head.tell(found);
    faults.set(found.faults ?? []);
    intake?.tell(found.taken ?? []);
    results.show(found);
    if (held && head.show.hidden) results.focus();
  };
  const orTell = (/** @type {Promise<void>} */ looking) => looking.catch((error) => told.replaceChildren(failure(error, words)));
  const lookNow = () => orTell(look({ known: true }));
  const { openings, rounds } = data;
  const joining = openings?.length ? makeJoining(openings, rounds, words, (question) => orTell(look(question))) : undefined;
  const intake = data.sample ? undefined : makeIntake({ data, words, request, told, after: () => orTell(look()) });
  const before = intake?.element ?? make("p", { class: "rk-note" }, words["board.sample-note"]);
  if (joining) head.bar.append(joining.button);
  head.bar.append(big.button);
  const parts = [head.bar, ...(joining ? [joining.said, joining.element] : []), before, head.sure, told, faults.element, results.element];
  el.addEventListener("keydown", (event) => results.turn(/** @type {any} */ (event), big.isBig()));
  if (data.sample) el.append(makeFold(parts, words, () => orTell(look())));
  else {
    el.append(...parts);
    await look();
  }
  const stop = data.sample ? () => {} : steadilyFollow(() => orTell(look()));
  return () => {
    gone = true;
    stop();
    results.remove();
    big.leave();
  };
}

/**
 * The invented class: folded, and not even asked for before somebody wants to see it.
 * @param {HTMLElement[]} parts
 * @param {Words} words
 * @param {() => void} open
 */
function makeFold(parts, words, open) {
  const fold = make("details", { class: "rk-sample" }, make("summary", {}, words["board.sample-fold"]), ...parts);
  fold.addEventListener("toggle", open, { once: true });
  return fold;
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
 * @param {{ choose: (round: string) => void, reveal: (question: { show: string, sure?: true }) => unknown }} acts
 */
function makeHead(data, words, { choose, reveal }) {
  /** @type {Pick<ClassFound, "rounds" | "round" | "unsure" | "room">} */
  let found = { rounds: [], round: "", unsure: 0 };
  const count = make("p", { class: "rk-count", "aria-hidden": "true" });
  // Whoever hands in is seen at once. Who listens hears of it once nobody more does, or four times a minute.
  const spoken = make("p", { class: "rk-heard", role: "status" });
  const soon = steadily(2000, 15_000, () => say(spoken, count.textContent ?? ""));
  const hint = make("p", { class: "rk-note" });
  const round = makeSelect(words["hand_in.round"], [], choose);
  const onclick = () => (found.unsure ? sure.ask() : reveal({ show: found.round }));
  const show = make("button", { type: "button", class: "rk-main", onclick }, words["board.show"]);
  // Sheets that were there before the board may have been shown elsewhere.
  const sure = makeSure(show, words["board.unsure-yes"], words["board.unsure-no"], () => reveal({ show: found.round, sure: true }));
  // With telephones, the press that shows a round again shows what has moved.
  const compares = () => Boolean(found.room?.on && found.rounds.some(({ id, shown }) => shown && id !== found.round));
  const roundNow = () => found.rounds.find(({ id }) => id === found.round);
  const named = (/** @type {Round} */ { id, handed }) =>
    fill(words["board.round"], { round: words[`round.${id}`], n: numberText(handed, data.language) });
  const tell = (/** @type {ClassFound} */ next) => {
    found = next;
    const handed = roundNow()?.handed ?? 0;
    sure.say(fill(words["board.unsure"], { n: found.unsure }));
    say(count, fill(words[handed === 1 ? "board.one" : "board.handed"], { n: numberText(handed, data.language) }));
    if (!spoken.textContent) say(spoken, count.textContent ?? "");
    else if (spoken.textContent !== count.textContent) soon();
    hint.textContent = hintOn(roundNow(), data, words);
    show.hidden = Boolean(roundNow()?.shown) && !found.unsure;
    show.disabled = handed < data.fewest;
    say(show, words[compares() ? "join.compare" : "board.show"]);
    setOptions(
      round.select,
      found.rounds.map((entry) => [entry.id, named(entry)]),
    );
    round.element.hidden = found.rounds.length < 2;
    round.set(found.round);
  };
  return {
    bar: make("div", { class: "rk-bar" }, make("div", {}, count, spoken, hint), round.element, show),
    sure: sure.element,
    show,
    tell,
    compares,
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
  if (!round.shown) return words["board.show-now"];
  const said = [];
  if (round.waiting)
    said.push(fill(words[round.closed ? "board.closed" : "board.waiting"], { n: numberText(round.waiting, language), fewest }));
  if (round.changed) said.push(fill(words["board.changed"], { n: numberText(round.changed, language) }));
  return said.join(" ");
}
