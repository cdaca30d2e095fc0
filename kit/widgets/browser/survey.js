// A survey tool's export: what is found in it is told first, and taken in when the teacher says so.

import { makeSelect, makeSure } from "./controls.js";
import { fill, fresh, make, numberText, offer, say, whenNew } from "./dom.js";
import { failure, within } from "./trouble.js";
import { makeFaults, tooLarge } from "./upload.js";

/** @import { Fault, Words } from "./types.js" */
/** @import { Intake } from "./intake.js" */

/**
 * What was found in a file, before anything of it is taken in.
 * @typedef {object} Export
 * @property {string} id to take it in by
 * @property {string} title
 * @property {string[]} told
 * @property {[number: string, label: string][]} missing statements that have no column
 * @property {Fault[]} passed what was passed over
 * @property {Fault[]} faults
 * @property {[code: string, times: number][]} asks codes that nobody knows the meaning of
 * @property {[label: string, answers: Record<string, string>][]} ways what such codes often mean
 * @property {number} persons who can be taken in
 * @property {number} hidden rows that are hidden or filtered away
 * @property {string} [earlier] that it is a later export of a file that was taken in
 */

/** @typedef {{ stamp: string, text: string }} TakenFile a file that was taken in */
/** @typedef {{ codes?: Record<string, string>, hidden?: boolean }} How how a file is to be read */

const ANSWERS = ["1", "2", "3", "4", "5", "dont-know", "unanswered"];

/** @param {Intake & { unread: { set: (faults: Fault[]) => void } }} intake */
export function makeSurvey({ data, words, request, told, unread, after }) {
  /** @type {{ name: string, content: ArrayBuffer } | undefined} */
  let chosen;
  /** @type {How} */
  let how = {};
  const file = make("input", { type: "file", accept: ACCEPT, id: fresh("file") });
  const panel = makePanel({ data, words });
  const ask = async (/** @type {object} */ question, /** @type {ArrayBuffer | undefined} */ content = undefined) => {
    say(told, words["board.reading"]);
    try {
      const reply = await request(question, content);
      say(told, reply.told ?? "");
      return reply;
    } catch (error) {
      told.replaceChildren(failure(error, words));
      return undefined;
    }
  };
  const look = async (/** @type {How} */ now) => {
    if (!chosen) return;
    how = now;
    const reply = await ask({ survey: "look", name: chosen.name, ...how }, chosen.content.slice(0));
    if (reply?.survey) panel.show(reply.survey, acts);
  };
  const close = () => {
    chosen = undefined;
    panel.hide();
    file.focus();
  };
  const take = async (/** @type {{ over?: boolean, add?: boolean }} */ whether) => {
    const reply = await ask({ survey: "take", id: panel.id(), ...whether });
    if (reply?.gone) {
      await look(how); // Python was started again and has forgotten what it found
    } else if (reply?.survey) {
      panel.show(reply.survey, acts); // it was taken in meanwhile
    } else if (reply) {
      unread.set(reply.faults ?? []);
      close();
      after();
    }
  };
  const acts = { look, take, close };
  file.addEventListener("change", async () => {
    const [given] = file.files ?? [];
    if (!given) return;
    const refused = tooLarge(given, words);
    if (refused) say(told, refused);
    else {
      chosen = { name: given.name, content: await given.arrayBuffer() };
      await look({});
    }
    file.value = "";
  });
  const taken = makeTaken(words, async (stamp) => {
    if (await ask({ survey: "back", stamp })) after();
  });
  const element = make(
    "section",
    { class: "rk-card rk-field" },
    make("h3", {}, words["board.way-survey"]),
    make("label", { for: file.id }, words["board.choose-file"]),
    file,
    panel.element,
    taken.element,
    makeReady({ data, words, request, told }),
  );
  return { element, tell: taken.tell };
}

const ACCEPT = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.zip,.sav,.zsav,.dta";

/**
 * What was found in a file, and what is to be done with it.
 * @param {Pick<Intake, "data" | "words">} intake
 */
function makePanel({ data, words }) {
  const title = make("h4", { id: fresh("export") });
  const element = make("div", { class: "rk-result", role: "group", tabindex: "-1", hidden: true, "aria-labelledby": title.id });
  let id = "";
  const show = (/** @type {Export} */ found, /** @type {Acts} */ acts) => {
    id = found.id;
    say(title, found.title);
    const faults = makeFaults(data.language, words);
    const missing = makeFaults(data.language, words, "board.missing");
    const passed = makeFaults(data.language, words, "board.passed");
    faults.set(found.faults);
    missing.set(found.missing.map(([place, text]) => ({ place, text })));
    passed.set(found.passed);
    element.replaceChildren(
      title,
      make("ul", {}, ...found.told.map((text) => make("li", {}, text))),
      faults.element,
      missing.element,
      passed.element,
      ...(found.asks.length ? makeMeanings(found, words, acts) : []),
      ...(found.earlier ? [make("p", {}, found.earlier)] : []),
      makeButtons(found, words, data.language, acts),
    );
    element.hidden = false;
    element.focus();
  };
  const hide = () => {
    element.hidden = true;
    element.replaceChildren();
  };
  return { element, show, hide, id: () => id };
}

/** @typedef {{ look: (how: How) => unknown, take: (whether: { over?: boolean, add?: boolean }) => unknown, close: () => void }} Acts */

/**
 * @param {Export} found
 * @param {Words} words
 * @param {string} language
 * @param {Acts} acts
 */
function makeButtons(found, words, language, { look, take, close }) {
  const button = (/** @type {string} */ text, /** @type {() => unknown} */ onclick, main = false) =>
    make("button", { type: "button", class: main && "rk-main", onclick }, text);
  const n = numberText(found.persons, language);
  const all = found.earlier
    ? [button(words["board.replace"], () => take({ over: true }), true), button(fill(words["board.add"], { n }), () => take({ add: true }))]
    : [button(fill(words[found.persons === 1 ? "board.take-one" : "board.take"], { n }), () => take({}), true)];
  const hidden = button(fill(words["board.read-hidden"], { n: numberText(found.hidden, language) }), () => look({ hidden: true }));
  return make(
    "div",
    { class: "rk-bar" },
    ...(found.persons ? all : []),
    ...(found.hidden ? [hidden] : []),
    button(words[found.persons || found.asks.length ? "board.leave" : "board.close"], close),
  );
}

/**
 * A table in which the teacher says which code is which answer; nothing is guessed for her.
 * @param {Export} found
 * @param {Words} words
 * @param {Acts} acts
 */
function makeMeanings({ asks, ways }, words, { look }) {
  const options = ANSWERS.map((answer) => /** @type {[string, string]} */ ([answer, answerText(answer, words)]));
  const missing = make("p", { role: "status", class: "rk-status" });
  const rows = asks.map(([code, times]) => {
    const choice = makeSelect(fill(words["board.code"], { code, n: times }), [["", "–"], ...options], () => say(missing, ""));
    return { code, choice };
  });
  const common = makeSelect(
    words["board.ways-common"],
    [["", "–"], ...ways.map(([label], place) => /** @type {[string, string]} */ ([String(place), label]))],
    (place) => {
      const answers = ways[Number(place)]?.[1];
      if (place && answers) for (const { code, choice } of rows) choice.set(answers[code] ?? "");
    },
  );
  const onclick = () => {
    const open = rows.find(({ choice }) => !choice.select.value);
    if (open) {
      say(missing, fill(words["board.code-open"], { code: open.code }));
      open.choice.select.focus();
    } else {
      look({ codes: Object.fromEntries(rows.map(({ code, choice }) => [code, choice.select.value])) });
    }
  };
  return [
    ...(ways.length ? [common.element] : []),
    make("fieldset", { class: "rk-fields" }, make("legend", {}, words["board.codes"]), ...rows.map(({ choice }) => choice.element)),
    make("button", { type: "button", class: "rk-main", onclick }, words["board.read-so"]),
    missing,
  ];
}

/**
 * @param {string} answer
 * @param {Words} words
 */
function answerText(answer, words) {
  const text = words[`scale.${answer}`];
  return answer.length > 1 ? text : `${answer} ${text}`;
}

/**
 * The files that have been taken in, each of which can be taken back.
 * @param {Words} words
 * @param {(stamp: string) => unknown} back
 */
function makeTaken(words, back) {
  const list = make("ul", { class: "rk-kept" });
  const element = make("div", { hidden: true }, make("h4", {}, words["board.taken-files"]), list);
  const tell = whenNew((/** @type {TakenFile[]} */ files) => {
    element.hidden = files.length === 0;
    list.replaceChildren(
      ...files.map(({ stamp, text }) => {
        const name = make("span", { id: fresh("taken") }, text);
        const button = make("button", { type: "button", onclick: () => sure.ask() }, words["board.back"]);
        button.setAttribute("aria-describedby", name.id);
        const sure = makeSure(button, words["board.back-yes"], words["board.delete-no"], () => back(stamp));
        sure.say(fill(words["board.back-sure"], { file: text }));
        return make("li", {}, name, " ", button, sure.element);
      }),
    );
  });
  return { element, tell };
}

/**
 * Surveys to import or to build in a survey tool.
 * @param {Pick<Intake, "data" | "words" | "request" | "told">} intake
 */
function makeReady({ data, words, request, told }) {
  const about = make("p", { class: "rk-help" });
  const tool = makeSelect(words["board.ready"], data.ready, (kind) => say(about, words[`ready.${kind}-about`]));
  say(about, words[`ready.${tool.select.value}-about`]);
  const onclick = async () => {
    try {
      const { file, name } = await within(request({ ready: tool.select.value }), words["view.silent"]);
      if (file && name) offer(new Blob([file]), name);
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
  };
  return make(
    "div",
    { class: "rk-field" },
    make("h4", {}, words["board.ready-title"]),
    make("p", {}, words["board.template-about"]),
    tool.element,
    about,
    make("button", { type: "button", onclick }, words["board.template"]),
  );
}
