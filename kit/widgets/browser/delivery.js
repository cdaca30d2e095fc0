// What is given here is shown at once everywhere, and waits until Python says that it is in the file.

import { answer, entryOf, learn, setAnswer, tell } from "./book.js";
import { findWaiting, forgetWaiting, keepWaiting } from "./store.js";

/** @import { Answers, Book, Change, Entry, Link, Model, Section, News } from "./types.js" */

const PATIENCE = 5000;
const AGAIN = 4000;
const LATEST = 5; // of what is on its way: every other level, and as many texts as there can be

// Once one of these is answered, what it was tried on has been shown: the first answer stands.
const ONCE = new Set(["calibration", "guesses", "quiz", "seen"]);

/**
 * Give an answer, or take it back with null. `known` is what was there as far as the giver knows.
 * @template {Section} Name
 * @param {Book} book
 * @param {Model} model
 * @param {Name} section
 * @param {string} key
 * @param {Answers[Name] | null} value
 * @param {unknown} [known]
 */
export function put(book, model, section, key, value, known = answer(book, section, key) ?? null) {
  const name = `${section} ${key}`;
  const before = book.waiting.get(name);
  /** @type {Entry} */
  const entry = { value, edit: newEdit(), seen: before ? maySee(before) : [known] };
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

/**
 * What Python may see where another answer takes the place of this one: were the page to end now, any that is on its way.
 * @param {Entry} entry
 */
function maySee({ seen, value, at }) {
  const [first, ...later] = seen;
  const others = at === "saving" ? later.filter((was) => was !== value) : [];
  return [first, ...others.slice(-LATEST), value];
}

/** An id that no other page gives; an address without https has no randomUUID. */
function newEdit() {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}

/**
 * Give what waits to Python, through a view whose kernel is there.
 * @param {Book} book
 * @param {string} name
 * @param {Link} [link]
 */
export function deliver(book, name, link) {
  const entry = entryOf(book, name);
  const { value, seen, edit } = entry;
  const [section, key] = name.split(" ");
  entry.at ??= "saving";
  const sent = [link, ...[...book.links.values()].reverse()].some(
    (through) => through && send(through, { put: { section, key, value, seen }, edit }),
  );
  if (!sent) entry.at = "unsaved"; // no kernel is there; the answer waits for the next run
  setTimeout(() => {
    if (entry.at !== "saving" || book.waiting.get(name) !== entry) return;
    entry.at = "unsaved";
    tell(book, {});
  }, PATIENCE);
  book.trying ??= setInterval(() => tryAgain(book), AGAIN);
}

/**
 * @param {Link} link
 * @param {object} message
 */
function send({ model }, message) {
  try {
    model.send(message);
    return true;
  } catch {
    return false;
  }
}

/**
 * Give one of the answers that wait again: once Python answers it, the others follow.
 * @param {Book} book
 */
function tryAgain(book) {
  const late = [...book.waiting].find(([, { at }]) => at === "unsaved" || at === "memory");
  if (late) deliver(book, late[0]);
  else if (![...book.waiting.values()].some(({ at }) => at === "saving")) {
    clearInterval(book.trying);
    book.trying = undefined;
  }
}

/**
 * What Python says has become of an answer that was given.
 * @param {Book} book
 * @param {Link} link
 * @param {{ edit: string, fate: string, stored: unknown, why: string, kept: boolean } & Change & News} message
 */
export function hear(book, link, { edit, fate, stored, why, kept, said, about, trouble, notices }) {
  for (const [name, entry] of [...book.waiting]) {
    if (entry.edit !== edit) continue;
    if (fate === "taken") Object.assign(entry, { at: "memory", reader: link.reader });
    if (fate === "failed") entry.at = "unsaved";
    if (fate === "changed") meetOther(book, name, stored);
    if (fate === "refused") {
      settle(book, name);
      setAnswer(book, name, entry.seen[0]);
      book.refused.set(name, why);
    }
  }
  for (const [name, { at, reader }] of [...book.waiting]) {
    const here = at === "memory" && reader === link.reader;
    if (here && kept) settle(book, name);
    // This Python answers; perhaps it can save what another could not.
    else if (fate !== "failed" && !here && (at === "memory" || at === "unsaved")) deliver(book, name, link);
  }
  learn(book, { trouble, notices });
  tell(book, { said, about, trouble });
}

/**
 * It is saved, or was let go: nothing waits under this name.
 * @param {Book} book
 * @param {string} name
 */
export function settle(book, name) {
  forgetWaiting(book.id, name, entryOf(book, name).edit);
  book.waiting.delete(name);
}

/**
 * Another place has changed the answer meanwhile: the learner chooses which one is to stand.
 * @param {Book} book
 * @param {string} name
 * @param {unknown} stored
 */
function meetOther(book, name, stored) {
  const entry = entryOf(book, name);
  // What was left by another page may have been saved there, and gone on, since it was taken up here.
  const elsewhere = entry.left && findWaiting(book.id, name)?.edit !== entry.edit;
  if (elsewhere || ONCE.has(name.split(" ")[0])) {
    settle(book, name);
    setAnswer(book, name, stored);
  } else Object.assign(entry, { at: "changed", stored });
}

/**
 * Choose between one's own answer and the one that another place has given.
 * @param {Book} book
 * @param {Model} model
 * @param {string} name
 * @param {boolean} mine
 */
export function decide(book, model, name, mine) {
  const entry = entryOf(book, name);
  const [section, key] = /** @type {[Section, string]} */ (name.split(" "));
  settle(book, name);
  if (mine) put(book, model, section, key, /** @type {Answers[Section] | null} */ (entry.value), entry.stored);
  else setAnswer(book, name, entry.stored);
  tell(book, { section, key });
}
