// What Python, or another page, has of the answers, taken over into the book.

import { bookOf, learn, setAnswer, tell } from "./book.js";
import { deliver, hear, settle } from "./delivery.js";
import { later } from "./dom.js";
import { findWaiting, keepWaiting, namesWaiting, placeOf, readWaiting } from "./store.js";

/** @import { Ask, Book, Link, Model, Page, News } from "./types.js" */

/**
 * The book of a view. Each lesson that is run reads the file anew, and the page asks it once what it
 * found; what still waits here, or was left by an earlier page, is given to the new lesson to save.
 * @param {{ model: Model, page: Page, ask: Ask, data: { book: string, reader: string } }} view
 * @returns {Promise<Book>}
 */
export async function openBook({ model, page, ask, data: { book: id, reader } }) {
  page.books ??= new Map();
  page.listening ??= listen(page.books);
  const book = bookOf(page.books, id);
  const link = { model, ask, reader };
  book.links.delete(reader); // the newest is asked first
  book.links.set(reader, link);
  book.linkOf.set(model, link);
  model.on("msg:custom", (message) => {
    if (message.fate) hear(book, link, message);
  });
  if (!book.readers.has(reader)) {
    takeUp(book);
    book.teller = undefined; // each run of a lesson says once what is wrong
    const told = ask(model, "answers", reader).then((text) => meet(book, link, JSON.parse(text)));
    book.readers.set(reader, told);
    told.catch(() => book.readers.delete(reader));
  }
  await book.readers.get(reader);
  return book;
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Take up what an earlier page, or another, has left.
 * @param {Book} book
 */
function takeUp(book) {
  for (const name of namesWaiting(book.id)) {
    const left = findWaiting(book.id, name);
    if (!left || book.waiting.has(name)) continue;
    book.waiting.set(name, { ...left, at: "saving", safe: true, left: true });
    setAnswer(book, name, left.value);
  }
}

/**
 * Take over what Python has read, give it what waits, and tell in which sections something is new.
 * @param {Book} book
 * @param {Link} link
 * @param {{ sections: Record<string, Record<string, unknown>> } & News} read
 */
function meet(book, link, { sections, trouble, notices }) {
  const read = new Map();
  for (const [section, entries] of Object.entries(sections)) {
    for (const [key, value] of Object.entries(entries)) read.set(`${section} ${key}`, value);
  }
  const changed = new Set();
  for (const name of new Set([...book.answers.keys(), ...read.keys()])) {
    if (book.waiting.has(name) || same(book.answers.get(name), read.get(name))) continue;
    setAnswer(book, name, read.get(name));
    changed.add(name.split(" ")[0]);
  }
  for (const [name, entry] of [...book.waiting]) {
    const stored = read.get(name) ?? null;
    if (entry.at !== "changed") deliver(book, name, link);
    else if (same(stored, entry.value)) settle(book, name);
    else entry.stored = stored;
  }
  learn(book, { trouble, notices });
  for (const section of changed) tell(book, { section });
  tell(book, {});
}

/**
 * Read the answers anew, after Python has changed them by itself.
 * @param {Book} book
 * @param {{ model: Model, ask: Ask }} view
 */
export async function reread(book, { model, ask }) {
  meet(book, /** @type {Link} */ (book.linkOf.get(model)), JSON.parse(await ask(model, "answers")));
  tell(book, { trouble: book.trouble });
}

/**
 * Look whether another page has changed something; a kernel that is busy or gone is asked once, and not missed.
 * @param {Book} book
 */
function lookAnew(book) {
  for (const link of book.links.values()) {
    if (link.asked) continue;
    link.asked = true;
    const done = () => {
      link.asked = false;
    };
    reread(book, link).then(done, done);
  }
}

/**
 * What the page hears for all its books: that it is seen again or left, and what other pages have saved.
 * @param {Map<string, Book>} books
 */
function listen(books) {
  const every = (/** @type {(book: Book) => void} */ act) => () => {
    for (const book of books.values()) act(book);
  };
  const again = later(300, () => {
    if (!document.hidden) every(lookAnew)();
  });
  const leave = every((book) => {
    for (const save of book.writing.values()) save();
  });
  addEventListener("focus", again);
  addEventListener("pageshow", again);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : again()));
  addEventListener("storage", ({ key, oldValue, newValue }) => {
    for (const book of books.values()) {
      const start = placeOf(book.id, "");
      if (!key?.startsWith(start)) continue;
      const name = key.slice(start.length);
      const entry = book.waiting.get(name);
      if (entry && readWaiting(oldValue)?.edit === entry.edit) {
        if (newValue === null) settle(book, name);
        else entry.safe = false; // another page, which knew of it, has changed it
        tell(book, {});
      } else if (entry && newValue === null && !entry.safe) entry.safe = keepWaiting(book.id, name, entry);
    }
    again();
  });
  addEventListener("beforeunload", (event) => {
    leave();
    const open = [...books.values()].flatMap((book) => [...book.waiting.values()]);
    if (open.some(({ at, safe }) => at !== "saving" || !safe)) event.preventDefault();
  });
  return true;
}
