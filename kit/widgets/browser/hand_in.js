// Hand in to a class: who one is, which round, what is handed in, and the two ways to do it.

import { follow } from "./book.js";
import { fill, fresh, later, make, makeSvg, say, showTable, whenNew } from "./dom.js";
import { makeField, makeKeptScale, makeKeptSelect, makeLine } from "./kept.js";
import { countText, ratingText } from "./rating.js";
import { makeStatus } from "./saving.js";
import { failure, within } from "./trouble.js";

/** @import { Book, Model, Rating, Show, Statement, Words } from "./types.js" */

/**
 * @typedef {{ title: string, statements: Statement[] }} Group
 * @typedef {{ roles: string[], rounds: string[], folder: string, alone: boolean, groups: Group[], soFar: boolean }} HandInData
 * @typedef {{ mark: string, round: string, role?: string, ratings: Record<string, Rating> }} Sheet
 * @typedef {{ path: string, side: number }} Qr
 */

/**
 * What would be handed in, or has been.
 * @typedef {{ code: string, qr: Qr, given: number, sheet: Sheet, told: { done: boolean, text: string } }} Handed
 */

/** @param {Show<HandInData, Handed>} show */
export async function handIn(show) {
  const { el, data, words } = show;
  if (!data.soFar) return makeHandIn(show);
  // Who reads alone is not asked; nothing is worked out until it is opened.
  const inside = make("div", {}, make("p", {}, words["hand_in.so-far-about"]));
  const fold = make("details", {}, make("summary", {}, words["hand_in.so-far"]), inside);
  el.append(fold);
  /** @type {Promise<() => void> | undefined} */
  let made;
  fold.addEventListener("toggle", () => {
    made ??= makeHandIn({ ...show, el: inside });
    made.catch((error) => inside.replaceChildren(failure(error, words)));
  });
  return () => made?.then((stop) => stop());
}

/**
 * @param {Show<HandInData, Handed>} show
 * @returns {Promise<() => void>}
 */
async function makeHandIn({ model, el, book, data, words, request }) {
  const all = data.groups.flatMap((group) => group.statements);
  const status = makeStatus(
    book,
    ["role", "round", "folder"].map((key) => `class ${key}`),
    words,
  );
  const { role, round } = makeWho({ model, book, data, words });
  const form = makeRoundForm({ model, book, data, words });
  const given = make("p", { class: "rk-sentence" });
  /** @type {string | undefined} */
  let shown; // the code of what Python would hand in, as it is on the page
  let asked = true; // whether that is to be asked anew
  const give = () => ask({ hand: true, shown: asked ? null : shown });
  const folder = makeFolderWay({ model, book, data, words, give });
  const code = makeCodeWay(words);
  const exact = make("div", {});
  const showExact = whenNew((/** @type {Sheet} */ sheet) => showTable(exact, exactTable(sheet, all, words)));
  el.append(
    make("p", {}, words["hand_in.about"]),
    make("div", { class: "rk-fields" }, role.element, round.element),
    status.element,
    form.note,
    form.element,
    given,
    folder.element,
    code.element,
    make("details", {}, make("summary", {}, words["hand_in.exact"]), make("p", {}, words["hand_in.exact-about"]), exact),
  );
  const update = () => {
    for (const part of [role, round, folder, status]) part.update();
    form.update(round.value());
  };
  // The count, the table, the code and the picture are of one sheet, and that is what is handed in.
  const ask = async (/** @type {object} */ question) => {
    asked = false;
    const found = await request(question);
    shown = found.code;
    code.show(found);
    given.textContent = fill(words["hand_in.given"], { n: found.given, of: all.length });
    showExact(found.sheet);
    return found;
  };
  const fetchAgain = later(200, () => {
    ask({}).catch(code.fail);
  });
  const stop = follow(book, ({ section, about }) => {
    update();
    if (!["ratings", "then", "class"].includes(section ?? about ?? "")) return;
    code.forget();
    asked = true;
    fetchAgain();
  });
  update();
  await ask({});
  return () => {
    stop();
    form.stop();
  };
}

/** @typedef {{ model: Model, book: Book, data: HandInData, words: Words }} Made what the parts are made of */

/**
 * Who one is, and which round it is.
 * @param {Made} made
 */
function makeWho({ model, book, data, words }) {
  const kept = /** @type {const} */ ({ section: "class", model, book, words });
  return {
    role: makeKeptSelect({
      ...kept,
      key: "role",
      label: words["hand_in.role"],
      options: data.roles.map((role) => [role, words[`role.${role || "unsaid"}`]]),
    }),
    round: makeKeptSelect({
      ...kept,
      key: "round",
      label: words["hand_in.round"],
      options: data.rounds.map((round) => [round, words[`round.${round}`]]),
      unset: () => "1",
    }),
  };
}

/**
 * What is handed in, a fold away, so that it can be answered here too; and a note on it for a later round.
 * @param {Made} made
 */
function makeRoundForm(made) {
  const { words } = made;
  const note = make("p", { class: "rk-note" });
  const title = make("summary", {});
  const holder = make("div", {});
  /** @type {ReturnType<typeof makeForms> | undefined} */
  let forms;
  return {
    note,
    element: make("details", { class: "rk-seen" }, title, holder),
    update: (/** @type {string} */ round) => {
      const section = round === "then" ? "then" : "ratings";
      const then = section === "then";
      note.textContent = then ? words["hand_in.then"] : words["hand_in.again"];
      note.hidden = !then && ["", "1"].includes(round);
      title.textContent = then ? words["hand_in.form-then"] : words["hand_in.form"];
      if (forms?.section === section) return;
      forms?.stop();
      forms = makeForms({ ...made, section });
      holder.replaceChildren(forms.element);
    },
    stop: () => forms?.stop(),
  };
}

/**
 * To hand in through a shared folder.
 * @param {Made & { give: () => Promise<Handed> }} made
 */
function makeFolderWay({ model, book, data, words, give }) {
  const help = make("p", { class: "rk-help", id: fresh("help") }, words["hand_in.folder-help"]);
  const control = makeLine(help.id);
  const folder = makeField({ model, book, section: "class", key: "folder", label: words["hand_in.folder"], words, control, about: help });
  folder.element.hidden = Boolean(data.folder);
  const said = make("div", { role: "status", class: "rk-status" });
  let busy = false; // a button that is disabled while it works would lose the focus
  const onclick = async () => {
    if (busy) return;
    busy = true;
    said.textContent = "";
    try {
      const { told } = await within(give(), words["view.silent"]);
      said.classList.toggle("rk-trouble", !told.done);
      said.textContent = told.text;
    } catch (error) {
      said.classList.remove("rk-trouble");
      said.replaceChildren(failure(error, words));
    }
    busy = false;
  };
  const element = make(
    "section",
    { class: "rk-card", hidden: Boolean(data.alone) },
    make("h3", {}, words["hand_in.way-folder"]),
    folder.element,
    make("button", { type: "button", class: "rk-main", onclick }, words["hand_in.button"]),
    said,
  );
  return { element, update: folder.update };
}

/**
 * To hand in by a code, or a picture of it.
 * @param {Words} words
 */
function makeCodeWay(words) {
  // It changes with every answer; a screen reader would spell it out each time. A browser that translates leaves it.
  const code = make("output", { class: "rk-code", "aria-label": words["hand_in.code"], "aria-live": "off", translate: "no" });
  const copied = make("span", { role: "status", class: "rk-status" });
  const picture = make("div", { class: "rk-qr", translate: "no" });
  let text = ""; // a browser that translates all the same does not change what is copied
  const onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = words["hand_in.copied"];
    } catch {
      // Not allowed everywhere; what is selected can be copied by hand.
      getSelection()?.selectAllChildren(code);
      copied.textContent = words["hand_in.selected"];
    }
  };
  const copy = make("button", { type: "button", onclick }, words["hand_in.copy"]);
  return {
    element: make(
      "section",
      { class: "rk-card" },
      make("h3", {}, words["hand_in.way-code"]),
      make("p", {}, words["hand_in.code-about"]),
      make("p", { class: "rk-copy" }, code, " ", copy, " ", copied),
      make("details", {}, make("summary", {}, words["hand_in.qr"]), picture),
    ),
    show: (/** @type {Handed} */ found) => {
      text = found.code;
      say(code, text);
      picture.replaceChildren(drawQr(found.qr, words["hand_in.qr-alt"]));
    },
    fail: (/** @type {unknown} */ error) => picture.replaceChildren(failure(error, words)),
    forget: () => {
      copied.textContent = "";
    },
  };
}

/**
 * All that is handed in.
 * @param {Sheet} sheet
 * @param {Statement[]} statements
 * @param {Words} words
 */
function exactTable({ mark, round, role, ratings }, statements, words) {
  return {
    caption: words["hand_in.exact"],
    head: [words["hand_in.what"], words["hand_in.value"]],
    rows: [
      [words["hand_in.mark"], make("span", { translate: "no" }, mark)],
      [words["hand_in.round"], words[`round.${round}`]],
      [words["hand_in.role"], words[`role.${role ?? "unsaid"}`]],
      ...statements.map(({ id, number, text }) => [`${number} ${text}`, ratingText(ratings[id], words)]),
    ],
  };
}

/**
 * All statements of the course on one page, a fold for each group.
 * @param {Made & { section: "ratings" | "then" }} made
 */
function makeForms({ model, book, data, words, section }) {
  const help = fresh("help");
  /** @type {ReturnType<typeof makeKeptScale>[]} */
  const scales = [];
  const status = makeStatus(
    book,
    data.groups.flatMap(({ statements }) => statements.map(({ id }) => `${section} ${id}`)),
    words,
  );
  const folds = data.groups.map(({ title, statements }) => {
    const summary = make("summary", {});
    const own = statements.map(({ id, former, number, text }) =>
      makeKeptScale({ model, book, section, key: id, former, words, legend: text, number, describedby: help }),
    );
    scales.push(...own);
    const fold = make("details", {}, summary, ...own.map((scale) => scale.element));
    return { title, statements, summary, fold };
  });
  const update = () => {
    for (const scale of scales) scale.update();
    for (const { title, statements, summary } of folds) {
      summary.textContent = `${title}: ${countText(statements, book, words, section)}`;
    }
    status.update();
  };
  const stop = follow(book, update);
  update();
  const element = make(
    "div",
    {},
    make("p", { class: "rk-help rk-keys", id: help }, words["form.keys"]),
    ...folds.map(({ fold }) => fold),
    status.element,
  );
  return { element, section, stop };
}

/**
 * A QR code from the path of its dark squares: dark on white in either theme, or it cannot be read.
 * @param {Qr} qr
 * @param {string} name
 */
export function drawQr({ path, side }, name) {
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" },
    makeSvg("path", { d: `M0 0h${side}v${side}h-${side}z`, fill: "#fff" }),
    makeSvg("path", { d: path, fill: "#000" }),
  );
}
