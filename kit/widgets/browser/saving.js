// How saving goes: a line on it, with a way to keep one's answers, and what to do about an answer that
// another place has changed meanwhile.

/** How some answers stand, by their names; see newBook. */
function standing(book, names) {
  if (names.some((name) => book.writing.has(name))) return "writing";
  const found = names.map((name) => book.waiting.get(name)?.at);
  return ["changed", "unsaved", "memory", "saving"].find((one) => found.includes(one)) ?? "saved";
}

/**
 * A line on how the saving of some answers goes. It speaks once they are saved or cannot be; that they are
 * being saved is only shown, and only if it takes time. While a text is written nothing is said of it.
 */
function makeStatus(book, names, words) {
  const spoken = make("span", { role: "status" });
  const waiting = make("span", { "aria-hidden": "true", hidden: true }, " ", words["form.saving"]);
  const keep = make("button", { type: "button", hidden: true, onclick: () => download(book) }, words["view.download"]);
  const slow = later(1000, () => {
    waiting.hidden = standing(book, names) !== "saving";
    if (!waiting.hidden) say(spoken, "");
  });
  /** `count` is a sentence to say before it. */
  const update = (count = "") => {
    const state = standing(book, names);
    keep.hidden = !["unsaved", "memory"].includes(state);
    slow();
    // What was said of the answer before this one is no longer so; its place is kept.
    spoken.classList.toggle("rk-past", state === "saving");
    if (state === "saving") return;
    waiting.hidden = true;
    const given = names.some((name) => book.answers.has(name));
    const tells = state !== "writing" && (given || state !== "saved");
    const sentence = tells ? sentenceOn(book, state, names, words) : "";
    say(spoken, count && sentence ? `${count} ${sentence}.`.replace("..", ".") : count || sentence);
  };
  return { element: make("div", { class: "rk-status rk-saving" }, make("p", {}, spoken, waiting), keep), update };
}

function sentenceOn(book, state, names, words) {
  if (state !== "unsaved") return words[`form.${state}`];
  const safe = names.every((name) => book.waiting.get(name)?.safe ?? true);
  return [words["form.unsaved"], ...(safe ? [words["form.unsaved-kept"], words["form.again"]] : [words["form.unsaved-here"]])].join(" ");
}

/**
 * What stands by a control whose answer another place has changed, or whose answer cannot be saved: the other
 * value, and the choice between both. `text` words a value; `control()` has the focus once it is made.
 */
function makeClash({ model, book, name, label, words, text, control }) {
  const worded = text ?? ((value) => valueText(name.split(" ")[0], value, words));
  const spoken = make("p", { role: "status" });
  const element = make("div", { class: "rk-clash" }, spoken);
  const button = (key, mine) =>
    make("button", { type: "button", "aria-label": `${words[key]}: ${label}`, onclick: () => end(mine) }, words[key]);
  let choice; // made when it is needed: a page has a hundred controls
  const end = (mine) => {
    decide(book, model, name, mine);
    control().focus();
  };
  const update = () => {
    const entry = book.waiting.get(name);
    const open = entry?.at === "changed";
    const why = book.refused.get(name) ?? "";
    element.classList.toggle("rk-open", open || Boolean(why));
    say(spoken, open ? words["clash.told"] : why);
    if (open !== Boolean(choice)) {
      choice?.remove();
      choice = open
        ? make(
            "div",
            { role: "group", "aria-label": label },
            make("blockquote", {}),
            button("clash.mine", true),
            " ",
            button("clash.other", false),
          )
        : undefined;
      if (open) element.append(choice);
    }
    if (open) say(choice.firstElementChild, worded(entry.stored) || words["clash.nothing"]);
  };
  return { element, update };
}

/** What is answered in a section, in words. */
function valueText(section, value, words) {
  if (value === null) return "";
  if (section === "ratings" || section === "then") return ratingText(value, words);
  if (section === "importance") return `${value} ${words[`reflect.${value}`]}`;
  if (section === "targets") return `${value} ${words[`scale.${value}`]}`;
  if (section === "priorities") return words["prioritise.choose"];
  return String(value);
}
