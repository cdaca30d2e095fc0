// Judge a case on which reasonable people differ by a level. It has no key: two readings are shown once one's own
// level has been given.

import { fill, fresh, make, makeResult, say } from "./dom.js";
import { judge } from "./practise.js";

/** @import { Show, Words } from "./types.js" */

/**
 * @typedef {{ level: number, why: string }} Reading
 * @typedef {{ key: string, factor: string, text: string, readings: Reading[], ask: string }} Borderline
 */

/** @param {Show<Borderline>} show */
export function borderline(show) {
  const { data, words } = show;
  return judge(show, data.key, words["borderline.show"], makeReadings(data, words));
}

/**
 * The two readings, one's own marked in words, and what one would ask.
 * @param {Borderline} data
 * @param {Words} words
 */
function makeReadings({ readings, ask }, words) {
  const sentence = make("b", { id: fresh("verdict") });
  const list = make("ul", { id: fresh("why") });
  const element = makeResult(sentence, list);
  element.append(
    make("p", {}, sentence),
    list,
    make("p", {}, make("b", {}, words["borderline.ask"]), " ", ask),
    make("p", { class: "rk-small" }, words["borderline.uncounted"]),
  );
  const show = (/** @type {number} */ mine) => {
    const [low, high] = readings.map(({ level }) => level);
    say(sentence, fill(words["borderline.between"], { mine, low, high }));
    const items = readings.map(({ level, why }) => {
      const name = words[level === mine ? "borderline.mine" : "borderline.reading"];
      return make("li", {}, make("b", {}, fill(name, { level })), " ", why);
    });
    if (!list.childElementCount) list.append(...items);
  };
  return { element, show };
}
