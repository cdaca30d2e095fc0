// The learner's answers as this page knows them, shared by every view of the same answers file.
// What is given here is shown at once everywhere, and stays "pending" until a kernel has saved it.

const PATIENCE = 5000;

/**
 * The book of a view. Each lesson that is run reads the file anew, and the page asks it once what it
 * found; what is still pending here is kept, and given to the new lesson to save.
 */
async function openBook({ model, page, ask, data: { book: id, reader } }) {
  page.books ??= new Map();
  if (!page.books.has(id)) page.books.set(id, newBook());
  const book = page.books.get(id);
  model.on("msg:custom", (message) => {
    if (message.saved !== undefined) acknowledge(book, message);
  });
  if (!book.readers.has(reader)) {
    const told = ask(model, "answers").then((text) => meet(book, model, JSON.parse(text)));
    book.readers.set(reader, told);
    told.catch(() => book.readers.delete(reader));
  }
  await book.readers.get(reader);
  return book;
}

/** Read the answers anew, after Python has changed them by itself, and tell in which sections. */
async function reread(book, { model, ask }) {
  const before = new Map(book.answers);
  meet(book, model, JSON.parse(await ask(model, "answers")));
  const same = (name) => JSON.stringify(before.get(name)) === JSON.stringify(book.answers.get(name));
  const changed = [...before.keys(), ...book.answers.keys()].filter((name) => !same(name));
  for (const section of new Set(changed.map((name) => name.split(" ")[0]))) tell(book, { section });
}

function newBook() {
  return { answers: new Map(), pending: new Map(), followers: new Set(), readers: new Map(), edit: 0, state: "saved" };
}

function meet(book, model, { sections, trouble }) {
  for (const name of [...book.answers.keys()]) if (!book.pending.has(name)) book.answers.delete(name);
  for (const [section, entries] of Object.entries(sections)) {
    for (const [key, value] of Object.entries(entries)) {
      const name = `${section} ${key}`;
      if (!book.pending.has(name)) book.answers.set(name, value);
    }
  }
  book.trouble = trouble;
  book.told = undefined; // each run of a lesson says once what is wrong
  for (const [name, { value }] of [...book.pending]) deliver(book, model, name, value);
  tell(book, {});
}

function answer(book, section, key) {
  return book.answers.get(`${section} ${key}`);
}

/** Give an answer, or take it back with null. */
function put(book, model, section, key, value) {
  const name = `${section} ${key}`;
  if (value === null) book.answers.delete(name);
  else book.answers.set(name, value);
  deliver(book, model, name, value);
  tell(book, { section, key });
}

function deliver(book, model, name, value) {
  book.edit += 1;
  const edit = book.edit;
  const [section, key] = name.split(" ");
  book.pending.set(name, { value, edit });
  book.state = "saving";
  try {
    model.send({ put: { section, key, value }, edit });
  } catch {
    book.state = "unsaved"; // the kernel is gone; the answer waits for the next run
  }
  setTimeout(() => {
    if (book.pending.get(name)?.edit !== edit) return;
    book.state = "unsaved";
    tell(book, {});
  }, PATIENCE);
}

function acknowledge(book, message) {
  for (const [name, { edit }] of book.pending) {
    if (edit === message.saved) book.pending.delete(name);
  }
  if (book.pending.size === 0) book.state = message.kept ? "saved" : "memory";
  tell(book, { said: message.said, about: message.about, trouble: message.trouble });
}

/**
 * A line on how saving goes, and `tell` to set it. It speaks once the answer is saved or cannot be;
 * that it is being saved is only shown, and only if it takes time. `names` are the answers it tells of.
 */
function makeStatus(book, names, words) {
  const spoken = make("span", { role: "status" });
  const waiting = make("span", { "aria-hidden": "true", hidden: true }, " ", words["form.saving"]);
  const concerned = () => names.some((name) => book.pending.has(name));
  const slow = later(1000, () => {
    waiting.hidden = book.state !== "saving" || !concerned();
  });
  const tell = (text) => {
    slow();
    if (book.state === "saving" || (book.state === "unsaved" && !concerned())) return;
    waiting.hidden = true;
    say(spoken, text);
  };
  return { element: make("p", { class: "rk-status" }, spoken, waiting), tell };
}

/** Call `hear` on every change, until the returned function is called. */
function follow(book, hear) {
  book.followers.add(hear);
  return () => book.followers.delete(hear);
}

function tell(book, change) {
  for (const hear of [...book.followers]) hear(change);
}
