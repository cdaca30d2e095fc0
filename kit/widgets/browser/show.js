// Show a view: what is common to all of them.

const KINDS = { rate, practise, compare, county, guess, quiz, reflect, progress, hand, board, prioritise, plan, lookback, takeaway };

export async function show(view) {
  const { model, el, data, page, kit } = view;
  const words = placed(kit.words[data.language]);
  style(page, kit);
  page.texts ??= watchTexts();
  const book = await openBook(view);
  if (view.signal?.aborted) return undefined; // it was removed meanwhile
  const body = make("div", { class: `rk-${data.kind}` });
  // The page is JupyterLab's and says "en"; the lesson's running text is read in its own language.
  el.closest(".jp-Notebook")?.setAttribute("lang", data.language);
  const trouble = makeTrouble(book, words);
  el.replaceChildren(make("div", { class: "rk", lang: data.language }, trouble.element, body));
  const request = requests(model, words);
  let stop;
  try {
    stop = await KINDS[data.kind]({ model, view, el: body, book, data, words, request });
  } catch (error) {
    body.replaceChildren(failure(error, words));
  }
  return () => {
    stop?.();
    trouble.stop();
  };
}

/** An error with a sentence for the learner; the detail, if there is any, is for whoever helps her. */
function plainError(sentence, detail) {
  return Object.assign(new Error(sentence), { sentence, detail });
}

/** What went wrong: the sentence, and the detail folded. */
function failure(error, words) {
  const detail = error?.sentence ? error.detail : String(error?.stack ?? error);
  const fold = detail && make("details", {}, make("summary", {}, words["view.detail"]), make("pre", {}, detail));
  return make("div", { class: "rk-trouble", role: "alert" }, make("p", {}, error?.sentence ?? words["view.failed"]), fold);
}

/** The newest kit's style, once per page. */
function style(page, kit) {
  page.style ??= document.head.appendChild(document.createElement("style"));
  if (page.style.textContent !== kit.style) page.style.textContent = kit.style;
}

/** A text with too wide a table scrolls in JupyterLab, but not by keyboard: it takes the arrow keys. */
function watchTexts() {
  const look = later(300, () => {
    for (const text of document.querySelectorAll(".jp-Notebook:has(.rk) .jp-OutputArea-output.jp-RenderedMarkdown:has(table)")) {
      const wide = text.scrollWidth > text.clientWidth;
      if (wide === text.hasAttribute("tabindex")) continue;
      const heads = [...text.querySelectorAll("th")].map((head) => head.textContent).join(", ");
      const needed = { tabindex: "0", role: "group", "aria-label": heads, "data-lm-suppress-shortcuts": "true" };
      for (const [name, value] of Object.entries(needed)) {
        if (wide) text.setAttribute(name, value);
        else text.removeAttribute(name);
      }
    }
  });
  addEventListener("resize", look);
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  return watch;
}

/** Ask the kernel to work something out; a file may go with the question. */
function requests(model, words) {
  const waiting = new Map();
  model.on("msg:custom", (message, [file]) => {
    const asked = waiting.get(message.reply);
    waiting.delete(message.reply);
    if (message.error) asked?.reject(plainError(words["view.unanswered"], message.error));
    else asked?.resolve(file ? { ...message.found, file } : message.found);
  });
  return (question, file) =>
    new Promise((resolve, reject) => {
      const number = fresh("ask");
      waiting.set(number, { resolve, reject });
      try {
        model.send({ question, number }, undefined, file ? [file] : []);
      } catch (error) {
        waiting.delete(number);
        reject(plainError(words["hand.silent"], String(error)));
      }
    });
}

/**
 * What is wrong with the answers file, said where the learner is looking, with a way to keep her answers; and
 * what is good to know of it. One view says it for all, until it is so no longer.
 */
function makeTrouble(book, words) {
  const told = make("p", {});
  const box = make("div", { class: "rk-trouble", role: "alert", hidden: true });
  const notes = make("div", { class: "rk-note", role: "status" });
  const showNotes = whenNew((texts) => notes.replaceChildren(...texts.map((text) => make("p", {}, text))));
  const update = ({ trouble }) => {
    const any = book.trouble || book.notices.length;
    if (any && trouble !== undefined) book.teller ??= box;
    const mine = book.teller === box;
    box.hidden = !(mine && book.trouble);
    if (!box.hidden && !box.childElementCount)
      box.append(told, make("button", { type: "button", onclick: () => download(book) }, words["view.download"]));
    if (!box.hidden) say(told, book.trouble);
    showNotes(mine ? book.notices : []);
  };
  update({ trouble: book.trouble });
  const stop = follow(book, update);
  return {
    element: make("div", {}, box, notes),
    stop: () => {
      stop();
      if (book.teller === box) book.teller = undefined;
    },
  };
}

/** The phrases, as they fit where the page is: without JupyterLab there is no menu from which to run. */
function placed(words) {
  if (document.querySelector(".jp-NotebookPanel")) return words;
  return { ...words, "hand.silent": words["hand.silent-page"], "form.again": words["form.again-page"] };
}

function download(book) {
  const document_ = { kit: "answers", format: 1 };
  for (const [name, value] of book.answers) {
    const [section, key] = name.split(" ");
    (document_[section] ??= {})[key] = value;
  }
  offer(new Blob([`${JSON.stringify(document_, null, 1)}\n`], { type: "application/json" }), "answers.json");
}
