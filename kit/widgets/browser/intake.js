// The three ways in that lead over the board, and the way out: to delete the class.

import { makeSure } from "./controls.js";
import { fresh, make, offer, say } from "./dom.js";
import { failure, within } from "./trouble.js";
import { makeFaults, tooLarge } from "./upload.js";

/** @import { Show, Words } from "./types.js" */
/** @import { BoardData, ClassFound } from "./board.js" */

/**
 * @typedef {Pick<Show<BoardData, ClassFound>, "data" | "words" | "request"> & { told: HTMLElement, after: () => void }} Intake
 * @typedef {(question: object, content?: ArrayBuffer) => Promise<boolean>} Send
 */

/** @param {Intake} intake */
export function makeIntake({ data, words, request, told, after }) {
  const unread = makeFaults(data.language, words);
  /** @type {Send} */
  const send = async (question, content) => {
    say(told, words["board.reading"]);
    try {
      const { told: text, faults = [] } = await request(question, content);
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
  return make(
    "details",
    { class: "rk-seen" },
    make("summary", {}, words["board.ways"]),
    make("section", { class: "rk-card" }, make("h3", {}, words["hand_in.way-folder"]), folder),
    makeCodes(words, send),
    makeSurvey({ words, request, told }, send),
    unread.element,
    makeDelete(words, send),
  );
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
 * The spreadsheet of a survey tool, and a template for one.
 * @param {Pick<Intake, "words" | "request" | "told">} intake
 * @param {Send} send
 */
function makeSurvey({ words, request, told }, send) {
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx", id: fresh("file") });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const refused = tooLarge(chosen, words);
    if (refused) say(told, refused);
    else await send({ name: chosen.name }, await chosen.arrayBuffer());
    file.value = "";
  });
  const onclick = async () => {
    try {
      const { template = "" } = await within(request({ template: true }), words["view.silent"]);
      offer(new Blob([template], { type: "text/csv" }), words["board.template-name"]);
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
  };
  return make(
    "section",
    { class: "rk-card rk-field" },
    make("h3", {}, words["board.way-survey"]),
    make("label", { for: file.id }, words["board.choose-file"]),
    file,
    make("p", {}, words["board.template-about"], " ", make("button", { type: "button", onclick }, words["board.template"])),
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
