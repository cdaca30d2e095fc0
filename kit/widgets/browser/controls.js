// Controls with their labels: a choice, text, tabs; and those whose answer is saved.

function makeSelect(label, options, choose) {
  const select = make("select", { id: fresh("select") }, ...options.map(([value, text]) => make("option", { value }, text)));
  select.addEventListener("change", () => choose(select.value));
  const element = make("div", { class: "rk-field" }, make("label", { for: select.id }, label), select);
  return {
    element,
    select,
    set: (value) => {
      select.value = value;
    },
  };
}

const PAUSE = 600;
const LONGEST = 2000; // of writing without a pause

/**
 * A line or a few lines of text, saved under `key` while they are written and when they are left. `control` is
 * the text control itself. What another place has changed meanwhile does not take the place of what is being written.
 */
function makeField({ model, book, section, key, label, words, control, about }) {
  const name = `${section} ${key}`;
  let shown = ""; // what the text is a change to
  const text = () => (control.value.trim() ? control.value : "");
  const set = () => {
    shown = answer(book, section, key) ?? "";
    control.value = shown;
  };
  const save = () => {
    if (text() === shown) return;
    const known = book.refused.has(name) ? (answer(book, section, key) ?? null) : shown || null;
    shown = text();
    put(book, model, section, key, shown || null, known);
  };
  const typed = () => {
    const differs = text() !== shown;
    if (differs === book.writing.has(name)) return;
    if (differs) book.writing.set(name, save);
    else book.writing.delete(name);
    tell(book, {});
  };
  const soon = steadily(PAUSE, LONGEST, save);
  control.addEventListener("input", () => {
    typed();
    soon();
  });
  control.addEventListener("blur", save);
  const clash = makeClash({ model, book, name, label, words, control: () => control });
  return {
    element: make("div", { class: "rk-field" }, make("label", { for: control.id }, label), control, about, clash.element),
    update: () => {
      if (text() === shown && !book.refused.has(name) && shown !== (answer(book, section, key) ?? "")) set();
      clash.update();
    },
    give: (given) => {
      control.value = given;
      save();
      control.focus();
    },
  };
}

/** A few lines for a note. */
function makeArea(longest, help, rows = 3) {
  return make("textarea", { id: fresh("note"), rows: String(rows), maxlength: String(longest), "aria-describedby": help });
}

/** A line of text. */
function makeLine(help) {
  return make("input", { id: fresh("line"), type: "text", "aria-describedby": help, autocomplete: "off", spellcheck: "false" });
}

/** A question on the scale whose answer is saved under `key`; what it is given beside is makeScale's. */
function makeKeptScale({ model, book, section, key, ...asked }) {
  const { words, legend } = asked;
  const scale = makeScale({ ...asked, choose: (value) => put(book, model, section, key, value) });
  const control = () => scale.element.querySelector("input:checked") ?? scale.element.querySelector("input");
  const clash = makeClash({ model, book, name: `${section} ${key}`, label: legend, words, control });
  scale.element.append(clash.element);
  return {
    element: scale.element,
    update: () => {
      scale.set(answer(book, section, key) ?? null);
      clash.update();
    },
  };
}

/** A choice whose value is saved under `key`, as `read` makes it of the option's; `unset` is chosen where nothing is. */
function makeKeptSelect({ model, book, section, key, label, options, words, unset = () => "", read = (value) => value || null }) {
  const choice = makeSelect(label, options, (value) => put(book, model, section, key, read(value)));
  const text = (value) => options.find(([one]) => one === String(value ?? unset()))?.[1] ?? "";
  const clash = makeClash({ model, book, name: `${section} ${key}`, label, words, text, control: () => choice.select });
  choice.element.append(clash.element);
  return {
    element: choice.element,
    value: () => choice.select.value,
    update: () => {
      choice.set(String(answer(book, section, key) ?? unset()));
      clash.update();
    },
  };
}

/** A question before `act` is done, asked by `opener`, which has the focus again afterwards; Escape is no. */
function makeSure(opener, yes, no, act) {
  const about = make("p", { id: fresh("sure") });
  const element = make("div", { class: "rk-trouble", hidden: true, role: "group", "aria-labelledby": about.id, tabindex: "-1" });
  const open = (now) => {
    element.hidden = !now;
    (now ? element : opener).focus();
  };
  element.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") open(false);
  });
  const done = async () => {
    await act();
    if (!opener.hidden) open(false);
    element.hidden = true;
  };
  element.append(
    about,
    make("button", { type: "button", onclick: done }, yes),
    " ",
    make("button", { type: "button", onclick: () => open(false) }, no),
  );
  return { element, ask: () => open(true), say: (text) => say(about, text) };
}

/** One of a few things to show: radio buttons that look like tabs. `options` are values and labels. */
function makeTabs(legend, options, choose) {
  const name = fresh("tab");
  const labels = options.map(([value, label], place) => {
    const input = make("input", { type: "radio", name, value });
    input.checked = place === 0;
    input.addEventListener("change", () => choose(value));
    return make("label", { class: "rk-tab" }, input, " ", label);
  });
  return make("fieldset", { class: "rk-tabs" }, make("legend", {}, legend), ...labels);
}

/** Let a choice have these options; one that stays is not built anew, as its list may be open. */
function setOptions(select, options) {
  const values = [...select.options].map((option) => option.value);
  if (JSON.stringify(values) !== JSON.stringify(options.map(([value]) => value))) {
    select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
  } else {
    options.forEach(([, text], place) => say(select.options[place], text));
  }
}

/** Build a part of the page anew; focus that was in it stays on what stands in the same place. */
async function keepingFocus(part, build) {
  const controls = () => [...part.querySelectorAll("input, select, textarea, button, summary, a, [tabindex]")];
  const held = document.activeElement;
  const { scrollLeft } = held;
  const place = controls().indexOf(held);
  const built = build();
  const now = place < 0 ? null : controls()[place];
  now?.focus({ preventScroll: true });
  now?.scrollTo(scrollLeft, 0);
  return built;
}
