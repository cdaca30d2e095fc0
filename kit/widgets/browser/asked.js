// What is to be rated on a telephone: the factor that the teacher has open, or one by one the factors of several.

import { fill, make } from "./dom.js";
import { answersIn } from "./pocket.js";
import { rate } from "./rate.js";
import { openBook } from "./reading.js";
import { makeTrouble } from "./saving.js";
import { levelsSaid } from "./sentence.js";

/** @import { Put } from "./messages.js" */
/** @import { Pocket } from "./pocket.js" */
/** @import { Axis, Figure, Language, Level, Model, Page, Rating, Statement, View, Words } from "./types.js" */

/** @typedef {{ id: string, group: string, title: string, statements: Statement[] }} Factor */

/**
 * What the page carries: everything that may be asked, in one language.
 * @typedef {object} Telephone
 * @property {Language} language
 * @property {Words} words
 * @property {Record<string, Level[]>} levels
 * @property {string[]} roles
 * @property {Factor[]} factors
 * @property {Record<string, { axes: Axis[], radar: Figure }>} radars of a factor alone, and of a group
 */

/**
 * @param {Telephone} data
 * @param {Page} page
 * @param {string} code
 * @param {Pocket} pocket
 * @param {() => void} changed
 */
export function makeAsked(data, page, code, pocket, changed) {
  const { words } = data;
  const heading = make("h1", { tabindex: "-1" });
  const holder = make("div", {});
  /** @type {Factor[]} */
  let open = [];
  let [place, shown] = [0, ""];
  let stop = () => {};
  const turn = (/** @type {number} */ step) => {
    place += step;
    draw();
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  };
  const press = (/** @type {string} */ key, /** @type {number} */ step) =>
    make("button", { type: "button", onclick: () => turn(step) }, words[key]);
  const [back, on] = [press("phone.previous", -1), press("phone.next", 1)];
  const turning = make("div", { class: "rk-turn" }, back, on);
  let round = "1";
  const draw = () => {
    const factor = open[place];
    back.hidden = place === 0;
    on.hidden = place >= open.length - 1;
    turning.hidden = open.length < 2;
    const alone = open.length === 1;
    const now = JSON.stringify([factor.id, alone, answersIn(round)]);
    if (now === shown) return;
    shown = now;
    const held = holder.contains(document.activeElement);
    const where = fill(words["phone.place"], { n: place + 1, of: open.length });
    heading.replaceChildren(...(alone ? [] : [make("small", {}, where)]), factor.title);
    stop();
    stop = showRate({ data, page, code, pocket, changed }, holder, factor, alone, answersIn(round));
    if (held) heading.focus();
  };
  return {
    element: make("section", { class: "rk", lang: data.language }, heading, holder, turning),
    title: () => heading.lastChild?.textContent ?? "",
    /** Show what is open in a round; who has turned to a factor that is open still stays with it. */
    show: (/** @type {string[]} */ ids, /** @type {string} */ now) => {
      const before = open[place]?.id;
      open = data.factors.filter(({ id }) => ids.includes(id));
      place = Math.max(
        0,
        open.findIndex(({ id }) => id === before),
      );
      round = now;
      if (open.length) draw();
    },
  };
}

/** @typedef {{ data: Telephone, page: Page, code: string, pocket: Pocket, changed: () => void }} About */

/**
 * The kit's own form for a factor, with the radar that moves; returns what takes it away.
 * @param {About} about
 * @param {HTMLElement} holder
 * @param {Factor} factor
 * @param {boolean} alone
 * @param {"ratings" | "before"} section
 */
function showRate(about, holder, factor, alone, section) {
  const { data, page, code, pocket } = about;
  const { words, language } = data;
  const { axes, radar } = data.radars[alone ? factor.id : factor.group];
  const said = () => levelsSaid(axes, pocket.look().given[section], words, language);
  const model = makePocketModel(about, section, said);
  const el = make("div", { class: "rk-rate" });
  const around = { kind: "rate", language, kit: "", plotly: "", waiting: "", late: "", still: "", failed: "" };
  const own = { ...around, ...factor, factor: factor.id, axes, radar, sentence: said() };
  /** @type {View & { data: any }} */
  const view = {
    model,
    el,
    page,
    ask: async () => JSON.stringify({ sections: { ratings: pocket.look().given[section] }, trouble: "", notices: [] }),
    once: () => new Promise(() => {}), // a telephone gets no charts, and so no plotly.js
    kit: { style: "", words: /** @type {any} */ ({ [language]: words }), levels: /** @type {any} */ ({ [language]: data.levels }) },
    data: { ...own, book: `telephone-${code}-${section}`, reader: "telephone" },
  };
  let [gone, stop] = [false, () => {}];
  const begin = async () => {
    const book = await openBook(view);
    if (gone) return;
    const trouble = makeTrouble(book, words);
    holder.replaceChildren(trouble.element, el);
    const end = await rate({ model, view, el, book, data: view.data, words, request: async () => undefined });
    stop = () => {
      end();
      trouble.stop();
    };
    if (gone) stop();
  };
  begin();
  return () => {
    gone = true;
    stop();
  };
}

/**
 * A form's model, as anywidget gives it in a notebook, that keeps answers in the telephone.
 * @param {About} about
 * @param {"ratings" | "before"} section
 * @param {() => string} said
 * @returns {Model}
 */
function makePocketModel({ data: { words }, pocket, changed }, section, said) {
  /** @type {Set<Parameters<Model["on"]>[1]>} */
  const hearing = new Set();
  const take = (/** @type {Put} */ { put, edit }) => {
    pocket.change(({ given }) => {
      if (put.value === null) delete given[section][put.key];
      else given[section][put.key] = /** @type {Rating} */ (put.value);
    });
    const trouble = pocket.safe() ? "" : words["phone.unkept"];
    for (const hear of [...hearing]) hear({ edit, fate: "taken", kept: true, about: "ratings", said: said(), trouble, notices: [] }, []);
    changed();
  };
  return {
    get: () => ({}),
    set: () => {},
    on: (_, hear) => hearing.add(hear),
    off: (_, hear) => hearing.delete(hear),
    send: (/** @type {any} */ message) => queueMicrotask(() => take(message)),
  };
}
