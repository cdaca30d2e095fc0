// The learner's answers as this page knows them, shared by every view of the same answers file.
// What is given here is shown at once everywhere, and stays "pending" until a kernel has saved it.

const PATIENCE = 5000;

function openBook({ model, page }) {
  page.books ??= new Map();
  page.met ??= new WeakSet();
  const id = model.get("book");
  if (!page.books.has(id)) page.books.set(id, newBook());
  const book = page.books.get(id);
  if (!page.met.has(model)) {
    page.met.add(model);
    meet(book, model);
  }
  return book;
}

function newBook() {
  return { answers: new Map(), pending: new Map(), followers: new Set(), edit: 0, state: "saved" };
}

/** Take over what a new model's kernel has just read from the file, save for what is still pending. */
function meet(book, model) {
  model.on("msg:custom", (message) => {
    if (message.saved !== undefined) acknowledge(book, message);
  });
  for (const [section, entries] of Object.entries(model.get("answers"))) {
    for (const name of [...book.answers.keys()]) {
      if (name.startsWith(`${section} `) && !book.pending.has(name)) book.answers.delete(name);
    }
    for (const [key, value] of Object.entries(entries)) {
      const name = `${section} ${key}`;
      if (!book.pending.has(name)) book.answers.set(name, value);
    }
  }
  for (const [name, { value }] of book.pending) deliver(book, model, name, value);
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
  model.send({ put: { section, key, value }, edit });
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

/** Call `hear` on every change, until the returned function is called. */
function follow(book, hear) {
  book.followers.add(hear);
  return () => book.followers.delete(hear);
}

function tell(book, change) {
  for (const hear of [...book.followers]) hear(change);
}
