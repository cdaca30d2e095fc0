// The three ways in that lead over the board, and the way out: to delete the class.

import { makeSure } from "./controls.js";
import { fresh, make, say } from "./dom.js";
import { makeSurvey } from "./survey.js";
import { failure } from "./trouble.js";
import { makeFaults } from "./upload.js";

/** @import { Show, Words } from "./types.js" */
/** @import { BoardData, ClassFound } from "./board.js" */

/**
 * @typedef {Pick<Show<BoardData, ClassFound>, "data" | "words" | "request"> & { told: HTMLElement, after: () => void }} Intake
 * @typedef {(question: object) => Promise<boolean>} Send
 */

/** @param {Intake} intake */
export function makeIntake({ data, words, request, told, after }) {
  const unread = makeFaults(data.language, words);
  /** @type {Send} */
  const send = async (question) => {
    say(told, words["board.reading"]);
    try {
      const { told: text, faults = [] } = await request(question);
      say(told, text ?? "");
      unread.set(faults);
    } catch (error) {
      told.replaceChildren(failure(error, words));
      return false;
    }
    after();
    return true;
  };
  const folder = make("p", {}, words["board.folder"], " ", make("code", {}, data.folder));
  const survey = makeSurvey({ data, words, request, told, unread, after });
  const element = make(
    "details",
    { class: "rk-seen" },
    make("summary", {}, words["board.ways"]),
    make("section", { class: "rk-card" }, make("h3", {}, words["hand_in.way-folder"]), folder),
    makeCodes(words, send),
    survey.element,
    unread.element,
    makeDelete(words, send),
  );
  return { element, tell: survey.tell };
}

/**
 * Result codes that are pasted.
 * @param {Words} words
 * @param {Send} send
 */
function makeCodes(words, send) {
  const pasted = make("textarea", { rows: "3", id: fresh("codes"), spellcheck: "false" });
  const onclick = async () => {
    if (await send({ codes: pasted.value })) pasted.value = "";
  };
  return make(
    "section",
    { class: "rk-card rk-field" },
    make("h3", {}, words["hand_in.way-code"]),
    make("label", { for: pasted.id }, words["board.paste"]),
    pasted,
    make("button", { type: "button", onclick }, words["board.read-codes"]),
  );
}

/**
 * @param {Words} words
 * @param {Send} send
 */
function makeDelete(words, send) {
  const deleting = make("button", { type: "button", onclick: () => sure.ask() }, words["board.delete"]);
  const sure = makeSure(deleting, words["board.delete-yes"], words["board.delete-no"], () => send({ delete: true }));
  sure.say(words["board.delete-sure"]);
  return make(
    "section",
    { class: "rk-card" },
    make("h3", {}, words["board.delete"]),
    make("p", {}, words["board.delete-about"]),
    deleting,
    sure.element,
  );
}
