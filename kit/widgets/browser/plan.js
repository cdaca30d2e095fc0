// A plan for each priority: what to reach, the first step, who takes it, when, and how one will see it.

import { answer, follow } from "./book.js";
import { fill, fresh, make, numberText, say } from "./dom.js";
import { makeArea, makeField, makeKeptSelect } from "./kept.js";
import { makeStatus } from "./saving.js";

/** @import { Book, Level, Model, Show, Words } from "./types.js" */

/**
 * @typedef {{ id: string, title: string, statements: string[], acts: string[] }} Factor `acts`: what to do next, by level
 * @typedef {object} PlanData
 * @property {Factor[]} factors
 * @property {string[]} fields
 * @property {number} most
 * @property {number} enough
 * @property {number[]} aims by the sixths of a score
 * @property {number[]} nearest likewise
 * @property {number} longest
 */

const SHORT = new Set(["who", "when"]);

/** @param {Show<PlanData>} show */
export function plan({ model, view, el, book, data, words }) {
  const levels = view.kit.levels[data.language];
  const none = make("p", { class: "rk-note" }, words["plan.none"]);
  const cards = new Map(
    data.factors.map((factor) => [factor.id, makePlan(factor, { model, book, data, words, levels: levels[factor.id] })]),
  );
  const rule = make("p", { class: "rk-note" }, words["next.rule"]);
  el.append(none, rule, ...[...cards.values()].map((card) => card.element));
  const update = () => {
    const chosen = data.factors.filter(({ id }) => answer(book, "priorities", id)).slice(0, data.most);
    none.hidden = chosen.length > 0;
    rule.hidden = !none.hidden;
    for (const [id, card] of cards) {
      card.element.hidden = !chosen.some((factor) => factor.id === id);
      if (!card.element.hidden) card.update();
    }
  };
  const stop = follow(book, update);
  update();
  return stop;
}

/**
 * @param {Factor} factor
 * @param {{ model: Model, book: Book, data: PlanData & { language: string }, words: Words, levels: Level[] }} made
 */
function makePlan({ id, title, statements, acts }, { model, book, data, words, levels }) {
  const names = [`targets ${id}`, ...data.fields.map((field) => `plan ${id}/${field}`)];
  const status = makeStatus(book, names, words);
  const help = fresh("help");
  const score = () => {
    const rated = statements.map((statement) => answer(book, "ratings", statement)).filter((value) => typeof value === "number");
    return rated.length >= data.enough ? rated.reduce((sum, value) => sum + value, 0) / rated.length : null;
  };
  const now = make("p", {});
  const way = make("b", {});
  const act = make("span", {});
  const goal = makeKeptSelect({
    ...{ model, book, section: "targets", key: id, label: words["plan.goal"], words, read: Number },
    options: [1, 2, 3, 4, 5].map((at) => [String(at), `${at} ${words[`scale.${at}`]}`]),
    unset: () => data.aims[Math.round(6 * (score() ?? 1))],
  });
  const seen = make("p", { class: "rk-card" });
  const fields = data.fields.map((field) =>
    makeField({
      model,
      book,
      section: "plan",
      key: `${id}/${field}`,
      label: words[`plan.${field}`],
      words,
      control: makeArea(data.longest, help, SHORT.has(field) ? 1 : 3),
    }),
  );
  const [first] = fields;
  const sign = fields[fields.length - 1];
  const use = make("button", { type: "button", onclick: () => first.give(act.textContent) }, words["next.use"]);
  const next = make("div", { class: "rk-step" }, make("p", {}, way, " ", act), use);
  const start = make("button", { type: "button", onclick: () => sign.give(seen.textContent) }, words["plan.use"]);
  const element = make(
    "form",
    { class: "rk-card", "aria-label": title, onsubmit: (event) => event.preventDefault() },
    make("h3", {}, title),
    now,
    goal.element,
    make("p", {}, make("b", {}, words["plan.seen"])),
    seen,
    start,
    next,
    make("p", { class: "rk-help", id: help }, words["plan.note"]),
    ...fields.map((field) => field.element),
    status.element,
  );
  const showNext = (/** @type {number | null} */ level) => {
    next.hidden = level === null;
    use.hidden = Boolean(answer(book, "plan", `${id}/first`));
    if (level === null) return;
    const at = data.nearest[Math.round(6 * level)];
    const phrase = at < acts.length ? words["next.up"] : words["next.top"];
    say(way, `${fill(phrase, { level: at, above: at + 1 })}:`);
    say(act, acts[at - 1]);
  };
  const update = () => {
    const level = score();
    now.textContent = level === null ? words["plan.no-level"] : fill(words["plan.level"], { level: numberText(level, data.language) });
    showNext(level);
    goal.update();
    seen.textContent = levels[Number(goal.value()) - 1].seen.replace(/\s+/g, " ").trim();
    start.hidden = Boolean(answer(book, "plan", `${id}/sign`));
    for (const field of fields) field.update();
    status.update();
  };
  return { element, update };
}
