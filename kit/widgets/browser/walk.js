// A chart that is walked by keys: it says what its table says, row by row and value by value.

import { fresh, make, say } from "./dom.js";
import { inOrder, levelAt, pixelsOf, spotOf } from "./spots.js";
import { columnsAt, phraseAt, stepped } from "./steps.js";
import { play } from "./tone.js";

/** @import { Figure, Layout, Table, View } from "./types.js" */
/** @import { At } from "./steps.js" */

let sound = false;

/**
 * Let a chart be one stop of the Tab key, and walked from there. It is an application to a screen reader, as that would
 * keep the arrow keys for itself; what holds the figure is a picture with a name in it, as it is without keys.
 * @param {View} view
 * @param {HTMLElement} holder
 * @param {() => Table} told what the chart shows, as its table has it
 * @param {() => { figure: Figure, layout?: Layout }} drawn
 */
export function makeWalk({ kit, data }, holder, told, drawn) {
  const words = kit.words[data.language];
  const hint = make("p", { class: "rk-hint", id: fresh("hint") }, words["walk.hint"]);
  const line = make("p", { "aria-live": "polite" }); // not a status, which Orca reads by its role even where it is empty
  const after = make("div", { class: "rk-walked", role: "group", tabindex: "-1", "aria-label": words["walk.left"] }, hint, line);
  /** @type {At} */
  let at = { row: -1, column: 0 };
  /** @type {HTMLElement[]} */
  let rings = [];
  const table = () => inOrder(told(), drawn().figure);
  const spots = () => {
    const { figure, layout } = drawn();
    const now = table();
    const row = now.rows[at.row];
    if (!layout || !row) return [];
    return columnsAt(at, now).flatMap((column) => {
      const spot = spotOf(figure, now, row, column);
      const level = spot && levelAt(spot, layout);
      return spot && typeof level === "number" ? { level, ...pixelsOf(spot, layout) } : [];
    });
  };
  const place = () => {
    for (const ring of rings) ring.remove();
    rings = line.textContent ? spots().map(({ x, y }) => make("span", { class: "rk-at", style: `left: ${x}px; top: ${y}px` })) : [];
    holder.append(...rings);
  };
  const turn = () => {
    sound = !sound;
    say(line, words[sound ? "walk.sound-on" : "walk.sound-off"]);
  };
  const walk = (/** @type {At} */ to) => {
    at = to;
    const now = table();
    say(line, now.rows.length ? phraseAt(at, now) : words["table.none"]);
    place();
    if (sound) play(spots().map(({ level }) => level));
  };
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = stepped(event.key, at, table());
    if (to) walk(to);
    else if (event.key.toLowerCase() === words["walk.sound-key"].toLowerCase()) turn();
    else if (event.key === "Escape") after.focus();
    else return;
    event.preventDefault();
    event.stopPropagation(); // a board has arrow keys and an Escape of its own
  };
  const onblur = () => {
    say(line, "");
    place();
  };
  const name = holder.getAttribute("aria-label");
  const about = { "aria-label": name, "aria-roledescription": words["walk.role"], "aria-describedby": hint.id };
  const element = make("div", { class: "rk-walk", role: "application", tabindex: "0", ...about, onkeydown, onblur });
  holder.replaceWith(element, after);
  element.append(holder);
  return {
    element,
    /** Mark anew where one is, in a chart that is drawn anew. */
    place,
    /** Leave the chart as it was. */
    remove: () => {
      after.remove();
      element.replaceWith(holder);
    },
  };
}
