// Show a view: what is common to all of them.

const KINDS = { rate, practise, compare, county, guess, quiz, reflect, progress, hand, board, prioritise, plan, lookback, takeaway };

export async function show(view) {
  const { model, el, data, page, kit } = view;
  const words = kit.words[data.language];
  style(page, kit);
  page.texts ??= watchTexts();
  const book = await openBook(view);
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

/** What went wrong: a sentence for the learner, and the detail folded for whoever helps her. */
function failure(error, words) {
  return make(
    "div",
    { class: "rk-trouble", role: "alert" },
    make("p", {}, words["view.failed"]),
    make("details", {}, make("summary", {}, words["view.detail"]), make("pre", {}, String(error?.stack ?? error))),
  );
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
    if (message.error) asked?.reject(new Error(message.error));
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
        reject(new Error(words["hand.silent"], { cause: error }));
      }
    });
}

/** What is wrong with the answers file, said where the learner is looking, with a way to keep her answers. */
function makeTrouble(book, words) {
  const box = make("div", { class: "rk-trouble", role: "alert", hidden: true });
  const say = (text) => {
    if (!text || book.told === text) return;
    book.told = text;
    box.hidden = false;
    box.replaceChildren(
      make("p", {}, text),
      make("button", { type: "button", onclick: () => download(book) }, words["view.download"]),
    );
  };
  say(book.trouble);
  return { element: box, stop: follow(book, ({ trouble }) => say(trouble)) };
}

function download(book) {
  const document_ = { kit: "answers", format: 1 };
  for (const [name, value] of book.answers) {
    const [section, key] = name.split(" ");
    (document_[section] ??= {})[key] = value;
  }
  offer(new Blob([`${JSON.stringify(document_, null, 1)}\n`], { type: "application/json" }), "answers.json");
}
