// Hand in to a class: who one is, which round, what is handed in, and the two ways to do it.

async function hand({ model, view, el, book, data, words, request }) {
  const about = (key) => answer(book, "class", key) ?? "";
  const role = makeSelect(words["hand.role"], data.roles.map((one) => [one, words[`role.${one || "unsaid"}`]]), (value) =>
    put(book, model, "class", "role", value || null),
  );
  const round = makeSelect(words["hand.round"], data.rounds.map((one) => [one, words[`round.${one}`]]), (value) =>
    put(book, model, "class", "round", value),
  );
  const folder = makeInput(words["hand.folder"], words["hand.folder-help"], (value) =>
    put(book, model, "class", "folder", value.trim() || null),
  );
  folder.element.hidden = Boolean(data.folder);
  const note = make("p", { class: "rk-note" });
  const forms = make("details", { class: "rk-seen" });
  const formsTitle = make("summary", {});
  const holder = make("div", {});
  forms.append(formsTitle, holder);
  const given = make("p", { class: "rk-sentence" });
  const told = make("p", { role: "status", class: "rk-status" });
  const button = make("button", { type: "button", class: "rk-main", onclick: () => handIn() }, words["hand.button"]);
  // It changes with every answer; a screen reader would spell it out each time.
  const code = make("output", { class: "rk-code", "aria-label": words["hand.code"], "aria-live": "off" });
  const copied = make("span", { role: "status", class: "rk-status" });
  const copy = make("button", { type: "button", onclick: () => copyCode() }, words["hand.copy"]);
  const picture = make("div", { class: "rk-qr" });
  const exact = make("div", {});
  const showExact = whenNew((table) => showTable(exact, table));
  el.append(
    make("p", {}, words["hand.about"]),
    make("div", { class: "rk-fields" }, role.element, round.element),
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

  const section = () => (about("round") === "then" ? "then" : "ratings");
  const all = data.groups.flatMap((group) => group.statements);
  let mark = "";
  let shownForm = {};
  const showForms = () => {
    if (shownForm.section === section()) return;
    shownForm.stop?.();
    shownForm = makeForms({ model, book, data, words, section: section() });
    holder.replaceChildren(shownForm.element);
  };
  const update = () => {
    role.set(about("role"));
    round.set(about("round") || "1");
    folder.set(about("folder"));
    showForms();
    const then = section() === "then";
    note.textContent = then ? words["hand.then"] : words["hand.again"];
    note.hidden = !then && ["", "1"].includes(about("round"));
    formsTitle.textContent = then ? words["hand.form-then"] : words["hand.form"];
    const rated = all.filter(({ id }) => answer(book, section(), id) !== undefined).length;
    given.textContent = fill(words["hand.given"], { n: rated, of: all.length });
    showExact({
      caption: words["hand.exact"],
      head: [words["hand.what"], words["hand.value"]],
      rows: [
        [words["hand.mark"], mark],
        [words["hand.round"], words[`round.${about("round") || "1"}`]],
        [words["hand.role"], words[`role.${about("role") || "unsaid"}`]],
        ...all.map(({ id, number, text }) => [`${number} ${text}`, ratingText(answer(book, section(), id), words)]),
      ],
    });
  };
  const ask = async (question) => {
    const found = await request(question);
    mark = found.mark;
    say(code, found.code);
    picture.replaceChildren(drawQr(found.qr, words["hand.qr-alt"]));
    return found;
  };
  const fetchAgain = later(200, () => ask({}).then(update, (error) => picture.replaceChildren(failure(error, words))));
  let busy = false; // a button that is disabled while it works would lose the focus
  const handIn = async () => {
    if (busy) return;
    busy = true;
    told.textContent = "";
    try {
      const { told: answerTold } = await within(ask({ hand: true }), words["hand.silent"]);
      told.classList.toggle("rk-trouble", !answerTold.done);
      told.textContent = answerTold.text;
    } catch (error) {
      told.classList.add("rk-trouble");
      told.textContent = error.message;
    }
    busy = false;
  };
  const copyCode = async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      copied.textContent = words["hand.copied"];
    } catch {
      // Not allowed everywhere; what is selected can be copied by hand.
      getSelection().selectAllChildren(code);
      copied.textContent = words["hand.selected"];
    }
  };
  const stop = follow(book, () => {
    copied.textContent = "";
    update();
    fetchAgain();
  });
  update();
  await ask({}).then(update);
  return () => {
    stop();
    shownForm.stop?.();
  };
}

/** All statements of the course on one page, a fold for each group. */
function makeForms({ model, book, data, words, section }) {
  const help = fresh("help");
  const scales = new Map();
  const folds = data.groups.map(({ title, statements }) => {
    const summary = make("summary", {});
    for (const { id, number, text } of statements) {
      const choose = (value) => put(book, model, section, id, value);
      scales.set(id, makeScale({ words, legend: text, number, describedby: help, choose }));
    }
    const fold = make("details", {}, summary, ...statements.map(({ id }) => scales.get(id).element));
    return { title, statements, summary, fold };
  });
  const update = () => {
    for (const [id, scale] of scales) scale.set(answer(book, section, id) ?? null);
    for (const { title, statements, summary } of folds) {
      const given = statements.filter(({ id }) => answer(book, section, id) !== undefined).length;
      summary.textContent = `${title}: ${fill(words["form.answered"], { n: given, of: statements.length })}`;
    }
  };
  const stop = follow(book, update);
  update();
  const element = make("div", {}, make("p", { class: "rk-help", id: help }, words["form.keys"]), ...folds.map(({ fold }) => fold));
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

/** What a promise brings, or an error with a sentence when Python does not answer. */
function within(promise, sentence) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(sentence)), 15000))]);
}
