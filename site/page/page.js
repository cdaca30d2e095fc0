// A lesson's page: its views are live at once, with answers from this browser; Python comes when it is needed.

import { makeAnswering } from "./answering.js";
import { FOLDER, makeKeeper } from "./answers.js";
import { makeModel } from "./carrier.js";
import { openDrive } from "./drive.js";

/** @import { Python } from "./answering.js" */
/** @import { Known } from "../../kit/widgets/browser/messages.js" */
/** @import { Around, Language, View, Words } from "../../kit/widgets/browser/types.js" */

/** @typedef {{ cell: string, el: HTMLElement, data: Around & Record<string, any>, model: ReturnType<typeof makeModel> }} Piece */
/** @typedef {Piece[]} Pieces */

const BASE = new URL("../../", import.meta.url).href;
const PYTHON = "./python.js"; // loaded when it is needed
const STARTS = 1500;

// Which views Python has a sentence on, by what is answered; and those that ask it.
/** @type {Record<string, string>} */
const SAID = { ratings: "rate", calibration: "practise" };
const ASKING = new Set(["board", "compare", "county", "hand_in", "look_back", "practise", "prioritise", "rate", "take_away"]);
// What the kit says of a notebook, and what is so on a page.
const ELSEWHERE = {
  "view.failed": "page.failed",
  "view.unanswered": "page.unanswered",
  "form.unsaved": "page.unsaved",
  "form.again-page": "page.again",
};

const language = /** @type {Language} */ (document.documentElement.lang);
const { part = "", kit: kitName, words: wordsName, plotly: plotlyName } = document.body.dataset;
const page = (globalThis.regionalKit ??= { inflate: async () => "" });

/** @param {string} name */
const load = (name) => import(`${BASE}page/${name}`);

/** Show every view of the page. */
async function open() {
  followTheme();
  followWidths();
  const [shown, { default: said }] = await Promise.all([load(`${kitName}`), load(`${wordsName}`)]);
  /** @type {Words} */
  const words = { ...said.words };
  for (const [key, here] of Object.entries(ELSEWHERE)) words[key] = words[here];
  const kit = { style: "", words: { [language]: words }, levels: { [language]: said.levels } };
  const keeper = makeKeeper(openDrive(FOLDER), words);
  /** @type {Pieces} */
  const pieces = [];
  const answering = makeAnswering({
    open: () => openPython(keeper),
    keeper,
    cellOf: (section) => pieces.find(({ data }) => data.kind === SAID[section])?.cell,
    say: (section, text) => say(pieces, section, text),
    tell: (cell, starting) => tell(pieces, cell, starting, words),
  });
  const known = await keeper.known();
  for (const el of document.querySelectorAll(".view")) {
    if (el instanceof HTMLElement) pieces.push(pieceOf(el, keeper, answering));
  }
  for (const { data } of pieces) outdate(data, known);
  const done = Promise.all(pieces.map((piece) => show(piece, { kit, shown, keeper, answering, known, words })));
  for (const [section, kind] of Object.entries(SAID)) {
    const [key] = Object.keys(known.sections[section]);
    if (key && pieces.some(({ data }) => data.kind === kind)) answering.owe(section, key);
  }
  await done;
  const saving = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData;
  if (saving) return;
  if (pieces.some(({ data }) => ASKING.has(data.kind))) idle(() => answering.start().catch(() => {}));
  idle(keepOffline);
}

/** Let the browser keep the pages, so that they work without a network; Python, too, which begins in the scripts' folder. */
function keepOffline() {
  for (const folder of [language, "page"]) {
    navigator.serviceWorker?.register(`${BASE}offline.js`, { scope: `${BASE}${folder}/` }).catch(() => {}); // as in a private window
  }
}

/**
 * @param {HTMLElement} el
 * @param {Parameters<typeof makeModel>[1]} keeper
 * @param {Parameters<typeof makeModel>[2]} answering
 * @returns {Piece}
 */
function pieceOf(el, keeper, answering) {
  const cell = el.dataset.cell ?? "";
  const data = JSON.parse(el.querySelector("script")?.textContent ?? "{}");
  return { cell, el, data, model: makeModel(cell, keeper, answering) };
}

/**
 * What was said when the page was made is of somebody who has answered nothing.
 * @param {Piece["data"]} data
 * @param {Known} known
 */
function outdate(data, { sections: { ratings } }) {
  if (data.kind === "rate" && data.axes.some((/** @type {{ id: string }} */ { id }) => id in ratings)) data.sentence = "";
}

/**
 * @param {Piece} piece
 * @param {{ kit: any, shown: { show: (view: View) => Promise<unknown> }, keeper: Parameters<typeof makeModel>[1],
 *   answering: Parameters<typeof makeModel>[2], known: Known, words: Words }} about
 */
async function show({ cell, el, data, model }, { kit, shown, keeper, answering, known, words }) {
  if (data.kind === "compare" && Object.keys(known.sections.ratings).length) {
    // The comparison that the page has is of somebody who has rated nothing.
    const { answer } = await answering.ask(cell, { question: { regions: data.chosen, order: "number" }, number: "first" }, []);
    if (!answer.found) {
      note(el, words["page.unanswered"]);
      return;
    }
    data.comparison = answer.found;
  }
  const ask = async () => JSON.stringify(await keeper.known());
  try {
    await shown.show(/** @type {View} */ ({ model, el, data, page, ask, once, kit }));
  } catch (error) {
    note(el, `${words["page.failed"]} (${error})`);
  }
}

/**
 * @param {HTMLElement} el
 * @param {string} text
 */
function note(el, text) {
  const line = document.createElement("p");
  line.className = "note";
  line.setAttribute("role", "status");
  line.textContent = text;
  el.append(line);
  return line;
}

/**
 * What a view gets once: on a page that is plotly.js alone, by its address.
 * @type {View["once"]}
 */
function once() {
  page.plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${BASE}page/${plotlyName}`;
    script.onload = () => resolve(/** @type {any} */ (globalThis).Plotly);
    script.onerror = () => {
      page.plotly = undefined;
      reject(new Error(script.src));
    };
    // The forms first: they can be used without a chart.
    requestAnimationFrame(() => setTimeout(() => document.head.append(script)));
  });
  return page.plotly;
}

/**
 * @param {Parameters<typeof makeModel>[1]} keeper
 * @returns {Promise<Python>}
 */
function openPython(keeper) {
  const others = keeper.others().catch(() => ({}));
  // Charts that are on their way are drawn first: they show what the learner has just answered.
  const charts = Promise.resolve(page.plotly?.then(() => new Promise((done) => idle(() => done(undefined))))).catch(() => {});
  const opened = Promise.all([import(PYTHON), others, charts]).then(
    ([{ openPython: begin }, files]) => /** @type {Python} */ (begin(BASE, { part, language, files })),
  );
  // A question that is asked before is not late until then.
  page.started = opened.then(({ started }) => started).catch(() => {});
  return opened;
}

/** @param {() => void} act */
function idle(act) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 2 * STARTS });
  else setTimeout(act, STARTS);
}

/**
 * Show what Python says of a section; what was said before is no longer so, and stands there no longer.
 * @param {Pieces} pieces
 * @param {string} section
 * @param {string} text
 */
function say(pieces, section, text) {
  const views = pieces.filter(({ data }) => data.kind === SAID[section]);
  if (text) views[0]?.model.hear({ fate: "taken", edit: "page", kept: true, about: section, said: text });
  else if (section === "ratings") for (const { el } of views) el.querySelector(".rk-sentence")?.replaceChildren();
}

/**
 * @param {Pieces} pieces
 * @param {string} cell
 * @param {boolean} starting
 * @param {Words} words
 */
function tell(pieces, cell, starting, words) {
  const el = pieces.find((piece) => piece.cell === cell)?.el;
  const there = el?.querySelector(":scope > .starting");
  if (!starting) there?.remove();
  else if (el && !there) note(el, words["page.starting"]).classList.add("starting");
}

/** A chart is drawn anew in the colours of the system, light or dark. */
function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => document.body.setAttribute("data-jp-theme-name", dark.matches ? "dark" : "light");
  dark.addEventListener("change", set);
  set();
}

/** What is too wide is scrolled, by keyboard too. */
function followWidths() {
  const look = () => {
    for (const table of document.querySelectorAll(".wide")) {
      const wide = table.scrollWidth > table.clientWidth;
      const heads = [...table.querySelectorAll("th")].map((head) => head.textContent).join(", ");
      for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-label": heads })) {
        if (wide) table.setAttribute(name, value);
        else table.removeAttribute(name);
      }
    }
  };
  addEventListener("resize", look);
  look();
}

await open();
