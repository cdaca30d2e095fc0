// Take the result along in a format of one's own, and read a filled-in spreadsheet, or answers, back.

import { reread } from "./book.js";
import { makeRegions, makeTabs } from "./controls.js";
import { fill, fresh, make, offer, say } from "./dom.js";
import { failure, plainError, within } from "./trouble.js";
import { LARGEST_UPLOAD, makeFaults } from "./upload.js";

export function takeaway(show) {
  const { view, el, book, data, words, request } = show;
  const regions = makeRegions(data, words, () => {});
  const whose = data.class
    ? makeTabs(
        words["takeaway.whose"],
        ["mine", "class"].map((one) => [one, words[`takeaway.whose-${one}`]]),
        (one) => {
          chosen = one;
        },
      )
    : null;
  let chosen = "mine";
  const told = make("div", { role: "status", class: "rk-status" });
  const faults = makeFaults(data.language, words);
  const buttons = data.formats.map((format) =>
    make(
      "li",
      {},
      make("button", { type: "button", class: "rk-main", onclick: () => fetchFile(format) }, words[`takeaway.${format}`]),
      " ",
      make("span", {}, words[`takeaway.${format}-about`]),
    ),
  );
  const file = make("input", { type: "file", accept: ".xlsx,.json,application/json", id: fresh("file") });
  el.append(
    make("p", {}, words["takeaway.about"]),
    ...(whose ? [whose] : []),
    make("details", { class: "rk-seen" }, make("summary", {}, words["board.regions"]), regions.element),
    make("ul", { class: "rk-formats" }, ...buttons),
    told,
    make(
      "section",
      { class: "rk-card rk-field" },
      make("h3", {}, words["takeaway.back"]),
      make("p", {}, words["takeaway.back-about"]),
      make("label", { for: file.id }, words["takeaway.back-file"]),
      file,
    ),
    faults.element,
  );
  let busy = false; // a button that is disabled while it works would lose the focus
  const fetchFile = async (format) => {
    if (busy) return;
    busy = true;
    say(told, words["takeaway.making"]);
    try {
      const found = await within(request({ format, regions: regions.chosen(), whose: chosen }), words["hand.silent"]);
      if (found.file) offer(new Blob([found.file]), found.name);
      say(told, found.told ?? fill(words["takeaway.made"], { file: found.name }));
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
    busy = false;
  };
  file.addEventListener("change", async () => {
    const [given] = file.files;
    if (!given) return;
    try {
      if (given.size > LARGEST_UPLOAD) throw plainError(fill(words["board.too-large"], { mb: LARGEST_UPLOAD / 1e6 }));
      const found = await within(request({}, await given.arrayBuffer()), words["hand.silent"]);
      await reread(book, view);
      say(told, found.told);
      faults.set(found.faults);
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
    file.value = "";
  });
}
