// Show a view: what is common to all of them.

import { board } from "./board.js";
import { borderline } from "./borderline.js";
import { caseView } from "./case.js";
import { drawChart } from "./chart.js";
import { compare } from "./compare.js";
import { county } from "./county.js";
import { breath, fresh, later, make } from "./dom.js";
import { handIn } from "./hand_in.js";
import { lookBack } from "./look_back.js";
import { plan } from "./plan.js";
import { practise } from "./practise.js";
import { prioritise } from "./prioritise.js";
import { progress } from "./progress.js";
import { quiz } from "./quiz.js";
import { rate } from "./rate.js";
import { openBook } from "./reading.js";
import { reflect } from "./reflect.js";
import { makeTrouble } from "./saving.js";
import { takeAway } from "./take_away.js";
import { failure, plainError } from "./trouble.js";

/** @import { Kit, Model, Page, Show, View, Words } from "./types.js" */

/** @typedef {() => unknown} Stop what a view that is removed leaves undone otherwise */

/**
 * Each kind knows what it is shown with: hence `any`.
 * @type {Record<string, (show: Show<any, any>) => Stop | void | Promise<Stop | void>>}
 */
const KINDS = {
  county,
  rate,
  practise,
  borderline,
  compare,
  case: caseView,
  quiz,
  reflect,
  progress,
  hand_in: handIn,
  board,
  prioritise,
  plan,
  look_back: lookBack,
  take_away: takeAway,
};

/** @param {View} view */
export async function show(view) {
  const { model, el, data, page, kit } = view;
  const words = placed(kit.words[data.language]);
  style(page, kit);
  page.texts ??= watchTexts();
  const book = await openBook(view);
  // A lesson's first form can be answered before its last is there.
  await (page.turn = (page.turn ?? Promise.resolve()).then(breath));
  if (view.signal?.aborted) return undefined; // it was removed meanwhile
  const body = make("div", { class: `rk-${data.kind}` });
  // The page is JupyterLab's and says "en"; the lesson's running text is read in its own language.
  const notebook = el.closest(".jp-Notebook");
  notebook?.setAttribute("lang", data.language);
  // Not `:has(.rk)`: by it, browsers style every cell anew with each change in one.
  notebook?.classList.add("rk-notebook");
  const trouble = makeTrouble(book, words);
  el.replaceChildren(make("div", { class: "rk", lang: data.language }, trouble.element, body));
  const request = requests(model, words);
  view.drawChart = drawChart;
  /** @type {Stop | void} */
  let stop;
  try {
    stop = await KINDS[data.kind]({ model, view, el: body, book, data, words, request });
  } catch (error) {
    body.replaceChildren(failure(error, words));
  }
  return () => {
    stop?.();
    trouble.stop();
  };
}

/**
 * The newest kit's style, once per page.
 * @param {Page} page
 * @param {Kit} kit
 */
function style(page, kit) {
  page.style ??= document.head.appendChild(document.createElement("style"));
  if (page.style.textContent !== kit.style) page.style.textContent = kit.style;
}

/** A text with too wide a table scrolls in JupyterLab, but not by keyboard: it takes the arrow keys. */
function watchTexts() {
  const look = later(300, () => {
    for (const text of document.querySelectorAll(".jp-Notebook.rk-notebook .jp-OutputArea-output.jp-RenderedMarkdown:has(table)")) {
      const wide = text.scrollWidth > text.clientWidth;
      if (wide === text.hasAttribute("tabindex")) continue;
      const heads = [...text.querySelectorAll("th")].map((head) => head.textContent).join(", ");
      const needed = { tabindex: "0", role: "group", "aria-label": heads, "data-lm-suppress-shortcuts": "true" };
      for (const [name, value] of Object.entries(needed)) {
        if (wide) text.setAttribute(name, value);
        else text.removeAttribute(name);
      }
    }
  });
  addEventListener("resize", look);
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  return watch;
}

/**
 * Ask the kernel to work something out; a file may go with the question.
 * @param {Model} model
 * @param {Words} words
 * @returns {Show<object, any>["request"]}
 */
function requests(model, words) {
  const waiting = new Map();
  model.on("msg:custom", (message, [file]) => {
    const asked = waiting.get(message.reply);
    waiting.delete(message.reply);
    if (message.error) asked?.reject(plainError(words["view.unanswered"], message.error));
    else asked?.resolve(file ? { ...message.found, file } : message.found);
  });
  return (question, file) =>
    new Promise((resolve, reject) => {
      const number = fresh("ask");
      waiting.set(number, { resolve, reject });
      try {
        model.send({ question, number }, undefined, file ? [file] : []);
      } catch (error) {
        waiting.delete(number);
        reject(plainError(words["view.silent"], String(error)));
      }
    });
}

/**
 * The phrases, as they fit where the page is: without JupyterLab there is no menu from which to run.
 * @param {Words} words
 */
function placed(words) {
  if (document.querySelector(".jp-NotebookPanel")) return words;
  return { ...words, "view.silent": words["view.silent-page"], "form.again": words["form.again-page"] };
}
