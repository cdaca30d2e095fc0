// Notes on each factor: importance, what the rating rests on, what to do on Monday.

const PAUSE = 600;

function reflect({ model, el, book, data, words }) {
  const cards = data.factors.map((factor) => makeNotes(factor, { model, book, longest: data.longest, words }));
  el.append(...cards.map((card) => card.element));
  const update = () => {
    for (const card of cards) card.update();
  };
  const stop = follow(book, update);
  update();
  return stop;
}

function makeNotes({ id, title }, { model, book, longest, words }) {
  const help = fresh("help");
  const sections = ["importance", "evidence", "reflections"];
  const status = makeStatus(book, sections.map((section) => `${section} ${id}`), words);
  const scale = makeScale({
    words,
    legend: words["reflect.importance"],
    section: "reflect",
    unsure: false,
    choose: (value) => put(book, model, "importance", id, value),
  });
  const fields = ["evidence", "reflections"].map((section) => {
    const area = make("textarea", { id: fresh(section), rows: "3", maxlength: String(longest), "aria-describedby": help });
    const save = () => {
      const text = area.value.trim() ? area.value : null;
      if ((answer(book, section, id) ?? null) !== text) put(book, model, section, id, text);
    };
    area.addEventListener("input", later(PAUSE, save));
    area.addEventListener("blur", save);
    const element = make("p", { class: "rk-field" }, make("label", { for: area.id }, words[`reflect.${section}`]), area);
    return { section, area, element };
  });
  const element = make(
    "form",
    { class: "rk-card", "aria-label": title, onsubmit: (event) => event.preventDefault() },
    make("h3", {}, title),
    scale.element,
    make("p", { class: "rk-help", id: help }, words["reflect.note"]),
    ...fields.map((field) => field.element),
    status.element,
  );
  const update = () => {
    scale.set(answer(book, "importance", id) ?? null);
    for (const { section, area } of fields) {
      if (area !== document.activeElement) area.value = answer(book, section, id) ?? "";
    }
    const given = sections.some((section) => answer(book, section, id) !== undefined);
    status.tell(given || book.state === "unsaved" ? words[`form.${book.state}`] : "");
  };
  return { element, update };
}
