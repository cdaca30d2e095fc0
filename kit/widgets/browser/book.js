// The learner's answers as this page knows them, shared by every view of the same answers file.

/** @import { Answers, Book, Change, Entry, Section, News } from "./types.js" */

/**
 * Of `waiting`, by an answer's name: its value, an edit's own id, what Python may have seen there before it
 * (what the page knew, and what it has sent since), and how it stands: "saving", "unsaved" while Python does
 * not answer, "memory" while Python has it and the file has not, and "changed" if the file holds something else.
 * @param {string} id
 * @returns {Book}
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

/**
 * @param {Map<string, Book>} books
 * @param {string} id
 */
export function bookOf(books, id) {
  const book = books.get(id) ?? newBook(id);
  books.set(id, book);
  return book;
}

/**
 * @template {Section} Name
 * @param {Book} book
 * @param {Name} section
 * @param {string} key
 * @returns {Answers[Name] | undefined}
 */
export function answer(book, section, key) {
  return /** @type {Answers[Name] | undefined} */ (book.answers.get(`${section} ${key}`));
}

/**
 * @param {Book} book
 * @param {string} name
 * @param {unknown} value
 */
export function setAnswer(book, name, value) {
  if (value === null || value === undefined) book.answers.delete(name);
  else book.answers.set(name, value);
}

/**
 * What waits under a name where something does.
 * @param {Book} book
 * @param {string} name
 */
export function entryOf(book, name) {
  return /** @type {Entry} */ (book.waiting.get(name));
}

/**
 * @param {Book} book
 * @param {News} news
 */
export function learn(book, { trouble = book.trouble, notices = book.notices }) {
  Object.assign(book, { trouble, notices });
}

/**
 * Call `hear` on every change, until the returned function is called.
 * @param {Book} book
 * @param {(change: Change) => void} hear
 */
export function follow(book, hear) {
  book.followers.add(hear);
  return () => book.followers.delete(hear);
}

/**
 * @param {Book} book
 * @param {Change} change
 */
export function tell(book, change) {
  for (const hear of [...book.followers]) hear(change);
}
