// Notes on a factor: importance, what the rating rests on, what to do on Monday.

const PAUSE = 600;

function reflect({ model, el, book, data, words }) {
  const help = fresh("help");
  const status = make("p", { class: "rk-status", role: "status" });
  const scale = makeScale({
    words,
    legend: words["reflect.importance"],
    section: "reflect",
    unsure: false,
    describedby: help,
    choose: (value) => put(book, model, "importance", data.factor, value),
  });
  const fields = ["evidence", "reflection"].map((which) => {
    const section = which === "reflection" ? "reflections" : which;
    const area = make("textarea", { id: fresh(which), rows: "3", maxlength: String(data.longest), "aria-describedby": help });
    const save = () => {
      const text = area.value.trim() ? area.value : null;
      if ((answer(book, section, data.factor) ?? null) !== text) put(book, model, section, data.factor, text);
    };
    area.addEventListener("input", later(PAUSE, save));
    area.addEventListener("blur", save);
    const element = make("p", { class: "rk-field" }, make("label", { for: area.id }, words[`reflect.${which}`]), area);
    return { section, area, element };
  });
  el.append(
    make(
      "form",
      { class: "rk-card", "aria-label": data.title, onsubmit: (event) => event.preventDefault() },
      make("h4", {}, data.title),
      scale.element,
      make("p", { class: "rk-help", id: help }, words["reflect.note"]),
      ...fields.map((field) => field.element),
      status,
    ),
  );
  const update = () => {
    scale.set(answer(book, "importance", data.factor) ?? null);
    for (const { section, area } of fields) {
      if (area !== document.activeElement) area.value = answer(book, section, data.factor) ?? "";
    }
    const given = ["importance", "evidence", "reflections"].some((section) => answer(book, section, data.factor) !== undefined);
    status.textContent = given ? words[`form.${book.state}`] : "";
  };
  const stop = follow(book, update);
  update();
  return stop;
}
