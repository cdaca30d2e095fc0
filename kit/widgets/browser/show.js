// Show a view: what is common to all of them.

const KINDS = { rate, practise, compare, county, guess, quiz, reflect };

export async function show(view) {
  const { model, el } = view;
  const data = model.get("data");
  const words = data.words;
  const book = openBook(view);
  const root = make("div", { class: "rk", lang: data.language });
  root.append(troubleOf(model, book, words));
  const body = make("div", { class: `rk-${data.kind}` });
  root.append(body);
  el.append(root);
  const request = requests(model);
  const stop = await KINDS[data.kind]({ model, view, el: body, book, data, words, request });
  return () => stop?.();
}

/** Ask the kernel to work something out. */
function requests(model) {
  const waiting = new Map();
  let last = 0;
  model.on("msg:custom", (message) => {
    waiting.get(message.reply)?.(message.found);
    waiting.delete(message.reply);
  });
  return (question) =>
    new Promise((resolve) => {
      last += 1;
      const number = `${fresh("ask")}-${last}`;
      waiting.set(number, resolve);
      model.send({ question, number });
    });
}

/** What is wrong with the answers file, said where the learner is looking, with a way to keep her answers. */
function troubleOf(model, book, words) {
  const box = make("div", { class: "rk-trouble", role: "alert", hidden: true });
  const say = (text) => {
    if (!text || !book || box.textContent.startsWith(text)) return;
    box.hidden = false;
    box.replaceChildren(
      make("p", {}, text),
      make("button", { type: "button", onclick: () => download(book) }, words["form.download"]),
    );
  };
  say(model.get("data").trouble);
  follow(book, ({ trouble }) => say(trouble));
  return box;
}

function download(book) {
  const document_ = { kit: "answers", format: 1 };
  for (const [name, value] of book.answers) {
    const [section, key] = name.split(" ");
    (document_[section] ??= {})[key] = value;
  }
  const file = new Blob([`${JSON.stringify(document_, null, 1)}\n`], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(file), download: "answers.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}
