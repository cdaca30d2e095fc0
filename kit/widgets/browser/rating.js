// Ratings in words.

import { answer } from "./book.js";
import { fill, make } from "./dom.js";

/** @import { Book, Level, Rating, Statement, Words } from "./types.js" */

/**
 * @param {Pick<Statement, "id">[]} statements
 * @param {Book} book
 * @param {Words} words
 * @param {"ratings" | "then"} [section]
 */
export function countText(statements, book, words, section = "ratings") {
  const given = statements.filter(({ id }) => answer(book, section, id) !== undefined).length;
  return fill(words["form.answered"], { n: given, of: statements.length });
}

/**
 * A rating in words.
 * @param {Rating | undefined} value
 * @param {Words} words
 */
export function ratingText(value, words) {
  if (value === undefined) return words["scale.unanswered"];
  return value === "dont-know" ? words["scale.dont-know"] : `${value} ${words[`scale.${value}`]}`;
}

/**
 * What one would see at each level of the factor, at hand beside the form.
 * @param {Level[]} levels
 * @param {Words} words
 */
export function levelsOf(levels, words) {
  const items = levels.map(({ level, seen }) => make("li", {}, make("b", {}, `${level} ${words[`scale.${level}`]}: `), seen));
  return make("details", { class: "rk-seen" }, make("summary", {}, words["form.levels"]), make("ul", {}, ...items));
}
