// Take the result along in a format of one's own, and read a filled-in spreadsheet, or answers, back.

import { makeRegions, makeTabs } from "./controls.js";
import { fill, fresh, make, offer, say } from "./dom.js";
import { reread } from "./reading.js";
import { failure, plainError, within } from "./trouble.js";
import { makeFaults, tooLarge } from "./upload.js";

/** @import { Fault, Regions, Show } from "./types.js" */

/**
 * @typedef {Regions & { class: boolean, formats: string[] }} TakeAwayData
 * @typedef {{ file?: ArrayBuffer, name: string, told?: string, faults: Fault[] }} Made
 * @typedef {Show<TakeAwayData, Made>} TakeAway
 */

/** @param {TakeAway} show */
export function takeAway(show) {
  const { el, data, words } = show;
  const told = make("div", { role: "status", class: "rk-status" });
  const faults = makeFaults(data.language, words);
  el.append(
    make("p", {}, words["take_away.about"]),
    ...makeFormats(show, told),
    told,
    makeBack(show, told, (found) => faults.set(found)),
    faults.element,
  );
}

/**
 * What to take along, and a button for each format.
 * @param {TakeAway} show
 * @param {HTMLElement} told
 */
function makeFormats({ data, words, request }, told) {
  const regions = makeRegions(data, words, () => {});
  let whose = "mine";
  const tabs = () =>
    makeTabs(
      words["take_away.whose"],
      ["mine", "class"].map((owner) => [owner, words[`take_away.whose-${owner}`]]),
      (chosen) => {
        whose = chosen;
      },
    );
  let busy = false; // a button that is disabled while it works would lose the focus
  const fetchFile = async (/** @type {string} */ format) => {
    if (busy) return;
    busy = true;
    say(told, words["take_away.making"]);
    try {
      const found = await within(request({ format, regions: regions.chosen(), whose }), words["view.silent"]);
      if (found.file) offer(new Blob([found.file]), found.name);
      say(told, found.told ?? fill(words["take_away.made"], { file: found.name }));
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
    busy = false;
  };
  const buttons = data.formats.map((format) =>
    make(
      "li",
      {},
      make("button", { type: "button", class: "rk-main", onclick: () => fetchFile(format) }, words[`take_away.${format}`]),
      " ",
      make("span", {}, words[`take_away.${format}-about`]),
    ),
  );
  return [
    ...(data.class ? [tabs()] : []),
    make("details", { class: "rk-seen" }, make("summary", {}, words["board.regions"]), regions.element),
    make("ul", { class: "rk-formats" }, ...buttons),
  ];
}

/**
 * A filled-in spreadsheet, or answers, read back.
 * @param {TakeAway} show
 * @param {HTMLElement} told
 * @param {(faults: Fault[]) => void} tellFaults
 */
function makeBack({ view, book, words, request }, told, tellFaults) {
  const file = make("input", { type: "file", accept: ".xlsx,.json,application/json", id: fresh("file") });
  file.addEventListener("change", async () => {
    const given = file.files?.[0];
    if (!given) return;
    try {
      const refused = tooLarge(given, words);
      if (refused) throw plainError(refused);
      const found = await within(request({}, await given.arrayBuffer()), words["view.silent"]);
      await reread(book, view);
      say(told, found.told ?? "");
      tellFaults(found.faults);
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
    file.value = "";
  });
  return make(
    "section",
    { class: "rk-card rk-field" },
    make("h3", {}, words["take_away.back"]),
    make("p", {}, words["take_away.back-about"]),
    make("label", { for: file.id }, words["take_away.back-file"]),
    file,
  );
}
