// Choose one's county; see verified facts about it, and the counties most alike in structure.

import { follow } from "./book.js";
import { make, makeTable, say } from "./dom.js";
import { makeKeptSelect } from "./kept.js";
import { makeStatus } from "./saving.js";
import { failure } from "./trouble.js";

/** @import { Show, Table } from "./types.js" */

/** @param {Show<{ counties: { code: string, name: string }[] }, { facts: Table, near: Table }>} show */
export async function county({ model, el, book, data, words, request }) {
  /** @type {[string, string][]} */
  const counties = data.counties.map(({ code, name }) => [code, name]);
  const choice = makeKeptSelect({
    model,
    book,
    section: "place",
    key: "county",
    label: words["county.choose"],
    options: [["", words["county.none"]], ...counties],
    words,
  });
  const status = makeStatus(book, ["place county"], words);
  const card = make("div", { class: "rk-card" });
  const heard = make("p", { class: "rk-heard", role: "status" });
  el.append(choice.element, status.element, heard, card);
  /** @type {string | undefined} */
  let shown;
  const update = async () => {
    choice.update();
    status.update();
    const code = choice.value();
    if (code === shown) return;
    shown = code;
    if (!code) {
      card.replaceChildren();
      card.hidden = true;
      return;
    }
    let found;
    try {
      found = await request({ county: code });
    } catch (error) {
      card.hidden = false;
      card.replaceChildren(failure(error, words));
      return;
    }
    if (shown !== code) return;
    // The tables are there to be read; what is said aloud is that they are others now.
    if (choice.element.contains(document.activeElement)) say(heard, found.facts.caption);
    card.hidden = false;
    card.replaceChildren(
      makeTable(found.facts),
      makeTable(found.near),
      make("p", { class: "rk-small" }, words["county.about-distance"]),
      make("p", { class: "rk-small" }, words["county.source"]),
    );
  };
  card.hidden = true;
  const stop = follow(book, update);
  await update();
  return stop;
}
