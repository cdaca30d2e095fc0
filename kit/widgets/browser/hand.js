// Hand in to a class: who one is, which round, what is handed in, and the two ways to do it.

import { follow } from "./book.js";
import { fill, fresh, later, make, say, showTable, whenNew } from "./dom.js";
import { makeField, makeKeptScale, makeKeptSelect, makeLine } from "./kept.js";
import { countText, ratingText } from "./rating.js";
import { makeStatus } from "./saving.js";
import { failure, within } from "./trouble.js";

export async function hand({ model, el, book, data, words, request }) {
  const kept = { model, book, section: "class", words };
  const role = makeKeptSelect({
    ...kept,
    key: "role",
    label: words["hand.role"],
    options: data.roles.map((one) => [one, words[`role.${one || "unsaid"}`]]),
  });
  const round = makeKeptSelect({
    ...kept,
    key: "round",
    label: words["hand.round"],
    options: data.rounds.map((one) => [one, words[`round.${one}`]]),
    unset: () => "1",
  });
  const help = make("p", { class: "rk-help", id: fresh("help") }, words["hand.folder-help"]);
  const folder = makeField({ ...kept, key: "folder", label: words["hand.folder"], control: makeLine(help.id), about: help });
  folder.element.hidden = Boolean(data.folder);
  const note = make("p", { class: "rk-note" });
  const forms = make("details", { class: "rk-seen" });
  const formsTitle = make("summary", {});
  const holder = make("div", {});
  forms.append(formsTitle, holder);
  const all = data.groups.flatMap((group) => group.statements);
  const status = makeStatus(
    book,
    ["role", "round", "folder"].map((key) => `class ${key}`),
    words,
  );
  const given = make("p", { class: "rk-sentence" });
  const told = make("div", { role: "status", class: "rk-status" });
  const button = make("button", { type: "button", class: "rk-main", onclick: () => handIn() }, words["hand.button"]);
  // It changes with every answer; a screen reader would spell it out each time. A browser that translates leaves it.
  const code = make("output", { class: "rk-code", "aria-label": words["hand.code"], "aria-live": "off", translate: "no" });
  const copied = make("span", { role: "status", class: "rk-status" });
  const copy = make("button", { type: "button", onclick: () => copyCode() }, words["hand.copy"]);
  const picture = make("div", { class: "rk-qr", translate: "no" });
  const exact = make("div", {});
  const showExact = whenNew((sheet) => showTable(exact, exactTable(sheet, all, words)));
  el.append(
    make("p", {}, words["hand.about"]),
    make("div", { class: "rk-fields" }, role.element, round.element),
    status.element,
    note,
    forms,
    given,
    make(
      "section",
      { class: "rk-card", hidden: Boolean(data.alone) },
      make("h3", {}, words["hand.way-folder"]),
      folder.element,
      button,
      told,
    ),
    make(
      "section",
      { class: "rk-card" },
      make("h3", {}, words["hand.way-code"]),
      make("p", {}, words["hand.code-about"]),
      make("p", { class: "rk-copy" }, code, " ", copy, " ", copied),
      make("details", {}, make("summary", {}, words["hand.qr"]), picture),
    ),
    make("details", {}, make("summary", {}, words["hand.exact"]), make("p", {}, words["hand.exact-about"]), exact),
  );

  let shown; // the code of what Python would hand in, as it is on the page
  let asked = true; // whether that is to be asked anew
  let shownForm = {};
  const showForms = () => {
    const section = sectionOf(round.value());
    if (shownForm.section === section) return;
    shownForm.stop?.();
    shownForm = makeForms({ model, book, data, words, section });
    holder.replaceChildren(shownForm.element);
  };
  const update = () => {
    for (const one of [role, round, folder, status]) one.update();
    showForms();
    const then = sectionOf(round.value()) === "then";
    note.textContent = then ? words["hand.then"] : words["hand.again"];
    note.hidden = !then && ["", "1"].includes(round.value());
    formsTitle.textContent = then ? words["hand.form-then"] : words["hand.form"];
  };
  // The count, the table, the code and the picture are of one sheet, and that is what is handed in.
  const ask = async (question) => {
    asked = false;
    const found = await request(question);
    shown = found.code;
    say(code, found.code);
    picture.replaceChildren(drawQr(found.qr, words["hand.qr-alt"]));
    given.textContent = fill(words["hand.given"], { n: found.given, of: all.length });
    showExact(found.sheet);
    return found;
  };
  const fetchAgain = later(200, () => ask({}).catch((error) => picture.replaceChildren(failure(error, words))));
  let busy = false; // a button that is disabled while it works would lose the focus
  const handIn = async () => {
    if (busy) return;
    busy = true;
    told.textContent = "";
    try {
      const { told: answerTold } = await within(ask({ hand: true, shown: asked ? null : shown }), words["hand.silent"]);
      told.classList.toggle("rk-trouble", !answerTold.done);
      told.textContent = answerTold.text;
    } catch (error) {
      told.classList.remove("rk-trouble");
      told.replaceChildren(failure(error, words));
    }
    busy = false;
  };
  const copyCode = async () => {
    try {
      await navigator.clipboard.writeText(shown);
      copied.textContent = words["hand.copied"];
    } catch {
      // Not allowed everywhere; what is selected can be copied by hand.
      getSelection().selectAllChildren(code);
      copied.textContent = words["hand.selected"];
    }
  };
  const stop = follow(book, ({ section, about }) => {
    update();
    if (!["ratings", "then", "class"].includes(section ?? about)) return;
    copied.textContent = "";
    asked = true;
    fetchAgain();
  });
  update();
  await ask({});
  return () => {
    stop();
    shownForm.stop?.();
  };
}

/** Which answers are handed in for a round. */
const sectionOf = (round) => (round === "then" ? "then" : "ratings");

/** All that is handed in. */
function exactTable({ mark, round, role, ratings }, statements, words) {
  return {
    caption: words["hand.exact"],
    head: [words["hand.what"], words["hand.value"]],
    rows: [
      [words["hand.mark"], make("span", { translate: "no" }, mark)],
      [words["hand.round"], words[`round.${round}`]],
      [words["hand.role"], words[`role.${role ?? "unsaid"}`]],
      ...statements.map(({ id, number, text }) => [`${number} ${text}`, ratingText(ratings[id], words)]),
    ],
  };
}

/** All statements of the course on one page, a fold for each group. */
function makeForms({ model, book, data, words, section }) {
  const help = fresh("help");
  const scales = new Map();
  const status = makeStatus(
    book,
    data.groups.flatMap(({ statements }) => statements.map(({ id }) => `${section} ${id}`)),
    words,
  );
  const folds = data.groups.map(({ title, statements }) => {
    const summary = make("summary", {});
    for (const { id, number, text } of statements) {
      scales.set(id, makeKeptScale({ model, book, section, key: id, words, legend: text, number, describedby: help }));
    }
    const fold = make("details", {}, summary, ...statements.map(({ id }) => scales.get(id).element));
    return { title, statements, summary, fold };
  });
  const update = () => {
    for (const scale of scales.values()) scale.update();
    for (const { title, statements, summary } of folds) {
      summary.textContent = `${title}: ${countText(statements, book, words, section)}`;
    }
    status.update();
  };
  const stop = follow(book, update);
  update();
  const element = make(
    "div",
    {},
    make("p", { class: "rk-help", id: help }, words["form.keys"]),
    ...folds.map(({ fold }) => fold),
    status.element,
  );
  return { element, section, stop };
}

/** A QR code from the path of its dark squares: dark on white in either theme, or it cannot be read. */
function drawQr({ path, side }, name) {
  const draw = (tag, properties, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  return draw(
    "svg",
    { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" },
    draw("path", { d: `M0 0h${side}v${side}h-${side}z`, fill: "#fff" }),
    draw("path", { d: path, fill: "#000" }),
  );
}
