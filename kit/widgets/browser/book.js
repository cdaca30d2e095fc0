// The learner's answers as this page knows them, shared by every view of the same answers file.
// What is given here is shown at once everywhere, and waits until Python says that it is in the file.

import { later } from "./dom.js";
import { findWaiting, forgetWaiting, keepWaiting, namesWaiting, placeOf, readWaiting } from "./store.js";

const PATIENCE = 5000;
const AGAIN = 4000;

// Once one of these is answered, what it was tried on has been shown: the first answer stands.
const ONCE = new Set(["calibration", "guesses", "quiz", "seen"]);

/**
 * The book of a view. Each lesson that is run reads the file anew, and the page asks it once what it
 * found; what still waits here, or was left by an earlier page, is given to the new lesson to save.
 */
export async function openBook({ model, page, ask, data: { book: id, reader } }) {
  page.books ??= new Map();
  if (!page.books.has(id)) page.books.set(id, newBook(id));
  page.listening ??= listen(page.books);
  const book = page.books.get(id);
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
    const told = ask(model, "answers").then((text) => meet(book, link, JSON.parse(text)));
    book.readers.set(reader, told);
    told.catch(() => book.readers.delete(reader));
  }
  await book.readers.get(reader);
  return book;
}

/**
 * Of `waiting`, by an answer's name: its value, an edit's own id, what Python may have seen there before it
 * (what the page knew, and what it has sent since), and how it stands: "saving", "unsaved" while Python does
 * not answer, "memory" while Python has it and the file has not, and "changed" if the file holds something else.
 */
function newBook(id) {
  return {
    id,
    answers: new Map(),
    waiting: new Map(),
    refused: new Map(), // why, by an answer's name
    writing: new Map(), // what saves a text that is being written, by its name
    followers: new Set(),
    readers: new Map(),
    links: new Map(),
    linkOf: new WeakMap(),
    notices: [],
  };
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export function answer(book, section, key) {
  return book.answers.get(`${section} ${key}`);
}

function setAnswer(book, name, value) {
  if (value === null || value === undefined) book.answers.delete(name);
  else book.answers.set(name, value);
}

/** Give an answer, or take it back with null. `known` is what was there as far as the giver knows. */
export function put(book, model, section, key, value, known = answer(book, section, key) ?? null) {
  const name = `${section} ${key}`;
  const before = book.waiting.get(name);
  const entry = { value, edit: newEdit(), seen: before ? [before.seen[0], before.value] : [known] };
  book.refused.delete(name);
  book.writing.delete(name);
  setAnswer(book, name, value);
  book.waiting.set(name, entry);
  entry.safe = keepWaiting(book.id, name, entry, before?.edit);
  // The other answer is still to be chosen or not; until then this one is only kept.
  if (before?.at === "changed") Object.assign(entry, { at: before.at, stored: before.stored });
  else deliver(book, name, book.linkOf.get(model));
  tell(book, { section, key });
}

/** An id that no other page gives; an address without https has no randomUUID. */
function newEdit() {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}

/** Give what waits to Python, through a view whose kernel is there. */
function deliver(book, name, link) {
  const entry = book.waiting.get(name);
  const { value, seen, edit } = entry;
  const [section, key] = name.split(" ");
  entry.at ??= "saving";
  const sent = [link, ...[...book.links.values()].reverse()].some((one) => one && send(one, { put: { section, key, value, seen }, edit }));
  if (!sent) entry.at = "unsaved"; // no kernel is there; the answer waits for the next run
  setTimeout(() => {
    if (entry.at !== "saving" || book.waiting.get(name) !== entry) return;
    entry.at = "unsaved";
    tell(book, {});
  }, PATIENCE);
  book.trying ??= setInterval(() => tryAgain(book), AGAIN);
}

export function send({ model }, message) {
  try {
    model.send(message);
    return true;
  } catch {
    return false;
  }
}

/** Give one of the answers that wait again: once Python answers it, the others follow. */
function tryAgain(book) {
  const late = [...book.waiting].find(([, { at }]) => at === "unsaved" || at === "memory");
  if (late) deliver(book, late[0]);
  else if (![...book.waiting.values()].some(({ at }) => at === "saving")) book.trying = clearInterval(book.trying);
}

/** What Python says has become of an answer that was given. */
function hear(book, link, { edit, fate, stored, why, kept, said, about, trouble, notices }) {
  const [name, entry] = [...book.waiting].find(([, one]) => one.edit === edit) ?? [];
  if (entry && fate === "taken") Object.assign(entry, { at: "memory", reader: link.reader });
  if (entry && fate === "failed") entry.at = "unsaved";
  if (entry && fate === "changed") meetOther(book, name, stored);
  if (entry && fate === "refused") {
    settle(book, name);
    setAnswer(book, name, entry.seen[0]);
    book.refused.set(name, why);
  }
  for (const [one, { at, reader }] of [...book.waiting]) {
    const here = at === "memory" && reader === link.reader;
    if (here && kept) settle(book, one);
    // This Python answers; perhaps it can save what another could not.
    else if (fate !== "failed" && !here && ["memory", "unsaved"].includes(at)) deliver(book, one, link);
  }
  learn(book, { trouble, notices });
  tell(book, { said, about, trouble });
}

/** It is saved, or was let go: nothing waits under this name. */
function settle(book, name) {
  forgetWaiting(book.id, name, book.waiting.get(name).edit);
  book.waiting.delete(name);
}

/** Another place has changed the answer meanwhile: the learner chooses which one is to stand. */
function meetOther(book, name, stored) {
  const entry = book.waiting.get(name);
  // What was left by another page may have been saved there, and gone on, since it was taken up here.
  const elsewhere = entry.left && findWaiting(book.id, name)?.edit !== entry.edit;
  if (elsewhere || ONCE.has(name.split(" ")[0])) {
    settle(book, name);
    setAnswer(book, name, stored);
  } else Object.assign(entry, { at: "changed", stored });
}

/** Choose between one's own answer and the one that another place has given. */
export function decide(book, model, name, mine) {
  const entry = book.waiting.get(name);
  const [section, key] = name.split(" ");
  settle(book, name);
  if (mine) put(book, model, section, key, entry.value, entry.stored);
  else setAnswer(book, name, entry.stored);
  tell(book, { section, key });
}

/** Take up what an earlier page, or another, has left. */
function takeUp(book) {
  for (const name of namesWaiting(book.id)) {
    const left = findWaiting(book.id, name);
    if (!left || book.waiting.has(name)) continue;
    book.waiting.set(name, { ...left, at: "saving", safe: true, left: true });
    setAnswer(book, name, left.value);
  }
}

/** Take over what Python has read, give it what waits, and tell in which sections something is new. */
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

function learn(book, { trouble = book.trouble, notices = book.notices }) {
  Object.assign(book, { trouble, notices });
}

/** Read the answers anew, after Python has changed them by itself. */
export async function reread(book, { model, ask }) {
  meet(book, book.linkOf.get(model), JSON.parse(await ask(model, "answers")));
  tell(book, { trouble: book.trouble });
}

/** Look whether another page has changed something; a kernel that is busy or gone is asked once, and not missed. */
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

/** What the page hears for all its books: that it is seen again or left, and what other pages have saved. */
function listen(books) {
  const every = (act) => () => {
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

/** Call `hear` on every change, until the returned function is called. */
export function follow(book, hear) {
  book.followers.add(hear);
  return () => book.followers.delete(hear);
}

export function tell(book, change) {
  for (const hear of [...book.followers]) hear(change);
}
