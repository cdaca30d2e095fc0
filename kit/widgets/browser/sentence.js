// One's own levels in a sentence, as `sentence` in kit/charts/comparison.py says them: a telephone has no Python.

import { fill } from "./dom.js";

/** @import { Axis, Rating, Words } from "./types.js" */

const MOST_LISTED = 3;

/**
 * @param {Axis[]} axes
 * @param {Record<string, Rating>} given
 * @param {Words} words
 * @param {string} language
 */
export function levelsSaid(axes, given, words, language) {
  const rated = axes.filter(({ id }) => typeof given[id] === "number");
  if (!rated.length) return words["sentence.nothing"];
  const levels = rated.map(({ id }) => Number(given[id]));
  const [top, bottom] = [Math.max(...levels), Math.min(...levels)];
  const at = (/** @type {number} */ level) =>
    listedText(
      rated.filter(({ id }) => given[id] === level).map(({ label }) => label),
      words,
      language,
    );
  const first = fill(words["sentence.rated"], { n: rated.length, of: axes.length });
  const second =
    top === bottom
      ? fill(words["sentence.even"], { value: top })
      : fill(words["sentence.range"], { high: at(top), top, low: at(bottom), bottom });
  return `${first} ${second}`;
}

/**
 * @param {string[]} labels
 * @param {Words} words
 * @param {string} language
 */
function listedText(labels, words, language) {
  const shown = labels.slice(0, MOST_LISTED).map((label) => (language === "sv" ? `”${label}”` : `‘${label}’`));
  const more = labels.length - shown.length;
  if (more) return fill(words["sentence.more"], { labels: shown.join(", "), n: more });
  if (shown.length === 1) return shown[0];
  return fill(words["sentence.and"], { labels: shown.slice(0, -1).join(", "), last: shown[shown.length - 1] });
}
