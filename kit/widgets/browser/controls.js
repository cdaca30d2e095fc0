// Controls with their labels: a choice, a line of text, tabs.

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

function makeInput(label, help, choose) {
  const described = fresh("help");
  const input = make("input", { id: fresh("input"), type: "text", "aria-describedby": described, autocomplete: "off", spellcheck: "false" });
  input.addEventListener("change", () => choose(input.value));
  const element = make(
    "div",
    { class: "rk-field" },
    make("label", { for: input.id }, label),
    input,
    make("p", { class: "rk-help", id: described }, help),
  );
  const set = (value) => {
    if (input !== document.activeElement) input.value = value;
  };
  return { element, input, set };
}

const PAUSE = 600;

/** A few lines of text, saved under `key` while they are written and when they are left. */
function makeField({ model, book, section, key, label, longest, help, rows = 3 }) {
  const area = make("textarea", { id: fresh(section), rows: String(rows), maxlength: String(longest), "aria-describedby": help });
  const save = () => {
    const text = area.value.trim() ? area.value : null;
    if ((answer(book, section, key) ?? null) !== text) put(book, model, section, key, text);
  };
  area.addEventListener("input", later(PAUSE, save));
  area.addEventListener("blur", save);
  return {
    element: make("p", { class: "rk-field" }, make("label", { for: area.id }, label), area),
    update: () => {
      if (area !== document.activeElement) area.value = answer(book, section, key) ?? "";
    },
    give: (text) => {
      area.value = text;
      save();
      area.focus();
    },
  };
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
