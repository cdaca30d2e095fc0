// Keep how it is now under a label and a date, and compare two times.

import { follow } from "./book.js";
import { drawChart } from "./chart.js";
import { keepingFocus, makeSelect, makeTabs, setOptions } from "./controls.js";
import { later, make, say, sayChange, showTable, whenNew } from "./dom.js";
import { makeKeep } from "./keeping.js";
import { makeKey } from "./key.js";
import { reread } from "./reading.js";
import { failure, within } from "./trouble.js";

/** @import { Axis, Chart, Figure, Show, Table, View, Words } from "./types.js" */

/**
 * @typedef {{ id: string, name: string }} Time
 * @typedef {{ sentence: string, radar: Figure, slopes: Figure, table: Table, axes: Axis[] }} Compared
 * @typedef {{ from?: string, to?: string }} Pair
 * @typedef {{ times: Time[], kept: string[], pair: [string?, string?], compared?: Compared, told?: string, done?: boolean }} Times
 */

const VIEWS = /** @type {const} */ (["radar", "slopes", "table"]);

/** @param {Show<object, Times>} show */
export async function lookBack({ view, el, book, words, request }) {
  const form = makeKeep(words, words["look_back.about"], async (question) => {
    const answered = await ask(question);
    await reread(book, view);
    return answered;
  });
  const kept = makeKept(words, async (id) => {
    try {
      await ask({ drop: id });
      await reread(book, view);
      say(form.told, words["look_back.dropped"]);
      form.label.focus();
    } catch (error) {
      failed(error);
    }
  });
  const pair = makePair(words, () => ask().catch(failed));
  const comparison = makeComparison(view, words, pair.elements);
  el.append(form.element, kept.element, comparison.alone, comparison.element);
  const ask = async (question = {}) => {
    const found = await within(request({ ...question, ...pair.chosen }), words["view.silent"]);
    pair.show(found);
    kept.show(found.times.filter(({ id }) => found.kept.includes(id)));
    await comparison.draw(found.compared);
    return found;
  };
  const failed = (/** @type {unknown} */ error) => form.told.replaceChildren(failure(error, words));
  const again = later(200, () => {
    ask().catch(failed);
  });
  // What another notebook gives can be read here once it is saved, and not before.
  const stop = follow(book, ({ section, about }) => {
    if (["ratings", "then"].includes(section ?? about ?? "")) again();
  });
  await ask().catch(failed);
  return () => {
    stop();
    comparison.remove();
  };
}

/**
 * The times that are kept, each with a way to drop it.
 * @param {Words} words
 * @param {(id: string) => void} drop
 */
function makeKept(words, drop) {
  const element = make("ul", { class: "rk-kept" });
  const show = whenNew((/** @type {Time[]} */ times) => {
    const items = times.map(({ id, name }) => {
      const label = `${words["look_back.drop"]}: ${name}`;
      const remove = make("button", { type: "button", "aria-label": label, onclick: () => drop(id) }, words["look_back.drop"]);
      return make("li", {}, name, " ", remove);
    });
    element.replaceChildren(...items);
  });
  return { element, show };
}

/**
 * The two times that are compared; they are never the same one.
 * @param {Words} words
 * @param {() => void} changed
 */
function makePair(words, changed) {
  /** @type {Pair} */
  const chosen = {};
  const choose = (/** @type {"from" | "to"} */ key, /** @type {string} */ value) => {
    const other = key === "from" ? "to" : "from";
    if (chosen[other] === value) chosen[other] = chosen[key];
    chosen[key] = value;
    changed();
  };
  const from = makeSelect(words["board.from"], [], (value) => choose("from", value));
  const to = makeSelect(words["board.to"], [], (value) => choose("to", value));
  const show = (/** @type {Times} */ { times, pair }) => {
    [chosen.from, chosen.to] = pair;
    for (const [place, control] of [from, to].entries()) {
      setOptions(
        control.select,
        times.map(({ id, name }) => [id, name]),
      );
      control.set(pair[place] ?? "");
    }
  };
  return { elements: [from.element, to.element], chosen, show };
}

/**
 * Both times in the shape chosen last; where there is but one time, a note stands alone.
 * @param {View} view
 * @param {Words} words
 * @param {HTMLElement[]} pair
 */
function makeComparison(view, words, pair) {
  const alone = make("p", { class: "rk-note" }, words["look_back.alone"]);
  const saying = make("p", { class: "rk-sentence", role: "status" });
  const pane = make("div", {});
  /** @type {typeof VIEWS[number]} */
  let shape = "radar";
  const tabs = makeTabs(
    words["compare.show"],
    VIEWS.map((kind) => [kind, words[`look_back.show-${kind}`]]),
    (next) => {
      shape = next;
      draw(shown);
    },
  );
  const element = make("div", {}, make("div", { class: "rk-bar" }, ...pair, tabs), saying, pane);
  /** @type {Compared | undefined} */
  let shown;
  /** @type {Chart | undefined} */
  let chart;
  const draw = async (/** @type {Compared | undefined} */ compared) => {
    shown = compared;
    chart?.remove();
    chart = undefined;
    element.hidden = !compared;
    alone.hidden = Boolean(compared);
    if (!compared) return;
    sayChange(saying, compared.sentence);
    if (shape === "table") {
      showTable(pane, compared.table);
      return;
    }
    const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["look_back.alt"] });
    const figure = compared[shape];
    const drawn = await keepingFocus(pane, () => {
      pane.replaceChildren(holder, makeKey(compared.axes, words));
      return drawChart(view, holder, figure, compared.axes, () => compared.table);
    });
    if (holder.isConnected) chart = drawn;
    else drawn.remove();
  };
  return { element, alone, draw, remove: () => chart?.remove() };
}
